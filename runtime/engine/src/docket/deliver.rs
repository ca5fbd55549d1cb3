//! What is cleared (§11): withheld from who is held out, queued where the channel's capacity asks for it, else sent.

use std::sync::Arc;

use baton_program::{Because, BuiltIn, Cap, ChannelId, Kind, MessageId, Objection, Record, Rule, RuleId, RuleKind};

use super::Proposal;
use super::objections::channel_rules;
use super::order::Standing;
use crate::customer::Queued;
use crate::event::message_fields;
use crate::journeys::Onward;
use crate::moment::Moment;
use crate::state::{LastSend, Turn, push_within};
use crate::view::{Names, View};
use crate::{Customer, chance};

impl Moment<'_> {
    /// A message may go by a channel; gives where its body goes on, unless it stands in line.
    pub(super) fn clear(&mut self, who: u64, index: u16, channel: ChannelId, at: Standing) -> Option<Onward> {
        let view = self.view();
        let asking = view.asking(who, index)?;
        if let Some(because) = view.withholding(self.customer, &asking.proposal) {
            let record = Record {
                channel: self.channel_name(channel),
                because: vec![because],
                ..self.message_record(who, index, Kind::Withheld)?
            };
            self.output.records.push(record);
            return self.settle(who, "withheld");
        }
        let limited = self.program.channels.get(channel.index()).is_some_and(|channel| channel.capacity.is_some());
        if limited {
            self.queue_up(who, index, channel, at);
            return None;
        }
        self.send(who, index, channel)
    }

    /// A queued message has its turn: it is sent, or is back among those that wait.
    pub(crate) fn take_turn(&mut self, send: &Arc<str>) {
        let Some(who) = self.state.in_line(send).map(|instance| instance.id) else {
            return;
        };
        let Some(turn) = self.sending_mut(who).and_then(|sending| sending.turn.take()) else {
            return;
        };
        let view = self.view();
        let asking = view.asking(who, turn.candidate);
        let clears = asking.is_some_and(|asking| view.ask_at_turn(&asking, turn.channel));
        if clears && let Some(onward) = self.send(who, turn.candidate, turn.channel) {
            self.go_on(who, onward);
        }
    }

    fn queue_up(&mut self, who: u64, index: u16, channel: ChannelId, standing: Standing) {
        self.count(who, index, channel);
        let Some(record) = self.message_record(who, index, Kind::Queued) else {
            return;
        };
        let record = Record { channel: self.channel_name(channel), ..record };
        self.output.records.push(record);
        let now = self.now;
        let Some(sending) = self.sending_mut(who) else {
            return;
        };
        sending.turn = Some(Turn { candidate: index, channel });
        let send = sending.id.clone();
        let Standing { purpose, rank } = standing;
        self.output.queued.push(Queued { channel, send, purpose, rank, at: now });
    }

    fn send(&mut self, who: u64, index: u16, channel: ChannelId) -> Option<Onward> {
        self.count(who, index, channel);
        let view = self.view();
        let asking = view.asking(who, index)?;
        let message = asking.proposal.id;
        let record = self.delivered(&asking.proposal, channel, Kind::Sent);
        self.deliver(message, channel, BuiltIn::Sent, record);
        self.settle(who, "sent")
    }

    /// The record of a message that goes out by a channel, with its content.
    pub(super) fn delivered(&self, proposal: &Proposal<'_>, channel: ChannelId, kind: Kind) -> Record {
        let (view, content) = (self.view(), proposal.message.content.as_ref());
        let names = Names { channel: Some(channel), ..proposal.names() };
        let value = |expr| self.program.json_of(&view.value(expr, names));
        let values = content.iter().flat_map(|content| &content.values);
        Record {
            channel: self.channel_name(channel),
            content: content.map(|content| content.template.clone()),
            with: values.map(|(name, expr)| (name.clone(), value(*expr))).collect(),
            ..self.record_about(proposal, kind)
        }
    }

    /// A message has gone out: later reports can be about it, and it happens.
    pub(super) fn deliver(&mut self, message: MessageId, channel: ChannelId, event: BuiltIn, record: Record) {
        if let Some(send) = record.send.clone() {
            self.state.last_sends.set(message, LastSend { send, channel: Some(channel), at: self.now });
        }
        self.happen_to_message(event, &record, Some(channel), None);
        self.output.records.push(record);
    }

    /// The caps count a message that is sent or queued, once.
    fn count(&mut self, who: u64, index: u16, channel: ChannelId) {
        let view = self.view();
        let Some(asking) = view.asking(who, index) else {
            return;
        };
        if asking.proposal.counted == Some(channel) {
            return;
        }
        let caps = view.caps(&asking.proposal, channel);
        self.count_in(&caps);
        if let Some(sending) = self.sending_mut(who) {
            sending.counted = Some(channel);
        }
    }

    /// These caps count a message that goes out now.
    pub(super) fn count_in(&mut self, caps: &[Cap]) {
        for cap in caps {
            let counter = self.state.counters.or_insert_with(cap.counter, Vec::new);
            push_within(counter, cap.limit as usize, self.now);
        }
    }

    /// A record about a message of a place on the docket.
    pub(super) fn message_record(&self, who: u64, index: u16, kind: Kind) -> Option<Record> {
        let asking = self.view().asking(who, index)?;
        Some(self.record_about(&asking.proposal, kind))
    }

    /// A record about a message that a journey proposes.
    pub(super) fn record_about(&self, proposal: &Proposal<'_>, kind: Kind) -> Record {
        Record {
            message: Some(proposal.message.name.clone()),
            send: Some(proposal.send.clone()),
            ..self.record_of(kind, proposal.instance)
        }
    }

    /// Lets a built-in event of a message happen, as its record says.
    pub(super) fn happen_to_message(
        &mut self,
        event: BuiltIn,
        record: &Record,
        channel: Option<ChannelId>,
        reason: Option<Arc<str>>,
    ) {
        if let (Some(message), Some(send), Some(journey)) = (&record.message, &record.send, &record.journey) {
            let key = record.key.clone();
            self.happen_built_in(event, channel, || message_fields(message, send, journey, key, reason));
        }
    }

    pub(super) fn channel_name(&self, channel: ChannelId) -> Option<Arc<str>> {
        self.program.channels.get(channel.index()).map(|channel| channel.name.clone())
    }
}

impl View<'_> {
    /// The holdout that withholds a message from a customer.
    pub(super) fn withholding(self, customer: &Customer, proposal: &Proposal<'_>) -> Option<Because> {
        let rules =
            self.engine.tables().holdouts.iter().filter_map(|id| Some((*id, self.program().rules.get(id.index())?)));
        let holds_out = |(id, rule): &(RuleId, &Rule)| match &rule.kind {
            RuleKind::Holdout(holdout) => {
                chance::concerns(holdout, proposal.id, proposal.instance.journey)
                    && chance::holds_out(customer, *id, holdout)
            }
            _ => false,
        };
        let (_, rule) = rules.into_iter().find(holds_out)?;
        Some(Because { kind: Some(Objection::Holdout), ..self.because(&rule.name, rule.place) })
    }

    /// The caps that count a message on a channel.
    pub(super) fn caps(self, proposal: &Proposal<'_>, channel: ChannelId) -> Vec<Cap> {
        let cap = |rule: &RuleId| match self.program().rules.get(rule.index())?.kind {
            RuleKind::Cap(cap) => Some(cap),
            _ => None,
        };
        let rules = channel_rules(proposal, channel).map_or(&[][..], |rules| &rules.caps);
        rules.iter().filter_map(cap).collect()
    }
}

impl crate::State {
    /// Whether a message stands in line under this id.
    pub fn is_queued(&self, send: &str) -> bool {
        self.in_line(send).is_some()
    }

    /// The instance whose message stands in line under this id.
    pub(crate) fn in_line(&self, send: &str) -> Option<&crate::state::Instance> {
        self.instances.iter().find(|instance| match &instance.rest {
            crate::state::Rest::Sending(sending) => sending.turn.is_some() && *sending.id == *send,
            _ => false,
        })
    }
}
