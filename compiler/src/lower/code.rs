//! A journey's steps and handlers as code with one program counter.
//!
//! While code is made, a [`Pc`] in it is the number of a label; at the end labels become places. A block that is entered
//! only in one case (an arm, an `else`) stands behind its step's body and jumps back.

use std::collections::VecDeque;

use baton_program::{Answer, Arm, ArmTrigger, Do, Effect, MessageId, Offer, Op, Pc, Send, Split, Step, StepId};
use smol_str::SmolStr;

use super::{Builder, expr::Scope, tables::arc};
use crate::hir::{self, Expr, FullName, Statement, StatementKind};

/// A journey's code, and where its parts begin.
pub(super) struct Code {
    pub(super) ops: Vec<Op>,
    pub(super) steps: Vec<Step>,
    pub(super) handlers: Vec<Pc>,
}

/// Whether code goes on behind a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Away,
}

impl Flow {
    fn or(self, other: Self) -> Self {
        if self == Self::On { self } else { other }
    }
}

/// A place in the code that may not be known yet.
type Label = Pc;

/// A block that stands behind the body in which it was written.
struct Aside<'j> {
    label: Label,
    body: &'j [Statement],
    back: Label,
}

/// Code while it is made.
struct Assembler<'j, 'b, 'a> {
    builder: &'b mut Builder<'a>,
    scope: Scope<'j>,
    journey: &'j hir::Journey,
    ops: Vec<Op>,
    /// The place of each label.
    places: Vec<Pc>,
    /// The labels of the steps.
    starts: Vec<Label>,
    asides: VecDeque<Aside<'j>>,
    /// The step in which the code stands.
    step: StepId,
}

impl Code {
    /// The code of a journey.
    pub(super) fn of<'j>(builder: &mut Builder<'_>, scope: Scope<'j>, journey: &'j hir::Journey) -> Self {
        let mut assembler = Assembler {
            builder,
            scope,
            journey,
            ops: Vec::new(),
            places: Vec::new(),
            starts: Vec::new(),
            asides: VecDeque::new(),
            step: StepId(0),
        };
        assembler.starts = journey.steps.iter().map(|_| assembler.label()).collect();
        for (number, step) in (0..).zip(&journey.steps) {
            assembler.step(StepId(number), step);
        }
        let handlers: Vec<Label> = journey.handlers.iter().map(|handler| assembler.handler(handler)).collect();
        assembler.finish(handlers)
    }

    /// Where a step begins.
    pub(super) fn start_of(&self, step: &str) -> Option<Pc> {
        self.steps.iter().find(|found| *found.name == *step).map(|found| found.start)
    }
}

impl<'j> Assembler<'j, '_, '_> {
    fn label(&mut self) -> Label {
        self.places.push(Pc(u32::MAX));
        Pc(self.places.len() as u32 - 1)
    }

    /// The label's place is here.
    fn bind(&mut self, label: Label) {
        let here = Pc(self.ops.len() as u32);
        if let Some(place) = self.places.get_mut(label.index()) {
            *place = here;
        }
    }

    fn start_of(&self, step: &str) -> Option<Label> {
        let number = self.journey.steps.iter().position(|found| found.name == step)?;
        self.starts.get(number).copied()
    }

    fn step(&mut self, id: StepId, step: &'j hir::Step) {
        self.step = id;
        if let Some(label) = self.starts.get(id.index()).copied() {
            self.bind(label);
        }
        self.ops.push(Op::Step(id));
        if self.block(&step.body) == Flow::On {
            self.ops.push(Op::Done);
        }
        self.asides();
    }

    fn handler(&mut self, handler: &'j hir::Handler) -> Label {
        let label = self.label();
        self.bind(label);
        let flow = self.block(&handler.body);
        if flow == Flow::On || handler.effect == Effect::Stays {
            self.ops.push(Op::Return);
        }
        self.asides();
        label
    }

    fn asides(&mut self) {
        while let Some(Aside { label, body, back }) = self.asides.pop_front() {
            self.bind(label);
            if self.block(body) == Flow::On {
                self.ops.push(Op::Jump(back));
            }
        }
    }

    fn block(&mut self, body: &'j [Statement]) -> Flow {
        for statement in body {
            if self.statement(statement) == Flow::Away {
                return Flow::Away;
            }
        }
        Flow::On
    }

    fn statement(&mut self, statement: &'j Statement) -> Flow {
        let place = self.scope.place(self.builder.tables, statement.span);
        match &statement.kind {
            StatementKind::Send { candidates, via, arms, dropped } => {
                let candidates = self.candidates(candidates);
                let via = self.builder.tables.channels(via);
                self.with_behind(|this, behind| {
                    let arms = this.arms(arms, behind);
                    let dropped = dropped.as_ref().filter(|body| !body.is_empty());
                    let dropped = dropped.map(|body| this.target(body, behind));
                    this.ops.push(Op::Send(Send { candidates, via, arms, dropped, place }));
                });
                Flow::On
            }
            StatementKind::Offer { message, args, placement, lasts } => {
                let tables = self.builder.tables;
                let Some((message, placement)) = tables.message(message).zip(tables.placement(placement)) else {
                    return Flow::On;
                };
                let args = self.builder.exprs(self.scope, args);
                self.ops.push(Op::Offer(Offer { message, args, placement, lasts: *lasts, place }));
                Flow::On
            }
            StatementKind::Do { action, args, answer } => {
                let Some(action) = self.builder.tables.action(action) else { return Flow::On };
                let args = self.builder.exprs(self.scope, args);
                self.with_behind(|this, behind| {
                    let answer = answer.as_ref().and_then(|answer| this.answer(answer, behind));
                    this.ops.push(Op::Do(Do { action, args, answer, place }));
                });
                Flow::On
            }
            StatementKind::Emit(event, fields) => {
                let Some(event) = self.builder.tables.event(event) else { return Flow::On };
                let fields = self.builder.exprs(self.scope, fields);
                self.ops.push(Op::Emit { event, fields, place });
                Flow::On
            }
            StatementKind::Wait(arms) => {
                self.with_behind(|this, behind| {
                    let arms = this.arms(arms, behind);
                    this.ops.push(Op::Wait(arms));
                });
                either(arms.iter().map(|arm| arm.body.as_slice()))
            }
            StatementKind::If { condition, then, otherwise } => self.branch(condition, then, otherwise),
            StatementKind::Split { salt, arms } => {
                self.split(salt.as_ref(), arms);
                let flow = either(arms.iter().map(|(.., body)| body.as_slice()));
                if flow == Flow::Away {
                    // Every customer is in some arm; all the same nothing runs on into what stands behind.
                    self.ops.push(Op::Done);
                }
                flow
            }
            StatementKind::Go(step) => {
                match self.start_of(step) {
                    Some(start) => self.ops.push(Op::Jump(start)),
                    None => self.ops.push(Op::Done),
                }
                Flow::Away
            }
            StatementKind::Leave(reason) => {
                self.ops.push(Op::Leave(arc(reason)));
                Flow::Away
            }
            StatementKind::Done => {
                self.ops.push(Op::Done);
                Flow::Away
            }
        }
    }

    /// Makes one instruction that needs to know the place behind it.
    fn with_behind(&mut self, make: impl FnOnce(&mut Self, Label)) {
        let behind = self.label();
        make(self, behind);
        self.bind(behind);
    }

    /// Where to go for a block: to its step if it is only `-> step`, else aside.
    fn target(&mut self, body: &'j [Statement], back: Label) -> Label {
        match body {
            [] => return back,
            [Statement { kind: StatementKind::Go(step), .. }] => {
                if let Some(start) = self.start_of(step) {
                    return start;
                }
            }
            _ => {}
        }
        let label = self.label();
        self.asides.push_back(Aside { label, body, back });
        label
    }

    fn candidates(&mut self, candidates: &[(FullName, Vec<Expr>)]) -> Vec<(MessageId, Vec<baton_program::ExprId>)> {
        let candidates = candidates.iter().filter_map(|(message, args)| {
            let message = self.builder.tables.message(message)?;
            Some((message, self.builder.exprs(self.scope, args)))
        });
        candidates.collect()
    }

    fn answer(&mut self, answer: &'j hir::Answer, behind: Label) -> Option<Answer> {
        let slot = self.scope.slot(&answer.bind)?;
        let otherwise = answer.otherwise.as_ref().filter(|body| !body.is_empty());
        let otherwise = otherwise.map(|body| self.target(body, behind));
        Some(Answer { slot, within: answer.within, otherwise })
    }

    fn arms(&mut self, arms: &'j [hir::Arm], behind: Label) -> Vec<Arm> {
        let arms = arms.iter().map(|arm| Arm {
            trigger: self.arm_trigger(&arm.trigger),
            target: self.target(&arm.body, behind),
            place: self.scope.place(self.builder.tables, arm.span),
        });
        arms.collect()
    }

    fn arm_trigger(&mut self, trigger: &hir::ArmTrigger) -> ArmTrigger {
        match trigger {
            hir::ArmTrigger::On(on) => ArmTrigger::On(self.builder.bound(self.scope, on)),
            hir::ArmTrigger::When(condition) => ArmTrigger::When(self.builder.watch(self.scope, condition)),
            hir::ArmTrigger::After(time) => ArmTrigger::After(self.builder.expr(self.scope, time)),
            hir::ArmTrigger::TimeOfDay(time) => ArmTrigger::TimeOfDay(*time),
            hir::ArmTrigger::Until(time) => ArmTrigger::Until(self.builder.expr(self.scope, time)),
        }
    }

    fn branch(&mut self, condition: &Expr, then: &'j [Statement], otherwise: &'j [Statement]) -> Flow {
        let condition = self.builder.expr(self.scope, condition);
        let (other, end) = (self.label(), self.label());
        self.ops.push(Op::If(condition, other));
        let flow = self.block(then);
        if flow == Flow::On && !otherwise.is_empty() {
            self.ops.push(Op::Jump(end));
        }
        self.bind(other);
        let flow = flow.or(self.block(otherwise));
        self.bind(end);
        flow
    }

    fn split(&mut self, salt: Option<&SmolStr>, arms: &'j [(SmolStr, Option<u64>, Vec<Statement>)]) {
        let step = self.journey.steps.get(self.step.index()).map_or("", |step| step.name.as_str());
        let salt = salt.map_or_else(|| format!("{}.{step}", self.scope.item.name), ToString::to_string);
        self.with_behind(|this, behind| {
            let arms = arms.iter().map(|(name, bound, body)| (arc(name), *bound, this.target(body, behind)));
            let arms = arms.collect();
            this.ops.push(Op::Split(Split { salt: arc(&salt), step: this.step, arms }));
        });
    }

    /// Labels become places.
    fn finish(mut self, handlers: Vec<Label>) -> Code {
        let end = Pc(self.ops.len() as u32);
        let place = |label: Label| self.places.get(label.index()).copied().unwrap_or(end).min(end);
        for op in &mut self.ops {
            targets(op).into_iter().for_each(|target| *target = place(*target));
        }
        let steps = self.journey.steps.iter().zip(&self.starts).map(|(step, start)| Step {
            name: arc(&step.name),
            start: place(*start),
            left: None,
        });
        Code { steps: steps.collect(), handlers: handlers.into_iter().map(place).collect(), ops: self.ops }
    }
}

/// Whether any of the blocks goes on.
fn either<'j>(mut bodies: impl Iterator<Item = &'j [Statement]>) -> Flow {
    if bodies.any(|body| flow(body) == Flow::On) { Flow::On } else { Flow::Away }
}

/// Whether code goes on behind a block.
fn flow(body: &[Statement]) -> Flow {
    let away = body.iter().any(|statement| match &statement.kind {
        StatementKind::Go(_) | StatementKind::Leave(_) | StatementKind::Done => true,
        StatementKind::Wait(arms) => either(arms.iter().map(|arm| arm.body.as_slice())) == Flow::Away,
        StatementKind::Split { arms, .. } => either(arms.iter().map(|(.., body)| body.as_slice())) == Flow::Away,
        StatementKind::If { then, otherwise, .. } => {
            either([then.as_slice(), otherwise.as_slice()].into_iter()) == Flow::Away
        }
        StatementKind::Send { .. }
        | StatementKind::Offer { .. }
        | StatementKind::Do { .. }
        | StatementKind::Emit(..) => false,
    });
    if away { Flow::Away } else { Flow::On }
}

/// The places that an instruction names.
fn targets(op: &mut Op) -> Vec<&mut Pc> {
    match op {
        Op::If(_, to) | Op::Jump(to) => vec![to],
        Op::Send(send) => send.arms.iter_mut().map(|arm| &mut arm.target).chain(&mut send.dropped).collect(),
        Op::Do(asked) => asked.answer.iter_mut().filter_map(|answer| answer.otherwise.as_mut()).collect(),
        Op::Wait(arms) => arms.iter_mut().map(|arm| &mut arm.target).collect(),
        Op::Split(split) => split.arms.iter_mut().map(|(.., target)| target).collect(),
        Op::Step(_) | Op::Offer(_) | Op::Emit { .. } | Op::Done | Op::Leave(_) | Op::Return => vec![],
    }
}
