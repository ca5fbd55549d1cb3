//! The docket (§11): the messages of a customer that wait for clearance.
//!
//! It is made of the instances that rest at a `send`: each has at most one place on it. Offers don't wait on it, but are
//! put in its order and asked its questions when a placement is asked.

mod clear;
mod deliver;
mod objections;
mod order;
mod placement;

use std::sync::Arc;

use baton_program::{Because, ChannelId, Journey, JourneyId, Message, MessageId, Op, Send, Value};

pub(crate) use placement::Showing;

use crate::Engine;
use crate::state::{Instance, Rest, Sending, State};
use crate::view::{Names, View};

/// A message on the docket.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The journey that asks for it.
    pub journey: JourneyId,
    /// The message.
    pub message: MessageId,
    /// The send's id.
    pub send: Arc<str>,
    /// What objects to it now; nothing objects to one that stands in line for its channel.
    pub because: Vec<Because>,
}

impl Engine {
    /// What is on a customer's docket at its present, in the order in which it would be cleared.
    pub fn docket(&self, state: &State) -> Vec<Waiting> {
        let view = View { engine: self, state, now: state.now };
        view.docket_order().into_iter().flat_map(|place| view.waiting(place.who)).collect()
    }
}

/// A message that a journey proposes: on the docket, or as an offer.
#[derive(Clone, Copy)]
struct Proposal<'a> {
    instance: &'a Instance,
    journey: &'a Journey,
    id: MessageId,
    message: &'a Message,
    args: &'a [Value],
    /// The send's id.
    send: &'a Arc<str>,
    /// The time of asking.
    asked: i64,
    /// The channel on which caps have counted it.
    counted: Option<ChannelId>,
}

impl<'a> Proposal<'a> {
    /// The names of the message's own expressions: its parameters.
    fn names(&self) -> Names<'a> {
        Names { frame: self.args, ..Names::NONE }
    }
}

/// One message of one place on the docket.
#[derive(Clone, Copy)]
struct Asking<'a> {
    proposal: Proposal<'a>,
    sending: &'a Sending,
    send: &'a Send,
    /// Which of the instruction's candidates.
    index: u16,
}

impl Asking<'_> {
    /// When the message has waited as long as it may.
    fn hold_end(&self) -> i64 {
        self.proposal.asked.saturating_add(self.proposal.message.hold)
    }
}

impl<'a> View<'a> {
    /// The messages that can still be sent at an instance's place on the docket, in the order written.
    fn askings(self, who: u64) -> impl Iterator<Item = Asking<'a>> {
        self.find_askings(who).into_iter().flatten()
    }

    /// One of them.
    fn asking(self, who: u64, index: u16) -> Option<Asking<'a>> {
        self.askings(who).find(|asking| asking.index == index)
    }

    fn find_askings(self, who: u64) -> Option<impl Iterator<Item = Asking<'a>>> {
        let program = self.program();
        let instance = self.state.instance(who)?;
        let Rest::Sending(sending) = &instance.rest else {
            return None;
        };
        let journey = program.journeys.get(instance.journey.index())?;
        let Some(Op::Send(send)) = journey.code.get(sending.pc.index()) else {
            return None;
        };
        let asking = move |candidate: &'a crate::state::Candidate| {
            let (id, _) = send.candidates.get(usize::from(candidate.index))?;
            let message = program.messages.get(id.index())?;
            let (args, asked, counted) = (&*candidate.args, sending.asked, sending.counted);
            let proposal = Proposal { instance, journey, id: *id, message, args, send: &sending.id, asked, counted };
            Some(Asking { proposal, sending, send, index: candidate.index })
        };
        Some(sending.candidates.iter().filter_map(asking))
    }

    fn waiting(self, who: u64) -> Vec<Waiting> {
        let waiting = |asking: Asking<'a>| {
            let objections = match asking.sending.turn {
                Some(_) => Vec::new(),
                None => self.ask_message(&asking).objections,
            };
            Waiting {
                journey: asking.proposal.instance.journey,
                message: asking.proposal.id,
                send: asking.proposal.send.clone(),
                because: self.because_of(&asking.proposal, &objections),
            }
        };
        self.askings(who).map(waiting).collect()
    }
}
