//! What is cleared (§11): withheld from who is held out, queued where the channel's capacity asks for it, else sent.

use std::sync::Arc;

use baton_program::{Because, BuiltIn, ChannelId, Kind, Objection, Pc, Record, RuleId, RuleKind};

use super::Asking;
use super::objections::channel_rules;
use super::order::Standing;
use crate::customer::Queued;
use crate::event::message_fields;
use crate::moment::Moment;
use crate::state::{Turn, push_within};
use crate::view::{Names, View};
use crate::{Customer, chance};

impl Moment<'_> {
    /// A message may go by a channel; gives where its body goes on, unless it stands in line.
    pub(super) fn clear(&mut self, who: u64, index: u16, channel: ChannelId, at: Standing) -> Option<(Pc, Because)> {
        let view = self.view();
        let asking = view.asking(who, index)?;
        if let Some(rule) = view.holdout(self.customer, &asking) {
            let because = self
                .program
                .rules
                .get(rule.index())
                .map(|rule| Because { kind: Some(Objection::Holdout), ..view.because(&rule.name, rule.place) });
            let record = Record {
                channel: self.channel_name(channel),
                because: because.into_iter().collect(),
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
        if clears && let Some((target, because)) = self.send(who, turn.candidate, turn.channel) {
            self.go_on(who, target, because);
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

    fn send(&mut self, who: u64, index: u16, channel: ChannelId) -> Option<(Pc, Because)> {
        self.count(who, index, channel);
        let view = self.view();
        let asking = view.asking(who, index)?;
        let (message, id) = (asking.id, asking.sending.id.clone());
        let content = asking.message.content.as_ref();
        let names = Names { channel: Some(channel), ..asking.names() };
        let value = |expr| self.program.json_of(&view.value(expr, names));
        let with =
            content.map(|content| content.values.iter().map(|(name, expr)| (name.clone(), value(*expr))).collect());
        let record = Record {
            channel: self.channel_name(channel),
            content: content.map(|content| content.template.clone()),
            with: with.unwrap_or_default(),
            ..self.message_record(who, index, Kind::Sent)?
        };
        self.state.last_sends.set(message, (id, Some(channel)));
        self.happen_to_message(BuiltIn::Sent, &record, Some(channel), None);
        self.output.records.push(record);
        self.settle(who, "sent")
    }

    /// The caps count a message that is sent or queued, once.
    fn count(&mut self, who: u64, index: u16, channel: ChannelId) {
        let view = self.view();
        let Some(asking) = view.asking(who, index) else {
            return;
        };
        if asking.sending.counted == Some(channel) {
            return;
        }
        let rules = channel_rules(&asking, channel).map_or(&[][..], |rules| &rules.caps);
        let caps: Vec<_> = rules.iter().filter_map(|rule| view.cap(*rule)).collect();
        for cap in caps {
            let counter = self.state.counters.or_insert_with(cap.counter, Vec::new);
            push_within(counter, cap.limit as usize, self.now);
        }
        if let Some(sending) = self.sending_mut(who) {
            sending.counted = Some(channel);
        }
    }

    /// A record about a message of a place on the docket.
    pub(super) fn message_record(&self, who: u64, index: u16, kind: Kind) -> Option<Record> {
        let asking = self.view().asking(who, index)?;
        Some(Record {
            message: Some(asking.message.name.clone()),
            send: Some(asking.sending.id.clone()),
            ..self.record_of(kind, asking.instance)
        })
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

    fn channel_name(&self, channel: ChannelId) -> Option<Arc<str>> {
        self.program.channels.get(channel.index()).map(|channel| channel.name.clone())
    }
}

impl View<'_> {
    /// The holdout that withholds a message from a customer.
    fn holdout(self, customer: &Customer, asking: &Asking<'_>) -> Option<RuleId> {
        let holds_out = |id: &RuleId| match self.program().rules.get(id.index()).map(|rule| &rule.kind) {
            Some(RuleKind::Holdout(holdout)) => {
                chance::concerns(holdout, asking.id, asking.instance.journey)
                    && chance::holds_out(customer, *id, holdout)
            }
            _ => false,
        };
        self.engine.tables().holdouts.iter().copied().find(holds_out)
    }

    fn cap(self, rule: RuleId) -> Option<baton_program::Cap> {
        match self.program().rules.get(rule.index())?.kind {
            RuleKind::Cap(cap) => Some(cap),
            _ => None,
        }
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
