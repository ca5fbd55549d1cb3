//! What declarations read and name: every expression and every event that they speak of.

use crate::{
    hir::{
        Arm, ArmTrigger, Asking, Body, Bound, Choice, Claim, Expectation, Expr, Journey, Line, Pattern, RuleKind,
        Selector, Statement, StatementKind, Told, Trigger,
    },
    infer::each,
    lints::each_statement,
};

/// What one declaration reads.
#[derive(Debug, Default)]
pub(crate) struct Reading<'a> {
    /// Its expressions, and all of their parts.
    pub exprs: Vec<&'a Expr>,
    /// The events that it speaks of, those of its reads among them.
    pub selectors: Vec<&'a Selector>,
}

/// What a declaration reads.
pub(crate) fn reading(body: &Body) -> Reading<'_> {
    let mut reading = Reading::default();
    match body {
        Body::Customer(attributes) => {
            attributes.iter().filter_map(|one| one.default.as_ref()).for_each(|it| reading.expr(it))
        }
        Body::Trait(expr) => reading.expr(expr),
        Body::Signal(signal) => match &signal.pattern {
            Pattern::Becomes(condition) => reading.expr(condition),
            Pattern::Sequence { links, no, .. } => {
                links.iter().for_each(|(link, _)| reading.bound(link));
                no.iter().flat_map(|(no, _)| no).for_each(|selector| reading.selector(selector));
            }
        },
        Body::Channel(channel) => channel.requires.iter().for_each(|it| reading.expr(it)),
        Body::Message(message) => {
            let parts = [&message.by, &message.worth, &message.chance, &message.only_when];
            parts.into_iter().flatten().for_each(|it| reading.expr(it));
            message.content.iter().flat_map(|(_, values)| values).for_each(|(_, it)| reading.expr(it));
        }
        Body::Policy(rules) => {
            for rule in rules {
                if let RuleKind::Suppress(_, expr) | RuleKind::Weigh(_, expr) = &rule.kind {
                    reading.expr(expr);
                }
            }
        }
        Body::Journey(journey) => reading.journey(journey),
        Body::Source(source) => {
            for take in &source.takes {
                take.condition.iter().chain(take.fields.iter().map(|(_, it)| it)).for_each(|it| reading.expr(it));
            }
        }
        Body::Decision(decision) => reading.choices(&decision.choices),
        Body::Audience(audience) => reading.expr(&audience.condition),
        Body::Measure(measure) => {
            measure.part.iter().chain(&measure.whole).for_each(|selector| reading.selector(selector));
            measure.by.iter().for_each(|it| reading.expr(it));
        }
        Body::Invariant(Claim::NeverSent(_, condition) | Claim::Never(condition)) => reading.expr(condition),
        Body::Story(story) => story.lines.iter().for_each(|(line, _)| reading.line(line)),
        Body::Event(_)
        | Body::Enumeration
        | Body::Priorities(_)
        | Body::Action(_)
        | Body::Placement(_)
        | Body::Switch(_)
        | Body::Invariant(_)
        | Body::Nothing => {}
    }
    reading
}

impl<'a> Reading<'a> {
    fn expr(&mut self, expr: &'a Expr) {
        each(expr, &mut |part| {
            self.exprs.push(part);
            self.selectors.extend(part.reads().into_iter().flat_map(|read| &read.of).map(|(selector, _)| selector));
        });
    }

    fn selector(&mut self, selector: &'a Selector) {
        self.selectors.push(selector);
        selector.condition.iter().for_each(|condition| self.expr(condition));
    }

    fn bound(&mut self, bound: &'a Bound) {
        bound.alternatives.iter().for_each(|selector| self.selector(selector));
    }

    fn trigger(&mut self, trigger: &'a Trigger) {
        match trigger {
            Trigger::On(on) => self.bound(on),
            Trigger::When(condition) => self.expr(condition),
        }
    }

    fn journey(&mut self, journey: &'a Journey) {
        journey.entries.iter().for_each(|entry| self.trigger(entry));
        journey.goal.iter().for_each(|goal| self.trigger(&goal.trigger));
        journey.exits.iter().for_each(|exit| self.trigger(&exit.trigger));
        journey.paused.iter().for_each(|condition| self.expr(condition));
        journey.handlers.iter().for_each(|handler| self.bound(&handler.on));
        each_statement(journey, &mut |statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &'a Statement) {
        match &statement.kind {
            StatementKind::Send { candidates, arms, .. } => {
                candidates.iter().flat_map(|(_, args)| args).for_each(|it| self.expr(it));
                self.arms(arms);
            }
            StatementKind::Offer { args, .. } | StatementKind::Do { args, .. } => {
                args.iter().for_each(|it| self.expr(it))
            }
            StatementKind::Emit(_, fields) => fields.iter().for_each(|it| self.expr(it)),
            StatementKind::Wait(arms) => self.arms(arms),
            StatementKind::If { condition, .. } => self.expr(condition),
            StatementKind::Split { .. } | StatementKind::Go(_) | StatementKind::Leave(_) | StatementKind::Done => {}
        }
    }

    fn choices(&mut self, choices: &'a [Choice]) {
        for choice in choices {
            match choice {
                Choice::Answer(values, _) => values.iter().for_each(|it| self.expr(it)),
                Choice::If { condition, then, otherwise } => {
                    self.expr(condition);
                    self.choices(then);
                    self.choices(otherwise);
                }
            }
        }
    }

    fn arms(&mut self, arms: &'a [Arm]) {
        for arm in arms {
            match &arm.trigger {
                ArmTrigger::On(on) => self.bound(on),
                ArmTrigger::When(it) | ArmTrigger::After(it) | ArmTrigger::Until(it) => self.expr(it),
                ArmTrigger::TimeOfDay(_) => {}
            }
        }
    }

    fn line(&mut self, line: &'a Line) {
        match line {
            Line::Customer(_, values) => values.iter().for_each(|(_, it)| self.expr(it)),
            Line::AtInstant(_, Some(told)) | Line::AtLocal(.., Some(told)) | Line::After(_, Some(told)) => match told {
                Told::Event { fields, .. } | Told::Answered(_, fields) => {
                    fields.iter().for_each(|(_, it)| self.expr(it))
                }
                Told::Failed(_) => {}
            },
            Line::Ask(Asking::Decision(_, args)) => args.iter().for_each(|it| self.expr(it)),
            Line::Expect(expectation, _) => match expectation {
                Expectation::Holds(it) => self.expr(it),
                Expectation::Sent { with: values, .. }
                | Expectation::Shown { with: values, .. }
                | Expectation::Answer(values)
                | Expectation::Did(_, values) => values.iter().for_each(|(_, it)| self.expr(it)),
                _ => {}
            },
            _ => {}
        }
    }
}
