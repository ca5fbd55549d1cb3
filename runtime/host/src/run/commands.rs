//! Operators' commands (§13): whom they reach, what stands for those who are still to come, and who was forgotten.

use std::{collections::BTreeSet, io, sync::Arc};

use baton_engine::{Orders, TakeOver};
use baton_program::{
    Carried, Command, Input, InputKind, Kind, Order, Record,
    wire::{Taken, Whom},
};
use serde::{Deserialize, Serialize};

use super::{Run, Sink, customers::Ordinal};

/// What is kept of commands: it says nothing of anybody who was forgotten but a hash of the id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Commands {
    /// What those find who are still to come.
    pub(super) standing: Orders,
    /// Hashes of the ids of commands that were taken.
    taken: BTreeSet<u64>,
    /// Hashes of the ids of customers who were forgotten.
    forgotten: BTreeSet<u64>,
}

/// Why an input is refused.
#[derive(Clone, Copy)]
pub(super) enum Refused {
    /// Its customer was forgotten.
    Forgotten,
    /// The command was taken before.
    TakenAlready,
}

impl Refused {
    const fn reason(self) -> &'static str {
        match self {
            Self::Forgotten => "forgotten",
            Self::TakenAlready => "taken already",
        }
    }
}

impl Commands {
    /// The same under a new program.
    pub(super) fn under(self, change: &TakeOver<'_>) -> Self {
        Self { standing: change.orders(&self.standing), ..self }
    }

    fn has_forgotten(&self, id: &str) -> bool {
        !self.forgotten.is_empty() && self.forgotten.contains(&hash(id))
    }
}

fn hash(id: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(id.as_bytes())
}

impl Run<'_> {
    /// Why an input is not taken at all, if it isn't.
    pub(super) fn refused(&self, taken: &Taken) -> Option<Refused> {
        let ids = taken.whom.customer().into_iter().chain(taken.input.kind.was_known_as());
        if ids.into_iter().any(|id| self.commands.has_forgotten(id)) {
            return Some(Refused::Forgotten);
        }
        match &taken.input.kind {
            InputKind::Command(command) => {
                let known = command.id.as_ref().is_some_and(|id| self.commands.taken.contains(&hash(id)));
                known.then_some(Refused::TakenAlready)
            }
            _ => None,
        }
    }

    /// Records that an input is refused; the record doesn't say whose it was.
    pub(super) fn refuse(&mut self, taken: &Taken, why: Refused, sink: &mut impl Sink) -> io::Result<()> {
        let program = self.engine.program();
        let about = match &taken.input.kind {
            InputKind::Command(command) => program.record_of_command(command),
            InputKind::Event { id, event, .. } => Record {
                event: program.events.get(event.event.index()).map(|event| event.name.clone()),
                request: id.clone(),
                ..Record::default()
            },
            InputKind::Ask(question) => Record { request: question.id.clone(), ..Record::default() },
            InputKind::Answered(..) | InputKind::CommandFailed(_) | InputKind::Turn(_) | InputKind::Wake => {
                Record::default()
            }
        };
        let reason = Some(why.reason().into());
        let record = Record { at: taken.input.at, kind: Kind::Refused, reason, ..about };
        self.tally.refused();
        self.tally.record(&record);
        sink.record(&record)
    }

    /// A command reaches whom it is for, in the order in which they first appeared; then it is recorded.
    pub(super) fn command(&mut self, taken: &Taken, command: &Arc<Command>, sink: &mut impl Sink) -> io::Result<()> {
        self.tally.command(taken);
        self.commands.taken.extend(command.id.as_deref().map(hash));
        let concerned = match (&taken.whom, command.order) {
            (Whom::Customer(id), Order::Forget) => self.forget(id, command.extent),
            (Whom::Customer(id), _) => match self.customers.find(id) {
                Some(customer) => self.reach(customer, taken.input.at, command, sink)?,
                None => 0,
            },
            (Whom::Everybody, _) => {
                self.commands.standing.stand(command);
                let mut concerned = 0;
                for customer in self.customers.ordinals() {
                    concerned += self.reach(customer, taken.input.at, command, sink)?;
                }
                concerned
            }
        };
        let record = self.commanded(taken, command, concerned);
        self.tally.record(&record);
        sink.record(&record)
    }

    /// One customer takes a command; whether it concerns that customer, as a number.
    fn reach(&mut self, customer: Ordinal, at: i64, command: &Arc<Command>, sink: &mut impl Sink) -> io::Result<u64> {
        self.step(customer, Input { at, kind: InputKind::Command(command.clone()) }, at);
        let concerned = std::mem::take(&mut self.output.concerned);
        self.settle(customer, sink)?;
        Ok(concerned)
    }

    /// Nothing is left of a customer but that the id is refused.
    fn forget(&mut self, id: &Arc<str>, extent: Carried) -> u64 {
        let customer = self.customers.find(id);
        if extent == Carried::Out {
            self.commands.forgotten.insert(hash(id));
            if let Some(customer) = customer {
                for id in self.customers.forget(customer, self.engine.program()) {
                    self.commands.forgotten.insert(hash(&id));
                    self.measures.forget(&id);
                }
                self.lines.forget(customer);
                self.wakes.set(customer, None);
            }
        }
        u64::from(customer.is_some())
    }

    /// The record of a command. That somebody was forgotten doesn't say who.
    fn commanded(&self, taken: &Taken, command: &Command, concerned: u64) -> Record {
        let program = self.engine.program();
        let customer = taken.whom.customer().filter(|_| command.order != Order::Forget);
        let mut with = Vec::new();
        if let Order::Turn(_, to) = command.order {
            with.push(("to".into(), to.word().into()));
        }
        if let Some(among) = program.among(command.among) {
            with.push(("among".into(), (**among).into()));
        }
        if command.extent == Carried::Preview {
            with.push(("preview".into(), true.into()));
        }
        with.extend(command.said());
        with.push(("concerned".into(), concerned.into()));
        Record {
            at: taken.input.at,
            customer: customer.map(|id| self.customers.own_id(id)).cloned().unwrap_or_default(),
            kind: Kind::Commanded,
            with,
            ..program.record_of_command(command)
        }
    }
}
