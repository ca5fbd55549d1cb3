//! Those in the middle of a journey: where they go on.

use std::sync::Arc;

use baton_program::{
    Arm, Because, Effect, Field, Journey, JourneyId, Kind, Message, Op, Pc, Place, Record, StepId, Value,
    change::{RestFate, StepFate},
};

use super::TakeOver;
use crate::Engine;
use crate::journeys::{Ending, Onward};
use crate::moment::Moment;
use crate::state::{Candidate, Doing, Instance, Remembered, Rest, Sending, State, Turn, Waiting};
use crate::view::{Names, View};

/// What records say decided.
const BECAUSE: &str = "new version";

/// What the moment of taking over does with an instance that can't simply rest on.
pub(super) enum Fate {
    /// Its journey is no more: it is not in the new state.
    Lost {
        /// As it was.
        instance: Box<Instance>,
        /// Why.
        reason: Arc<str>,
    },
    /// Its step is gone: it goes on there.
    GoesOn { who: u64, step: StepId, was: Was },
    /// Its step is gone: it leaves.
    Leaves { who: u64, reason: Arc<str>, was: Was },
    /// The place at which it rested is gone: it begins its step again, without doing again what stood before.
    Again { who: u64, step: StepId, done: Vec<Pc>, was: Was },
}

/// How an instance was when the version before ended.
pub(super) struct Was {
    journey: JourneyId,
    step: StepId,
    rest: Rest,
}

impl TakeOver<'_> {
    /// The instances under the new program, and what becomes of those that can't simply rest on.
    pub(super) fn instances(&self, old: &State, state: &mut State) -> Vec<Fate> {
        let mut fates = Vec::new();
        for instance in &old.instances {
            match self.instance(instance, state) {
                Ok((instance, fate)) => {
                    fates.extend(fate);
                    state.add(instance);
                }
                Err(reason) => {
                    fates.push(Fate::Lost { instance: Box::new(instance.clone()), reason: reason.into() });
                }
            }
        }
        fates
    }

    /// An instance under the new program; or why there is none.
    fn instance(&self, old: &Instance, state: &State) -> Result<(Instance, Option<Fate>), &'static str> {
        let id = self.change.journey(old.journey).ok_or("its journey is gone")?;
        let journey = self.new.program().journeys.get(id.index()).ok_or("its journey is gone")?;
        let key = self.change.value(&old.key).ok_or("its key is gone")?;
        let slot = |from: &Option<u16>| {
            let value = from.and_then(|from| old.frame.get(usize::from(from)));
            value.and_then(|value| self.change.value(value)).unwrap_or_default()
        };
        let frame = self.change.locals(old.journey).iter().map(slot).collect();
        let (rest, remembered, offers) = (Rest::Nowhere, None, Vec::new());
        let mut instance = Instance { journey: id, key, frame, rest, remembered, offers, ..old.clone() };
        instance.offers = self.offers(old, &instance, state);
        let was = || Was { journey: old.journey, step: old.step, rest: old.rest.clone() };
        let who = old.id;
        let fate = match self.change.step(old.journey, old.step) {
            StepFate::Stays(step) => {
                instance.step = step;
                let again = self.rest(old, journey, &mut instance, state);
                again.map(|done| Fate::Again { who, step, done, was: was() })
            }
            StepFate::GoesTo(step) => {
                instance.step = step;
                Some(Fate::GoesOn { who, step, was: was() })
            }
            StepFate::Leaves(reason) => Some(Fate::Leaves { who, reason, was: was() }),
            StepFate::Stranded => Some(Fate::Leaves { who, reason: "its step is gone".into(), was: was() }),
        };
        Ok((instance, fate))
    }

    /// Lets an instance rest on where it rested; or gives what of its step is done already.
    fn rest(&self, old: &Instance, journey: &Journey, new: &mut Instance, state: &State) -> Option<Vec<Pc>> {
        if let Some(remembered) = &old.remembered
            && let Some(target) = self.target(old, journey, remembered.target)
        {
            let binding = remembered.binding.as_ref().and_then(|(slot, value)| {
                let slot = self.change.locals(old.journey).iter().position(|from| *from == Some(*slot))?;
                Some((slot as u16, self.change.value(value)?))
            });
            new.remembered =
                Some(Box::new(Remembered { target, binding, cause: remembered.cause.clone(), place: journey.place }));
        }
        let pc = match &old.rest {
            Rest::Nowhere if new.remembered.is_some() => return None,
            Rest::Nowhere => return Some(self.change.asked(old.journey).to_vec()),
            Rest::Sending(sending) => sending.pc,
            Rest::Doing(doing) => doing.pc,
            Rest::Waiting(waiting) => waiting.pc,
        };
        let (to, arms) = match self.change.rest(old.journey, pc) {
            RestFate::Same { to, arms, .. } => (to, arms),
            RestFate::Again { done, .. } => return Some(done),
        };
        let due = |written: &[Arm], old: &[Option<i64>]| self.due(written, &arms, old, new, state);
        new.rest = match (&old.rest, journey.code.get(to.index())) {
            (Rest::Waiting(waiting), Some(Op::Wait(written))) => {
                Rest::Waiting(Waiting { pc: to, due: due(written, &waiting.due) })
            }
            (Rest::Doing(doing), Some(Op::Do(_))) => Rest::Doing(Doing { pc: to, ..doing.clone() }),
            (Rest::Sending(sending), Some(Op::Send(send))) => {
                let due = due(&send.arms, &sending.due);
                Rest::Sending(Box::new(self.sending(old, sending, (to, send), due, new, state)))
            }
            _ => return Some(self.change.asked(old.journey).to_vec()),
        };
        None
    }

    /// When each arm is due: a deadline that has begun stays; a new one begins now.
    fn due(
        &self,
        written: &[Arm],
        from: &[Option<u16>],
        old: &[Option<i64>],
        instance: &Instance,
        state: &State,
    ) -> Box<[Option<i64>]> {
        let fresh = View { engine: self.new, state, now: state.now }.due(written, instance);
        let due = |(from, fresh): (&Option<u16>, &Option<i64>)| match from {
            Some(from) => old.get(usize::from(*from)).copied().flatten().or(*fresh),
            None => *fresh,
        };
        from.iter().zip(&fresh).map(due).collect()
    }

    /// A place on the docket stays what it is: with its id, its time of asking, and its arguments as long as the message
    /// still has them.
    fn sending(
        &self,
        old: &Instance,
        sending: &Sending,
        (pc, send): (Pc, &baton_program::Send),
        due: Box<[Option<i64>]>,
        new: &Instance,
        state: &State,
    ) -> Sending {
        let view = View { engine: self.new, state, now: state.now };
        let before = self.old.program().journeys.get(old.journey.index());
        let before = match before.and_then(|journey| journey.code.get(sending.pc.index())) {
            Some(Op::Send(send)) => send.candidates.as_slice(),
            _ => &[],
        };
        let candidate = |candidate: &Candidate| {
            let index = usize::from(candidate.index);
            let (id, args_now) = send.candidates.get(index)?;
            let params = &self.new.program().messages.get(id.index())?.params;
            let was = before.get(index).and_then(|(id, _)| self.old.program().messages.get(id.index()));
            let args = was.and_then(|was| self.arguments(was, params, &candidate.args));
            let args = args.unwrap_or_else(|| view.arguments(args_now, params, Names::of(new)).into());
            Some(Candidate { index: candidate.index, args })
        };
        let turn = sending.turn.as_ref().and_then(|turn| {
            let channel = self.change.channel(turn.channel)?;
            let limited = self.new.program().channels.get(channel.index())?.capacity.is_some();
            limited.then_some(Turn { candidate: turn.candidate, channel })
        });
        Sending {
            pc,
            candidates: sending.candidates.iter().filter_map(candidate).collect(),
            due,
            turn,
            counted: sending.counted.and_then(|channel| self.change.channel(channel)),
            again_at: None,
            ..sending.clone()
        }
    }

    /// What was given to a message, as long as it still has these parameters.
    pub(super) fn arguments(&self, was: &Message, params: &[Field], given: &[Value]) -> Option<Box<[Value]>> {
        let same = was.params.len() == params.len() && was.params.iter().zip(params).all(|(a, b)| a.name == b.name);
        let mut kept = given.iter().zip(params).map(|(value, param)| self.change.value_as(value, &param.ty));
        same.then(|| kept.by_ref().collect()).flatten()
    }

    /// Where something remembered from a pause goes on: at a step, behind a rest, or at the arm in the same place.
    fn target(&self, old: &Instance, journey: &Journey, target: Pc) -> Option<Pc> {
        let before = self.old.program().journeys.get(old.journey.index())?;
        if let Some(step) = before.steps.iter().position(|step| step.start == target) {
            return match self.change.step(old.journey, StepId(step as u16)) {
                StepFate::Stays(step) | StepFate::GoesTo(step) => Some(journey.steps.get(step.index())?.start),
                StepFate::Leaves(_) | StepFate::Stranded => None,
            };
        }
        let counterpart = |pc: Pc| match self.change.rest(old.journey, pc) {
            RestFate::Same { to, .. } => Some(to),
            RestFate::Again { .. } => None,
        };
        let arms = |journey: &'_ Journey, pc: Pc| -> Vec<Pc> {
            match journey.code.get(pc.index()) {
                Some(Op::Wait(arms)) => arms.iter().map(|arm| arm.target).collect(),
                Some(Op::Send(send)) => send.arms.iter().map(|arm| arm.target).chain(send.dropped).collect(),
                _ => Vec::new(),
            }
        };
        for at in (0..before.code.len()).map(|at| Pc(at as u32)) {
            let place = arms(before, at).iter().position(|one| *one == target);
            let now = place.and_then(|place| arms(journey, counterpart(at)?).get(place).copied());
            if now.is_some() {
                return now;
            }
        }
        let behind = Pc(target.0.checked_sub(1)?);
        matches!(before.code.get(behind.index()), Some(Op::Send(_) | Op::Do(_) | Op::Wait(_)))
            .then(|| counterpart(behind))
            .flatten()
            .map(|pc| Pc(pc.0.saturating_add(1)))
    }
}

impl Moment<'_> {
    /// What the new version means for an instance happens.
    pub(super) fn meet(&mut self, old: &Engine, fate: Fate) {
        match fate {
            Fate::Lost { instance, reason } => self.lose(old, &instance, reason),
            Fate::GoesOn { who, step, was } => {
                let because = self.because_of_version(old, &was);
                self.withdraw_before(old, who, &was);
                if let Some(start) = self.start_of(who, step) {
                    self.go_on(who, Onward { target: start, because, place: NOWHERE });
                }
            }
            Fate::Leaves { who, reason, was } => {
                let because = self.because_of_version(old, &was);
                self.withdraw_before(old, who, &was);
                if let Some(instance) = self.state.instance_mut(who) {
                    // The step that it leaves from has no id any more.
                    instance.step = StepId(u16::MAX);
                }
                self.end(who, Ending::Left(reason), vec![because]);
            }
            Fate::Again { who, step, done, was } => {
                let because = self.because_of_version(old, &was);
                self.withdraw_before(old, who, &was);
                if let Some(start) = self.start_of(who, step) {
                    let end = self.end_of(who, start);
                    self.done = done.into_iter().filter(|pc| (start..end).contains(pc)).map(|pc| (who, pc)).collect();
                    self.run(who, start, Effect::Moves, Some(because));
                }
                self.done.clear();
            }
        }
    }

    fn start_of(&self, who: u64, step: StepId) -> Option<Pc> {
        let journey = self.program.journeys.get(self.state.instance(who)?.journey.index())?;
        Some(journey.steps.get(step.index())?.start)
    }

    /// Where the code of another step, or of an `on` line, begins.
    fn end_of(&self, who: u64, start: Pc) -> Pc {
        let journey = self.state.instance(who).and_then(|one| self.program.journeys.get(one.journey.index()));
        let starts = journey.into_iter().flat_map(|journey| {
            journey.steps.iter().map(|step| step.start).chain(journey.handlers.iter().map(|handler| handler.start))
        });
        starts.filter(|other| *other > start).min().unwrap_or(Pc(u32::MAX))
    }

    /// The version decided; of what it speaks is the step in which the instance was.
    fn because_of_version(&self, old: &Engine, was: &Was) -> Because {
        let step = old.program().journeys.get(was.journey.index()).and_then(|one| one.steps.get(was.step.index()));
        let values = step.map(|step| ("step".into(), serde_json::Value::from(&*step.name)));
        Because { values: values.into_iter().collect(), ..self.view().because(&BECAUSE.into(), NOWHERE) }
    }

    /// What waited for clearance is withdrawn, because the instance doesn't rest there any more.
    fn withdraw_before(&mut self, old: &Engine, who: u64, was: &Was) {
        let Some(instance) = self.state.instance(who) else { return };
        let record = self.record_of(Kind::Withdrawn, instance);
        let because = self.because_of_version(old, was);
        self.withdrawn(old, was.journey, &was.rest, record, because);
    }

    fn withdrawn(&mut self, old: &Engine, journey: JourneyId, rest: &Rest, record: Record, because: Because) {
        let Rest::Sending(sending) = rest else { return };
        let journey = old.program().journeys.get(journey.index());
        let message = journey.and_then(|journey| match journey.code.get(sending.pc.index())? {
            Op::Send(send) => {
                let index = sending.turn.as_ref().map(|turn| turn.candidate);
                let index = index.or_else(|| sending.candidates.first().map(|candidate| candidate.index))?;
                let (message, _) = send.candidates.get(usize::from(index))?;
                Some(old.program().messages.get(message.index())?.name.clone())
            }
            _ => None,
        });
        let because = vec![because];
        self.output.records.push(Record { message, send: Some(sending.id.clone()), because, ..record });
    }

    /// An instance of a journey that is no more has left.
    fn lose(&mut self, old: &Engine, instance: &Instance, reason: Arc<str>) {
        let before = View { engine: old, state: self.state, now: self.now };
        let journey = old.program().journeys.get(instance.journey.index());
        let step = journey.and_then(|journey| journey.steps.get(instance.step.index()));
        let record = |kind| Record {
            journey: journey.map(|journey| journey.name.clone()),
            key: before.key_text(&instance.key),
            step: step.map(|step| step.name.clone()),
            ..self.record(kind)
        };
        let (withdrawn, left) = (record(Kind::Withdrawn), record(Kind::Left));
        let because = || self.view().because(&BECAUSE.into(), NOWHERE);
        let (first, second) = (because(), because());
        self.withdrawn(old, instance.journey, &instance.rest, withdrawn, first);
        self.output.records.push(Record { reason: Some(reason), because: vec![second], ..left });
    }
}

/// A version stands in no file.
const NOWHERE: Place = Place { file: u32::MAX, line: 0, column: 0 };
