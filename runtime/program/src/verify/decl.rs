//! Declarations: attributes, events, traits, signals, channels, messages, actions.

use super::{Check, Checker, Fault, Refusal, ascending, at, each, ensure, range};
use crate::{BuiltIn, Capacity, Entry, EventType, LatchId, MOST, Message, Origin, Pattern, RuleKind, Signal, SignalId};

impl Checker<'_> {
    pub(super) fn declarations(&self) -> Result<(), Refusal> {
        let program = self.program;
        each(
            "attribute",
            &program.attributes,
            |attribute| &attribute.name,
            |_, attribute| {
                self.ty(&attribute.ty)?;
                self.value(&attribute.default)?;
                ensure(attribute.ty.holds(&attribute.default), Fault::Unequal("the type and the default"))
            },
        )?;
        self.built_in_events()?;
        each("event", &program.events, |event| &event.name, |index, event| self.event(index, event))?;
        each("trait", &program.traits, |one| &one.name, |_, one| self.expr(one.value, 0))?;
        each("signal", &program.signals, |signal| &signal.name, |index, signal| self.signal(index, signal))?;
        each(
            "channel",
            &program.channels,
            |channel| &channel.name,
            |_, channel| {
                channel.requires.as_ref().map_or(Ok(()), |watch| self.watch(watch, 0))?;
                capacity(channel.capacity)
            },
        )?;
        each("message", &program.messages, |message| &message.name, |_, message| self.message(message))?;
        each(
            "action",
            &program.actions,
            |action| &action.name,
            |_, action| {
                self.fields(&action.params)?;
                self.fields(action.answers.as_deref().unwrap_or_default())?;
                capacity(action.capacity)
            },
        )
    }

    /// They stand first, in order, and the others by name behind them.
    fn built_in_events(&self) -> Result<(), Refusal> {
        let events = &self.program.events;
        let refusal = |fault| Refusal { of: "events".into(), fault };
        let first = events.iter().take(BuiltIn::ALL.len());
        let named = first.map(|event| (event.origin, &*event.name));
        let wanted = BuiltIn::ALL.into_iter().map(|built_in| (Origin::BuiltIn(built_in), built_in.name()));
        ensure(named.eq(wanted), Fault::Broken("the built-in events do not stand first")).map_err(refusal)?;
        let declared = events.iter().skip(BuiltIn::ALL.len());
        ascending(declared.map(|event| &*event.name), "the declared events are not in order").map_err(refusal)
    }

    fn event(&self, index: usize, event: &EventType) -> Check {
        self.fields(&event.fields)?;
        self.carries(event)?;
        match event.origin {
            Origin::BuiltIn(_) if index >= BuiltIn::ALL.len() => {
                Err(Fault::Broken("a built-in event among the declared ones"))
            }
            Origin::BuiltIn(BuiltIn::CustomerChanged) => {
                let fields = event.fields.iter().map(|field| (&field.name, field.ty.is_optional()));
                let attributes = self.program.attributes.iter().map(|attribute| (&attribute.name, true));
                ensure(fields.eq(attributes), Fault::Unequal("its fields and the attributes"))
            }
            Origin::BuiltIn(built_in) => {
                ensure(event.fields == built_in.fields(), Fault::Unequal("its fields and those that are built in"))
            }
            Origin::Signal(signal) => {
                let itself =
                    self.program.signals.get(signal.index()).is_some_and(|signal| signal.event.index() == index);
                ensure(itself, Fault::Unequal("the signal and its event"))
            }
            Origin::Declared => Ok(()),
        }
    }

    fn signal(&self, index: usize, signal: &Signal) -> Check {
        let fields = self.fields_of(signal.event.index())?;
        let origin = self.program.events.get(signal.event.index()).map(|event| event.origin);
        let id = u16::try_from(index).map(SignalId).map_err(|_| Fault::NoSuch("signal", index))?;
        ensure(origin == Some(Origin::Signal(id)), Fault::Unequal("the signal and its event"))?;
        self.place(signal.place)?;
        keys(signal.keys)?;
        let slots = match &signal.pattern {
            Pattern::Becomes(_, watch) => {
                self.watch(watch, 0)?;
                0
            }
            Pattern::Sequence { links, no, all_within, slots } => {
                let slots = usize::from(*slots);
                ensure(!links.is_empty(), Fault::Broken("a pattern without events"))?;
                Self::duration_if(*all_within)?;
                for link in links {
                    Self::duration_if(link.within)?;
                    self.bound(&link.on, slots)?;
                }
                if let Some(no) = no {
                    Self::duration(no.within)?;
                    no.on.iter().try_for_each(|selector| self.selector(selector, slots))?;
                }
                slots
            }
        };
        ensure(
            fields == slots + usize::from(signal.keys.is_some()),
            Fault::Unequal("its names and the fields of its event"),
        )
    }

    fn message(&self, message: &Message) -> Check {
        let program = self.program;
        let frame = message.params.len();
        self.place(message.place)?;
        self.fields(&message.params)?;
        at(&program.purposes, message.purpose.index(), "purpose")?;
        message.channels.iter().try_for_each(|channel| at(&program.channels, channel.index(), "channel"))?;
        Self::duration(message.hold)?;
        for expr in [message.by, message.worth, message.chance] {
            self.expr_if(expr, frame)?;
        }
        message.only_when.as_ref().map_or(Ok(()), |watch| self.watch(watch, frame))?;
        if let Some(content) = &message.content {
            content.values.iter().try_for_each(|(_, value)| self.expr(*value, frame))?;
        }
        self.rules_of(message)
    }

    /// Each latch and each counter belongs to one thing.
    pub(super) fn latches_and_counters(&self) -> Check {
        let program = self.program;
        let becomes = program.signals.iter().filter_map(|signal| match signal.pattern {
            Pattern::Becomes(latch, _) => Some(latch),
            Pattern::Sequence { .. } => None,
        });
        let entries = program.journeys.iter().flat_map(|journey| &journey.entries).filter_map(|entry| match entry {
            Entry::When(latch, _) => Some(*latch),
            Entry::On(..) => None,
        });
        let caps = program.rules.iter().filter_map(|rule| match rule.kind {
            RuleKind::Cap(cap) => Some(cap.counter.index()),
            _ => None,
        });
        let members = program.audiences.iter().map(|audience| audience.member);
        used_once(becomes.chain(entries).chain(members).map(LatchId::index), program.latches, "latch")?;
        used_once(caps, program.counters, "counter")
    }
}

fn used_once(used: impl Iterator<Item = usize>, there_are: u32, what: &'static str) -> Check {
    let mut used: Vec<_> = used.collect();
    used.sort_unstable();
    ascending(used.iter(), "one place of the state has two uses")?;
    used.last().map_or(Ok(()), |last| ensure(*last < there_are as usize, Fault::NoSuch(what, *last)))?;
    // What nothing uses would be carried by every customer.
    ensure(there_are as usize == used.len(), Fault::Unequal("the places of the state and their uses"))
}

/// How many keys are kept.
pub(super) fn keys(most: Option<u16>) -> Check {
    most.map_or(Ok(()), |most| range("a number of keys", i64::from(most), 1, i64::from(MOST)))
}

fn capacity(capacity: Option<Capacity>) -> Check {
    let Some(capacity) = capacity else {
        return Ok(());
    };
    range("a capacity", i64::from(capacity.count), 1, i64::from(u32::MAX))?;
    range("the time of a capacity", capacity.per, 1, super::LONGEST)
}
