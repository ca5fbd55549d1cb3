//! Steps to which no way leads (W0301).

use std::collections::BTreeSet;

use baton_grammar::tree::{DeclKind, Gone, JourneyItemKind};
use smol_str::SmolStr;

use super::declared::{Declared, each_inside};
use crate::{
    diagnostic::{Finding, Site, codes::lints::NO_WAY_TO_STEP},
    hir::{Body, Journey, Statement, StatementKind},
};

/// The steps of a journey that no customer ever comes to.
pub(super) fn steps(declared: Declared) -> Vec<Finding> {
    if let Body::Journey(journey) = declared.body() { of_journey(declared, journey) } else { Vec::new() }
}

fn of_journey(declared: Declared, journey: &Journey) -> Vec<Finding> {
    let reached = reached(journey, taken_over(declared));
    let lost = journey.steps.iter().filter(|step| !reached.contains(&step.name));
    let told = lost.map(|step| {
        let span = declared.step_span(&step.name);
        let begins = journey.steps.first().map_or("", |first| first.name.as_str());
        Finding::new(NO_WAY_TO_STEP, span, format!("no way leads to the step `{}`", step.name))
            .other(Site::Here(declared.step_span(begins)), "the journey begins here")
            .help(format!("write `-> {}` where customers are to come to it, or take the step out", step.name))
    });
    told.collect()
}

/// The steps to which customers of the version before go on, because theirs is gone.
fn taken_over<'db>(declared: Declared<'db>) -> Vec<&'db SmolStr> {
    let DeclKind::Journey(journey) = &declared.decl().kind else { return Vec::new() };
    let steps = journey.items.iter().filter_map(|item| match &item.kind {
        JourneyItemKind::From { to: Gone::Step(step), .. } => Some(&step.text),
        _ => None,
    });
    steps.collect()
}

/// The steps that customers come to: the first, these, those that the goal and `on` lines lead to, and those they lead to.
fn reached<'j>(journey: &'j Journey, others: Vec<&'j SmolStr>) -> BTreeSet<&'j SmolStr> {
    let mut open = others;
    open.extend(journey.steps.first().map(|step| &step.name));
    open.extend(journey.goal.iter().filter_map(|goal| goal.to.as_ref()));
    journey.handlers.iter().for_each(|handler| moves(&handler.body, &mut open));
    let mut reached = BTreeSet::new();
    while let Some(step) = open.pop() {
        if reached.insert(step) {
            let named = journey.steps.iter().filter(|other| other.name == *step);
            named.for_each(|step| moves(&step.body, &mut open));
        }
    }
    reached
}

fn moves<'j>(body: &'j [Statement], to: &mut Vec<&'j SmolStr>) {
    each_inside(body, &mut |statement| {
        if let StatementKind::Go(step) = &statement.kind {
            to.push(step);
        }
    });
}
