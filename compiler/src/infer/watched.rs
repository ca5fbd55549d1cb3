//! Where time may enter a watched condition (§8): through windows, through `since(x)` and `until(x)` compared with
//! something free of time, and through `now.date` and `now.weekday`.

use baton_grammar::tree::Span;
use baton_program::Comparison;

use super::{codes, walk::parts};
use crate::{
    diagnostic::Finding,
    hir::{Asked, Expr, ExprKind},
    lookup::Lookup,
};

/// What to say of a condition that can't be watched.
pub(super) fn refusal(condition: &Expr, names: &dyn Lookup) -> Option<Finding> {
    let (span, reason) = unwatchable(condition, names)?;
    let finding =
        Finding::new(codes::UNWATCHABLE, span, "time enters this watched condition in a way that can't be watched");
    Some(finding.label(reason).help(
        "time may enter through windows, through `since(x)` or `until(x)` compared (`< <= > >=`) with something free of time, \
         and through `now.date` and `now.weekday`",
    ))
}

/// The part of an expression that can't be watched, and why, if there is one.
pub(crate) fn unwatchable(expr: &Expr, names: &dyn Lookup) -> Option<(Span, String)> {
    let said = |reason: &str| Some((expr.span, reason.to_owned()));
    match &expr.kind {
        ExprKind::Now => said("`now` itself never rests"),
        ExprKind::Since(_) => said("`since` must be compared with something free of time"),
        ExprKind::Until(_) => said("`until` must be compared with something free of time"),
        ExprKind::TimeOf(of) | ExprKind::HourOf(of) if mentions_now(of) => {
            said("the time of day can't be watched; `now.date` and `now.weekday` can")
        }
        ExprKind::DateOf(of) if of.kind == ExprKind::Now => None,
        ExprKind::WeekdayOf(of) if is_today(of) => None,
        ExprKind::Trait(name) => {
            names.trait_unwatchable(name).map(|reason| (expr.span, format!("the trait `{name}`: {reason}")))
        }
        ExprKind::Compare(op, a, b) if is_order(*op) => compared(a, b, names).or_else(|| compared(b, a, names)),
        ExprKind::Read(read) if read.asked == Asked::Happening => None,
        ExprKind::Share(a, b) if a.asked == Asked::Happening && b.asked == Asked::Happening => None,
        _ => parts(expr).into_iter().find_map(|part| unwatchable(part, names)),
    }
}

/// One side of `<`: `since(x)` and `until(x)` may stand there if the other side is free of time.
fn compared(side: &Expr, other: &Expr, names: &dyn Lookup) -> Option<(Span, String)> {
    match &side.kind {
        ExprKind::Since(of) | ExprKind::Until(of) => {
            if let Some(span) = time_in(other) {
                return Some((span, "what `since` or `until` is compared with must be free of time".into()));
            }
            unwatchable(of, names)
        }
        // What stands in for an unknown `since(e)` may be no clock of its own.
        ExprKind::Fallback(of, instead) if matches!(of.kind, ExprKind::Since(_)) => {
            if let Some(span) = time_in(instead) {
                return Some((span, "what stands behind `??` must be free of time".into()));
            }
            compared(of, other, names)
        }
        _ => unwatchable(side, names),
    }
}

/// Where time enters an expression, if it does.
fn time_in(expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Now | ExprKind::Since(_) | ExprKind::Until(_) => Some(expr.span),
        ExprKind::Read(read) if read.within.is_some() => Some(expr.span),
        ExprKind::Share(..) => Some(expr.span),
        _ => parts(expr).into_iter().find_map(time_in),
    }
}

fn mentions_now(expr: &Expr) -> bool {
    expr.kind == ExprKind::Now || parts(expr).into_iter().any(mentions_now)
}

fn is_today(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Now => true,
        ExprKind::DateOf(of) => of.kind == ExprKind::Now,
        _ => false,
    }
}

fn is_order(op: Comparison) -> bool {
    !matches!(op, Comparison::Equal | Comparison::NotEqual)
}
