//! Comparisons (§5, §7).

use std::cmp::Ordering;

use baton_program::{Comparison, Value};

/// Whether a comparison holds; with an unknown side none does.
pub(super) fn holds(comparison: Comparison, a: &Value, b: &Value) -> bool {
    if *a == Value::Unknown || *b == Value::Unknown {
        return false;
    }
    match comparison {
        Comparison::Equal => equal(a, b),
        Comparison::NotEqual => !equal(a, b),
        Comparison::Less => order(a, b) == Some(Ordering::Less),
        Comparison::LessOrEqual => order(a, b).is_some_and(Ordering::is_le),
        Comparison::Greater => order(a, b) == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => order(a, b).is_some_and(Ordering::is_ge),
    }
}

/// Whether two known values are equal. An id written as a text, and an int where a number stands, are what they say.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Unknown, _) | (_, Value::Unknown) => false,
        (Value::Text(a) | Value::Id(a), Value::Text(b) | Value::Id(b)) => a == b,
        (Value::Int(a), Value::Number(b)) | (Value::Number(b), Value::Int(a)) => *a as f64 == *b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(&**b).all(|(a, b)| equal(a, b)),
        _ => a == b,
    }
}

/// The order of two values of one type that has an order.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b))
        | (Value::Duration(a), Value::Duration(b))
        | (Value::Instant(a), Value::Instant(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Number(b)) => (*a as f64).partial_cmp(b),
        (Value::Number(a), Value::Int(b)) => a.partial_cmp(&(*b as f64)),
        (Value::Amount(a, x), Value::Amount(b, y)) if x == y => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
