//! What begins, ends and interrupts a journey: entries, goal, exits, and `on` (§10).

use baton_grammar::tree::{self, Reaction, Span};
use baton_program::{Again, Effect};

use super::{refuse_condition_with_key, ways};
use crate::{
    check::{bound, signal::require_key},
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Trigger, Type},
    infer::{Facts, Infer, Role, Selected, typed},
};

/// `enter on E` or `enter when c`, and what is known of the event's name from then on. There is no instance yet, so there
/// is nothing to read but the event.
pub(super) fn entry(infer: &mut Infer, trigger: &tree::Trigger, span: Span) -> (Trigger, Facts) {
    match trigger {
        tree::Trigger::On(occurrence) => {
            let awaited = bound::awaited(infer, occurrence, Role::Entry);
            require_key(infer, occurrence);
            for selected in &awaited.selected {
                require_known_key(infer, selected);
            }
            (Trigger::On(awaited.bound), awaited.facts)
        }
        tree::Trigger::When(condition) => {
            if let Some(key) = infer.scope.key.clone() {
                refuse_condition_with_key(infer, &key, span);
            }
            (Trigger::When(infer.watched(condition)), Facts::default())
        }
    }
}

/// A key is a value: where the field may be unknown, the entry's condition must ask.
fn require_known_key(infer: &mut Infer, selected: &Selected) {
    let Some(key) = &selected.selector.key else { return };
    let Some(field) = infer.names.field(&selected.selector.event, key) else { return };
    let here = typed(crate::hir::ExprKind::Here(key.clone()), field.ty.clone(), selected.selector.span);
    if matches!(field.ty, Type::Optional(_)) && !selected.facts.holds(&here) {
        let message = format!("the key `{key}` may be unknown in `{}`", selected.selector.event);
        let finding = Finding::new(codes::MAY_BE_UNKNOWN, selected.selector.span, message);
        infer.report(finding.help(format!("enter only where it isn't: `where {key} is known`")));
    }
}

/// What reaches a goal or ends a journey.
pub(super) fn trigger(infer: &mut Infer, trigger: &tree::Trigger) -> Trigger {
    match trigger {
        tree::Trigger::On(occurrence) => Trigger::On(bound::awaited(infer, occurrence, Role::Trigger).bound),
        tree::Trigger::When(condition) => Trigger::When(infer.watched(condition)),
    }
}

/// `again …`.
pub(super) fn again(infer: &mut Infer, again: &tree::Again) -> Option<Again> {
    Some(match again {
        tree::Again::Never => Again::Never,
        tree::Again::Always => Again::Always,
        tree::Again::After(duration) => Again::After(infer.duration(duration)?),
    })
}

/// Whether an `on` of the journey moves the instance on every way, or leaves it where it is.
pub(super) fn effect(infer: &mut Infer, reaction: Option<&Reaction>) -> Option<Effect> {
    let block = match reaction {
        Some(Reaction::Block(block)) if !ways::moves(&block.statements) => block,
        _ => return Some(Effect::Moves),
    };
    let Some(statement) = ways::first_rest_or_move(block) else { return Some(Effect::Stays) };
    let message = "a block of `on` moves on every way, or leaves the instance where it is";
    let finding = Finding::new(codes::HANDLER_WAYS, statement.span, message);
    infer.report(finding.label("not on every way").help("end every way in a move, or use only `do`, `emit` and `if`"));
    None
}
