//! Which declarations ask which history: it is kept for all of them once.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Declared, Owner};
use crate::{
    Arm, ArmTrigger, Bound, Choice, Entry, ExprId, HistoryId, Journey, Line, Node, Op, Pattern, Program, ReadId, Rule,
    RuleKind, Selector, Signal, Story, Trigger, Watch,
};

/// For each history the declarations that ask it, in the order of the program's tables.
pub(super) fn owners(program: &Program) -> Vec<Vec<Owner>> {
    let mut owners = vec![Vec::new(); program.histories.len()];
    let mut add = |kind, name: &Arc<str>, ask: &dyn Fn(&mut Asked<'_>)| {
        let mut asked = Asked { program, seen: BTreeSet::new(), histories: BTreeSet::new() };
        ask(&mut asked);
        for history in asked.histories {
            if let Some(owners) = owners.get_mut(history.index()) {
                owners.push(Owner { kind, name: name.clone() });
            }
        }
    };
    for one in &program.traits {
        add(Declared::Trait, &one.name, &|asked| asked.expr(one.value));
    }
    for one in &program.signals {
        add(Declared::Signal, &one.name, &|asked| asked.signal(one));
    }
    for one in &program.channels {
        add(Declared::Channel, &one.name, &|asked| asked.watch_if(one.requires.as_ref()));
    }
    for one in &program.messages {
        add(Declared::Message, &one.name, &|asked| {
            asked.exprs([one.by, one.worth, one.chance].into_iter().flatten());
            asked.watch_if(one.only_when.as_ref());
            asked.exprs(one.content.iter().flat_map(|content| &content.values).map(|(_, value)| *value));
        });
    }
    for one in &program.rules {
        add(Declared::Rule, &one.name, &|asked| asked.rule(one));
    }
    for one in &program.journeys {
        add(Declared::Journey, &one.name, &|asked| asked.journey(one));
    }
    for one in &program.decisions {
        add(Declared::Decision, &one.name, &|asked| asked.choices(&one.choices));
    }
    for one in &program.audiences {
        add(Declared::Audience, &one.name, &|asked| asked.watch(&one.condition));
    }
    for one in &program.measures {
        add(Declared::Measure, &one.name, &|asked| {
            asked.selectors(&one.part);
            asked.selectors(&one.whole);
            asked.exprs(one.by);
        });
    }
    for one in &program.stories {
        add(Declared::Test, &one.title, &|asked| asked.story(one));
    }
    owners
}

/// What a declaration asks. A trait that it uses asks for itself.
struct Asked<'p> {
    program: &'p Program,
    seen: BTreeSet<ExprId>,
    histories: BTreeSet<HistoryId>,
}

impl Asked<'_> {
    fn expr(&mut self, root: ExprId) {
        let mut open = vec![root];
        while let Some(expr) = open.pop() {
            let node = self.program.nodes.get(expr.index()).filter(|_| self.seen.insert(expr));
            let Some(node) = node else { continue };
            node.operands(|operand| open.push(operand));
            match node {
                Node::Read(read) => self.read(*read, &mut open),
                Node::Share(part, whole) => [part, whole].into_iter().for_each(|read| self.read(*read, &mut open)),
                _ => {}
            }
        }
    }

    /// A history, and what it asks itself of events when they happen and when they are counted.
    fn read(&mut self, read: ReadId, open: &mut Vec<ExprId>) {
        let Some(read) = self.program.reads.get(read.index()) else { return };
        open.extend(read.filters.iter().flatten());
        let Some(history) = self.program.histories.get(read.history.index()) else { return };
        if self.histories.insert(read.history) {
            open.extend(history.alternatives.iter().filter_map(|one| one.selector.condition));
            open.extend(history.alternatives.iter().flat_map(|one| &one.kept));
        }
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = ExprId>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn watch(&mut self, watch: &Watch) {
        self.expr(watch.condition);
    }

    fn watch_if(&mut self, watch: Option<&Watch>) {
        watch.into_iter().for_each(|watch| self.watch(watch));
    }

    fn selectors(&mut self, selectors: &[Selector]) {
        self.exprs(selectors.iter().filter_map(|selector| selector.condition));
    }

    fn bound(&mut self, bound: &Bound) {
        self.selectors(&bound.alternatives);
    }

    fn signal(&mut self, signal: &Signal) {
        match &signal.pattern {
            Pattern::Becomes(_, watch) => self.watch(watch),
            Pattern::Sequence { links, no, .. } => {
                links.iter().for_each(|link| self.bound(&link.on));
                no.iter().for_each(|no| self.selectors(&no.on));
            }
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.kind {
            RuleKind::Suppress(watch) => self.watch(watch),
            RuleKind::Weigh(by) => self.expr(*by),
            RuleKind::Cap(_) | RuleKind::Quiet(_) | RuleKind::Gather(_) | RuleKind::Holdout(_) => {}
        }
    }

    fn trigger(&mut self, trigger: &Trigger) {
        match trigger {
            Trigger::On(bound) => self.bound(bound),
            Trigger::When(watch) => self.watch(watch),
        }
    }

    fn arms(&mut self, arms: &[Arm]) {
        for arm in arms {
            match &arm.trigger {
                ArmTrigger::On(bound) => self.bound(bound),
                ArmTrigger::When(watch) => self.watch(watch),
                ArmTrigger::After(expr) | ArmTrigger::Until(expr) => self.expr(*expr),
                ArmTrigger::TimeOfDay(_) => {}
            }
        }
    }

    fn journey(&mut self, journey: &Journey) {
        for entry in &journey.entries {
            match entry {
                Entry::On(bound, _) => self.bound(bound),
                Entry::When(_, watch) => self.watch(watch),
            }
        }
        journey.goal.iter().for_each(|goal| self.trigger(&goal.trigger));
        journey.exits.iter().for_each(|exit| self.trigger(&exit.trigger));
        self.watch_if(journey.paused.as_ref());
        journey.handlers.iter().for_each(|handler| self.bound(&handler.on));
        journey.code.iter().for_each(|op| self.op(op));
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::If(condition, _) => self.expr(*condition),
            Op::Send(send) => {
                self.exprs(send.candidates.iter().flat_map(|(_, args)| args).copied());
                self.arms(&send.arms);
            }
            Op::Offer(offer) => self.exprs(offer.args.iter().copied()),
            Op::Do(one) => self.exprs(one.args.iter().copied()),
            Op::Emit { fields, .. } => self.exprs(fields.iter().copied()),
            Op::Wait(arms) => self.arms(arms),
            Op::Step(_) | Op::Jump(_) | Op::Split(_) | Op::Done | Op::Leave(_) | Op::Return => {}
        }
    }

    fn choices(&mut self, choices: &[Choice]) {
        for choice in choices {
            match choice {
                Choice::Answer { values, .. } => self.exprs(values.iter().copied()),
                Choice::If { condition, then, otherwise } => {
                    self.watch(condition);
                    self.choices(then);
                    self.choices(otherwise);
                }
            }
        }
    }

    fn story(&mut self, story: &Story) {
        for (line, _) in &story.lines {
            if let Line::Expect(crate::Expectation::Holds(condition), _) = line {
                self.expr(*condition);
            }
        }
    }
}
