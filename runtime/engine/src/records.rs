//! Records (§16): what happened, what it is about, and why.

use std::fmt::Write as _;
use std::sync::Arc;

use baton_program::{Because, Kind, Place, Record, Watch};

use crate::moment::Moment;
use crate::state::Instance;
use crate::view::{Names, View};

impl Moment<'_> {
    /// A record of this moment.
    pub(crate) fn record(&self, kind: Kind) -> Record {
        Record {
            at: self.now,
            customer: self.customer.id.clone(),
            moment: self.state.moment,
            kind,
            ..Record::default()
        }
    }

    /// A record about an instance.
    pub(crate) fn record_of(&self, kind: Kind, instance: &Instance) -> Record {
        let journey = self.program.journeys.get(instance.journey.index());
        let step = journey.and_then(|journey| journey.steps.get(instance.step.index()));
        Record {
            journey: journey.map(|journey| journey.name.clone()),
            key: self.view().key_text(&instance.key),
            step: step.map(|step| step.name.clone()),
            ..self.record(kind)
        }
    }
}

impl View<'_> {
    /// Something that decided, and where it is written.
    pub(crate) fn because(self, rule: &Arc<str>, place: Place) -> Because {
        Because { rule: rule.clone(), place: self.place(place), ..Because::default() }
    }

    /// A condition that decided, with the values that it rests on.
    pub(crate) fn because_watch(self, rule: &str, watch: &Watch, names: Names<'_>) -> Because {
        Because {
            rule: rule.into(),
            place: self.place(watch.place),
            values: self.reasons(watch, names),
            ..Because::default()
        }
    }

    /// The values that a watched condition rests on, as written.
    pub(crate) fn reasons(self, watch: &Watch, names: Names<'_>) -> Vec<(Arc<str>, serde_json::Value)> {
        let value = |expr| self.program().json_of(&self.value(expr, names));
        watch.reasons.iter().map(|reason| (reason.text.clone(), value(reason.value))).collect()
    }

    /// A place as `file:line:column`; none where it stands in no file.
    pub(crate) fn place(self, place: Place) -> Option<Arc<str>> {
        let file = self.program().files.get(usize::try_from(place.file).ok()?)?;
        // Nearly every record has one: room for two long numbers, so that the text is made in one go.
        let mut text = String::with_capacity(file.len() + 22);
        let _ = write!(text, "{file}:{}:{}", place.line, place.column);
        Some(text.into())
    }
}
