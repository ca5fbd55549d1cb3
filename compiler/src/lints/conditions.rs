//! Conditions that are always true or never: by their types, by enumerations, by intervals of constants, and by what is
//! already known on the way to them (W0300); those that contradict themselves (E0500); and those that ask a window for
//! more than it keeps (W0330).

use std::collections::BTreeSet;

use baton_program::wire::duration_text;
use smol_str::SmolStr;

use super::{
    decide::{By, Decided, Ways, decide, value},
    declared::{Declared, each_statement},
    known::Facts,
};
use crate::{
    diagnostic::{
        Finding, Site,
        codes::lints::{CONTRADICTION, DECIDED, SATURATES},
    },
    hir::{
        Arm, ArmTrigger, Body, Bound, Choice, Expr, Journey, Message, Pattern, RuleKind, Selector, Signal, Statement,
        StatementKind, Trigger,
    },
};

/// The conditions of a declaration; those of tests are expectations.
pub(super) fn conditions(declared: Declared) -> Vec<Finding> {
    let mut asking = Asking { declared, rebound: BTreeSet::new(), found: Vec::new() };
    asking.declaration();
    asking.found
}

/// Where a condition stands, as far as it matters to what is told of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Where `true` alone says "always", and means it.
    Alone,
    /// In an `if`, where `true` alone says nothing.
    If,
    /// In an `else if`: that it is the last case that is left is well said.
    ElseIf,
}

/// A declaration whose conditions are asked.
struct Asking<'a> {
    declared: Declared<'a>,
    /// The names of a journey that are bound while it is on its way.
    rebound: BTreeSet<SmolStr>,
    found: Vec<Finding>,
}

impl Asking<'_> {
    fn declaration(&mut self) {
        let nothing = Facts::default();
        match self.declared.body() {
            Body::Trait(expr) => self.value(expr, &nothing),
            Body::Signal(signal) => self.signal(signal),
            Body::Decision(decision) => drop(self.choices(&decision.choices, Some(nothing))),
            Body::Audience(audience) => self.alone(&audience.condition),
            Body::Channel(channel) => channel.requires.iter().for_each(|requires| self.alone(requires)),
            Body::Message(message) => self.message(message),
            Body::Policy(rules) => {
                for rule in rules {
                    match &rule.kind {
                        RuleKind::Suppress(_, condition) => self.alone(condition),
                        RuleKind::Weigh(_, by) => self.value(by, &nothing),
                        _ => {}
                    }
                }
            }
            Body::Journey(journey) => self.journey(journey),
            Body::Measure(measure) => {
                self.selectors(&measure.part);
                self.selectors(&measure.whole);
                measure.by.iter().for_each(|by| self.value(by, &nothing));
            }
            Body::Source(source) => {
                for take in &source.takes {
                    take.condition.iter().for_each(|condition| self.alone(condition));
                    take.fields.iter().for_each(|(_, field)| self.value(field, &nothing));
                }
            }
            _ => {}
        }
    }

    fn signal(&mut self, signal: &Signal) {
        match &signal.pattern {
            Pattern::Becomes(condition) => self.alone(condition),
            Pattern::Sequence { links, no, .. } => {
                links.iter().for_each(|(link, _)| self.selectors(&link.alternatives));
                no.iter().for_each(|(no, _)| self.selectors(no));
            }
        }
    }

    fn message(&mut self, message: &Message) {
        let nothing = Facts::default();
        message.only_when.iter().for_each(|condition| self.alone(condition));
        let values = [&message.by, &message.worth, &message.chance];
        values.into_iter().flatten().for_each(|expr| self.value(expr, &nothing));
        let content = message.content.iter().flat_map(|(_, values)| values);
        content.for_each(|(_, expr)| self.value(expr, &nothing));
    }

    fn journey(&mut self, journey: &Journey) {
        self.rebound = bound_on_the_way(journey);
        for trigger in journey.entries.iter().chain(journey.exits.iter().map(|exit| &exit.trigger)) {
            self.trigger(trigger);
        }
        journey.goal.iter().for_each(|goal| self.trigger(&goal.trigger));
        journey.paused.iter().for_each(|condition| self.alone(condition));
        let entered = entered(journey).rested(&self.rebound);
        for handler in &journey.handlers {
            self.bound(&handler.on);
            self.block(&handler.body, Some(entered.and(said_of(&handler.on))));
        }
        for step in &journey.steps {
            self.block(&step.body, Some(entered.clone()));
        }
    }

    fn trigger(&mut self, trigger: &Trigger) {
        match trigger {
            Trigger::On(on) => self.bound(on),
            Trigger::When(condition) => self.alone(condition),
        }
    }

    fn bound(&mut self, bound: &Bound) {
        self.selectors(&bound.alternatives);
    }

    fn selectors(&mut self, selectors: &[Selector]) {
        selectors
            .iter()
            .filter_map(|selector| selector.condition.as_deref())
            .for_each(|condition| self.alone(condition));
    }

    /// Asks the conditions of a block; gives back what is known behind it, none where no way leads there.
    fn block(&mut self, body: &[Statement], facts: Option<Facts>) -> Option<Facts> {
        body.iter().fold(facts, |facts, statement| self.statement(statement, facts?))
    }

    fn statement(&mut self, statement: &Statement, facts: Facts) -> Option<Facts> {
        match &statement.kind {
            StatementKind::If { condition, then, otherwise } => {
                self.choice(condition, then, otherwise, facts, Stands::If)
            }
            StatementKind::Wait(arms) => self.arms(arms, &facts),
            StatementKind::Send { candidates, arms, dropped, .. } => {
                candidates.iter().flat_map(|(_, args)| args).for_each(|arg| self.value(arg, &facts));
                self.arms(arms, &facts);
                let rested = facts.rested(&self.rebound);
                dropped.iter().for_each(|body| drop(self.block(body, Some(rested.clone()))));
                Some(rested)
            }
            StatementKind::Offer { args, .. } => {
                args.iter().for_each(|arg| self.value(arg, &facts));
                Some(facts)
            }
            StatementKind::Do { args, answer, .. } => {
                args.iter().for_each(|arg| self.value(arg, &facts));
                let Some(answer) = answer else { return Some(facts) };
                let rested = facts.rested(&self.rebound);
                answer.otherwise.iter().for_each(|body| drop(self.block(body, Some(rested.clone()))));
                Some(rested)
            }
            StatementKind::Emit(_, fields) => {
                fields.iter().for_each(|field| self.value(field, &facts));
                Some(facts)
            }
            StatementKind::Split { arms, .. } => {
                let ways: Vec<_> = arms.iter().map(|(.., body)| self.block(body, Some(facts.clone()))).collect();
                ways.into_iter().flatten().reduce(|a, b| a.common(&b))
            }
            StatementKind::Go(_) | StatementKind::Leave(_) | StatementKind::Done => None,
        }
    }

    fn choice(
        &mut self,
        condition: &Expr,
        then: &[Statement],
        otherwise: &[Statement],
        facts: Facts,
        stands: Stands,
    ) -> Option<Facts> {
        let ways = self.condition(condition, &facts, stands);
        let then = self.block(then, ways.yes);
        let otherwise = match (otherwise, ways.no) {
            ([Statement { kind: StatementKind::If { condition, then, otherwise }, .. }], Some(facts)) => {
                self.choice(condition, then, otherwise, facts, Stands::ElseIf)
            }
            (otherwise, facts) => self.block(otherwise, facts),
        };
        match (then, otherwise) {
            (Some(a), Some(b)) => Some(a.common(&b)),
            (a, b) => a.or(b),
        }
    }

    /// Asks the conditions of a decision; gives back what is known behind these choices, none where all have answered.
    fn choices(&mut self, choices: &[Choice], facts: Option<Facts>) -> Option<Facts> {
        choices.iter().fold(facts, |facts, choice| self.decision(choice, facts?, Stands::If))
    }

    fn decision(&mut self, choice: &Choice, facts: Facts, stands: Stands) -> Option<Facts> {
        let (condition, then, otherwise) = match choice {
            Choice::Answer(values, _) => {
                values.iter().for_each(|value| self.value(value, &facts));
                return None;
            }
            Choice::If { condition, then, otherwise } => (condition, then, otherwise),
        };
        let ways = self.condition(condition, &facts, stands);
        let then = self.choices(then, ways.yes);
        let otherwise = match (otherwise.as_slice(), ways.no) {
            ([choice @ Choice::If { .. }], Some(facts)) => self.decision(choice, facts, Stands::ElseIf),
            (otherwise, facts) => self.choices(otherwise, facts),
        };
        match (then, otherwise) {
            (Some(a), Some(b)) => Some(a.common(&b)),
            (a, b) => a.or(b),
        }
    }

    /// Asks the arms of a rest; gives back what is known behind it.
    fn arms(&mut self, arms: &[Arm], facts: &Facts) -> Option<Facts> {
        let rested = facts.rested(&self.rebound);
        let mut behind: Option<Facts> = None;
        for arm in arms {
            let known = match &arm.trigger {
                ArmTrigger::On(on) => {
                    self.bound(on);
                    rested.and(said_of(on))
                }
                ArmTrigger::When(condition) => {
                    self.condition(condition, &rested, Stands::Alone).yes.unwrap_or_else(|| rested.clone())
                }
                ArmTrigger::After(expr) | ArmTrigger::Until(expr) => {
                    self.value(expr, facts);
                    rested.clone()
                }
                ArmTrigger::TimeOfDay(_) => rested.clone(),
            };
            let way = self.block(&arm.body, Some(known));
            behind = match (behind, way) {
                (Some(a), Some(b)) => Some(a.common(&b)),
                (a, b) => a.or(b),
            };
        }
        behind
    }

    fn value(&mut self, expr: &Expr, facts: &Facts) {
        let mut told = Vec::new();
        value(expr, facts, &mut told);
        told.iter().for_each(|decided| self.tell(decided));
    }

    fn alone(&mut self, condition: &Expr) {
        self.condition(condition, &Facts::default(), Stands::Alone);
    }

    fn condition(&mut self, condition: &Expr, facts: &Facts, stands: Stands) -> Ways {
        let mut alone = Vec::new();
        let by_itself = decide(condition, &Facts::default(), &mut alone);
        if by_itself.yes.is_none() && alone.iter().all(|one| matches!(one.by, By::Kind | By::Before(_))) {
            self.contradiction(condition, &alone);
            return Ways { yes: None, no: Some(facts.clone()) };
        }
        let mut told = Vec::new();
        let ways = decide(condition, facts, &mut told);
        told.retain(|decided| {
            let whole = decided.span == condition.span;
            match stands {
                Stands::Alone => !(whole && decided.by == By::Literal),
                Stands::If => true,
                Stands::ElseIf => !(whole && decided.holds && decided.by != By::Literal),
            }
        });
        told.iter().for_each(|decided| self.tell(decided));
        ways
    }

    fn contradiction(&mut self, condition: &Expr, decided: &[Decided]) {
        let declared = self.declared;
        let written = declared.written(condition.span);
        let mut finding =
            Finding::new(CONTRADICTION, condition.span, format!("{written} can never be true")).label("never true");
        for one in decided.iter().filter(|one| one.span != condition.span) {
            let part = declared.written(one.span);
            let label =
                if one.holds { format!("{part} is always true here") } else { format!("{part} can't be true here") };
            finding = finding.other(Site::Here(one.span), label);
        }
        self.found.push(finding.help("nothing will ever happen because of it: mend the condition, or take it out"));
    }

    fn tell(&mut self, decided: &Decided) {
        let declared = self.declared;
        let (written, how) = (declared.written(decided.span), if decided.holds { "always" } else { "never" });
        let finding = match decided.by {
            By::Window(most) => Finding::new(
                SATURATES,
                decided.span,
                format!("{written} is {how} true: the window keeps at most {most} events"),
            )
            .help("say how many it must keep: `count(…, 30d, up to 1000)`"),
            By::Literal => Finding::new(DECIDED, decided.span, format!("the condition is {how} true"))
                .help("take it out: it asks nothing"),
            By::Kind => Finding::new(DECIDED, decided.span, format!("{written} is {how} true"))
                .help("no value that this can have makes a difference: ask something else, or take it out"),
            By::Before(before) => {
                let finding = Finding::new(DECIDED, decided.span, format!("{written} is {how} true here"));
                let finding = match before == decided.span {
                    true => finding,
                    false => finding.other(Site::Here(before), "because of what is asked here"),
                };
                finding.help("it is known already: take it out, or ask something else")
            }
        };
        self.found.push(finding);
    }
}

/// What every way into a journey makes sure of.
fn entered(journey: &Journey) -> Facts {
    let entry = |trigger: &Trigger| match trigger {
        Trigger::On(on) => said_of(on),
        Trigger::When(_) => Facts::default(),
    };
    journey.entries.iter().map(entry).reduce(|a, b| a.common(&b)).unwrap_or_default()
}

/// What the condition of an event makes sure of, said of the name to which the event is bound.
fn said_of(on: &Bound) -> Facts {
    let (Some(name), [Selector { condition: Some(condition), .. }]) = (&on.bind, on.alternatives.as_slice()) else {
        return Facts::default();
    };
    decide(condition, &Facts::default(), &mut Vec::new()).yes.map(|facts| facts.of_bound(name)).unwrap_or_default()
}

/// The names that are bound behind the entry.
fn bound_on_the_way(journey: &Journey) -> BTreeSet<SmolStr> {
    let mut names: BTreeSet<SmolStr> = journey.handlers.iter().filter_map(|handler| handler.on.bind.clone()).collect();
    if let Some(Trigger::On(on)) = journey.goal.as_ref().map(|goal| &goal.trigger) {
        names.extend(on.bind.clone());
    }
    each_statement(journey, &mut |statement| match &statement.kind {
        StatementKind::Wait(arms) | StatementKind::Send { arms, .. } => {
            let bound = arms.iter().filter_map(|arm| match &arm.trigger {
                ArmTrigger::On(on) => on.bind.clone(),
                _ => None,
            });
            names.extend(bound);
        }
        StatementKind::Do { answer: Some(answer), .. } => drop(names.insert(answer.bind.clone())),
        _ => {}
    });
    names
}

/// A time as people write it.
pub(super) fn in_words(milliseconds: i64) -> String {
    duration_text(milliseconds)
}
