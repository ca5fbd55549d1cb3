//! What types have to do with one another: which fits where, which one two have in common, and what people call them.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::hir::Type;

/// Whether a value of one type may stand where another is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// As it is.
    Same,
    /// Once it is widened from `int` to `number`.
    Widened,
    /// If it is known.
    IfKnown,
    /// It may not.
    Not,
}

/// The values of an enumeration, whether it may be unknown or not.
pub(crate) fn values(ty: &Type) -> Option<&Arc<[SmolStr]>> {
    match ty.known() {
        Type::Enumeration(values) => Some(values),
        _ => None,
    }
}

/// Whether a value of type `got` may stand where `want` is wanted (§5).
pub(crate) fn fit(got: &Type, want: &Type) -> Fit {
    match (got, want) {
        (Type::Any, _) | (_, Type::Any) => Fit::Same,
        (Type::Optional(got), Type::Optional(want)) => fit(got, want),
        (Type::Optional(got), want) => match fit(got, want) {
            Fit::Not => Fit::Not,
            _ => Fit::IfKnown,
        },
        (got, Type::Optional(want)) => fit(got, want),
        (Type::Int, Type::Number) => Fit::Widened,
        (Type::Text(got), Type::Text(want)) => same_if(got <= want),
        (Type::Enumeration(got), Type::Enumeration(want)) => same_if(got.iter().all(|value| want.contains(value))),
        (Type::List(got), Type::List(want)) => same_if(fit(got, want) == Fit::Same),
        (got, want) => same_if(got == want),
    }
}

fn same_if(same: bool) -> Fit {
    if same { Fit::Same } else { Fit::Not }
}

/// The type in which both fit, if there is one: `T` and `T?` are `T?`, an `int` and a `number` a `number`.
pub(crate) fn common(a: &Type, b: &Type) -> Option<Type> {
    let is_optional = matches!(a, Type::Optional(_)) || matches!(b, Type::Optional(_));
    let (a, b) = (a.known(), b.known());
    let both = match (fit(a, b), fit(b, a)) {
        _ if *a == Type::Any || *b == Type::Any => Type::Any,
        (Fit::Same | Fit::Widened, _) => b.clone(),
        (_, Fit::Same | Fit::Widened) => a.clone(),
        _ => return None,
    };
    Some(if is_optional { both.optional() } else { both })
}

/// Whether `<` compares two of this type (§5).
pub(crate) fn is_ordered(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Int
            | Type::Number
            | Type::Amount(_)
            | Type::Duration
            | Type::Instant
            | Type::Date
            | Type::Time
            | Type::Any
    )
}

/// The seven days, as an enumeration.
pub(crate) fn weekday() -> Type {
    let days = ["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"];
    Type::Enumeration(days.into_iter().map(SmolStr::new_static).collect())
}

/// A type as people write it.
pub(crate) fn in_words(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Int => "int".into(),
        Type::Number => "number".into(),
        Type::Text(baton_program::TEXT_BYTES | u32::MAX) => "text".into(),
        Type::Text(bytes) => format!("text up to {bytes}"),
        Type::Id => "id".into(),
        Type::Amount(currency) => currency.code().into(),
        Type::Duration => "duration".into(),
        Type::Instant => "instant".into(),
        Type::Date => "date".into(),
        Type::Time => "time".into(),
        Type::Timezone => "timezone".into(),
        Type::Channel => "channel".into(),
        Type::Enumeration(values) => values.join(" | "),
        Type::List(element) => format!("list of {}", in_words(element)),
        Type::Event(event) => event.to_string(),
        Type::Optional(inner) => format!("{}?", in_words(inner)),
        Type::Any => "unknown".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(values: &[&str]) -> Type {
        Type::Enumeration(values.iter().map(SmolStr::new).collect())
    }

    #[test]
    fn a_smaller_enumeration_fits_into_a_larger() {
        let (small, large) = (symbols(&["a", "b"]), symbols(&["a", "b", "c"]));
        assert_eq!(fit(&small, &large), Fit::Same);
        assert_eq!(fit(&large, &small), Fit::Not);
        assert_eq!(common(&small, &large), Some(large));
    }

    #[test]
    fn an_int_widens_and_nothing_else_does() {
        assert_eq!(fit(&Type::Int, &Type::Number), Fit::Widened);
        assert_eq!(fit(&Type::Int, &Type::Number.optional()), Fit::Widened);
        assert_eq!(fit(&Type::Number, &Type::Int), Fit::Not);
        assert_eq!(fit(&Type::Text(1024), &Type::Id), Fit::Not);
    }

    #[test]
    fn what_may_be_unknown_fits_only_where_it_may_be() {
        let maybe = Type::Date.optional();
        assert_eq!(fit(&maybe, &Type::Date), Fit::IfKnown);
        assert_eq!(fit(&Type::Date, &maybe), Fit::Same);
        assert_eq!(common(&Type::Date, &maybe), Some(maybe));
    }
}
