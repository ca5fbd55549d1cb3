//! What an expression can see: a customer's state at a time, and the names of the place where it stands.

use std::sync::Arc;

use baton_program::{ChannelId, Event, ExprId, Program, TEXT_BYTES, TraitId, Type, Value};

use crate::Engine;
use crate::calendar::Calendar;
use crate::state::{Instance, Remembrance, State};

/// A customer's state, read at a time.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) state: &'a State,
    pub(crate) now: i64,
}

/// The names of a place.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    /// The event that is asked about.
    pub(crate) here: Here<'a>,
    /// The slots.
    pub(crate) frame: &'a [Value],
    /// The key of the instance or pattern.
    pub(crate) key: &'a Value,
    /// When the instance entered.
    pub(crate) start: Option<i64>,
    /// The instance itself, once it is there.
    pub(crate) instance: Option<&'a Instance>,
    /// The channel that is asked about.
    pub(crate) channel: Option<ChannelId>,
    /// In a trait: the values of those that it uses.
    pub(crate) traits: &'a [(TraitId, Value)],
    /// In a deep expression: the values of its parts so far, in their order.
    pub(crate) parts: &'a [(ExprId, Value)],
    /// The columns of a row.
    pub(crate) columns: Option<&'a dyn Fn(&str) -> Value>,
}

/// The event that is asked about.
#[derive(Clone, Copy)]
pub(crate) enum Here<'a> {
    /// None.
    Nothing,
    /// One that happens.
    Event(&'a Event),
    /// One that is remembered.
    Kept(&'a Remembrance),
}

impl<'a> Names<'a> {
    /// No names.
    pub(crate) const NONE: Names<'static> = Names {
        here: Here::Nothing,
        frame: &[],
        key: &Value::Unknown,
        start: None,
        instance: None,
        channel: None,
        traits: &[],
        parts: &[],
        columns: None,
    };

    /// The names in an instance.
    pub(crate) fn of(instance: &'a Instance) -> Self {
        Names {
            frame: &instance.frame,
            key: &instance.key,
            start: Some(instance.start),
            instance: Some(instance),
            ..Names::NONE
        }
    }

    /// These, and an event that happens.
    pub(crate) const fn about(self, event: &'a Event) -> Self {
        Names { here: Here::Event(event), ..self }
    }
}

impl<'a> View<'a> {
    pub(crate) fn program(self) -> &'a Program {
        self.engine.program()
    }

    /// Whether a condition holds; one without a value doesn't.
    pub(crate) fn holds(self, condition: ExprId, names: Names<'_>) -> bool {
        self.value(condition, names) == Value::Bool(true)
    }

    /// The customer's calendar: of the attribute `timezone`, where it is known.
    pub(crate) fn calendar(self) -> Calendar<'a> {
        let zones = self.engine.zones();
        let own = self.engine.tables().timezone.map(|attribute| self.attribute(attribute));
        Calendar(match own {
            Some(Value::Timezone(name)) => zones.named(&name),
            _ => zones.default(),
        })
    }

    /// The instant of an instant or date: a date begins at the customer's midnight.
    pub(crate) fn instant_of(self, value: &Value) -> Option<i64> {
        match value {
            Value::Instant(at) => Some(*at),
            Value::Date(date) => Some(self.calendar().midnight(*date)),
            _ => None,
        }
    }
}

/// A value as a type keeps it: texts, ids and lists are cut at their bounds, so that what is stored is bounded by the
/// program's text.
pub(crate) fn bounded(value: Value, ty: &Type) -> Value {
    match (value, ty) {
        (value, Type::Optional(ty)) => bounded(value, ty),
        (Value::Text(text), Type::Text(most)) => Value::Text(cut(text, *most)),
        (Value::Id(id), Type::Id) => Value::Id(cut(id, TEXT_BYTES)),
        (Value::List(list), Type::List(ty)) => {
            Value::List(list.iter().take(baton_program::LIST_ELEMENTS).map(|item| bounded(item.clone(), ty)).collect())
        }
        (Value::Int(int), Type::Number) => Value::Number(int as f64),
        (value, _) => value,
    }
}

fn cut(text: Arc<str>, most: u32) -> Arc<str> {
    if text.len() <= most as usize {
        return text;
    }
    let end = text.floor_char_boundary(most as usize);
    text.get(..end).unwrap_or_default().into()
}
