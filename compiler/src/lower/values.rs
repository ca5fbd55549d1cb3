//! Types and constants as the runtime knows them.

use baton_program::{EventId, Type, Value};

use super::tables::{Tables, arc};
use crate::hir::{self, Constant};

impl Tables<'_> {
    /// A type as the runtime knows it.
    pub(super) fn ty(&self, ty: &hir::Type) -> Type {
        match ty {
            hir::Type::Bool => Type::Bool,
            hir::Type::Int => Type::Int,
            hir::Type::Number => Type::Number,
            hir::Type::Text(bytes) => Type::Text(*bytes),
            hir::Type::Id => Type::Id,
            hir::Type::Amount(currency) => Type::Amount(*currency),
            hir::Type::Duration => Type::Duration,
            hir::Type::Instant => Type::Instant,
            hir::Type::Date => Type::Date,
            hir::Type::Time => Type::Time,
            hir::Type::Timezone => Type::Timezone,
            hir::Type::Channel => Type::Channel,
            hir::Type::Enumeration(values) => {
                Type::Enumeration(values.iter().filter_map(|value| self.symbol(value)).collect())
            }
            hir::Type::List(element) => Type::List(Box::new(self.ty(element))),
            hir::Type::Event(event) => Type::Event(self.event(event).unwrap_or(EventId(0))),
            hir::Type::Optional(inner) => Type::Optional(Box::new(self.ty(inner))),
            hir::Type::Any => Type::Optional(Box::new(Type::Bool)),
        }
    }

    /// A constant of a type.
    pub(super) fn constant(&self, constant: &Constant, ty: &hir::Type) -> Value {
        match constant {
            Constant::Unknown => Value::Unknown,
            Constant::Bool(value) => Value::Bool(*value),
            Constant::Int(value) => Value::Int(*value),
            Constant::Number(value) => Value::Number(*value),
            Constant::Text(text) => Value::Text(arc(text)),
            Constant::Id(text) => Value::Id(arc(text)),
            Constant::Amount(minor) => match ty.known() {
                hir::Type::Amount(currency) => Value::Amount(*minor, *currency),
                _ => Value::Unknown,
            },
            Constant::Duration(milliseconds) => Value::Duration(*milliseconds),
            Constant::Instant(milliseconds) => Value::Instant(*milliseconds),
            Constant::Date(days) => Value::Date(*days),
            Constant::Time(milliseconds) => Value::Time(*milliseconds),
            Constant::Timezone(name) => Value::Timezone(arc(name)),
            Constant::Channel(name) => self.channel(name).map_or(Value::Unknown, Value::Channel),
            Constant::Symbol(name) => self.symbol(name).map_or(Value::Unknown, Value::Symbol),
        }
    }
}
