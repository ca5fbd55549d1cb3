//! Journeys that compete (W0320): the same cause begins both, both send at once, for the same purpose and through the same
//! channels, a cap lets only one of the two through, and nothing says which.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::{
    decide::decide,
    declared::{Declared, Of, Workspace, binds},
    known::Facts,
    shape::shape,
};
use crate::{
    db::Item,
    diagnostic::{Finding, codes::lints::RIVALS},
    hir::{Body, FullName, Journey, Message, Rule, RuleKind, Selector, Statement, StatementKind, Trigger},
    lower::bodies,
    names::{Word, of_keyword},
};

/// The journeys before this one, by name, with which it competes: of each two only one gets through.
pub(super) fn rivals(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let Body::Journey(is) = declared.body() else { return Vec::new() };
    let (db, name) = (workspace.db, declared.name());
    let mut others: BTreeMap<FullName, Item> = BTreeMap::new();
    for cause in causes(db, declared.item) {
        others.extend(begun_by(db, Word::new(db, cause.0.clone())).iter().map(|item| (item.full_name(db), *item)));
    }
    let before = others.into_iter().take_while(|(other, _)| *other < name).map(|(_, item)| Declared::new(db, item));
    let journeys = before.filter_map(|declared| match declared.body() {
        Body::Journey(is) => Some(Of { declared, is }),
        _ => None,
    });
    journeys.filter_map(|one| compete(workspace, one, Of { declared, is })).collect()
}

/// The journeys that something begins.
#[salsa::tracked(returns(deref))]
fn begun_by<'db>(db: &'db dyn salsa::Database, cause: Word<'db>) -> Vec<Item<'db>> {
    beginnings(db).get(&Cause(SmolStr::new(cause.text(db)))).cloned().unwrap_or_default()
}

/// The name of an event, or the shape of a condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, salsa::SalsaValue)]
struct Cause(SmolStr);

/// What begins journeys, and which.
#[salsa::tracked]
fn beginnings<'db>(db: &'db dyn salsa::Database) -> BTreeMap<Cause, Vec<Item<'db>>> {
    let mut beginnings = BTreeMap::<Cause, Vec<Item>>::new();
    for item in of_keyword(db, Word::new(db, SmolStr::new_static("journey"))) {
        for cause in causes(db, *item) {
            beginnings.entry(cause.clone()).or_default().push(*item);
        }
    }
    beginnings
}

/// What begins a journey.
#[salsa::tracked]
fn causes<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> BTreeSet<Cause> {
    let Body::Journey(journey) = Declared::new(db, item).body() else { return BTreeSet::new() };
    let entry = |trigger: &Trigger| match trigger {
        Trigger::When(condition) => vec![Cause(shape(condition).into())],
        Trigger::On(on) => on.alternatives.iter().map(|selector| Cause(selector.event.clone())).collect(),
    };
    journey.entries.iter().flat_map(entry).collect()
}

fn compete(workspace: Workspace, one: Of<Journey>, other: Of<Journey>) -> Option<Finding> {
    if !one.is.entries.iter().any(|a| other.is.entries.iter().any(|b| is_same_cause(a, b))) {
        return None;
    }
    let message = |name: &FullName| workspace.message(name);
    let (mine, theirs) = (said_at_once(one.is), said_at_once(other.is));
    let pairs =
        mine.into_iter().filter_map(message).flat_map(|a| theirs.iter().filter_map(move |b| Some((a, message(b)?))));
    let (a, b, cap) = pairs.into_iter().find_map(|(a, b)| Some((a, b, decides(workspace, a, b)?)))?;
    let (a_name, b_name) = (&a.declared.name(), &b.declared.name());
    let text = format!(
        "`{}` and `{}` begin with the same, and `{}.{}` lets only one of their messages through",
        one.declared.name(),
        other.declared.name(),
        cap.declared.name(),
        cap.is.name
    );
    Some(
        Finding::new(RIVALS, other.declared.name_span(), text)
            .label(format!("sends `{b_name}`"))
            .other(one.declared.place(one.declared.name_span()), format!("sends `{a_name}`"))
            .other(cap.declared.place(cap.declared.rule_span(cap.is)), "lets one through")
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

fn binds_to(rule: Of<Rule>, message: Of<Message>) -> bool {
    binds(&rule.declared.package(), &message.declared.package())
}

/// The cap that lets only one of two messages through, where nothing puts them in order.
fn decides<'a>(workspace: Workspace<'a>, a: Of<Message>, b: Of<Message>) -> Option<Of<'a, Rule>> {
    let channels = |message: Of<Message>| workspace.outbound(message.is).into_iter().collect::<BTreeSet<_>>();
    let rank = |message: Of<Message>| [&message.is.worth, &message.is.chance].map(|part| part.as_ref().map(shape));
    let rules = [a, b].map(|message| workspace.rules(&message.declared.package())).concat();
    let weighed = rules.iter().any(|rule| {
        let selects = |message| binds_to(*rule, message) && workspace.selects(*rule, message);
        matches!(rule.is.kind, RuleKind::Weigh(..)) && selects(a) != selects(b)
    });
    if a.is.purpose != b.is.purpose || channels(a) != channels(b) || rank(a) != rank(b) || weighed {
        return None;
    }
    let caps = rules.iter().filter(|rule| matches!(rule.is.kind, RuleKind::Cap(_, 1, _)));
    caps.filter(|cap| binds_to(**cap, a) && binds_to(**cap, b)).copied().find(|cap| {
        let channels = channels(a);
        let both = |channel: &FullName| workspace.concerns(*cap, a, channel) && workspace.concerns(*cap, b, channel);
        !channels.is_empty() && channels.iter().all(both)
    })
}
