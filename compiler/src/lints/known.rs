//! What is known of values at a place: of each expression that was asked about, the values that it can still have.

use std::collections::{BTreeMap, BTreeSet};

use baton_grammar::tree::Span;
use baton_program::{Comparison, Measure};

use smol_str::SmolStr;

use super::shape::{field_of_here, field_of_local};
use crate::{
    hir::{Constant, Expr, ExprKind, Type},
    infer::each,
};

/// The most events that a window keeps unless `up to` says otherwise (§7).
const KEPT: u16 = 100;
/// Up to here every whole number is a binary64.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The values that something can have, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    /// One of these.
    Among(BTreeSet<String>),
    /// Anything but these.
    Except(BTreeSet<String>),
    /// From here to there, both included.
    Between(f64, f64),
}

impl Values {
    /// What something can have whose value nobody has asked about.
    pub fn of(expr: &Expr) -> Self {
        match expr.ty.known() {
            Type::Bool => Self::Among(["false", "true"].map(String::from).into()),
            Type::Enumeration(values) => Self::Among(values.iter().map(ToString::to_string).collect()),
            Type::Int | Type::Number | Type::Amount(_) | Type::Duration | Type::Instant | Type::Date | Type::Time => {
                let (low, high) = range(expr, Windows::Saturate);
                Self::Between(low, high)
            }
            _ => Self::Except(BTreeSet::new()),
        }
    }

    /// What is left where the value is one of these.
    pub fn only(&self, constants: &[&Constant]) -> Self {
        let words: BTreeSet<String> = constants.iter().filter_map(|constant| word(constant)).collect();
        match self {
            Self::Among(among) => Self::Among(among.intersection(&words).cloned().collect()),
            Self::Except(except) => Self::Among(words.difference(except).cloned().collect()),
            Self::Between(low, high) => {
                let inside = constants.iter().filter_map(|constant| number(constant));
                let inside: Vec<f64> = inside.filter(|number| low <= number && number <= high).collect();
                let lowest = inside.iter().copied().fold(f64::INFINITY, f64::min);
                Self::Between(lowest, inside.into_iter().fold(f64::NEG_INFINITY, f64::max))
            }
        }
    }

    /// What is left where the value is none of these.
    pub fn without(&self, constants: &[&Constant]) -> Self {
        let words: BTreeSet<String> = constants.iter().filter_map(|constant| word(constant)).collect();
        match self {
            Self::Among(among) => Self::Among(among.difference(&words).cloned().collect()),
            Self::Except(except) => Self::Except(except.union(&words).cloned().collect()),
            Self::Between(low, high) if low == high => {
                let gone = constants.iter().filter_map(|constant| number(constant)).any(|number| number == *low);
                if gone { Self::Between(1.0, 0.0) } else { self.clone() }
            }
            Self::Between(..) => self.clone(),
        }
    }

    /// What is left where the value stands so to a constant. `whole` says that there is nothing between 1 and 2.
    pub fn compared(&self, how: Comparison, constant: f64, whole: Steps) -> Self {
        let Self::Between(low, high) = *self else { return self.clone() };
        let (below, above) = match whole {
            Steps::Whole => (constant - 1.0, constant + 1.0),
            Steps::Dense => (constant.next_down(), constant.next_up()),
        };
        match how {
            Comparison::Less => Self::Between(low, high.min(below)),
            Comparison::LessOrEqual => Self::Between(low, high.min(constant)),
            Comparison::Greater => Self::Between(low.max(above), high),
            Comparison::GreaterOrEqual => Self::Between(low.max(constant), high),
            Comparison::Equal | Comparison::NotEqual => self.clone(),
        }
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Among(among) => among.is_empty(),
            Self::Except(_) => false,
            Self::Between(low, high) => low > high,
        }
    }

    /// What it can be on one of two ways.
    fn or(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Among(a), Self::Among(b)) => Self::Among(a.union(b).cloned().collect()),
            (Self::Except(a), Self::Except(b)) => Self::Except(a.intersection(b).cloned().collect()),
            (Self::Between(a, b), Self::Between(c, d)) => Self::Between(a.min(*c), b.max(*d)),
            _ => return None,
        })
    }
}

/// Whether there are values between 1 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    /// There are none.
    Whole,
    /// There are.
    Dense,
}

impl Steps {
    /// How the values of a type lie.
    pub fn of(ty: &Type) -> Self {
        if *ty.known() == Type::Number { Self::Dense } else { Self::Whole }
    }
}

/// What is known at a place. A value is known of by its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts(BTreeMap<String, Fact>);

/// What is known of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    /// What it can be.
    pub values: Values,
    /// Where it was asked.
    pub at: Span,
    /// The names that it is made of, where it is made of nothing else: that can't change over a rest.
    names: Option<BTreeSet<SmolStr>>,
}

impl Facts {
    /// What is known of something.
    pub fn get(&self, shape: &str) -> Option<&Fact> {
        self.0.get(shape)
    }

    /// With what is now known of something that was asked in a condition; none if nothing is left.
    pub fn with(&self, shape: String, values: Values, condition: &Expr) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let mut facts = self.clone();
        facts.0.insert(shape, Fact { values, at: condition.span, names: names(condition) });
        Some(facts)
    }

    /// What is known wherever two ways come together.
    pub fn common(&self, other: &Self) -> Self {
        let both = self.0.iter().filter_map(|(shape, fact)| {
            let values = fact.values.or(&other.0.get(shape)?.values)?;
            Some((shape.clone(), Fact { values, ..fact.clone() }))
        });
        Self(both.collect())
    }

    /// These and others; of what both know the others.
    pub fn and(&self, others: Self) -> Self {
        let mut both = self.clone();
        both.0.extend(others.0);
        both
    }

    /// What is known of an event's fields, said of the name to which the event is bound.
    pub fn of_bound(&self, name: &SmolStr) -> Self {
        let said = |(shape, fact): (&String, &Fact)| {
            let shape = field_of_local(name, field_of_here(shape)?);
            Some((shape, Fact { names: Some([name.clone()].into()), ..fact.clone() }))
        };
        Self(self.0.iter().filter_map(said).collect())
    }

    /// What stays known over a rest, during which these names may be bound anew.
    pub fn rested(&self, rebound: &BTreeSet<SmolStr>) -> Self {
        let lasts = |fact: &Fact| fact.names.as_ref().is_some_and(|names| names.is_disjoint(rebound));
        Self(self.0.iter().filter(|(_, fact)| lasts(fact)).map(|(shape, fact)| (shape.clone(), fact.clone())).collect())
    }
}

/// The names that a condition is made of, where it is made of nothing that can change.
fn names(condition: &Expr) -> Option<BTreeSet<SmolStr>> {
    let mut names = Some(BTreeSet::new());
    each(condition, &mut |part| match &part.kind {
        ExprKind::Local(name) => names.iter_mut().for_each(|names| names.extend([name.clone()])),
        ExprKind::Attribute(_)
        | ExprKind::Trait(_)
        | ExprKind::Here(_)
        | ExprKind::HereAt
        | ExprKind::HereChannel
        | ExprKind::Now
        | ExprKind::Read(_)
        | ExprKind::Share(..)
        | ExprKind::Since(_)
        | ExprKind::Until(_)
        | ExprKind::InJourney { .. }
        | ExprKind::StepOf(_)
        | ExprKind::StepsLeft(_)
        | ExprKind::MemberOf(_)
        | ExprKind::Switch(_) => names = None,
        _ => {}
    });
    names
}

/// Whether windows are taken to forget what they can't keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Windows {
    /// They forget.
    Saturate,
    /// As if they kept everything.
    KeepAll,
}

/// Between which numbers a value lies by what it is.
pub(super) fn range(expr: &Expr, windows: Windows) -> (f64, f64) {
    let all = (f64::NEG_INFINITY, f64::INFINITY);
    let two = |a: &Expr, b: &Expr| (range(a, windows), range(b, windows));
    match &expr.kind {
        ExprKind::Constant(constant) => number(constant).map_or(all, |number| (number, number)),
        ExprKind::Widen(inner) => range(inner, windows),
        ExprKind::Negate(inner) => {
            let (low, high) = range(inner, windows);
            (-high, -low)
        }
        ExprKind::Arithmetic(baton_program::Arithmetic::Add, a, b) => {
            let ((a, b), (c, d)) = two(a, b);
            (a + c, b + d)
        }
        ExprKind::Arithmetic(baton_program::Arithmetic::Subtract, a, b) => {
            let ((a, b), (c, d)) = two(a, b);
            (a - d, b - c)
        }
        ExprKind::Size(_) => (0.0, f64::INFINITY),
        ExprKind::HourOf(_) => (0.0, 23.0),
        ExprKind::Read(read) => match (read.measure, read.within) {
            (Measure::Count, Some(_)) if read.enough.is_some() => (0.0, f64::INFINITY),
            (Measure::Count | Measure::Distinct, Some(_)) if windows == Windows::Saturate => {
                (0.0, f64::from(read.up_to.unwrap_or(KEPT)))
            }
            (Measure::Count | Measure::Distinct, _) => (0.0, f64::INFINITY),
            _ => all,
        },
        ExprKind::If(_, a, b) => {
            let ((a, b), (c, d)) = two(a, b);
            (a.min(c), b.max(d))
        }
        _ if *expr.ty.known() == Type::Time => (0.0, 86_399_999.0),
        _ => all,
    }
}

/// A constant as a number, where it is one that a binary64 holds exactly.
pub(super) fn number(constant: &Constant) -> Option<f64> {
    let number = match constant {
        Constant::Int(value) | Constant::Amount(value) | Constant::Duration(value) | Constant::Instant(value) => {
            *value as f64
        }
        Constant::Number(value) => *value,
        Constant::Date(days) => f64::from(*days),
        Constant::Time(milliseconds) => f64::from(*milliseconds),
        _ => return None,
    };
    (number.abs() < EXACT).then_some(number)
}

/// A constant as a word, where it isn't a number.
pub(super) fn word(constant: &Constant) -> Option<String> {
    Some(match constant {
        Constant::Bool(value) => value.to_string(),
        Constant::Text(text) | Constant::Id(text) | Constant::Timezone(text) | Constant::Symbol(text) => {
            text.to_string()
        }
        Constant::Channel(name) => name.to_string(),
        _ => return None,
    })
}
