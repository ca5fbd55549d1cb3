//! Types and values: what they name is there, and they are nested no deeper than the language has them.

use super::{Check, Checker, Fault, at, ensure};
use crate::{Currency, Field, LIST_ELEMENTS, Type, Value};

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
            Type::Enumeration(symbols) => {
                symbols.iter().try_for_each(|symbol| at(&self.program.symbols, symbol.index(), "value"))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn fields(&self, fields: &[Field]) -> Check {
        fields.iter().try_for_each(|field| self.ty(&field.ty))
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

fn currency(code: Currency) -> Check {
    ensure(Currency::from_code(code.code()) == Some(code), Fault::Broken("a currency that ISO 4217 does not have"))
}

/// A time zone of the build.
pub(super) fn zone(name: &str) -> Check {
    ensure(crate::wire::is_zone(name), Fault::Broken("a time zone that this build does not have"))
}
