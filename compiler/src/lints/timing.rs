//! Arms whose time never comes: behind a shorter `after` of the same wait, or behind the journey's own limit (W0303);
//! and limits that end a journey before its shortest way (W0334).

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{
    conditions::in_words,
    declared::{Declared, each_statement},
};
use crate::{
    diagnostic::{
        Finding, Site,
        codes::lints::{LIMIT_TOO_SHORT, TIME_NEVER_COMES},
    },
    hir::{Arm, ArmTrigger, Body, Constant, ExprKind, Journey, Statement, StatementKind},
};

/// The times of a journey that never come.
pub(super) fn timing(declared: Declared) -> Vec<Finding> {
    if let Body::Journey(journey) = declared.body() { of_journey(declared, journey) } else { Vec::new() }
}

fn of_journey(declared: Declared, journey: &Journey) -> Vec<Finding> {
    let mut found = Vec::new();
    each_statement(journey, &mut |statement| {
        if let StatementKind::Wait(arms) | StatementKind::Send { arms, .. } = &statement.kind {
            found.extend(behind_another(arms));
        }
    });
    let mut ways = Ways::new(journey);
    ways.walk();
    match ways.shortest {
        Some(shortest) if shortest > journey.limit => found.push(limit_too_short(declared, journey, shortest)),
        _ => found.extend(
            // What comes behind a wait that is too late is part of the same mistake.
            ways.too_late.values().filter(|(_, at)| *at < journey.limit).map(|(arm, at)| past_limit(journey, arm, *at)),
        ),
    }
    found
}

/// How long an arm waits, where that is written.
fn delay(arm: &Arm) -> Option<i64> {
    match &arm.trigger {
        ArmTrigger::After(expr) => match expr.kind {
            ExprKind::Constant(Constant::Duration(milliseconds)) => Some(milliseconds),
            _ => None,
        },
        _ => None,
    }
}

fn behind_another(arms: &[Arm]) -> Vec<Finding> {
    let timed: Vec<(usize, &Arm, i64)> =
        arms.iter().enumerate().filter_map(|(at, arm)| Some((at, arm, delay(arm)?))).collect();
    let Some((first, shortest, least)) = timed.iter().min_by_key(|(at, _, delay)| (*delay, *at)) else {
        return Vec::new();
    };
    let late = timed.iter().filter(|(at, ..)| at != first).map(|(_, arm, delay)| {
        let (delay, least) = (in_words(*delay), in_words(*least));
        Finding::new(TIME_NEVER_COMES, arm.span, format!("`after {delay}` never comes: `after {least}` is over before"))
            .other(Site::Here(shortest.span), "this is taken first")
            .help("a wait is over with the first of its times: take the longer one out")
    });
    late.collect()
}

fn past_limit(journey: &Journey, arm: &Arm, begun: i64) -> Finding {
    let (delay, limit) = (in_words(delay(arm).unwrap_or_default()), in_words(journey.limit));
    let message = match begun {
        0 => format!("`{delay}` never pass here: the journey's limit of `{limit}` ends it before"),
        begun => format!(
            "`{delay}` never pass here: at least `{}` have passed before, and the journey's limit is `{limit}`",
            in_words(begun)
        ),
    };
    Finding::new(TIME_NEVER_COMES, arm.span, message).help("make the wait shorter, or the limit longer")
}

fn limit_too_short(declared: Declared, journey: &Journey, shortest: i64) -> Finding {
    let (limit, shortest) = (in_words(journey.limit), in_words(shortest));
    let message = format!("the limit of `{limit}` ends this journey before its shortest way, which takes `{shortest}`");
    Finding::new(LIMIT_TOO_SHORT, limit_span(declared), message)
        .help("did you mean days? a limit is the longest that a customer may be in it")
}

fn limit_span(declared: Declared) -> baton_grammar::tree::Span {
    use baton_grammar::tree::{DeclKind, JourneyItemKind};
    let DeclKind::Journey(journey) = &declared.decl().kind else { return declared.name_span() };
    let limit = journey.items.iter().find(|item| matches!(item.kind, JourneyItemKind::Limit(_)));
    limit.map_or_else(|| declared.name_span(), |limit| limit.span)
}

/// The earliest times at which the places of a journey can be reached, in milliseconds from its entry.
struct Ways<'j> {
    journey: &'j Journey,
    /// When each step can begin, at the earliest.
    steps: BTreeMap<&'j SmolStr, i64>,
    /// Steps whose time has become earlier, and whose code has to be walked again.
    open: Vec<&'j SmolStr>,
    /// The earliest end.
    shortest: Option<i64>,
    /// Arms that end behind the limit, by where they stand, and when their wait begins.
    too_late: BTreeMap<u32, (&'j Arm, i64)>,
}

impl<'j> Ways<'j> {
    fn new(journey: &'j Journey) -> Self {
        Self { journey, steps: BTreeMap::new(), open: Vec::new(), shortest: None, too_late: BTreeMap::new() }
    }

    fn walk(&mut self) {
        if let Some(first) = self.journey.steps.first() {
            self.comes_to(&first.name, 0);
        }
        if let Some(to) = self.journey.goal.as_ref().and_then(|goal| goal.to.as_ref()) {
            self.comes_to(to, 0);
        }
        for handler in &self.journey.handlers {
            self.block(&handler.body, Some(0));
        }
        while let Some(step) = self.open.pop() {
            let begun = self.steps.get(step).copied();
            let journey = self.journey;
            for step in journey.steps.iter().filter(|other| other.name == *step) {
                if let Some(end) = self.block(&step.body, begun) {
                    self.ends(end);
                }
            }
        }
    }

    fn comes_to(&mut self, step: &'j SmolStr, at: i64) {
        let earliest = self.steps.entry(step).or_insert(i64::MAX);
        if at < *earliest {
            *earliest = at;
            self.open.push(step);
        }
    }

    fn ends(&mut self, at: i64) {
        self.shortest = Some(self.shortest.map_or(at, |before| before.min(at)));
    }

    /// When the end of a block is reached at the earliest; none where no way leads there.
    fn block(&mut self, body: &'j [Statement], at: Option<i64>) -> Option<i64> {
        body.iter().fold(at, |at, statement| self.statement(statement, at?))
    }

    fn statement(&mut self, statement: &'j Statement, at: i64) -> Option<i64> {
        let earliest = |ways: &mut dyn Iterator<Item = Option<i64>>| ways.flatten().min();
        match &statement.kind {
            StatementKind::Wait(arms) => self.arms(arms, at),
            StatementKind::Send { arms, dropped, .. } => {
                self.arms(arms, at);
                // What becomes of a message that is dropped leads to steps; behind it the body goes on as it does anyway.
                let _ = self.block(dropped.as_deref().unwrap_or_default(), Some(at));
                Some(at)
            }
            StatementKind::Do { answer, .. } => {
                let otherwise = answer.as_ref().and_then(|answer| answer.otherwise.as_deref());
                let _ = self.block(otherwise.unwrap_or_default(), Some(at));
                Some(at)
            }
            StatementKind::If { then, otherwise, .. } => {
                let (then, otherwise) = (self.block(then, Some(at)), self.block(otherwise, Some(at)));
                earliest(&mut [then, otherwise].into_iter())
            }
            StatementKind::Split { arms, .. } => {
                let ways: Vec<_> = arms.iter().map(|(.., body)| self.block(body, Some(at))).collect();
                earliest(&mut ways.into_iter())
            }
            StatementKind::Offer { .. } | StatementKind::Emit(..) => Some(at),
            StatementKind::Go(step) => {
                self.comes_to(step, at);
                None
            }
            StatementKind::Leave(_) | StatementKind::Done => {
                self.ends(at);
                None
            }
        }
    }

    fn arms(&mut self, arms: &'j [Arm], at: i64) -> Option<i64> {
        let mut earliest: Option<i64> = None;
        for arm in arms {
            let taken = at.saturating_add(delay(arm).unwrap_or(0));
            // At one instant limits come before waits (§8).
            if delay(arm).is_some() {
                if taken >= self.journey.limit {
                    self.too_late.insert(arm.span.start, (arm, at));
                } else {
                    self.too_late.remove(&arm.span.start);
                }
            }
            let end = self.block(&arm.body, Some(taken));
            earliest = [earliest, end].into_iter().flatten().min();
        }
        earliest
    }
}
