//! Statements (§10), from the top, with what holds at each.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
};

use baton_grammar::tree::{self, ArmTrigger, Call, Else, Name, Path, Point, Reaction, Span, StatementKind, Wait};
use baton_program::{DayTime, Direction};
use smol_str::SmolStr;

use super::{
    bindings::{Bindings, answer_local},
    flow::{Flow, meet},
    offers,
};
use crate::{
    check::{bound, message::can_be_sent, policy::days, record, share::Share},
    diagnostic::{Finding, Mend, Place, Safety, codes::bodies as codes},
    hir::{self, Answer, Arm, Expr, FullName, Statement, Type},
    infer::{Facts, Infer, Role, article, in_words},
    lookup::{MessageSignature, Space, What},
};

/// What checks the statements of one step or `on`.
pub(super) struct Statements<'b> {
    bindings: &'b Bindings,
    steps: Vec<&'b SmolStr>,
    /// Messages without `hold`, each told once in a journey.
    without_hold: &'b RefCell<BTreeSet<FullName>>,
    /// The first `split` without a salt.
    split: Cell<Option<Span>>,
}

/// A body, and what holds behind it; nothing if every way moves.
type Checked = (Vec<Statement>, Option<Flow>);

impl<'b> Statements<'b> {
    /// For a step or `on` of a journey with these steps.
    pub fn new(bindings: &'b Bindings, steps: Vec<&'b SmolStr>, without_hold: &'b RefCell<BTreeSet<FullName>>) -> Self {
        Self { bindings, steps, without_hold, split: Cell::new(None) }
    }

    /// The step that a move leads to must be there.
    pub fn target(&self, infer: &mut Infer, step: &Name) {
        if !self.steps.contains(&&step.text) {
            let message = format!("there is no step `{}` in this journey", step.text);
            infer.no_such(codes::UNKNOWN_STEP, step, message, self.steps.iter().copied());
        }
    }

    /// The statements of a block. What stands behind a move is never reached.
    pub fn block(&self, infer: &mut Infer, statements: &[tree::Statement], flow: Flow) -> Checked {
        let mut body = Vec::new();
        let mut here = Some(flow.clone());
        let mut last = flow;
        let mut is_told = false;
        for statement in statements {
            match here {
                Some(flow) => last = flow,
                None if !is_told => {
                    is_told = true;
                    let finding = Finding::new(codes::AFTER_MOVE, statement.span, "this is never reached");
                    infer.report(finding.help("every way before it moves on: a move ends its block"));
                }
                None => {}
            }
            let (kind, next) = self.statement(infer, statement, last.clone());
            body.extend(kind.map(|kind| Statement { kind, span: statement.span }));
            here = if is_told { None } else { next };
        }
        (body, here)
    }

    /// What follows on something.
    pub fn reaction(&self, infer: &mut Infer, reaction: Option<&Reaction>, flow: Flow) -> Checked {
        match reaction {
            Some(Reaction::Go(step)) => {
                self.target(infer, step);
                let go = hir::StatementKind::Go(step.text.clone());
                (vec![Statement { kind: go, span: step.span }], None)
            }
            Some(Reaction::Block(block)) => self.block(infer, &block.statements, flow),
            None => (Vec::new(), None),
        }
    }

    fn statement(
        &self,
        infer: &mut Infer,
        statement: &tree::Statement,
        flow: Flow,
    ) -> (Option<hir::StatementKind>, Option<Flow>) {
        flow.enter(infer, self.bindings);
        match &statement.kind {
            StatementKind::Send(send) => self.send(infer, send, flow),
            StatementKind::Do { call, answer } => self.command(infer, call, answer.as_ref(), flow),
            StatementKind::Emit(path, record) => (emit(infer, path, record.as_ref()), Some(flow)),
            StatementKind::Wait(wait) => self.wait(infer, wait, statement.span, flow),
            StatementKind::If(one) => self.choice(infer, one, flow),
            StatementKind::Split(salt, shares) => self.split(infer, salt.as_ref(), shares, statement.span, flow),
            StatementKind::Go(step) => {
                let go = step.as_ref().map(|step| {
                    self.target(infer, step);
                    hir::StatementKind::Go(step.text.clone())
                });
                (go, None)
            }
            StatementKind::Leave(reason) => {
                (reason.as_ref().map(|reason| hir::StatementKind::Leave(reason.text.clone())), None)
            }
            StatementKind::Done => (Some(hir::StatementKind::Done), None),
            StatementKind::Stay => (Some(hir::StatementKind::Wait(Vec::new())), None),
            StatementKind::Offer { call, placement, lasts } => {
                (offers::offer(infer, call, placement.as_ref(), lasts.as_ref()), Some(flow))
            }
            StatementKind::Broken => (None, Some(flow)),
        }
    }

    fn send(&self, infer: &mut Infer, send: &tree::Send, flow: Flow) -> (Option<hir::StatementKind>, Option<Flow>) {
        let via = infer.channels(&send.via);
        let candidates: Vec<_> = send.calls.iter().filter_map(|call| self.sent(infer, call, &send.via, &via)).collect();
        let rested = flow.rested();
        let (arms, mut ways) = self.arms(infer, &send.arms, &rested);
        let dropped = send.otherwise.as_ref().map(|otherwise| {
            let (body, way) = self.reaction(infer, Some(otherwise), rested.clone());
            ways.push(way);
            body
        });
        ways.push(Some(rested));
        (Some(hir::StatementKind::Send { candidates, via, arms, dropped }), meet(ways))
    }

    /// A message with its arguments; it must be one that can be sent.
    fn sent(&self, infer: &mut Infer, call: &Call, paths: &[Path], via: &[FullName]) -> Option<(FullName, Vec<Expr>)> {
        let Some(name) = infer.message(&call.path) else {
            record::free(infer, &call.args);
            return None;
        };
        let signature = infer.names.message(&name)?;
        self.require_hold(infer, call, &name, &signature);
        if !can_be_sent(infer, &signature.channels) {
            let message = format!("`{name}` can't be sent: all of its channels are inbound");
            infer.error(codes::INBOUND, call.path.span, message);
        }
        if via.len() == paths.len() {
            for (path, channel) in paths.iter().zip(via) {
                require_channel(infer, path, channel, &name, &signature);
            }
        }
        let args = record::complete(infer, &signature.params, &call.args, &format!("the message `{name}`"), call.span);
        Some((name, args))
    }

    fn require_hold(&self, infer: &mut Infer, call: &Call, name: &FullName, signature: &MessageSignature) {
        if signature.hold.is_none() && self.without_hold.borrow_mut().insert(name.clone()) {
            let finding = Finding::new(codes::NO_HOLD, call.path.span, format!("`{name}` is sent, but has no `hold`"));
            let finding =
                finding.other(crate::diagnostic::Site::Declaration(Space::Happening, name.clone()), "declared here");
            let fix = Mend {
                title: format!("write `hold 1d`, or another time, into `{name}`"),
                edits: vec![(Place::BehindItems(name.clone()), "  hold 1d".into())],
                safety: Safety::Shown,
            };
            infer.report(finding.fix(fix).help(
                "say in the message how long it may wait for clearance: `hold 1d`, or `hold 0s` for now or never",
            ));
        }
    }

    fn command(
        &self,
        infer: &mut Infer,
        call: &Call,
        answer: Option<&tree::Answer>,
        mut flow: Flow,
    ) -> (Option<hir::StatementKind>, Option<Flow>) {
        let action = infer.named(Space::Action, &call.path, codes::UNKNOWN_ACTION);
        let signature = action.as_ref().and_then(|action| infer.names.action(action));
        let args = match (&action, &signature) {
            (Some(action), Some(signature)) => {
                record::complete(infer, &signature.params, &call.args, &format!("the action `{action}`"), call.span)
            }
            _ => record::free(infer, &call.args).into_iter().map(|(_, value)| value).collect(),
        };
        let Some(answer) = answer else {
            return (action.map(|action| hir::StatementKind::Do { action, args, answer: None }), Some(flow));
        };
        bound::refuse_key(infer, &answer.bind);
        if let (Some(action), Some(signature)) = (&action, &signature)
            && signature.answers.is_none()
        {
            let message = format!("the action `{action}` answers nothing that could be waited for");
            let finding = Finding::new(codes::NO_ANSWERS, answer.bind.span, message);
            infer.report(finding.help("say what it answers where it is declared: `answers { … }`"));
        }
        let within = answer.within.as_ref().and_then(|within| infer.positive_duration(within));
        let rested = flow.rested();
        let (otherwise, failed) = match &answer.otherwise {
            Some(otherwise) => {
                let (body, way) = self.reaction(infer, Some(otherwise), rested.clone());
                (Some(body), way)
            }
            None => (None, Some(rested.clone())),
        };
        flow = rested;
        flow.bind(Some((answer.bind.text.clone(), answer_local(infer.names, call))), &Facts::default());
        let after = meet([Some(flow), failed]);
        let answer = within.map(|within| Answer { bind: answer.bind.text.clone(), within, otherwise });
        (action.map(|action| hir::StatementKind::Do { action, args, answer }), after)
    }

    fn wait(
        &self,
        infer: &mut Infer,
        wait: &Wait,
        span: Span,
        flow: Flow,
    ) -> (Option<hir::StatementKind>, Option<Flow>) {
        let trigger = match wait {
            Wait::For(duration) => Some(hir::ArmTrigger::After(infer.check(duration, &Type::Duration))),
            Wait::Until(point) => until(infer, point),
            Wait::Arms(arms) => {
                let (arms, ways) = self.arms(infer, arms, &flow);
                return (Some(hir::StatementKind::Wait(arms)), meet(ways));
            }
        };
        let arms = trigger.map(|trigger| vec![Arm { trigger, body: Vec::new(), span }]);
        (arms.map(hir::StatementKind::Wait), Some(flow.rested()))
    }

    /// Arms, and where each leads. A time is taken when the wait begins; the rest is asked later.
    fn arms(&self, infer: &mut Infer, arms: &[tree::Arm], before: &Flow) -> (Vec<Arm>, Vec<Option<Flow>>) {
        let mut checked = Vec::new();
        let mut ways = Vec::new();
        for arm in arms {
            let mut flow = before.rested();
            let trigger = match &arm.trigger {
                ArmTrigger::On(occurrence) => {
                    flow.enter(infer, self.bindings);
                    let awaited = bound::awaited(infer, occurrence, Role::Trigger);
                    flow.bind(awaited.local, &awaited.facts);
                    Some(hir::ArmTrigger::On(awaited.bound))
                }
                ArmTrigger::When(condition) => {
                    flow.enter(infer, self.bindings);
                    let condition = infer.watched(condition);
                    flow.facts = flow.facts.and(&condition, true);
                    Some(hir::ArmTrigger::When(condition))
                }
                ArmTrigger::After(duration) => {
                    before.enter(infer, self.bindings);
                    Some(hir::ArmTrigger::After(infer.check(duration, &Type::Duration)))
                }
                ArmTrigger::Until(point) => {
                    before.enter(infer, self.bindings);
                    until(infer, point)
                }
                ArmTrigger::Broken => None,
            };
            let (body, way) = self.reaction(infer, arm.reaction.as_ref(), flow);
            ways.push(way);
            checked.extend(trigger.map(|trigger| Arm { trigger, body, span: arm.span }));
        }
        (checked, ways)
    }

    fn choice(&self, infer: &mut Infer, one: &tree::If, flow: Flow) -> (Option<hir::StatementKind>, Option<Flow>) {
        let condition = infer.condition(&one.condition);
        let [so, not] =
            [true, false].map(|truth| Flow { facts: flow.facts.and(&condition, truth), names: flow.names.clone() });
        let (then, then_way) = self.block(infer, &one.then.statements, so);
        let (otherwise, other_way) = match &one.otherwise {
            None => (Vec::new(), Some(not)),
            Some(Else::If(statement)) => {
                let (kind, way) = self.statement(infer, statement, not);
                (kind.map(|kind| Statement { kind, span: statement.span }).into_iter().collect(), way)
            }
            Some(Else::Block(block)) => self.block(infer, &block.statements, not),
        };
        (Some(hir::StatementKind::If { condition, then, otherwise }), meet([then_way, other_way]))
    }

    fn split(
        &self,
        infer: &mut Infer,
        salt: Option<&tree::Plain>,
        shares: &[tree::Share],
        span: Span,
        flow: Flow,
    ) -> (Option<hir::StatementKind>, Option<Flow>) {
        if salt.is_none() {
            self.first_without_salt(infer, span);
        }
        super::twice(infer, shares.iter().map(|share| &share.name), "arm");
        let bounds = bounds(infer, shares, span);
        let (mut arms, mut ways) = (Vec::new(), Vec::new());
        for (share, bound) in shares.iter().zip(bounds) {
            let (body, way) = self.reaction(infer, share.reaction.as_ref(), flow.clone());
            ways.push(way);
            arms.push((share.name.text.clone(), bound, body));
        }
        let salt = salt.map(|salt| salt.text.clone());
        (Some(hir::StatementKind::Split { salt, arms }), meet(ways))
    }

    fn first_without_salt(&self, infer: &mut Infer, span: Span) {
        match self.split.get() {
            None => self.split.set(Some(span)),
            Some(first) => {
                let finding = Finding::new(codes::SECOND_SPLIT, span, "a step has at most one `split` without a salt");
                let finding = finding.other(crate::diagnostic::Site::Here(first), "the first one");
                infer.report(
                    finding.help("give this one a salt, so that it places customers anew: `split \"second\" { … }`"),
                );
            }
        }
    }
}

/// The bounds of the arms: sums of their shares. The last takes what is left.
fn bounds(infer: &mut Infer, shares: &[tree::Share], span: Span) -> Vec<Option<u64>> {
    let mut sum = Share::default();
    let mut is_known = true;
    let mut bounds = Vec::new();
    for (at, share) in shares.iter().enumerate() {
        let is_last = at + 1 == shares.len();
        match &share.percent {
            Some(percent) => match Share::written(infer, percent) {
                Some(part) => sum = sum.and(part),
                None => is_known = false,
            },
            None if is_last => {
                if is_known && sum >= Share::ALL {
                    let message = format!("nothing is left for `{}`", share.name.text);
                    infer.error(codes::SHARES, share.name.span, message);
                }
                bounds.push(None);
                return bounds;
            }
            None => {
                let message = format!("`{}` needs a share", share.name.text);
                infer.report(
                    Finding::new(codes::SHARES, share.name.span, message).help("only the last arm can leave it out"),
                );
                is_known = false;
            }
        }
        bounds.push(sum.bound());
    }
    if is_known && sum != Share::ALL {
        let finding = Finding::new(codes::SHARES, span, "the shares don't sum to 100%");
        infer.report(finding.help("the last arm may leave its share out and takes the rest"));
    }
    bounds
}

/// A time of day, or a point in time.
fn until(infer: &mut Infer, point: &Point) -> Option<hir::ArmTrigger> {
    match point {
        Point::TimeOfDay(time, on) => {
            let (time, days) = (infer.plain_time(time), days(on));
            Some(hir::ArmTrigger::TimeOfDay(DayTime { time: time?, days: days? }))
        }
        Point::At(expr) => {
            let inferred = infer.expr(expr, None);
            let at = infer.known(inferred);
            if !matches!(at.ty, Type::Instant | Type::Date | Type::Any) {
                let message =
                    format!("`until` takes a time of day, an instant or a date, but this is `{}`", in_words(&at.ty));
                infer.error(codes::NOT_A_TIME, expr.span, message);
                return None;
            }
            Some(hir::ArmTrigger::Until(at))
        }
    }
}

/// `emit e { … }`: a declared event.
fn emit(infer: &mut Infer, path: &Path, record: Option<&tree::Record>) -> Option<hir::StatementKind> {
    let entries = record.map_or(&[][..], |record| &record.entries);
    let Some((event, what, _)) = infer.event(path) else {
        record::free(infer, entries);
        return None;
    };
    if what != What::Event {
        let message = format!("`{event}` is {}, and can't be emitted", article(what));
        infer.report(Finding::new(codes::CANNOT_EMIT, path.span, message).help("only declared events can"));
        return None;
    }
    let signature = infer.names.event(&event)?;
    let span = record.map_or(path.span, |record| path.span.to(record.span));
    let fields = record::complete(infer, &signature.fields, entries, &format!("the event `{event}`"), span);
    Some(hir::StatementKind::Emit(event, fields))
}

/// A channel of `via` must be one that the message may take, and not inbound.
fn require_channel(
    infer: &mut Infer,
    path: &Path,
    channel: &FullName,
    message: &FullName,
    signature: &MessageSignature,
) {
    if !signature.channels.is_empty() && !signature.channels.contains(channel) {
        let finding =
            Finding::new(codes::NOT_ITS_CHANNEL, path.span, format!("`{message}` doesn't go through `{channel}`"));
        infer.report(finding.help(format!("its channels are {}", list(&signature.channels))));
    } else if infer.names.channel(channel).is_some_and(|channel| channel.direction == Direction::Inbound) {
        let message = format!("nothing can be sent through `{channel}`: it is inbound");
        infer.error(codes::INBOUND, path.span, message);
    }
}

/// Names in a sentence.
pub(super) fn list(names: &[FullName]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
