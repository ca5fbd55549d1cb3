//! Walks over typed expressions.

use crate::hir::{Expr, ExprKind, Read};

/// Visits an expression and all of its parts, the conditions and fields of reads among them; the whole before its parts.
pub fn each<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    for part in parts(expr) {
        each(part, visit);
    }
}

/// The direct parts of an expression.
pub(crate) fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::If(a, b, c) => vec![a, b, c],
        ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Fallback(a, b)
        | ExprKind::Compare(_, a, b)
        | ExprKind::StartsWith(a, b)
        | ExprKind::EndsWith(a, b)
        | ExprKind::Contains(a, b)
        | ExprKind::Arithmetic(_, a, b) => vec![a, b],
        ExprKind::Field(a, _)
        | ExprKind::EventAt(a)
        | ExprKind::EventChannel(a)
        | ExprKind::Not(a)
        | ExprKind::IsKnown(a)
        | ExprKind::Widen(a)
        | ExprKind::Negate(a)
        | ExprKind::Size(a)
        | ExprKind::Since(a)
        | ExprKind::Until(a)
        | ExprKind::DateOf(a)
        | ExprKind::TimeOf(a)
        | ExprKind::HourOf(a)
        | ExprKind::WeekdayOf(a) => vec![a],
        ExprKind::OneOf(a, items) => std::iter::once(&**a).chain(items).collect(),
        ExprKind::Text(items) | ExprKind::List(items) => items.iter().collect(),
        ExprKind::Read(read) => parts_of_read(read).collect(),
        ExprKind::Share(a, b) => parts_of_read(a).chain(parts_of_read(b)).collect(),
        ExprKind::InJourney { key, .. } => key.as_deref().into_iter().collect(),
        ExprKind::MemberOf(_)
        | ExprKind::Switch(_)
        | ExprKind::Constant(_)
        | ExprKind::Attribute(_)
        | ExprKind::Trait(_)
        | ExprKind::Here(_)
        | ExprKind::HereAt
        | ExprKind::HereChannel
        | ExprKind::Local(_)
        | ExprKind::Key
        | ExprKind::Start
        | ExprKind::Now
        | ExprKind::AskedChannel
        | ExprKind::Column(_)
        | ExprKind::StepOf(_)
        | ExprKind::StepsLeft(_)
        | ExprKind::Broken => Vec::new(),
    }
}

/// The conditions and fields of a read.
pub(crate) fn parts_of_read(read: &Read) -> impl Iterator<Item = &Expr> {
    read.of.iter().flat_map(|(selector, field)| selector.condition.as_deref().into_iter().chain(field))
}
