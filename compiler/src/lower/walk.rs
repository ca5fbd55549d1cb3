//! The operands of an expression and the reads that it makes, apart from each other: what a read asks of its events speaks
//! of those events, not of what surrounds it.

use crate::{
    hir::{Expr, ExprKind, Read},
    infer::parts,
};

pub(crate) use crate::infer::each as everything;

/// The direct operands, in the order written; not what a read asks of its events.
pub(crate) fn operands(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Read(_) | ExprKind::Share(..) => vec![],
        _ => parts(expr),
    }
}

/// The reads that the expression itself makes; not those of its operands.
pub(crate) fn reads(expr: &Expr) -> Vec<&Read> {
    match &expr.kind {
        ExprKind::Read(read) => vec![read],
        ExprKind::Share(part, whole) => vec![part, whole],
        _ => vec![],
    }
}
