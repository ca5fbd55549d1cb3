//! Journeys that compete (W0320): the same cause begins both, both send at once, for the same purpose and through the same
//! channels, a cap lets only one of the two through, and nothing says which.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{
    decide::decide,
    declared::{Of, Workspace},
    known::Facts,
    shape::shape,
};
use crate::{
    diagnostic::{Diagnostic, codes::lints::RIVALS},
    hir::{FullName, Journey, Message, Rule, RuleKind, Selector, Statement, StatementKind, Trigger},
    lower::bodies,
};

/// The pairs of journeys of which only one gets through.
pub(super) fn rivals(workspace: &Workspace) -> Vec<Diagnostic> {
    let journeys: Vec<Of<Journey>> = workspace.journeys.values().copied().collect();
    let pairs =
        journeys.iter().enumerate().flat_map(|(at, one)| journeys.iter().skip(at + 1).map(move |other| (one, other)));
    pairs.filter_map(|(one, other)| compete(workspace, *one, *other)).collect()
}

fn compete(workspace: &Workspace, one: Of<Journey>, other: Of<Journey>) -> Option<Diagnostic> {
    if !one.is.entries.iter().any(|a| other.is.entries.iter().any(|b| is_same_cause(a, b))) {
        return None;
    }
    let message = |name: &FullName| workspace.messages.get(name.as_str()).copied();
    let (mine, theirs) = (said_at_once(one.is), said_at_once(other.is));
    let pairs =
        mine.into_iter().filter_map(message).flat_map(|a| theirs.iter().filter_map(move |b| Some((a, message(b)?))));
    let (a, b, cap) = pairs.into_iter().find_map(|(a, b)| Some((a, b, decides(workspace, a, b)?)))?;
    let (a_name, b_name) = (&a.declared.name, &b.declared.name);
    let text = format!(
        "`{}` and `{}` begin with the same, and `{}.{}` lets only one of their messages through",
        one.declared.name, other.declared.name, cap.declared.name, cap.is.name
    );
    Some(
        other
            .declared
            .tell(RIVALS, other.declared.name_span(), text)
            .label(format!("sends `{b_name}`"))
            .other(one.declared.place(one.declared.name_span(), format!("sends `{a_name}`")))
            .other(cap.declared.place(cap.declared.rule_span(cap.is), "lets one through"))
            .help("say which matters more with `worth`, let one journey wait for the other, or make them one"),
    )
}

fn is_same_cause(a: &Trigger, b: &Trigger) -> bool {
    match (a, b) {
        (Trigger::When(a), Trigger::When(b)) => shape(a) == shape(b),
        (Trigger::On(a), Trigger::On(b)) => {
            a.alternatives.iter().any(|a| b.alternatives.iter().any(|b| can_be_one(a, b)))
        }
        _ => false,
    }
}

/// Whether one event can be both.
fn can_be_one(a: &Selector, b: &Selector) -> bool {
    if a.event != b.event || a.of != b.of {
        return false;
    }
    let mut conditions = [&a.condition, &b.condition].into_iter().flatten();
    let both = conditions.try_fold(Facts::default(), |known, condition| decide(condition, &known, &mut Vec::new()).yes);
    let channels = a.via.is_empty() || b.via.is_empty() || a.via.iter().any(|via| b.via.contains(via));
    channels && both.is_some()
}

/// The messages that a journey sends before time passes.
fn said_at_once(journey: &Journey) -> Vec<&FullName> {
    let mut said = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&SmolStr> = journey.steps.first().map(|step| &step.name).into_iter().collect();
    while let Some(step) = open.pop() {
        if seen.insert(step) {
            let steps = journey.steps.iter().filter(|other| other.name == *step);
            steps.for_each(|step| at_once(&step.body, &mut said, &mut open));
        }
    }
    said
}

fn at_once<'j>(body: &'j [Statement], said: &mut Vec<&'j FullName>, next: &mut Vec<&'j SmolStr>) {
    for statement in body {
        match &statement.kind {
            StatementKind::Wait(_) | StatementKind::Do { answer: Some(_), .. } => return,
            StatementKind::Send { candidates, .. } => {
                said.extend(candidates.iter().map(|(message, _)| message));
                return;
            }
            StatementKind::Go(step) => next.push(step),
            _ => bodies(statement).into_iter().for_each(|inner| at_once(inner, said, next)),
        }
    }
}

/// The cap that lets only one of two messages through, where nothing puts them in order.
fn decides<'a>(workspace: &Workspace<'a>, a: Of<Message>, b: Of<Message>) -> Option<Of<'a, Rule>> {
    let channels = |message: Of<Message>| workspace.outbound(message.is).into_iter().collect::<BTreeSet<_>>();
    let rank = |message: Of<Message>| [&message.is.worth, &message.is.chance].map(|part| part.as_ref().map(shape));
    let weighed = workspace.rules.iter().any(|rule| {
        matches!(rule.is.kind, RuleKind::Weigh(..)) && workspace.selects(*rule, a) != workspace.selects(*rule, b)
    });
    if a.is.purpose != b.is.purpose || channels(a) != channels(b) || rank(a) != rank(b) || weighed {
        return None;
    }
    let caps = workspace.rules.iter().filter(|rule| matches!(rule.is.kind, RuleKind::Cap(_, 1, _)));
    caps.copied().find(|cap| {
        let channels = channels(a);
        let both = |channel: &FullName| workspace.concerns(*cap, a, channel) && workspace.concerns(*cap, b, channel);
        !channels.is_empty() && channels.iter().all(both)
    })
}
