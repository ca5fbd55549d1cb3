//! How many steps are still to come (`steps left in J`, §7).

use std::collections::VecDeque;

use baton_program::{Goal, Journey, Op, Pc, StepId};

/// What can follow a step.
#[derive(Default)]
struct Next {
    /// Other steps.
    steps: Vec<StepId>,
    /// Whether the journey can end in it.
    ends: bool,
    /// Whether an instance can stay in it until something from outside moves it.
    stays: bool,
}

/// Sets for each step the fewest steps still to come. The way is that of the steps. A goal or exit can come in any step:
/// where there is one, a way also ends where an instance stays until then, and a step that no end follows is the last.
pub(super) fn count(journey: &mut Journey) {
    let mut nexts: Vec<Next> = journey.steps.iter().map(|step| follow(&journey.code, step.start)).collect();
    let mut from_anywhere: Vec<StepId> = Vec::new();
    for handler in &journey.handlers {
        let next = follow(&journey.code, handler.start);
        from_anywhere.extend(next.steps);
        if next.ends {
            nexts.iter_mut().for_each(|next| next.ends = true);
        }
    }
    if let Some(Goal { to: Some(to), .. }) = &journey.goal {
        from_anywhere.extend(follow(&journey.code, *to).steps);
    }
    nexts.iter_mut().for_each(|next| next.steps.extend(&from_anywhere));

    let ends_elsewhere = !journey.exits.is_empty() || matches!(&journey.goal, Some(Goal { to: None, .. }));
    if ends_elsewhere {
        nexts.iter_mut().for_each(|next| next.ends |= next.stays);
    }
    let lefts = distances(&nexts);
    for (step, left) in journey.steps.iter_mut().zip(lefts) {
        step.left = left.or(ends_elsewhere.then_some(0));
    }
}

/// What can follow code that begins at `start`, up to the next step. The step that stands at `start` itself is where it
/// begins, unless it is come to again.
fn follow(code: &[Op], start: Pc) -> Next {
    let mut next = Next::default();
    let mut seen = vec![false; code.len()];
    let mut open = vec![start];
    if let Some(Op::Step(_)) = code.get(start.index()) {
        open = vec![Pc(start.0 + 1)];
    }
    while let Some(pc) = open.pop() {
        match (code.get(pc.index()), seen.get_mut(pc.index())) {
            (Some(Op::Step(step)), _) => next.steps.push(*step),
            (Some(Op::Done | Op::Leave(_)) | None, _) => next.ends = true,
            (Some(op), Some(seen @ false)) => {
                *seen = true;
                next.stays |= matches!(op, Op::Wait(arms) if arms.is_empty());
                open.extend(successors(op, pc));
            }
            _ => {}
        }
    }
    next
}

/// Where an instance can be after an instruction.
fn successors(op: &Op, pc: Pc) -> Vec<Pc> {
    let behind = Pc(pc.0 + 1);
    match op {
        Op::Step(_) | Op::Offer(_) | Op::Emit { .. } => vec![behind],
        Op::If(_, otherwise) => vec![behind, *otherwise],
        Op::Jump(to) => vec![*to],
        Op::Send(send) => send.arms.iter().map(|arm| arm.target).chain(send.dropped).chain([behind]).collect(),
        Op::Do(done) => done.answer.iter().filter_map(|answer| answer.otherwise).chain([behind]).collect(),
        Op::Wait(arms) => arms.iter().map(|arm| arm.target).collect(),
        Op::Split(split) => split.arms.iter().map(|(.., target)| *target).collect(),
        Op::Done | Op::Leave(_) | Op::Return => vec![],
    }
}

/// The fewest steps from each to one that ends: backwards from those that do.
fn distances(nexts: &[Next]) -> Vec<Option<u16>> {
    let mut lefts: Vec<Option<u16>> = nexts.iter().map(|next| next.ends.then_some(0)).collect();
    let mut reached: VecDeque<usize> = (0..nexts.len()).filter(|at| lefts.get(*at) == Some(&Some(0))).collect();
    while let Some(to) = reached.pop_front() {
        let left = lefts.get(to).copied().flatten().unwrap_or(0).saturating_add(1);
        for (from, next) in nexts.iter().enumerate() {
            let leads_there = next.steps.iter().any(|step| step.index() == to);
            if let Some(open @ None) = lefts.get_mut(from).filter(|_| leads_there) {
                *open = Some(left);
                reached.push_back(from);
            }
        }
    }
    lefts
}
