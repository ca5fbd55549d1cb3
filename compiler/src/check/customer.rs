//! `customer` (§6): attributes and what they are before they are known.

use baton_grammar::tree;

use super::record;
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Attribute, Body, Expr, ExprKind},
    infer::Infer,
};

/// Attributes, with their defaults.
pub(super) fn customer(infer: &mut Infer, fields: &[tree::Field]) -> Body {
    let typed = record::fields(infer.names, fields);
    let attributes = fields.iter().zip(typed).map(|(written, field)| {
        let default = written.default.as_ref().map(|default| {
            let value = infer.check(default, &field.ty);
            if !is_constant(&value) {
                let finding = Finding::new(codes::NOT_CONSTANT, default.span, "a default must be a constant");
                infer.report(finding.help("a value that depends on something is a `trait`"));
            }
            value
        });
        Attribute { name: field.name, ty: field.ty, default, privacy: field.privacy }
    });
    Body::Customer(attributes.collect())
}

/// Whether an expression is a literal, or a list of literals.
fn is_constant(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) | ExprKind::Broken => true,
        ExprKind::List(items) => items.iter().all(is_constant),
        _ => false,
    }
}
