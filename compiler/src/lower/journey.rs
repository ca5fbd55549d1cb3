//! Journeys: how they are entered and left. What happens in between is code.

use baton_program::{Entry, Exit, Goal, Handler, Journey, Key, Trigger};
use smol_str::SmolStr;

use super::{
    Builder,
    code::Code,
    declared::Declared,
    expr::Scope,
    left,
    tables::{arc, written},
};
use crate::hir::{self, FullName, Statement, StatementKind};

impl Builder<'_> {
    pub(super) fn journeys(&mut self) -> Vec<Journey> {
        self.tables.declared.journeys.iter().map(|journey| self.journey(journey)).collect()
    }

    fn journey(&mut self, journey: &Declared<hir::Journey>) -> Journey {
        let (tables, Declared { item, is }) = (self.tables, *journey);
        let answers = answers(is);
        let scope = Scope { answers: &answers, ..Scope::of(item).with_locals(&is.locals) };
        let entries = is.entries.iter().map(|entry| match entry {
            hir::Trigger::On(on) => Entry::On(self.bound(scope, on), scope.place(tables, on.span)),
            hir::Trigger::When(condition) => Entry::When(self.latch(), self.watch(scope, condition)),
        });
        let entries = entries.collect();
        let exits = is.exits.iter().map(|exit| Exit {
            trigger: self.trigger(scope, &exit.trigger),
            reason: arc(&exit.reason.clone().unwrap_or_else(|| trigger_text(scope, &exit.trigger))),
            place: scope.place(tables, exit.span),
        });
        let exits: Vec<Exit> = exits.collect();
        let code = Code::of(self, scope, is);
        let goal = is.goal.as_ref().map(|goal| Goal {
            trigger: self.trigger(scope, &goal.trigger),
            within: goal.within,
            to: goal.to.as_ref().and_then(|step| code.start_of(step)),
            place: scope.place(tables, goal.span),
        });
        let handlers = is.handlers.iter().zip(&code.handlers).map(|(handler, start)| Handler {
            on: self.bound(scope, &handler.on),
            start: *start,
            effect: handler.effect,
            place: scope.place(tables, handler.span),
        });
        let mut journey = Journey {
            name: arc(&item.name),
            place: tables.declaration(item),
            stage: is.stage.as_deref().map(arc),
            key: is.key.as_ref().map(|key| Key { name: arc(&key.name), instances: key.up_to }),
            slots: is.locals.len() as u16,
            entries,
            again: is.again,
            goal,
            exits,
            limit: is.limit,
            paused: None,
            handlers: handlers.collect(),
            steps: code.steps,
            code: code.ops,
        };
        journey.paused = is.paused.as_ref().map(|condition| self.watch(scope, condition));
        left::count(&mut journey);
        journey
    }

    fn trigger(&mut self, scope: Scope, trigger: &hir::Trigger) -> Trigger {
        match trigger {
            hir::Trigger::On(on) => Trigger::On(self.bound(scope, on)),
            hir::Trigger::When(condition) => Trigger::When(self.watch(scope, condition)),
        }
    }
}

fn trigger_text(scope: Scope, trigger: &hir::Trigger) -> SmolStr {
    let span = match trigger {
        hir::Trigger::On(on) => on.span,
        hir::Trigger::When(condition) => condition.span,
    };
    written(scope.item, span).into()
}

/// The names that are bound by `do … as x`, and their actions.
pub(super) fn answers(journey: &hir::Journey) -> Vec<(SmolStr, FullName)> {
    let mut answers = Vec::new();
    let bodies = journey.steps.iter().map(|step| &step.body);
    for body in bodies.chain(journey.handlers.iter().map(|handler| &handler.body)) {
        answers_in(body, &mut answers);
    }
    answers
}

fn answers_in(body: &[Statement], answers: &mut Vec<(SmolStr, FullName)>) {
    for statement in body {
        if let StatementKind::Do { action, answer: Some(answer), .. } = &statement.kind {
            answers.push((answer.bind.clone(), action.clone()));
        }
        for inner in bodies(statement) {
            answers_in(inner, answers);
        }
    }
}

/// The blocks inside a statement.
pub(crate) fn bodies(statement: &Statement) -> Vec<&[Statement]> {
    match &statement.kind {
        StatementKind::Send { arms, dropped, .. } => {
            arms.iter().map(|arm| arm.body.as_slice()).chain(dropped.as_deref()).collect()
        }
        StatementKind::Do { answer, .. } => answer.iter().filter_map(|answer| answer.otherwise.as_deref()).collect(),
        StatementKind::Wait(arms) => arms.iter().map(|arm| arm.body.as_slice()).collect(),
        StatementKind::If { then, otherwise, .. } => vec![then, otherwise],
        StatementKind::Split { arms, .. } => arms.iter().map(|(.., body)| body.as_slice()).collect(),
        StatementKind::Offer { .. }
        | StatementKind::Emit(..)
        | StatementKind::Go(_)
        | StatementKind::Leave(_)
        | StatementKind::Done => vec![],
    }
}
