//! Arms that are deaf while a message waits (W0341): an arm of a wait behind a `send` isn't asked as long as the message is
//! held, though its event may come then.

use std::collections::BTreeSet;

use super::{
    conditions::in_words,
    declared::{Declared, Of, Workspace, each_inside},
};
use crate::{
    diagnostic::{Finding, Site, codes::lints::DEAF_ARM},
    hir::{Arm, ArmTrigger, Body, Bound, Journey, Message, Selector, Statement, StatementKind, Trigger},
    lookup::Space,
    lower::bodies,
};

/// The arms that miss what happens before their wait begins.
pub(super) fn deaf(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let Body::Journey(journey) = declared.body() else { return Vec::new() };
    let mut found = Vec::new();
    let steps = journey.steps.iter().map(|step| &step.body);
    for body in steps.chain(journey.handlers.iter().map(|handler| &handler.body)) {
        in_block(workspace, journey, body, &mut found);
        each_inside(body, &mut |statement| {
            bodies(statement).into_iter().for_each(|inner| in_block(workspace, journey, inner, &mut found));
        });
    }
    found
}

/// A `send` of a message that may be held, and the arms it has itself.
struct Held<'a> {
    statement: &'a Statement,
    message: Of<'a, Message>,
    arms: &'a [Arm],
}

fn in_block(workspace: Workspace, journey: &Journey, body: &[Statement], found: &mut Vec<Finding>) {
    let mut held: Option<Held> = None;
    for statement in body {
        match &statement.kind {
            StatementKind::Send { candidates, arms, .. } => {
                let messages = candidates.iter().filter_map(|(name, _)| workspace.message(name));
                let mut messages = messages.filter(|message| workspace.may_be_held(*message));
                held = messages.next().map(|message| Held { statement, message, arms });
            }
            StatementKind::Wait(arms) => {
                if let Some(held) = held.take() {
                    found.extend(arms.iter().filter_map(|arm| of_arm(workspace, journey, &held, arm)));
                }
            }
            _ => {}
        }
    }
}

fn of_arm(workspace: Workspace, journey: &Journey, held: &Held, arm: &Arm) -> Option<Finding> {
    let ArmTrigger::On(on) = &arm.trigger else { return None };
    let heard: BTreeSet<&str> =
        heard(journey, held.arms).flat_map(|on| &on.alternatives).map(|it| it.event.as_str()).collect();
    let missed = on
        .alternatives
        .iter()
        .find(|selector| comes_from_outside(workspace, selector) && !heard.contains(selector.event.as_str()))?;
    let (event, name) = (&missed.event, &held.message.declared.name());
    let hold = in_words(held.message.is.hold.unwrap_or_default());
    let message = format!("this arm doesn't hear `{event}` while `{name}` waits, which may be for `{hold}`");
    Some(
        Finding::new(DEAF_ARM, arm.span, message)
            .other(Site::Here(held.statement.span), "waits for clearance here")
            .help(format!("give the `send` the same arm: `send {name}(…) {{ on {event} -> … }}`, or write `on {event}` for the whole journey")),
    )
}

/// What is heard while the message waits.
fn heard<'a>(journey: &'a Journey, arms: &'a [Arm]) -> impl Iterator<Item = &'a Bound> {
    let triggers = journey.goal.iter().map(|goal| &goal.trigger).chain(journey.exits.iter().map(|exit| &exit.trigger));
    let triggers = triggers.filter_map(|trigger| match trigger {
        Trigger::On(on) => Some(on),
        Trigger::When(_) => None,
    });
    let arms = arms.iter().filter_map(|arm| match &arm.trigger {
        ArmTrigger::On(on) => Some(on),
        _ => None,
    });
    triggers.chain(journey.handlers.iter().map(|handler| &handler.on)).chain(arms)
}

/// Whether it is an event that somebody declared: what becomes of messages and journeys comes after they are sent.
fn comes_from_outside(workspace: Workspace, selector: &Selector) -> bool {
    selector.of.is_none() && workspace.declared(Space::Happening, &selector.event).is_some()
}
