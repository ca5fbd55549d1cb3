//! The figures of a measure: how many customers there were, and how many of them count.

use std::{collections::BTreeMap, sync::Arc};

use baton_program::{Program, Unit, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// What figures are kept apart by. Truth values, numbers and texts are in their own orders, and unknown comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// A truth value.
    Bool(bool),
    /// An `int`.
    Int(i64),
    /// A text, an id, a channel, or a value of an enumeration.
    Text(Arc<str>),
    /// The value was unknown; that of a measure whose figures are not kept apart.
    Unknown,
}

impl Group {
    /// That of a value.
    pub(super) fn of(program: &Program, value: &Value) -> Self {
        match value {
            Value::Unknown => Self::Unknown,
            Value::Bool(holds) => Self::Bool(*holds),
            Value::Int(int) => Self::Int(*int),
            Value::Text(text) | Value::Id(text) => Self::Text(text.clone()),
            other => Self::Text(program.text_of(other).into()),
        }
    }

    /// Its value; unknown is null.
    pub fn json(&self) -> Json {
        match self {
            Self::Bool(holds) => (*holds).into(),
            Self::Int(int) => (*int).into(),
            Self::Text(text) => (**text).into(),
            Self::Unknown => Json::Null,
        }
    }
}

/// How many customers had B in a unit of time, and how many of them A.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// With B.
    pub of: u64,
    /// With A of it.
    pub part: u64,
}

impl Figures {
    /// The share, to a millionth; a half is rounded up.
    pub fn share(self) -> f64 {
        const PARTS: u128 = 1_000_000;
        let (part, of) = (u128::from(self.part), u128::from(self.of.max(1)));
        let parts = (2 * part * PARTS + of) / (2 * of);
        // A share is at most one, so that both are exact.
        parts as f64 / PARTS as f64
    }
}

/// The figures of a unit of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFigures {
    /// Where it begins: UTC milliseconds.
    pub from: i64,
    /// Where the next one begins.
    pub to: i64,
    /// Those of each group in which somebody is.
    pub groups: BTreeMap<Group, Figures>,
}

/// What a measure came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureTally {
    /// Its full name.
    pub name: Arc<str>,
    /// Its unit of time.
    pub per: Unit,
    /// Whether its figures are kept apart by a value.
    pub kept: Kept,
    /// The last unit of time whose figures are final.
    pub last: Option<UnitFigures>,
    /// Those whose figures can still change, the earliest first.
    pub open: Vec<UnitFigures>,
    /// How often it alerted.
    pub alerts: u64,
}

/// Whether figures are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// For everybody together.
    Together,
    /// For each value of `by`.
    Apart,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp)]
    use super::*;

    #[test]
    fn shares_are_rounded_to_a_millionth() {
        let share = |part, of| Figures { of, part }.share();
        assert_eq!(share(1, 4), 0.25);
        assert_eq!(share(1, 3), 0.333_333);
        assert_eq!(share(2, 3), 0.666_667);
        assert_eq!(share(1, 2_000_000), 0.000_001);
        assert_eq!(share(0, 7), 0.0);
        assert_eq!(share(u64::MAX, u64::MAX), 1.0);
    }

    #[test]
    fn groups_stand_in_their_own_order() {
        let text = |text: &str| Group::Text(text.into());
        let mut groups = vec![Group::Unknown, text("b"), Group::Int(10), text("a"), Group::Bool(true), Group::Int(9)];
        groups.sort();
        assert_eq!(groups, [Group::Bool(true), Group::Int(9), Group::Int(10), text("a"), text("b"), Group::Unknown]);
    }
}
