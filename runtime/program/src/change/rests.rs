//! Those who rest in the middle of a step when its code has changed: where they go on.
//!
//! A rest is the same one if it stands in the same step (or `on` line) and is of the same kind: a `send` of the same
//! messages, a `do` of the same action, a `wait`; the first of its kind the first, the second the second. So is an
//! `offer`, whose offers stand on.

use super::{Both, shape::Shape};
use crate::{Arm, ArmTrigger, Journey, JourneyId, Op, Pc, Place, StepId};

/// What becomes of those who rest at an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestFate {
    /// They rest on at its counterpart.
    Same {
        /// The instruction of the version before.
        from: Pc,
        /// Its counterpart.
        to: Pc,
        /// For each arm of the counterpart the old arm whose deadline goes on; none begins now.
        arms: Vec<Option<u16>>,
    },
    /// There is no counterpart: they begin the step again, without doing again what stood before.
    Again {
        /// The instruction of the version before.
        from: Pc,
        /// What the step has asked and done before it, in the code of the new version.
        done: Vec<Pc>,
    },
}

impl RestFate {
    /// The instruction of the version before.
    pub const fn from(&self) -> Pc {
        match self {
            Self::Same { from, .. } | Self::Again { from, .. } => *from,
        }
    }
}

/// A part of a journey's code that runs by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Step(StepId),
    /// The code of an `on` line.
    Handler(usize),
}

/// Whether something stands in a step or behind an `on` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Step,
    Handler,
}

/// An instruction that asks for something or rests, with what makes it the same in two versions.
struct Stop<'p> {
    pc: Pc,
    op: &'p Op,
    /// The name of its step, or what its `on` line waits for.
    part: Shape,
    stands: Stands,
    kind: Shape,
    /// Which of its kind in its part.
    nth: usize,
}

/// What becomes of those in the middle of a journey.
#[derive(Default)]
pub(super) struct Rests {
    /// At each of its rests.
    pub(super) fates: Vec<RestFate>,
    /// All that both versions ask and do, in the code of the new one.
    pub(super) asked: Vec<Pc>,
    /// The `offer` statements of both, in the code of the old one and of the new one.
    pub(super) offers: Vec<(Pc, Pc)>,
}

/// For each old journey what becomes of those in the middle of it.
pub(super) fn of(both: &Both<'_, '_>, journeys: &[Option<JourneyId>]) -> Vec<Rests> {
    let fates = |(old, new): (usize, &Option<JourneyId>)| {
        let journey = new.and_then(|new| both.new.journeys.get(new.index()));
        let (Some(old), Some(journey), Some(new)) = (both.old.journeys.get(old).map(|one| (old, one)), journey, new)
        else {
            return Rests::default();
        };
        let before = stops(old.1, |part| both.part_before(old.0, old.1, part), |of| both.old_shapes.shape(&of));
        let now = stops(journey, |part| both.part_now(*new, journey, part), |of| both.new_shapes.shape(&of));
        let asked = before.iter().filter(|stop| !matches!(stop.op, Op::Wait(_)));
        let asked: Vec<Pc> = asked.filter_map(|stop| counterpart(stop, &now)).map(|stop| stop.pc).collect();
        let rests = before.iter().filter(|stop| rests(stop.op));
        let fates = rests.map(|stop| fate(both, stop, &before, &now, &asked, (old.1, journey))).collect();
        let offers = before.iter().filter(|stop| matches!(stop.op, Op::Offer(_)));
        let offers = offers.filter_map(|stop| Some((stop.pc, counterpart(stop, &now)?.pc))).collect();
        Rests { fates, asked, offers }
    };
    journeys.iter().enumerate().map(fates).collect()
}

fn counterpart<'s, 'p>(stop: &Stop<'_>, now: &'s [Stop<'p>]) -> Option<&'s Stop<'p>> {
    now.iter().find(|one| (one.part, one.kind, one.nth) == (stop.part, stop.kind, stop.nth))
}

fn fate(
    both: &Both<'_, '_>,
    at: &Stop<'_>,
    before: &[Stop<'_>],
    now: &[Stop<'_>],
    asked: &[Pc],
    of: (&Journey, &Journey),
) -> RestFate {
    if let Some(same) = counterpart(at, now) {
        return RestFate::Same { from: at.pc, to: same.pc, arms: deadlines(both, arms(at.op), arms(same.op), of) };
    }
    if at.stands == Stands::Handler {
        // How far the step itself had come, nobody knows any more: nothing of it is done again.
        return RestFate::Again { from: at.pc, done: asked.to_vec() };
    }
    let earlier = |stop: &&Stop<'_>| stop.part == at.part && stands_before(stop, at);
    let done = before.iter().filter(|stop| !matches!(stop.op, Op::Wait(_))).filter(earlier);
    RestFate::Again { from: at.pc, done: done.filter_map(|stop| counterpart(stop, now)).map(|stop| stop.pc).collect() }
}

/// Whether something is written before something else; a place in the code says less, because arms stand behind.
fn stands_before(one: &Stop<'_>, other: &Stop<'_>) -> bool {
    let place = |place: Place| (place.line, place.column);
    match (written(one.op), written(other.op)) {
        (Some(one), Some(other)) if one.file == other.file => place(one) < place(other),
        _ => one.pc < other.pc,
    }
}

fn written(op: &Op) -> Option<Place> {
    match op {
        Op::Send(send) => Some(send.place),
        Op::Do(order) => Some(order.place),
        Op::Emit { place, .. } => Some(*place),
        Op::Offer(offer) => Some(offer.place),
        Op::Wait(arms) => arms.first().map(|arm| arm.place),
        _ => None,
    }
}

const fn rests(op: &Op) -> bool {
    match op {
        Op::Send(_) | Op::Wait(_) => true,
        Op::Do(order) => order.answer.is_some(),
        _ => false,
    }
}

fn arms(op: &Op) -> &[Arm] {
    match op {
        Op::Wait(arms) => arms,
        Op::Send(send) => &send.arms,
        _ => &[],
    }
}

/// What of a journey's code asks, does or rests.
fn stops<'p>(
    journey: &'p Journey,
    part_of: impl Fn(Part) -> Shape,
    kind_of: impl Fn((u8, Vec<crate::MessageId>, Option<crate::ActionId>, Option<crate::EventId>)) -> Shape,
) -> Vec<Stop<'p>> {
    let mut stops: Vec<Stop<'p>> = Vec::new();
    for (at, op) in journey.code.iter().enumerate() {
        let kind = match op {
            Op::Send(send) => kind_of((0, send.candidates.iter().map(|(message, _)| *message).collect(), None, None)),
            Op::Do(order) => kind_of((1 + u8::from(order.answer.is_some()), Vec::new(), Some(order.action), None)),
            Op::Emit { event, .. } => kind_of((3, Vec::new(), None, Some(*event))),
            Op::Wait(_) => kind_of((4, Vec::new(), None, None)),
            Op::Offer(offer) => kind_of((5, vec![offer.message], None, None)),
            _ => continue,
        };
        let pc = Pc(at as u32);
        let part = part(journey, pc);
        let stands = if matches!(part, Part::Step(_)) { Stands::Step } else { Stands::Handler };
        let part = part_of(part);
        let nth = stops.iter().filter(|stop| (stop.part, stop.kind) == (part, kind)).count();
        stops.push(Stop { pc, op, part, stands, kind, nth });
    }
    stops
}

/// The part in which an instruction stands: that whose code begins last before it.
fn part(journey: &Journey, pc: Pc) -> Part {
    let steps = journey.steps.iter().enumerate().map(|(at, step)| (step.start, Part::Step(StepId(at as u16))));
    let of_step = |start: Pc| journey.steps.iter().any(|step| step.start == start);
    let handlers = journey.handlers.iter().enumerate().filter(|(_, handler)| !of_step(handler.start));
    let handlers = handlers.map(|(at, handler)| (handler.start, Part::Handler(at)));
    let before = steps.chain(handlers).filter(|(start, _)| *start <= pc);
    before.max_by_key(|(start, _)| *start).map_or(Part::Step(StepId(0)), |(_, part)| part)
}

impl Both<'_, '_> {
    fn part_before(&self, at: usize, journey: &Journey, part: Part) -> Shape {
        match part {
            Part::Step(step) => {
                let name = self.before.steps.get(at).and_then(|steps| steps.get(step.index()));
                self.old_shapes.shape(&name)
            }
            Part::Handler(at) => {
                self.old_shapes.shape(&journey.handlers.get(at).map(|handler| &handler.on.alternatives))
            }
        }
    }

    fn part_now(&self, id: JourneyId, journey: &Journey, part: Part) -> Shape {
        match part {
            Part::Step(step) => {
                let name = self.own.steps.get(id.index()).and_then(|steps| steps.get(step.index()));
                self.new_shapes.shape(&name)
            }
            Part::Handler(at) => {
                self.new_shapes.shape(&journey.handlers.get(at).map(|handler| &handler.on.alternatives))
            }
        }
    }
}

/// For each new arm the old one whose deadline goes on: one that says the same, else the one that stood in its place among
/// those of its kind.
fn deadlines(both: &Both<'_, '_>, old: &[Arm], new: &[Arm], of: (&Journey, &Journey)) -> Vec<Option<u16>> {
    let said_before: Vec<Shape> = old.iter().map(|arm| both.old_shapes.of_code(&arm.trigger, of.0)).collect();
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut take = |wanted: &dyn Fn(usize) -> bool| {
        let at = left.iter().position(|at| wanted(*at))?;
        Some(left.remove(at) as u16)
    };
    let timed = |arm: &&Arm| !matches!(arm.trigger, ArmTrigger::On(_) | ArmTrigger::When(_));
    let said: Vec<Option<u16>> = new
        .iter()
        .map(|arm| {
            let said = both.new_shapes.of_code(&arm.trigger, of.1);
            timed(&arm).then(|| take(&|at| said_before.get(at) == Some(&said))).flatten()
        })
        .collect();
    let kind = |arm: &Arm| std::mem::discriminant(&arm.trigger);
    let place = |(arm, said): (&Arm, Option<u16>)| match said {
        None if timed(&arm) => take(&|at| old.get(at).is_some_and(|one| kind(one) == kind(arm))),
        said => said,
    };
    new.iter().zip(said).map(place).collect()
}
