//! What a story expects, in words.

use std::sync::Arc;

use baton_program::{Action, ChannelId, Expectation, ExprId, Extent, Outcome, wire::duration_text};

use super::expectation::Scene;

/// An expectation, as what is missing: `` `offer` to be sent via `email` within 2d ``.
pub(super) fn expectation(scene: &Scene<'_>, expectation: &Expectation, extent: Extent) -> String {
    let what = what(scene, expectation);
    match extent {
        Extent::SoFar => what,
        Extent::Within(by) => format!("{what} within {}", duration_text(by)),
        Extent::For(by) => format!("{what} throughout {}", duration_text(by)),
    }
}

/// What an answer needs.
pub(super) fn answer(action: Option<&Action>) -> String {
    format!("a command of {} that can be answered", quoted(action.map(|action| &action.name)))
}

fn what(scene: &Scene<'_>, expectation: &Expectation) -> String {
    let program = scene.program();
    let message = |id: &baton_program::MessageId| quoted(program.messages.get(id.index()).map(|m| &m.name));
    let action = |id: &baton_program::ActionId| quoted(program.actions.get(id.index()).map(|a| &a.name));
    match expectation {
        Expectation::Sent { message: id, via, with } => {
            format!("{} to be sent{}{}", message(id), through(scene, via), values(scene, with))
        }
        Expectation::Shown { message: id, via, with } => {
            format!("{} to be shown{}{}", message(id), through(scene, via), values(scene, with))
        }
        Expectation::Answer(with) => format!("an answer{}", values(scene, with)),
        Expectation::Held(id, rule) => format!("{} to be held{}", message(id), because(rule.as_ref())),
        Expectation::Waiting(id, rule) => format!("{} to wait for clearance{}", message(id), because(rule.as_ref())),
        Expectation::Dropped(id, rule) => format!("{} to be dropped{}", message(id), because(rule.as_ref())),
        Expectation::Withdrawn(id, rule) => format!("{} to be withdrawn{}", message(id), because(rule.as_ref())),
        Expectation::Queued(id) => format!("{} to be queued", message(id)),
        Expectation::Withheld(id) => format!("{} to be withheld", message(id)),
        Expectation::NoMessage(id) => format!("{} to be neither sent nor shown", message(id)),
        Expectation::NoAction(id) => format!("{} not to be done", action(id)),
        Expectation::NoEvent(id) => {
            format!("{} not to happen", quoted(program.events.get(id.index()).map(|event| &event.name)))
        }
        Expectation::Did(id, with) => format!("{} to be done{}", action(id), values(scene, with)),
        Expectation::Journey(id, outcome) => {
            format!("{} {}", quoted(program.journeys.get(id.index()).map(|journey| &journey.name)), became(outcome))
        }
        Expectation::Holds(_) => "the condition to hold".into(),
    }
}

fn through(scene: &Scene<'_>, via: &[ChannelId]) -> String {
    let channels = via.iter().map(|id| quoted(scene.program().channels.get(id.index()).map(|channel| &channel.name)));
    let channels: Vec<_> = channels.collect();
    if channels.is_empty() { String::new() } else { format!(" via {}", channels.join(" or ")) }
}

fn became(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Reached => "to be reached".into(),
        Outcome::Completed => "to be completed".into(),
        Outcome::Missed => "to be missed".into(),
        Outcome::Refused => "to be refused".into(),
        Outcome::NotEntered => "not to be entered".into(),
        Outcome::Left(None) => "to be left".into(),
        Outcome::Left(Some(reason)) => format!("to be left because \"{reason}\""),
    }
}

fn because(rule: Option<&Arc<str>>) -> String {
    rule.map_or_else(String::new, |rule| format!(" because `{rule}`"))
}

fn values(scene: &Scene<'_>, with: &[(Arc<str>, ExprId)]) -> String {
    if with.is_empty() {
        return String::new();
    }
    let values = with.iter().map(|(name, value)| format!("{name}: {}", scene.program().json_of(&scene.value(*value))));
    format!(" with {{ {} }}", values.collect::<Vec<_>>().join("  "))
}

fn quoted(name: Option<&Arc<str>>) -> String {
    format!("`{}`", name.map_or("unknown", |name| name))
}
