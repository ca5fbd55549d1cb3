//! Rules that do nothing: nothing falls under them (W0310); another one of the same or a wider selection is as strict or
//! stricter (W0311, of a team beside the company's W0312, of caps W0313); or they say twice, or in two ways, what
//! another says (W0314).

use baton_program::{Measure, Period};

use super::{
    caps,
    declared::{Declared, Of, Workspace},
    selections::selected,
    shape::{selector_shape, shape},
    week::Week,
};
use crate::{
    diagnostic::{
        Code, Finding,
        codes::lints::{CAP_OUT_OF_REACH, RULE_OF_NOTHING, RULE_SHADOWED, RULE_TWICE, WEAKER_THAN_COMPANY},
    },
    hir::{Body, Expr, ExprKind, Named, Read, Rule, RuleKind},
};

/// The rules of a policy that do nothing. What a team says concerns no other team, and nothing of what the company says.
pub(super) fn rules(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let Body::Policy(_) = declared.body() else { return Vec::new() };
    let rules = workspace.rules(&declared.package());
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.declared.item == declared.item) {
        if let Some(finding) = of_nothing(workspace, *rule) {
            found.push(finding);
            continue;
        }
        let others = rules.iter().enumerate().filter(|(other, _)| *other != at);
        let told = others.filter_map(|(other, stricter)| beside(workspace, *rule, *stricter, Order::of(at, other)));
        found.extend(told.min_by_key(|finding| finding.code));
    }
    found
}

/// Which of two rules is asked first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    First,
    Last,
}

impl Order {
    fn of(one: usize, other: usize) -> Self {
        if one < other { Self::First } else { Self::Last }
    }
}

/// That no message falls under a rule.
fn of_nothing(workspace: Workspace, rule: Of<Rule>) -> Option<Finding> {
    let (what, via) = selected(rule.is);
    let by_journey = what.iter().any(|name| matches!(name, Named::Journey(_)));
    let package = rule.declared.package();
    let asked = workspace.bound(&package).any(|message| match rule.is.kind {
        RuleKind::Weigh(..) | RuleKind::Holdout(..) => workspace.selects(rule, message),
        _ => message.is.channels.iter().any(|channel| workspace.concerns(rule, message, channel)),
    });
    // A company may have its rules before it has its first message.
    if asked || by_journey || workspace.messages().next().is_none() {
        return None;
    }
    let why = match (workspace.bound(&package).count(), via) {
        (0, _) => "a team's policy binds its own messages, and this package has none".to_owned(),
        (_, []) => "no message is what it speaks of".to_owned(),
        (_, via) => format!("no message that it speaks of goes through `{}`", via.join("` or `")),
    };
    let message = format!("nothing falls under the rule `{}`: {why}", rule.is.name);
    let finding = Finding::new(RULE_OF_NOTHING, rule.declared.rule_span(rule.is), message);
    Some(finding.help("name what it is for, or take it out"))
}

/// What to tell of a rule beside another one that makes it needless.
fn beside(workspace: Workspace, rule: Of<Rule>, stricter: Of<Rule>, order: Order) -> Option<Finding> {
    if let Some(finding) = contradicts(workspace, rule, stricter, order) {
        return Some(finding);
    }
    if !workspace.is_within(rule, stricter) || !is_as_strict(stricter.is, rule.is) {
        return None;
    }
    let twice = workspace.is_within(stricter, rule) && is_as_strict(rule.is, stricter.is);
    // Of two that say the same, the later one is told.
    if twice && order == Order::First {
        return None;
    }
    let (name, other) = (&rule.is.name, full_name(stricter));
    let is_cap = matches!(rule.is.kind, RuleKind::Cap(..));
    let (code, message, help) = if twice {
        (RULE_TWICE, format!("the rule `{name}` says again what `{other}` says"), "take one of them out")
    } else if !rule.declared.package().is_empty() && stricter.declared.package().is_empty() {
        let message = format!("the rule `{name}` is weaker than the company's `{other}`, and changes nothing");
        (
            WEAKER_THAN_COMPANY,
            message,
            "a team can tighten what the company says, never weaken it: take the rule out, or make it stricter",
        )
    } else if is_cap {
        let message = format!("the cap `{name}` can't be reached: `{other}` lets fewer through");
        (CAP_OUT_OF_REACH, message, "take it out, or make it the lower one")
    } else {
        (
            RULE_SHADOWED,
            format!("the rule `{name}` changes nothing: `{other}` is as strict, and as wide"),
            "take it out",
        )
    };
    Some(told(code, rule, stricter, message).help(help))
}

fn told(code: Code, rule: Of<Rule>, other: Of<Rule>, message: String) -> Finding {
    let finding = Finding::new(code, rule.declared.rule_span(rule.is), message);
    finding.other(other.declared.place(other.declared.rule_span(other.is)), "the other rule")
}

fn full_name(rule: Of<Rule>) -> String {
    format!("{}.{}", rule.declared.name(), rule.is.name)
}

/// That two rules on one selection can't both be meant.
fn contradicts(workspace: Workspace, rule: Of<Rule>, other: Of<Rule>, order: Order) -> Option<Finding> {
    let same = workspace.is_within(rule, other) && workspace.is_within(other, rule);
    if order == Order::First || !same {
        return None;
    }
    let (name, other_name) = (&rule.is.name, full_name(other));
    let (message, help) = match (&rule.is.kind, &other.is.kind) {
        (RuleKind::Gather(_, a), RuleKind::Gather(_, b)) if a != b => (
            format!("`{name}` and `{other_name}` gather the same until two times of day"),
            "what waits for one of them misses the other: keep one",
        ),
        (RuleKind::Holdout(_, _, a), RuleKind::Holdout(_, _, b)) if a.is_none() || a != b => (
            format!("`{name}` and `{other_name}` hold out two groups of the same"),
            "together they are a larger group than either says: keep one, or give both one salt",
        ),
        _ => return None,
    };
    Some(told(RULE_TWICE, rule, other, message).help(help))
}

/// Whether a rule holds back, on one selection, all that another of its kind does.
fn is_as_strict(strict: &Rule, other: &Rule) -> bool {
    match (&strict.kind, &other.kind) {
        (RuleKind::Suppress(_, strict), RuleKind::Suppress(_, other)) => {
            shape(strict) == shape(other) || is_longer(strict, other)
        }
        (RuleKind::Cap(_, strict, per), RuleKind::Cap(_, limit, time)) => {
            is_reached_first((*strict, *per), (*limit, *time))
        }
        (RuleKind::Quiet(_, strict), RuleKind::Quiet(_, other)) => {
            Week::open().with(other).is_within(&Week::open().with(strict))
        }
        (RuleKind::Gather(_, strict), RuleKind::Gather(_, other)) => strict == other,
        _ => false,
    }
}

/// Whether the one cap is reached whenever the other is.
fn is_reached_first((strict, per): (u32, Period), (limit, time): (u32, Period)) -> bool {
    u64::from(limit) >= caps::most(strict, per, time)
}

/// Whether `seen(E, D)` looks back longer than another at the same E.
fn is_longer(strict: &Expr, other: &Expr) -> bool {
    let events = |read: &Read| read.of.iter().map(|(selector, _)| selector_shape(selector)).collect::<Vec<_>>();
    match (&strict.kind, &other.kind) {
        (ExprKind::Read(strict), ExprKind::Read(other)) => {
            let both_seen = strict.measure == Measure::Seen && other.measure == Measure::Seen;
            let longer = strict.within.is_none() || other.within.is_some() && strict.within >= other.within;
            both_seen && longer && events(strict) == events(other)
        }
        _ => false,
    }
}
