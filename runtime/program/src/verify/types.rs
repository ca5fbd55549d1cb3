//! Types and values: what they name is there, and they are nested no deeper than the language has them.

use super::{Check, Checker, Fault, at, ensure, range};
use crate::{
    Currency, DEEPEST_EVENT, EventId, EventType, Field, LIST_ELEMENTS, LONGEST_TEXT, MOST_EVENTS, Origin, Type, Value,
};

impl Checker<'_> {
    /// A type: `T?` of a list or a simple type, a list of simple types.
    pub(super) fn ty(&self, ty: &Type) -> Check {
        match ty {
            Type::Optional(inner) => match **inner {
                Type::Optional(_) => Err(Fault::Broken("an optional type of an optional type")),
                _ => self.ty(inner),
            },
            Type::List(element) => match **element {
                Type::Optional(_) | Type::List(_) => Err(Fault::Broken("a list of lists or of optional values")),
                _ => self.ty(element),
            },
            Type::Event(event) => at(&self.program.events, event.index(), "event"),
            Type::Amount(code) => currency(*code),
            Type::Text(most) => text_bound(*most),
            Type::Enumeration(symbols) => {
                symbols.iter().try_for_each(|symbol| at(&self.program.symbols, symbol.index(), "value"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn fields(&self, fields: &[Field]) -> Check {
        fields.iter().try_for_each(|field| self.ty(&field.ty))
    }

    /// What an event carries: events only as a signal does, and not too many, those within them included.
    pub(super) fn carries(&self, event: &EventType) -> Check {
        let declared = matches!(event.origin, Origin::Declared);
        let mut left = MOST_EVENTS;
        for carried in events_in(event) {
            ensure(!declared, Fault::Broken("an event within an event"))?;
            self.count_events(carried, DEEPEST_EVENT, &mut left)?;
        }
        Ok(())
    }

    fn count_events(&self, event: EventId, deeper: usize, left: &mut usize) -> Check {
        let too_many = Fault::Broken("an event that carries too many others");
        let deeper = deeper.checked_sub(1).ok_or(too_many)?;
        *left = left.checked_sub(1).ok_or(too_many)?;
        let event = self.program.events.get(event.index()).ok_or(Fault::NoSuch("event", event.index()))?;
        events_in(event).try_for_each(|carried| self.count_events(carried, deeper, left))
    }

    /// A constant.
    pub(super) fn value(&self, value: &Value) -> Check {
        match value {
            Value::Number(number) => ensure(number.is_finite(), Fault::Broken("a number that is not finite")),
            Value::Amount(_, code) => currency(*code),
            Value::Channel(channel) => at(&self.program.channels, channel.index(), "channel"),
            Value::Symbol(symbol) => at(&self.program.symbols, symbol.index(), "value"),
            Value::Timezone(name) => zone(name),
            Value::List(elements) => {
                ensure(elements.len() <= LIST_ELEMENTS, Fault::Beyond("elements", elements.len(), LIST_ELEMENTS))?;
                let nested = elements.iter().any(|element| matches!(element, Value::List(_)));
                ensure(!nested, Fault::Broken("a list of lists"))?;
                elements.iter().try_for_each(|element| self.value(element))
            }
            Value::Event(_) => Err(Fault::Broken("an event as a constant")),
            _ => Ok(()),
        }
    }
}

/// The events that an event's fields hold.
fn events_in(event: &EventType) -> impl Iterator<Item = EventId> {
    event.fields.iter().filter_map(|field| match &field.ty {
        Type::Event(event) => Some(*event),
        Type::Optional(inner) | Type::List(inner) => match **inner {
            Type::Event(event) => Some(event),
            _ => None,
        },
        _ => None,
    })
}

pub(super) fn text_bound(most: u32) -> Check {
    range("the bound of a text", i64::from(most), 1, i64::from(LONGEST_TEXT))
}

fn currency(code: Currency) -> Check {
    ensure(Currency::from_code(code.code()) == Some(code), Fault::Broken("a currency that ISO 4217 does not have"))
}

/// A time zone of the build.
pub(super) fn zone(name: &str) -> Check {
    ensure(crate::wire::is_zone(name), Fault::Broken("a time zone that this build does not have"))
}
