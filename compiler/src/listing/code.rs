//! Journeys, and their code with its places in front.

use baton_program::{
    Again, Arm, ArmTrigger, Do, Effect, Entry, Journey, Op, Send, Split, Trigger, wire::duration_text,
};

use super::{
    Listing,
    expr::{days, name, share, time, within},
};

impl Listing<'_> {
    pub(super) fn journey(&mut self, journey: &Journey) {
        let key = journey.key.as_ref();
        let key = key.map_or(String::new(), |key| format!(" for each {}, up to {}", key.name, key.instances));
        self.line(0, format!("journey {}{key}", journey.name));
        for entry in &journey.entries {
            let entry = match entry {
                Entry::On(bound, _) => format!("enter on {}", self.bound(bound)),
                Entry::When(latch, watch) => format!("enter when {}  [latch {}]", self.watch(watch), latch.0),
            };
            self.line(1, entry);
        }
        match journey.again {
            Again::Always => {}
            Again::Never => self.line(1, "again never"),
            Again::After(time) => self.line(1, format!("again after {}", duration_text(time))),
        }
        if let Some(goal) = &journey.goal {
            let to = goal.to.map_or(String::new(), |pc| format!(" -> {}", pc.0));
            self.line(1, format!("goal {}{}{to}", self.trigger(&goal.trigger), within(goal.within)));
        }
        for exit in &journey.exits {
            self.line(1, format!("exit {} because {:?}", self.trigger(&exit.trigger), exit.reason));
        }
        self.line(1, format!("limit {}", duration_text(journey.limit)));
        if let Some(watch) = &journey.paused {
            self.line(1, format!("paused while {}", self.watch(watch)));
        }
        for handler in &journey.handlers {
            let stays = match handler.effect {
                Effect::Moves => "",
                Effect::Stays => " and stay",
            };
            self.line(1, format!("on {} -> {}{stays}", self.bound(&handler.on), handler.start.0));
        }
        for (pc, op) in journey.code.iter().enumerate() {
            self.op(journey, pc, op);
        }
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        match trigger {
            Trigger::On(bound) => format!("on {}", self.bound(bound)),
            Trigger::When(watch) => format!("when {}", self.watch(watch)),
        }
    }

    fn op(&mut self, journey: &Journey, pc: usize, op: &Op) {
        let mut arms: &[Arm] = &[];
        let text = match op {
            Op::Step(id) => {
                let left = journey.steps.get(id.index()).and_then(|step| step.left);
                let left = left.map_or(String::new(), |left| format!("  [{left} left]"));
                format!("step {}{left}", name(&journey.steps, id.index(), |step| &step.name))
            }
            Op::If(condition, otherwise) => format!("if {} else -> {}", self.expr(*condition), otherwise.0),
            Op::Jump(to) => format!("-> {}", to.0),
            Op::Send(send) => {
                arms = &send.arms;
                self.send(send)
            }
            Op::Offer(offer) => self.offer(offer),
            Op::Do(command) => self.command(command),
            Op::Emit { event, fields, .. } => {
                format!("emit {}({})", self.event_name(*event), self.exprs(fields))
            }
            Op::Wait(of) if of.is_empty() => "stay".into(),
            Op::Wait(of) => {
                arms = of;
                "wait".into()
            }
            Op::Split(split) => self.split(split),
            Op::Done => "done".into(),
            Op::Leave(reason) => format!("leave {reason:?}"),
            Op::Return => "return".into(),
        };
        self.line(1, format!("{pc:>3}  {text}"));
        for arm in arms {
            self.line(4, format!("{} -> {}", self.arm(&arm.trigger), arm.target.0));
        }
    }

    fn send(&self, send: &Send) -> String {
        let candidates = send.candidates.iter();
        let candidates: Vec<String> =
            candidates.map(|(id, args)| format!("{}({})", self.message_name(*id), self.exprs(args))).collect();
        let best = if candidates.len() > 1 { "best of " } else { "" };
        let dropped = send.dropped.map_or(String::new(), |pc| format!(" else -> {}", pc.0));
        format!("send {best}{}{}{dropped}", candidates.join(", "), self.via(&send.via))
    }

    fn command(&self, command: &Do) -> String {
        let action = name(&self.program.actions, command.action.index(), |action| &action.name);
        let answer = command.answer.as_ref().map_or(String::new(), |answer| {
            let otherwise = answer.otherwise.map_or(String::new(), |pc| format!(" else -> {}", pc.0));
            format!(" as slot {}{}{otherwise}", answer.slot, within(Some(answer.within)))
        });
        format!("do {action}({}){answer}", self.exprs(&command.args))
    }

    fn split(&self, split: &Split) -> String {
        let arms = split.arms.iter().map(|(name, bound, target)| {
            let bound = bound.map_or("rest".into(), |bound| format!("below {}", share(bound)));
            format!("{name} {bound} -> {}", target.0)
        });
        format!("split {:?}: {}", split.salt, arms.collect::<Vec<_>>().join(", "))
    }

    fn arm(&self, trigger: &ArmTrigger) -> String {
        match trigger {
            ArmTrigger::On(bound) => format!("on {}", self.bound(bound)),
            ArmTrigger::When(watch) => format!("when {}", self.watch(watch)),
            ArmTrigger::After(time) => format!("after {}", self.expr(*time)),
            ArmTrigger::TimeOfDay(at) => format!("until {}{}", time(at.time), days(at.days)),
            ArmTrigger::Until(time) => format!("until {}", self.expr(*time)),
        }
    }
}
