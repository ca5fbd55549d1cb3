//! What an expression says, apart from where it stands: two of one shape have one value at one moment.

use std::fmt::Write as _;

use crate::hir::{Expr, ExprKind, Read, Selector};
use crate::lower::walk::operands;

/// The shape of an expression.
pub(super) fn shape(expr: &Expr) -> String {
    let mut out = String::new();
    write(expr, &mut out);
    out
}

/// The field of the event that is asked about, where a shape is that of one.
pub(super) fn field_of_here(shape: &str) -> Option<&str> {
    let field = shape.strip_prefix("here.")?;
    field.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_').then_some(field)
}

/// The shape of a field of what has a name.
pub(super) fn field_of_local(name: &str, field: &str) -> String {
    format!("field {field}(local {name},)")
}

/// The shape of an event that something speaks of.
pub(super) fn selector_shape(selector: &Selector) -> String {
    let mut out = String::new();
    write_selector(selector, &mut out);
    out
}

fn write(expr: &Expr, out: &mut String) {
    // Writing to a string can't fail.
    let _ = match &expr.kind {
        // A number is the same in either type.
        ExprKind::Widen(inner) => return write(inner, out),
        ExprKind::Constant(constant) => write!(out, "{constant:?}"),
        ExprKind::Attribute(name) => write!(out, "customer.{name}"),
        ExprKind::Trait(name) => write!(out, "trait {name}"),
        ExprKind::Here(field) => write!(out, "here.{field}"),
        ExprKind::Local(name) => write!(out, "local {name}"),
        ExprKind::Column(name) => write!(out, "column {name:?}"),
        ExprKind::Field(_, field) => write!(out, "field {field}"),
        ExprKind::Compare(how, ..) => write!(out, "{how:?}"),
        ExprKind::Arithmetic(how, ..) => write!(out, "{how:?}"),
        ExprKind::InJourney { journey, step, .. } => write!(out, "in {journey} {step:?}"),
        ExprKind::StepOf(journey) => write!(out, "step of {journey}"),
        ExprKind::StepsLeft(journey) => write!(out, "steps left in {journey}"),
        ExprKind::MemberOf(audience) => write!(out, "member of {audience}"),
        ExprKind::Switch(switch) => write!(out, "switch {switch}"),
        ExprKind::Read(read) => return write_read(read, out),
        ExprKind::Share(part, whole) => {
            out.push_str("share");
            write_read(part, out);
            return write_read(whole, out);
        }
        // The names of what is left have no text of their own: the operands tell the rest.
        other => {
            let name = format!("{other:?}");
            let end = name.find(['(', ' ']).unwrap_or(name.len());
            write!(out, "{}", name.get(..end).unwrap_or_default())
        }
    };
    let operands = operands(expr);
    if !operands.is_empty() {
        out.push('(');
        for operand in operands {
            write(operand, out);
            out.push(',');
        }
        out.push(')');
    }
}

fn write_read(read: &Read, out: &mut String) {
    let _ = write!(out, "{:?} {:?} {:?}(", read.measure, read.within, read.up_to);
    for (selector, field) in &read.of {
        write_selector(selector, out);
        if let Some(field) = field {
            write(field, out);
        }
        out.push(',');
    }
    out.push(')');
}

fn write_selector(selector: &Selector, out: &mut String) {
    let Selector { event, of, via, condition, key, own, span: _ } = selector;
    let _ = write!(out, "{event} {of:?} {via:?} {key:?} {own}");
    if let Some(condition) = condition {
        out.push_str(" where ");
        write(condition, out);
    }
}
