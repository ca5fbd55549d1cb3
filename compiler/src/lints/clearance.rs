//! Messages that can never be sent or shown (W0304): on every one of their ways stands something that never gives way.

use baton_grammar::tree::Span;

use super::{
    decide::decide,
    declared::{Of, Workspace, each_statement},
    known::Facts,
    week::Week,
};
use crate::{
    diagnostic::{Diagnostic, Other, codes::lints::NEVER_SENT},
    hir::{FullName, Message, RuleKind, StatementKind},
};

/// The messages, and single sends, that no clearing ever lets through.
pub(super) fn clearance(workspace: &Workspace) -> Vec<Diagnostic> {
    let sent = workspace.sent();
    let mut found = Vec::new();
    for (name, message) in &workspace.messages {
        let ways: Vec<(FullName, Vec<Other>)> = workspace
            .outbound(message.is)
            .into_iter()
            .map(|channel| {
                let blocked = blocked(workspace, *message, &channel);
                (channel, blocked)
            })
            .collect();
        if !sent.contains(name) || ways.is_empty() {
            continue;
        }
        if ways.iter().all(|(_, blocked)| !blocked.is_empty()) {
            let span = message.declared.name_span();
            let message = message.declared.tell(NEVER_SENT, span, format!("`{name}` can never be sent"));
            found.push(told(message.label("every way is blocked"), ways.into_iter().flat_map(|(_, blocked)| blocked)));
        } else {
            found.extend(sends(workspace, name, &ways));
        }
    }
    found.extend(offers(workspace));
    found
}

/// The offers whose placement's channel is blocked.
fn offers(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for journey in workspace.journeys.values() {
        each_statement(journey.is, &mut |statement| {
            let StatementKind::Offer { message, placement, .. } = &statement.kind else { return };
            let at = workspace.placements.get(placement.as_str());
            let Some((at, offered)) = at.zip(workspace.messages.get(message.as_str())) else { return };
            let blocked = blocked(workspace, *offered, &at.is.channel);
            if !blocked.is_empty() {
                let text = format!("`{message}` can never be shown in `{placement}`");
                found.push(told(journey.declared.tell(NEVER_SENT, statement.span, text), blocked.into_iter()));
            }
        });
    }
    found
}

/// The sends that name only channels that are blocked.
fn sends(workspace: &Workspace, name: &str, ways: &[(FullName, Vec<Other>)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for journey in workspace.journeys.values() {
        each_statement(journey.is, &mut |statement| {
            let StatementKind::Send { candidates, via, .. } = &statement.kind else { return };
            let is_alone = matches!(candidates.as_slice(), [(message, _)] if message == name);
            let named = || ways.iter().filter(|(channel, _)| via.contains(channel));
            if is_alone && named().next().is_some() && named().all(|(_, blocked)| !blocked.is_empty()) {
                let message = format!("`{name}` can never be sent this way");
                let diagnostic = journey.declared.tell(NEVER_SENT, statement.span, message);
                found.push(told(diagnostic, named().flat_map(|(_, blocked)| blocked.iter().cloned())));
            }
        });
    }
    found
}

fn told(diagnostic: Diagnostic, blocked: impl Iterator<Item = Other>) -> Diagnostic {
    let mut diagnostic = diagnostic;
    for other in blocked {
        if !diagnostic.others.contains(&other) {
            diagnostic.others.push(other);
        }
    }
    diagnostic.help("open one of its ways, or take the message out")
}

/// What never gives way to a message on a channel; empty where there may be a time at which it is sent.
fn blocked(workspace: &Workspace, message: Of<Message>, channel: &FullName) -> Vec<Other> {
    let Message { only_when, .. } = message.is;
    let mut facts = Facts::default();
    // What one clearing asks of one message on one channel has to hold together.
    if let Some(condition) = only_when {
        match decide(condition, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => return vec![message.declared.place(condition.span, "this is never true")],
        }
    }
    if let Some(channel) = workspace.channels.get(channel.as_str())
        && let Some(requires) = &channel.is.requires
    {
        match decide(requires, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => {
                let requires = channel.declared.place(requires.span, "this can't hold for it");
                return only_when_too(message, only_when.as_ref().map(|condition| condition.span), requires);
            }
        }
    }
    let mut quiet = Week::open();
    let mut nights = Vec::new();
    for rule in workspace.rules.iter().filter(|rule| workspace.concerns(**rule, message, channel)) {
        let place = |label: &str| vec![rule.declared.place(rule.declared.rule_span(rule.is), label)];
        match &rule.is.kind {
            RuleKind::Suppress(_, condition) => match decide(condition, &facts, &mut Vec::new()).no {
                Some(no) => facts = no,
                None => {
                    let rule = rule.declared.place(rule.declared.rule_span(rule.is), "this always holds it back");
                    return only_when_too(message, only_when.as_ref().map(|condition| condition.span), rule);
                }
            },
            RuleKind::Cap(_, 0, _) => return place("this lets none through"),
            RuleKind::Holdout(None, ..) => return place("this holds everybody out"),
            RuleKind::Quiet(_, hours) => {
                quiet = quiet.with(hours);
                nights.extend(place("quiet here"));
            }
            _ => {}
        }
    }
    if quiet.is_always_quiet() { nights } else { Vec::new() }
}

fn only_when_too(message: Of<Message>, only_when: Option<Span>, other: Other) -> Vec<Other> {
    let only_when = only_when.map(|span| message.declared.place(span, "while this holds"));
    only_when.into_iter().chain([other]).collect()
}
