//! Messages that can never be sent or shown (W0304): on every one of their ways stands something that never gives way.

use baton_grammar::tree::Span;

use super::{
    decide::decide,
    declared::{Declared, Of, Workspace, each_statement},
    known::Facts,
    mentions::How,
    week::Week,
};
use crate::{
    diagnostic::{Finding, Site, codes::lints::NEVER_SENT},
    hir::{Body, FullName, Journey, Message, Rule, RuleKind, StatementKind},
};

/// Places that say why something never gives way.
type Blocked = Vec<(Site, String)>;

/// A message, or sends and offers of a journey, that no clearing ever lets through.
pub(super) fn clearance(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    match declared.body() {
        Body::Message(is) => of_message(workspace, Of { declared, is }).into_iter().collect(),
        Body::Journey(journey) => of_journey(workspace, journey),
        _ => Vec::new(),
    }
}

fn of_message(workspace: Workspace, message: Of<Message>) -> Option<Finding> {
    let name = message.declared.name();
    let ways = ways(workspace, message);
    let is_blocked = !ways.is_empty() && ways.iter().all(|(_, blocked)| !blocked.is_empty());
    (is_blocked && workspace.mentions(How::Sent, &name)).then(|| {
        let span = message.declared.name_span();
        let finding = Finding::new(NEVER_SENT, span, format!("`{name}` can never be sent"));
        told(finding.label("every way is blocked"), ways.into_iter().flat_map(|(_, blocked)| blocked))
    })
}

/// The ways of a message, each with what blocks it.
fn ways(workspace: Workspace, message: Of<Message>) -> Vec<(FullName, Blocked)> {
    let outbound = workspace.outbound(message.is).into_iter();
    let rules = workspace.rules(&message.declared.package());
    let way = |channel: FullName| {
        let blocked = blocked(workspace, message, &channel, &rules);
        (channel, blocked)
    };
    outbound.map(way).collect()
}

fn of_journey(workspace: Workspace, journey: &Journey) -> Vec<Finding> {
    let mut found = Vec::new();
    each_statement(journey, &mut |statement| match &statement.kind {
        StatementKind::Send { candidates, via, .. } => {
            if let ([(message, _)], false) = (candidates.as_slice(), via.is_empty()) {
                let message = workspace.message(message);
                found.extend(message.and_then(|message| sent(workspace, message, via, statement.span)));
            }
        }
        StatementKind::Offer { message, placement, .. } => {
            let (message, at) = (workspace.message(message), workspace.placement(placement));
            let Some((message, at)) = message.zip(at) else { return };
            let rules = workspace.rules(&message.declared.package());
            let blocked = blocked(workspace, message, &at.is.channel, &rules);
            if !blocked.is_empty() {
                let text = format!("`{}` can never be shown in `{placement}`", message.declared.name());
                found.push(told(Finding::new(NEVER_SENT, statement.span, text), blocked.into_iter()));
            }
        }
        _ => {}
    });
    found
}

/// That a send names only channels that are blocked, though the message has others.
fn sent(workspace: Workspace, message: Of<Message>, via: &[FullName], span: Span) -> Option<Finding> {
    let ways = ways(workspace, message);
    let named = || ways.iter().filter(|(channel, _)| via.contains(channel));
    let is_open = ways.iter().any(|(_, blocked)| blocked.is_empty());
    let is_blocked = named().next().is_some() && named().all(|(_, blocked)| !blocked.is_empty());
    (is_open && is_blocked).then(|| {
        let text = format!("`{}` can never be sent this way", message.declared.name());
        told(Finding::new(NEVER_SENT, span, text), named().flat_map(|(_, blocked)| blocked.iter().cloned()))
    })
}

fn told(finding: Finding, blocked: impl Iterator<Item = (Site, String)>) -> Finding {
    let mut finding = finding;
    for other in blocked {
        if !finding.others.contains(&other) {
            finding.others.push(other);
        }
    }
    finding.help("open one of its ways, or take the message out")
}

/// What never gives way to a message on a channel; empty where there may be a time at which it is sent.
fn blocked(workspace: Workspace, message: Of<Message>, channel: &FullName, rules: &[Of<Rule>]) -> Blocked {
    let Message { only_when, .. } = message.is;
    let mut facts = Facts::default();
    // What one clearing asks of one message on one channel has to hold together.
    if let Some(condition) = only_when {
        match decide(condition, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => return vec![(message.declared.place(condition.span), "this is never true".to_owned())],
        }
    }
    if let Some(channel) = workspace.channel(channel)
        && let Some(requires) = &channel.is.requires
    {
        match decide(requires, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => {
                let requires = (channel.declared.place(requires.span), "this can't hold for it".to_owned());
                return only_when_too(message, only_when.as_ref().map(|condition| condition.span), vec![requires]);
            }
        }
    }
    let mut quiet = Week::open();
    let mut nights = Vec::new();
    for rule in rules.iter().filter(|rule| workspace.concerns(**rule, message, channel)) {
        let place = |label: &str| vec![(rule.declared.place(rule.declared.rule_span(rule.is)), label.to_owned())];
        match &rule.is.kind {
            RuleKind::Suppress(_, condition) => match decide(condition, &facts, &mut Vec::new()).no {
                Some(no) => facts = no,
                None => {
                    let rule = place("this always holds it back");
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

fn only_when_too(message: Of<Message>, only_when: Option<Span>, others: Blocked) -> Blocked {
    let only_when = only_when.map(|span| (message.declared.place(span), "while this holds".to_owned()));
    only_when.into_iter().chain(others).collect()
}
