//! Which `as` names can be read where (§10): those that every way has bound, with one event type.
//!
//! The names bound at the start of each step are those common to all ways that lead to it. They are found by following
//! the ways until nothing changes: each round can only take names away, so it ends.

use std::collections::{BTreeMap, BTreeSet};

use baton_grammar::tree::{
    self, ArmTrigger, Block, Bound, Call, Else, If, Name, Occurrence, Reaction, Span, StatementKind, Wait,
};
use smol_str::SmolStr;

use super::flow::{Names, common};
use crate::{
    hir::Type,
    infer::{Local, Origin},
    lookup::{Lookup, Space, What},
};

/// The names that can be read at the places of a journey.
pub(super) struct Bindings {
    /// At the start of each step that something leads to.
    starts: BTreeMap<SmolStr, Names>,
    /// Wherever an instance rests: what a line of the journey can read.
    pub anywhere: Names,
    /// All names, in the order of their first binding.
    pub order: Vec<SmolStr>,
    /// Names that are bound elsewhere than by an entry.
    pub rebound: BTreeSet<SmolStr>,
    /// What each name stands for at one of its bindings.
    all: Names,
}

type Item<'t> = (&'t Bound, Option<&'t Reaction>, Span);

impl Bindings {
    /// Those of a journey.
    pub fn of<'t>(
        names: &dyn Lookup,
        entries: &[(&'t tree::Trigger, Span)],
        goal: Option<&(&'t tree::Trigger, Option<i64>, Option<&'t Name>, Span)>,
        handlers: &[Item<'t>],
        steps: &[(&'t Name, &'t Block, Span)],
    ) -> Self {
        let mut ways = Ways {
            names,
            starts: BTreeMap::new(),
            order: Vec::new(),
            rebound: BTreeSet::new(),
            all: Names::new(),
            changed: false,
        };
        let entered = entries.iter().map(|(trigger, _)| ways.bound_by_trigger(trigger)).reduce(|a, b| common(&a, &b));
        let entered = entered.unwrap_or_default();
        ways.rebound.clear();
        if let Some((first, ..)) = steps.first() {
            ways.join(&first.text, &entered);
        }
        loop {
            ways.changed = false;
            for (name, block, _) in steps {
                if let Some(start) = ways.starts.get(&name.text).cloned() {
                    ways.block(&block.statements, start);
                }
            }
            let anywhere = ways.anywhere(&entered);
            for (on, reaction, _) in handlers {
                let bound = ways.bound_by(on);
                let bound = ways.with(&anywhere, bound);
                ways.reaction(*reaction, bound);
            }
            if let Some((trigger, _, to, _)) = goal {
                let mut bound = anywhere;
                bound.extend(ways.bound_by_trigger(trigger));
                if let Some(to) = to {
                    ways.join(&to.text, &bound);
                }
            }
            if !ways.changed {
                break;
            }
        }
        // Steps that nothing leads to bind names too.
        for (name, block, _) in steps {
            if !ways.starts.contains_key(&name.text) {
                ways.block(&block.statements, Names::new());
            }
        }
        let anywhere = ways.anywhere(&entered);
        Self { starts: ways.starts, anywhere, order: ways.order, rebound: ways.rebound, all: ways.all }
    }

    /// What is bound at the start of a step. Where nothing leads, nothing is held against a name.
    pub fn at(&self, step: &str) -> Names {
        self.starts.get(step).unwrap_or(&self.all).clone()
    }
}

/// The ways through a journey.
struct Ways<'a> {
    names: &'a dyn Lookup,
    starts: BTreeMap<SmolStr, Names>,
    order: Vec<SmolStr>,
    rebound: BTreeSet<SmolStr>,
    all: Names,
    changed: bool,
}

impl Ways<'_> {
    /// A way leads to a step.
    fn join(&mut self, step: &SmolStr, bound: &Names) {
        let joined = match self.starts.get(step) {
            Some(before) => common(before, bound),
            None => bound.clone(),
        };
        if self.starts.get(step) != Some(&joined) {
            self.starts.insert(step.clone(), joined);
            self.changed = true;
        }
    }

    /// What is bound wherever an instance rests: at least what is bound at the start of every step.
    fn anywhere(&self, entered: &Names) -> Names {
        self.starts.values().fold(entered.clone(), |all, start| common(&all, start))
    }

    fn bound_by_trigger(&mut self, trigger: &tree::Trigger) -> Names {
        match trigger {
            tree::Trigger::On(bound) => {
                let bound = self.bound_by(bound);
                self.with(&Names::new(), bound)
            }
            tree::Trigger::When(_) => Names::new(),
        }
    }

    /// The name that an event is bound to.
    fn bound_by(&self, bound: &Bound) -> Option<(SmolStr, Local)> {
        let Occurrence::One(one) = bound else { return None };
        let bind = one.bind.as_ref()?;
        let found = self.names.find(Space::Happening, &one.event).filter(|found| found.what != What::Message);
        Some((bind.text.clone(), Local::event(found.map_or(Type::Any, |found| Type::Event(found.name)))))
    }

    fn with(&mut self, names: &Names, bound: Option<(SmolStr, Local)>) -> Names {
        let mut names = names.clone();
        if let Some((name, local)) = bound {
            if !self.order.contains(&name) {
                self.order.push(name.clone());
            }
            self.rebound.insert(name.clone());
            self.all.entry(name.clone()).or_insert_with(|| local.clone());
            names.insert(name, local);
        }
        names
    }

    /// What is bound behind these statements; none if every way moves.
    fn block(&mut self, statements: &[tree::Statement], mut bound: Names) -> Option<Names> {
        for statement in statements {
            bound = self.statement(statement, bound)?;
        }
        Some(bound)
    }

    fn reaction(&mut self, reaction: Option<&Reaction>, bound: Names) -> Option<Names> {
        match reaction {
            Some(Reaction::Go(step)) => {
                self.join(&step.text, &bound);
                None
            }
            Some(Reaction::Block(block)) => self.block(&block.statements, bound),
            None => None,
        }
    }

    fn statement(&mut self, statement: &tree::Statement, bound: Names) -> Option<Names> {
        match &statement.kind {
            StatementKind::Send(send) => {
                let mut ways = vec![Some(bound.clone())];
                ways.extend(self.arms(&send.arms, &bound));
                if send.otherwise.is_some() {
                    ways.push(self.reaction(send.otherwise.as_ref(), bound));
                }
                meet(ways)
            }
            StatementKind::Do { call, answer: Some(answer) } => {
                let answered = self.answered(call, &answer.bind);
                let answered = self.with(&bound, Some(answered));
                let failed = match &answer.otherwise {
                    Some(otherwise) => self.reaction(Some(otherwise), bound),
                    None => Some(bound),
                };
                meet([Some(answered), failed])
            }
            StatementKind::Wait(Wait::Arms(arms)) => meet(self.arms(arms, &bound)),
            StatementKind::If(one) => self.choice(one, bound),
            StatementKind::Split(_, shares) => {
                let ways: Vec<_> =
                    shares.iter().map(|share| self.reaction(share.reaction.as_ref(), bound.clone())).collect();
                meet(ways)
            }
            StatementKind::Go(step) => {
                if let Some(step) = step {
                    self.join(&step.text, &bound);
                }
                None
            }
            StatementKind::Leave(_) | StatementKind::Done | StatementKind::Stay => None,
            StatementKind::Do { answer: None, .. }
            | StatementKind::Wait(_)
            | StatementKind::Offer { .. }
            | StatementKind::Emit(..)
            | StatementKind::Broken => Some(bound),
        }
    }

    fn choice(&mut self, one: &If, bound: Names) -> Option<Names> {
        let then = self.block(&one.then.statements, bound.clone());
        let otherwise = match &one.otherwise {
            None => Some(bound),
            Some(Else::If(statement)) => self.statement(statement, bound),
            Some(Else::Block(block)) => self.block(&block.statements, bound),
        };
        meet([then, otherwise])
    }

    fn arms(&mut self, arms: &[tree::Arm], bound: &Names) -> Vec<Option<Names>> {
        let mut ways = Vec::new();
        for arm in arms {
            let local = match &arm.trigger {
                ArmTrigger::On(on) => self.bound_by(on),
                _ => None,
            };
            let bound = self.with(bound, local);
            ways.push(self.reaction(arm.reaction.as_ref(), bound));
        }
        ways
    }

    fn answered(&self, call: &Call, bind: &Name) -> (SmolStr, Local) {
        (bind.text.clone(), answer_local(self.names, call))
    }
}

/// What `do a(…) as x` binds.
pub(super) fn answer_local(names: &dyn Lookup, call: &Call) -> Local {
    let found = names.find(Space::Action, &call.path).map(|found| found.name);
    let answering = found.filter(|name| names.action(name).is_some_and(|action| action.answers.is_some()));
    Local { ty: answering.map_or(Type::Any, Type::Event), origin: Origin::Answer }
}

/// What all ways that come together have bound.
fn meet(ways: impl IntoIterator<Item = Option<Names>>) -> Option<Names> {
    ways.into_iter().flatten().reduce(|a, b| common(&a, &b))
}
