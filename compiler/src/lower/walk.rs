//! The operands of an expression without the reads that it makes ([`Expr::reads`]): what a read asks of its events speaks of
//! those events, not of what surrounds it.

use crate::{
    hir::{Expr, ExprKind},
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
