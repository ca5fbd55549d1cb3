//! Where instances come to rest: at a `send`, a `do` with an answer, a `wait`.

use std::fmt::Write as _;
use std::sync::Arc;

use baton_program::{Answer, Arm, ArmTrigger, ExprId, Field, Pc, Value};

use crate::moment::Moment;
use crate::state::{Candidate, Doing, Instance, Rest, Sending, Waiting};
use crate::view::{Names, View, bounded};

/// The shortest a `wait D` or `after D` lasts, in milliseconds (§10).
const SHORTEST: i64 = 1_000;

impl Moment<'_> {
    /// Puts a place on the docket.
    pub(super) fn rest_at_send(&mut self, who: u64, pc: Pc, send: &baton_program::Send) {
        let Some(instance) = self.state.instance(who) else {
            return;
        };
        let (view, names) = (self.view(), Names::of(instance));
        let candidates = send.candidates.iter().enumerate().map(|(at, (message, args))| {
            let params = self.program.messages.get(message.index()).map_or(&[][..], |message| &message.params);
            Candidate { index: u16::try_from(at).unwrap_or(u16::MAX), args: view.arguments(args, params, names).into() }
        });
        let (candidates, due) = (candidates.collect(), view.due(&send.arms, instance));
        let sending = Sending {
            pc,
            asked: self.now,
            id: self.new_id(who, pc),
            candidates,
            due,
            recorded: false,
            turn: None,
            counted: None,
            again_at: None,
        };
        self.set_rest(who, Rest::Sending(Box::new(sending)));
    }

    /// Waits for an answer.
    pub(super) fn rest_at_do(&mut self, who: u64, pc: Pc, command: Arc<str>, answer: &Answer) {
        let until = self.now.saturating_add(answer.within);
        self.set_rest(who, Rest::Doing(Doing { pc, command, until }));
    }

    /// Waits; or goes on at once, there, because an arm `until` a time in the past doesn't wait.
    pub(super) fn rest_at_wait(&mut self, who: u64, pc: Pc, arms: &[Arm]) -> Option<Pc> {
        let instance = self.state.instance(who)?;
        let due = self.view().due(arms, instance);
        let past = |due: &Option<i64>| due.is_some_and(|due| due <= self.now);
        if due.iter().any(past) {
            // The arms are asked from the top: a condition above it that holds is taken before it.
            let holds = |arm: &Arm| match &arm.trigger {
                ArmTrigger::When(watch) => self.view().holds(watch.condition, Names::of(instance)),
                _ => false,
            };
            let first = arms.iter().zip(&due).find(|(arm, due)| past(due) || holds(arm));
            return first.map(|(arm, _)| arm.target);
        }
        self.set_rest(who, Rest::Waiting(Waiting { pc, due }));
        None
    }

    fn set_rest(&mut self, who: u64, rest: Rest) {
        if let Some(instance) = self.state.instance_mut(who) {
            instance.rest = rest;
        }
    }

    /// The id of a send or command: the instance, the moment and the place, and the customer.
    pub(crate) fn new_id(&mut self, who: u64, pc: Pc) -> Arc<str> {
        let instance = self.state.instance(who);
        let mut id = instance.map(|instance| self.view().instance_prefix(instance)).unwrap_or_default();
        let customer = instance.and_then(|instance| instance.origin.as_ref()).unwrap_or(&self.customer.id).clone();
        let moment = self.state.moment;
        // A handler that stays can run several times in a moment.
        let times = self.ids.entry((who, pc)).or_default();
        *times += 1;
        let _ = match times {
            1 => write!(id, "{moment}.{}/{customer}", pc.0),
            times => write!(id, "{moment}.{}.{times}/{customer}", pc.0),
        };
        id.into()
    }
}

impl View<'_> {
    /// The values of arguments, as their parameters keep them.
    pub(crate) fn arguments(self, args: &[ExprId], params: &[Field], names: Names<'_>) -> Vec<Value> {
        let types = params.iter().map(|param| Some(&param.ty)).chain(std::iter::repeat(None));
        let value = |(expr, ty): (&ExprId, Option<_>)| match ty {
            Some(ty) => bounded(self.value(*expr, names), ty),
            None => self.value(*expr, names),
        };
        args.iter().zip(types).map(value).collect()
    }

    /// When each arm of a rest that begins now is due.
    pub(crate) fn due(self, arms: &[Arm], instance: &Instance) -> Box<[Option<i64>]> {
        let names = Names::of(instance);
        let due = |arm: &Arm| match &arm.trigger {
            ArmTrigger::On(_) | ArmTrigger::When(_) => None,
            ArmTrigger::After(expr) => {
                let duration = match self.value(*expr, names) {
                    Value::Duration(duration) => duration.max(SHORTEST),
                    _ => SHORTEST,
                };
                Some(self.now.saturating_add(duration))
            }
            ArmTrigger::TimeOfDay(at) => self.calendar().next(*at, self.now),
            ArmTrigger::Until(expr) => Some(self.instant_of(&self.value(*expr, names)).unwrap_or(self.now)),
        };
        arms.iter().map(due).collect()
    }
}
