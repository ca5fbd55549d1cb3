//! The values of all enumerations.

use smol_str::SmolStr;

use super::{
    declared::{Declarations, Happening},
    walk,
};
use crate::hir::{self, Constant, ExprKind};

/// The days as enumeration values, from Monday.
pub(super) const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// All values of enumerations. They come from declared types; a trait may name its own.
pub(super) fn symbols(declared: &Declarations) -> Vec<SmolStr> {
    let mut found: Vec<SmolStr> = DAYS.iter().map(|day| SmolStr::new_static(day)).collect();
    let mut add = |ty: &hir::Type| {
        let mut ty = ty.known();
        if let hir::Type::List(element) = ty {
            ty = element;
        }
        if let hir::Type::Enumeration(values) = ty {
            found.extend(values.iter().cloned());
        }
    };
    declared.attributes.iter().for_each(|attribute| add(&attribute.is.ty));
    for happening in &declared.happenings {
        match happening {
            Happening::Event(event) => event.is.iter().for_each(|field| add(&field.ty)),
            Happening::Signal(signal) => signal.is.key.iter().for_each(|key| add(&key.ty)),
        }
    }
    declared.messages.iter().flat_map(|message| &message.is.params).for_each(|param| add(&param.ty));
    for action in &declared.actions {
        action.is.params.iter().chain(action.is.answers.iter().flatten()).for_each(|field| add(&field.ty));
    }
    for decision in &declared.decisions {
        decision.is.params.iter().chain(&decision.is.answers).for_each(|field| add(&field.ty));
    }
    let mut constants = Vec::new();
    for found in &declared.traits {
        walk::everything(found.is, &mut |expr| {
            add(&expr.ty);
            if let ExprKind::Constant(Constant::Symbol(name)) = &expr.kind {
                constants.push(name.clone());
            }
        });
    }
    found.extend(constants);
    found
}
