//! The code of journeys: where it goes, and that it always comes to rest.

use super::{
    Check, Checker, Fault, LONGEST, at, ensure,
    policy::{days, time_of_day},
    range,
};
use crate::{Arm, ArmTrigger, Do, Journey, Op, Origin, Pc, Send, Split};

impl Checker<'_> {
    pub(super) fn code(&self, journey: &Journey) -> Check {
        journey.code.iter().try_for_each(|op| self.op(journey, op))?;
        comes_to_rest(&journey.code)
    }

    fn op(&self, journey: &Journey, op: &Op) -> Check {
        let slots = usize::from(journey.slots);
        match op {
            Op::Step(step) => at(&journey.steps, step.index(), "step"),
            Op::If(condition, otherwise) => {
                self.expr(*condition, slots)?;
                Self::target(journey, *otherwise)
            }
            Op::Jump(to) => Self::target(journey, *to),
            Op::Send(send) => self.send(journey, send),
            Op::Offer(offer) => self.offer(journey, offer),
            Op::Do(one) => self.act(journey, one),
            Op::Emit { event, fields, place } => {
                self.place(*place)?;
                self.exprs(fields, slots)?;
                let ty = self.program.events.get(event.index()).ok_or(Fault::NoSuch("event", event.index()))?;
                ensure(ty.origin == Origin::Declared, Fault::Broken("an event that can't be emitted"))?;
                ensure(ty.fields.len() == fields.len(), Fault::Unequal("the fields of an event and their values"))
            }
            Op::Wait(arms) => self.arms(journey, arms),
            Op::Split(split) => Self::split(journey, split),
            Op::Done | Op::Leave(_) | Op::Return => Ok(()),
        }
    }

    fn send(&self, journey: &Journey, send: &Send) -> Check {
        let program = self.program;
        self.place(send.place)?;
        ensure(!send.candidates.is_empty(), Fault::Broken("a send without messages"))?;
        for (message, args) in &send.candidates {
            let message = program.messages.get(message.index()).ok_or(Fault::NoSuch("message", message.index()))?;
            ensure(message.params.len() == args.len(), Fault::Unequal("the parameters of a message and their values"))?;
            self.exprs(args, usize::from(journey.slots))?;
        }
        send.via.iter().try_for_each(|channel| at(&program.channels, channel.index(), "channel"))?;
        send.dropped.map_or(Ok(()), |to| Self::target(journey, to))?;
        self.arms(journey, &send.arms)
    }

    fn act(&self, journey: &Journey, one: &Do) -> Check {
        let slots = usize::from(journey.slots);
        self.place(one.place)?;
        let action = self.program.actions.get(one.action.index());
        let action = action.ok_or(Fault::NoSuch("action", one.action.index()))?;
        ensure(action.params.len() == one.args.len(), Fault::Unequal("the parameters of an action and their values"))?;
        self.exprs(&one.args, slots)?;
        let Some(answer) = &one.answer else {
            return Ok(());
        };
        ensure(action.answers.is_some(), Fault::Broken("an action that has no answer to wait for"))?;
        ensure(usize::from(answer.slot) < slots, Fault::Beyond("slot", usize::from(answer.slot), slots))?;
        Self::duration(answer.within)?;
        answer.otherwise.map_or(Ok(()), |to| Self::target(journey, to))
    }

    fn arms(&self, journey: &Journey, arms: &[Arm]) -> Check {
        let slots = usize::from(journey.slots);
        for arm in arms {
            self.place(arm.place)?;
            Self::target(journey, arm.target)?;
            match &arm.trigger {
                ArmTrigger::On(bound) => self.bound(bound, slots)?,
                ArmTrigger::When(watch) => self.watch(watch, slots)?,
                ArmTrigger::After(expr) | ArmTrigger::Until(expr) => self.expr(*expr, slots)?,
                ArmTrigger::TimeOfDay(at) => {
                    time_of_day(at.time)?;
                    days(at.days)?;
                }
            }
        }
        Ok(())
    }

    fn split(journey: &Journey, split: &Split) -> Check {
        at(&journey.steps, split.step.index(), "step")?;
        ensure(!split.arms.is_empty(), Fault::Broken("a split without arms"))?;
        let bounds = split.arms.iter().map(|(_, below, _)| below.unwrap_or(u64::MAX));
        ensure(bounds.is_sorted(), Fault::Broken("a split whose arms are not in order"))?;
        split.arms.iter().try_for_each(|(.., to)| Self::target(journey, *to))
    }

    /// A place of the code, or its end, where an instance is completed.
    pub(super) fn target(journey: &Journey, to: Pc) -> Check {
        range("a place of the code", i64::from(to.0), 0, i64::try_from(journey.code.len()).unwrap_or(LONGEST))
    }

    /// The handler that begins there leaves the instance where it is: each of its ways ends in a return.
    pub(super) fn returns(journey: &Journey, start: Pc) -> Check {
        let mut seen = vec![false; journey.code.len()];
        let mut open = vec![start];
        while let Some(pc) = open.pop() {
            let new = seen.get_mut(pc.index()).map(|seen| !std::mem::replace(seen, true));
            match (journey.code.get(pc.index()), new) {
                (_, Some(false)) | (Some(Op::Return), _) => {}
                (Some(op @ (Op::If(..) | Op::Jump(_) | Op::Emit { .. })), _) => open.extend(next(pc, op)),
                (Some(op @ Op::Do(one)), _) if one.answer.is_none() => open.extend(next(pc, op)),
                _ => return Err(Fault::Broken("a handler that stays moves its instance")),
            }
        }
        Ok(())
    }
}

/// Where code goes on at once, behind an instruction at which it does not rest.
fn next(pc: Pc, op: &Op) -> Vec<Pc> {
    let behind = Pc(pc.0.saturating_add(1));
    match op {
        Op::Step(_) | Op::Emit { .. } | Op::Offer(_) => vec![behind],
        Op::If(_, otherwise) => vec![behind, *otherwise],
        Op::Jump(to) => vec![*to],
        Op::Split(split) => split.arms.iter().map(|(.., to)| *to).chain([behind]).collect(),
        Op::Do(one) if one.answer.is_none() => vec![behind],
        Op::Do(_) | Op::Send(_) | Op::Wait(_) | Op::Done | Op::Leave(_) | Op::Return => vec![],
    }
}

/// No way through the code leads back to itself without a rest: a depth-first walk meets nothing that it is still in.
fn comes_to_rest(code: &[Op]) -> Check {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Closed,
    }
    enum Visit {
        Enter(Pc),
        Leave(Pc),
    }
    let mut marks = vec![Mark::New; code.len()];
    let mut work: Vec<_> = (0..).take(code.len()).map(|pc| Visit::Enter(Pc(pc))).collect();
    while let Some(visit) = work.pop() {
        let (pc, mark) = match visit {
            Visit::Enter(pc) => (pc, Mark::Open),
            Visit::Leave(pc) => (pc, Mark::Closed),
        };
        let (Some(op), Some(place)) = (code.get(pc.index()), marks.get_mut(pc.index())) else {
            continue;
        };
        match (mark, *place) {
            (Mark::Open, Mark::Open) => return Err(Fault::Broken("code that never comes to rest")),
            (Mark::Open, Mark::New) => {
                *place = Mark::Open;
                work.push(Visit::Leave(pc));
                work.extend(next(pc, op).into_iter().map(Visit::Enter));
            }
            (Mark::Closed, _) => *place = Mark::Closed,
            _ => {}
        }
    }
    Ok(())
}
