//! Arms that can't happen (W0302): behind a condition that always holds, on an event that something before it takes
//! each time, or on what is never true.

use baton_grammar::tree::Span;
use baton_program::Effect;

use super::{
    declared::{Declared, each_statement},
    shape::shape,
};
use crate::{
    diagnostic::{Finding, Site, codes::lints::ARM_NEVER},
    hir::{Arm, ArmTrigger, Body, Bound, Constant, Expr, ExprKind, Journey, Selector, StatementKind, Trigger},
};

/// The arms, exits and `on` lines of a journey that never have their turn.
pub(super) fn arms(declared: Declared) -> Vec<Finding> {
    if let Body::Journey(journey) = declared.body() { of_journey(journey) } else { Vec::new() }
}

/// What takes an event before others are asked.
#[derive(Clone, Copy)]
struct Taker<'a> {
    on: &'a Bound,
    span: Span,
    /// What to call it.
    noun: &'static str,
}

fn of_journey(journey: &Journey) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut takers: Vec<Taker> = Vec::new();
    // A goal with a step is asked only once.
    let goal = journey.goal.iter().filter(|goal| goal.to.is_none()).filter_map(|goal| match &goal.trigger {
        Trigger::On(on) => Some(Taker { on, span: goal.span, noun: "goal" }),
        Trigger::When(_) => None,
    });
    takers.extend(goal);
    let exits = journey.exits.iter().filter_map(|exit| match &exit.trigger {
        Trigger::On(on) => Some(Taker { on, span: exit.span, noun: "exit" }),
        Trigger::When(_) => None,
    });
    let handlers = journey.handlers.iter().filter(|handler| handler.effect == Effect::Moves);
    let handlers = handlers.map(|handler| Taker { on: &handler.on, span: handler.span, noun: "`on` line" });
    for taker in exits.chain(handlers) {
        found.extend(taken(&takers, taker));
        takers.push(taker);
    }
    each_statement(journey, &mut |statement| {
        if let StatementKind::Wait(arms) | StatementKind::Send { arms, .. } = &statement.kind {
            found.extend(of_rest(&takers, arms));
        }
    });
    found
}

/// The arms of one rest that never have their turn; each is told once.
fn of_rest(takers: &[Taker], arms: &[Arm]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut takers = takers.to_vec();
    let at_once = arms.iter().position(|arm| matches!(&arm.trigger, ArmTrigger::When(c) if is_literal(c, true)));
    for (at, arm) in arms.iter().enumerate() {
        let is_condition = matches!(arm.trigger, ArmTrigger::When(_));
        if let Some(first) = at_once
            && at != first
            && !(is_condition && at < first)
        {
            let finding = never(arm.span, "another arm is taken at once, each time");
            found.push(match arms.get(first) {
                Some(always) => finding.other(Site::Here(always.span), "this holds always"),
                None => finding,
            });
            continue;
        }
        match &arm.trigger {
            ArmTrigger::When(condition) if is_literal(condition, false) => {
                found.push(never(arm.span, "its condition is never true"));
            }
            ArmTrigger::On(on) => {
                let taker = Taker { on, span: arm.span, noun: "arm" };
                found.extend(taken(&takers, taker));
                takers.push(taker);
            }
            _ => {}
        }
    }
    found
}

fn never(span: Span, why: &str) -> Finding {
    Finding::new(ARM_NEVER, span, format!("this arm can't happen: {why}"))
        .help("take it out, or mend what is before it")
}

/// That each event something waits for is taken before.
fn taken(takers: &[Taker], late: Taker) -> Option<Finding> {
    let first = late.on.alternatives.iter().map(|selector| {
        takers.iter().find(|taker| taker.on.alternatives.iter().any(|earlier| takes(earlier, selector)))
    });
    let first: Option<Vec<&Taker>> = first.collect();
    let taker = first?.into_iter().next()?;
    let event = late.on.alternatives.first()?;
    let message =
        format!("this {} can't happen: the {} before it takes `{}` each time", late.noun, taker.noun, event.event);
    let finding = Finding::new(ARM_NEVER, late.span, message);
    let finding = finding.other(Site::Here(taker.on.span), "taken here");
    Some(finding.help("take one of them out, or say with `where` which of the events each is for"))
}

/// Whether something that waits for one event takes all that are meant by another.
fn takes(earlier: &Selector, later: &Selector) -> bool {
    let same = |a: &Expr, b: &Expr| shape(a) == shape(b);
    let condition = match (&earlier.condition, &later.condition) {
        (None, _) => true,
        (Some(earlier), Some(later)) => same(earlier, later),
        (Some(_), None) => false,
    };
    let of = earlier.of.is_none() || earlier.of == later.of;
    let via =
        earlier.via.is_empty() || (!later.via.is_empty() && later.via.iter().all(|via| earlier.via.contains(via)));
    let key = earlier.key.is_none() || earlier.key == later.key;
    earlier.event == later.event && of && via && key && (!earlier.own || later.own) && condition
}

fn is_literal(condition: &Expr, value: bool) -> bool {
    condition.kind == ExprKind::Constant(Constant::Bool(value))
}
