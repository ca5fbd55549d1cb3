//! Sources: what they take can come from outside, and they read their row alone.

use super::{Check, Checker, Fault, LONGEST, Refusal, each, ensure, range};
use crate::{Family, Format, Origin, Source, Take, TimeFormat};

impl Checker<'_> {
    pub(super) fn sources(&self) -> Result<(), Refusal> {
        each("source", &self.program.sources, |source| &source.name, |_, source| self.source(source))
    }

    fn source(&self, source: &Source) -> Check {
        if let Format::Separated(byte) = source.format {
            let parts = byte.is_ascii() && !matches!(byte, b'\n' | b'\r' | b'"' | 0);
            ensure(parts, Fault::Broken("a separator that can't part columns"))?;
        }
        if let TimeFormat::HoursSince(start) = source.clock {
            range("the start of a clock", start, -LONGEST, LONGEST)?;
        }
        source.takes.iter().try_for_each(|take| self.take(take))
    }

    fn take(&self, take: &Take) -> Check {
        let event = self.program.events.get(take.event.index()).ok_or(Fault::NoSuch("event", take.event.index()))?;
        let outside = match event.origin {
            Origin::Declared => true,
            Origin::Signal(_) => false,
            Origin::BuiltIn(built_in) => {
                matches!(built_in.family(), Family::Customer | Family::Delivery)
            }
        };
        ensure(outside, Fault::Broken("a source of events that can't come from outside"))?;
        take.condition.map_or(Ok(()), |condition| self.expr_of_row(condition))?;
        take.fields.iter().try_for_each(|(field, value)| {
            let fields = event.fields.len();
            ensure(usize::from(*field) < fields, Fault::Beyond("field", usize::from(*field), fields))?;
            self.expr_of_row(*value)
        })
    }
}
