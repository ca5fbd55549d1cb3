//! Whether a value is of a type.

use crate::{LIST_ELEMENTS, TEXT_BYTES, Type, Value};

impl Type {
    /// Whether it is a `T?`.
    pub const fn is_optional(&self) -> bool {
        matches!(self, Self::Optional(_))
    }

    /// Whether the value is of this type, its bounds included.
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Optional(_), Value::Unknown) => true,
            (Self::Optional(inner), value) => inner.holds(value),
            (Self::Bool, Value::Bool(_))
            | (Self::Int, Value::Int(_))
            | (Self::Duration, Value::Duration(_))
            | (Self::Instant, Value::Instant(_))
            | (Self::Date, Value::Date(_))
            | (Self::Time, Value::Time(_))
            | (Self::Timezone, Value::Timezone(_))
            | (Self::Channel, Value::Channel(_)) => true,
            (Self::Number, Value::Number(number)) => number.is_finite(),
            (Self::Text(most), Value::Text(text)) => text.len() <= *most as usize,
            (Self::Id, Value::Id(id)) => id.len() <= TEXT_BYTES as usize,
            (Self::Amount(currency), Value::Amount(_, of)) => currency == of,
            (Self::Enumeration(symbols), Value::Symbol(symbol)) => symbols.contains(symbol),
            (Self::List(element), Value::List(elements)) => {
                elements.len() <= LIST_ELEMENTS && elements.iter().all(|value| element.holds(value))
            }
            (Self::Event(event), Value::Event(value)) => value.event == *event,
            _ => false,
        }
    }
}
