//! Journeys (§10): their items, and what holds them together.

mod bindings;
mod flow;
mod offers;
mod statements;
mod triggers;
mod ways;

use std::{cell::RefCell, collections::BTreeSet};

use baton_grammar::tree::{self, Decl, JourneyItem, JourneyItemKind, Name, Span};
use baton_program::Effect;
use smol_str::SmolStr;

use self::{bindings::Bindings, flow::Flow, statements::Statements};
use super::{
    full_name,
    items::{Once, lacking, missing, put_before, twice},
    place_of, signal,
};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Exit, FullName, Goal, Handler, Journey, Key, Step},
    infer::{Facts, Infer, Role, Stands},
};

/// The single items of a journey, and those of which there are many.
struct Items<'t> {
    stage: Once<SmolStr>,
    owner: Once<SmolStr>,
    again: Once<baton_program::Again>,
    goal: Once<(&'t tree::Trigger, Option<i64>, Option<&'t Name>, Span)>,
    limit: Once<Option<i64>>,
    paused: Once<&'t tree::Expr>,
    entries: Vec<(&'t tree::Trigger, Span)>,
    exits: Vec<(&'t tree::Trigger, Option<&'t tree::Plain>, Span)>,
    handlers: Vec<(&'t tree::Bound, Option<&'t tree::Reaction>, Span)>,
    steps: Vec<(&'t Name, &'t tree::Block, Span)>,
    has_broken: bool,
}

/// A journey.
pub(super) fn journey(infer: &mut Infer, decl: &Decl, journey: &tree::Journey) -> Journey {
    let full = decl.name.as_ref().map(|name| full_name(infer.names, &name.text));
    let signature = full.and_then(|full| infer.names.journey(&full));
    let items = sort(infer, &journey.items);
    require(infer, decl, &items);
    twice(infer, items.steps.iter().map(|(name, ..)| *name), "step");
    let key_type = signature.as_ref().and_then(|signature| signature.key.as_ref()).map(|key| key.ty.clone());
    let key = journey.each.as_ref().map(|each| signal::key(infer, each, key_type));
    infer.scope.key = key.clone();
    infer.scope.sends = signature.map(|signature| signature.sends.clone()).unwrap_or_default();
    let entries = items.entries.iter().map(|(trigger, span)| triggers::entry(infer, trigger, *span));
    let (entries, known): (Vec<_>, Vec<_>) = entries.unzip();
    infer.scope.stands = Stands::Journey;
    let bindings = Bindings::of(infer.names, &items.entries, items.goal.first(), &items.handlers, &items.steps);
    // What every entry has made sure of stays known of a name that is bound nowhere else.
    let mut known = known.into_iter().reduce(|a, b| a.common(&b)).unwrap_or_default();
    bindings.rebound.iter().for_each(|name| known.forget(name));
    let body = Body { items: &items, bindings: &bindings, known, without_hold: RefCell::default() };
    Journey {
        exits: body.exits(infer),
        paused: body.paused(infer),
        goal: body.goal(infer),
        handlers: body.handlers(infer),
        steps: body.steps(infer),
        key,
        locals: bindings.order.clone(),
        entries,
        stage: items.stage.get(),
        again: items.again.get().unwrap_or(baton_program::Again::Always),
        limit: items.limit.get().flatten().unwrap_or(0),
    }
}

/// Puts each item where it belongs.
fn sort<'t>(infer: &mut Infer, items: &'t [JourneyItem]) -> Items<'t> {
    let mut sorted = Items {
        stage: Once::new("stage"),
        owner: Once::new("owner"),
        again: Once::new("again"),
        goal: Once::new("goal"),
        limit: Once::new("limit"),
        paused: Once::new("paused while"),
        entries: Vec::new(),
        exits: Vec::new(),
        handlers: Vec::new(),
        steps: Vec::new(),
        has_broken: false,
    };
    for item in items {
        let span = item.span;
        match &item.kind {
            JourneyItemKind::Stage(name) => sorted.stage.put(infer, span, name.text.clone()),
            JourneyItemKind::Owner(owner) => sorted.owner.put(infer, span, owner.text.clone()),
            JourneyItemKind::Enter(trigger) => sorted.entries.push((trigger, span)),
            JourneyItemKind::Again(again) => {
                if let Some(again) = triggers::again(infer, again) {
                    sorted.again.put(infer, span, again);
                }
            }
            JourneyItemKind::Goal { trigger, within, to } => {
                let within = within.as_ref().and_then(|within| infer.positive_duration(within));
                sorted.goal.put(infer, span, (trigger, within, to.as_ref(), span));
            }
            JourneyItemKind::Exit { trigger, because } => sorted.exits.push((trigger, because.as_ref(), span)),
            JourneyItemKind::Limit(duration) => {
                let limit = duration.as_ref().and_then(|duration| infer.positive_duration(duration));
                sorted.limit.put(infer, span, limit);
            }
            JourneyItemKind::Paused(condition) => sorted.paused.put(infer, span, condition),
            JourneyItemKind::On(bound, reaction) => sorted.handlers.push((bound, reaction.as_ref(), span)),
            JourneyItemKind::Step { name: Some(name), body, .. } => sorted.steps.push((name, body, span)),
            // What is said of the version before is looked at by itself.
            JourneyItemKind::From { .. } => {}
            JourneyItemKind::Step { name: None, .. } | JourneyItemKind::Broken => sorted.has_broken = true,
        }
    }
    sorted
}

/// What a journey can't be without. Where a line could not be understood, it may be the one that seems to be missing.
fn require(infer: &mut Infer, decl: &Decl, items: &Items) {
    if items.has_broken {
        return;
    }
    let span = place_of(decl);
    let name = decl.name.as_ref().map(|name| name.text.as_str()).unwrap_or_default();
    if items.entries.is_empty() {
        let help = "say what begins it: `enter on event` or `enter when condition`";
        missing(infer, span, format!("the journey `{name}` has no entry"), help);
    }
    if !items.limit.is_there() {
        let help = "say how long a customer can be in it at most: `limit 30d`";
        let fix = items.steps.first().map(|(.., step)| put_before(*step, "limit 30d"));
        infer.report(lacking(span, format!("the journey `{name}` has no `limit`"), help).fix(fix));
    }
    if items.steps.is_empty() {
        missing(
            infer,
            span,
            format!("the journey `{name}` has no step"),
            "the first step is where it begins: `step start { … }`",
        );
    }
}

/// What of a journey an instance runs through.
struct Body<'b, 't> {
    items: &'b Items<'t>,
    bindings: &'b Bindings,
    /// What is known from the entry on.
    known: Facts,
    without_hold: RefCell<BTreeSet<FullName>>,
}

impl Body<'_, '_> {
    fn exits(&self, infer: &mut Infer) -> Vec<Exit> {
        let exits = self.items.exits.iter().map(|(trigger, because, span)| {
            self.anywhere().enter(infer, self.bindings);
            let trigger = triggers::trigger(infer, trigger);
            Exit { trigger, reason: because.map(|reason| reason.text.clone()), span: *span }
        });
        exits.collect()
    }

    fn paused(&self, infer: &mut Infer) -> Option<crate::hir::Expr> {
        let condition = self.items.paused.first()?;
        self.anywhere().enter(infer, self.bindings);
        Some(infer.watched(condition))
    }

    fn goal(&self, infer: &mut Infer) -> Option<Goal> {
        let (trigger, within, to, span) = self.items.goal.first()?;
        self.anywhere().enter(infer, self.bindings);
        let trigger = triggers::trigger(infer, trigger);
        if let Some(to) = to {
            self.target(infer, to);
        }
        Some(Goal { trigger, within: *within, to: to.map(|to| to.text.clone()), span: *span })
    }

    fn handlers(&self, infer: &mut Infer) -> Vec<Handler> {
        let handlers = self.items.handlers.iter().map(|(on, reaction, span)| {
            let mut flow = self.anywhere();
            flow.enter(infer, self.bindings);
            let awaited = super::bound::awaited(infer, on, Role::Trigger);
            flow.bind(awaited.local, &awaited.facts);
            let effect = triggers::effect(infer, *reaction);
            let (body, _) = self.statements().reaction(infer, *reaction, flow);
            Handler { on: awaited.bound, body, effect: effect.unwrap_or(Effect::Stays), span: *span }
        });
        handlers.collect()
    }

    fn steps(&self, infer: &mut Infer) -> Vec<Step> {
        let steps = self.items.steps.iter().map(|(name, block, span)| {
            let flow = Flow { names: self.bindings.at(&name.text), facts: self.known.clone() };
            let (body, _) = self.statements().block(infer, &block.statements, flow);
            Step { name: name.text.clone(), body, span: *span }
        });
        steps.collect()
    }

    /// What can be read wherever an instance rests.
    fn anywhere(&self) -> Flow {
        Flow { names: self.bindings.anywhere.clone(), facts: self.known.clone() }
    }

    fn statements(&self) -> Statements<'_> {
        let steps = self.items.steps.iter().map(|(name, ..)| &name.text).collect();
        Statements::new(self.bindings, steps, &self.without_hold)
    }

    fn target(&self, infer: &mut Infer, to: &Name) {
        self.statements().target(infer, to);
    }
}

/// Says that an entry of a journey with a key can't be a condition.
fn refuse_condition_with_key(infer: &mut Infer, key: &Key, span: Span) {
    let message = format!("a condition says nothing of the key `{}`", key.name);
    let finding = Finding::new(codes::ENTER_WHEN_KEY, span, message);
    infer.report(finding.help("a journey `for each` is entered on events that have the key's field"));
}
