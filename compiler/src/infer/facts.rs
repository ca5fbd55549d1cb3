//! What is known at a place (§5, narrowing): the paths of which something before has made sure that they have a value.

use std::collections::BTreeSet;

use baton_program::Comparison;

use crate::hir::{Expr, ExprKind};

/// The paths that are known at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(BTreeSet<String>);

const LOCAL: &str = "local ";
const HERE: &str = "here ";

impl Facts {
    /// Whether the value of this expression is known here.
    pub fn holds(&self, expr: &Expr) -> bool {
        path(expr).is_some_and(|path| self.0.contains(&path))
    }

    /// These, and what is known where the condition is as `truth` says.
    pub fn and(&self, condition: &Expr, truth: bool) -> Self {
        self.with(&learned(condition, truth))
    }

    /// These and others.
    pub fn with(&self, others: &Self) -> Self {
        Self(self.0.union(&others.0).cloned().collect())
    }

    /// What is known here and there.
    pub fn common(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }

    /// What stays known over a `wait` or `send`, and in conditions that are asked at another time: parameters, `as`
    /// names and their fields, but no attributes and traits, because they can change.
    pub fn lasting(&self) -> Self {
        Self(self.0.iter().filter(|path| path.starts_with(LOCAL)).cloned().collect())
    }

    /// What is of an event's fields, said of the name to which the event is bound.
    pub fn of_bound(&self, name: &str) -> Self {
        let fields = self.0.iter().filter_map(|path| path.strip_prefix(HERE));
        Self(fields.map(|field| format!("{LOCAL}{name}.{field}")).collect())
    }

    /// Forgets what was known of a name, because it is bound anew.
    pub fn forget(&mut self, name: &str) {
        let (whole, fields) = (format!("{LOCAL}{name}"), format!("{LOCAL}{name}."));
        self.0.retain(|path| *path != whole && !path.starts_with(&fields));
    }
}

/// What is known where a condition is true, or where it is false.
pub(crate) fn learned(condition: &Expr, truth: bool) -> Facts {
    let of = |expr: &Expr| Facts(path(expr).into_iter().collect());
    match (&condition.kind, truth) {
        (ExprKind::Not(inner), _) => learned(inner, !truth),
        (ExprKind::And(a, b), true) | (ExprKind::Or(a, b), false) => learned(a, truth).with(&learned(b, truth)),
        (ExprKind::And(a, b), false) | (ExprKind::Or(a, b), true) => learned(a, truth).common(&learned(b, truth)),
        (ExprKind::IsKnown(inner) | ExprKind::OneOf(inner, _), true) => of(inner),
        // Unknown equals nothing.
        (ExprKind::Compare(Comparison::Equal, a, b), true) => of(a).with(&of(b)),
        _ => Facts::default(),
    }
}

/// The path that an expression is, if it is one.
fn path(expr: &Expr) -> Option<String> {
    Some(match &expr.kind {
        ExprKind::Attribute(name) => format!("customer.{name}"),
        ExprKind::Trait(name) => format!("trait {name}"),
        ExprKind::Local(name) => format!("{LOCAL}{name}"),
        ExprKind::Here(field) => format!("{HERE}{field}"),
        ExprKind::HereChannel => format!("{HERE}channel"),
        ExprKind::Column(name) => format!("column {name}"),
        ExprKind::Field(of, field) => format!("{}.{field}", path(of)?),
        ExprKind::EventChannel(of) => format!("{}.channel", path(of)?),
        ExprKind::Widen(inner) => path(inner)?,
        _ => return None,
    })
}
