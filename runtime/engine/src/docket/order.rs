//! The order of the docket (§11): priority; rank, the highest first; time of asking; journey; key.

use std::cmp::Ordering;

use baton_program::{PurposeId, RuleKind, Value};

use super::Proposal;
use crate::eval::order;
use crate::state::{Instance, Rest};
use crate::view::{Names, View};

/// A place on the docket, with its messages in their order.
pub(super) struct Place {
    /// The instance that asks.
    pub(super) who: u64,
    /// Its messages: which of the instruction's candidates, the best first.
    pub(super) messages: Vec<(u16, Standing)>,
}

/// Where a message stands.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) purpose: PurposeId,
    pub(super) rank: f64,
}

impl Standing {
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.purpose.cmp(&other.purpose).then(other.rank.total_cmp(&self.rank))
    }
}

impl View<'_> {
    /// The docket in its order.
    pub(super) fn docket_order(self) -> Vec<Place> {
        let sending = self.state.instances.iter().filter_map(|instance| match &instance.rest {
            Rest::Sending(sending) => Some((instance, sending)),
            _ => None,
        });
        let mut places: Vec<_> = sending
            .map(|(instance, sending)| {
                let messages = self.messages_in_order(instance.id);
                (Place { who: instance.id, messages }, sending.asked, instance)
            })
            .collect();
        places.sort_by(|(a, asked_a, of_a), (b, asked_b, of_b)| {
            let best = match (a.messages.first(), b.messages.first()) {
                (Some((_, a)), Some((_, b))) => a.compare(b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            best.then_with(|| by_asking((*asked_a, of_a), (*asked_b, of_b)))
        });
        places.into_iter().map(|(place, ..)| place).collect()
    }

    /// The messages of an instance's place, the best first.
    fn messages_in_order(self, who: u64) -> Vec<(u16, Standing)> {
        let askings = self.askings(who);
        let mut messages: Vec<_> = askings.map(|asking| (asking.index, self.standing(&asking.proposal))).collect();
        // Of equal ones the first written stays the first.
        messages.sort_by(|(_, a), (_, b)| a.compare(b));
        messages
    }

    /// The best message of an instance's place.
    pub(crate) fn best_candidate(self, who: u64) -> Option<u16> {
        self.messages_in_order(who).first().map(|(index, _)| *index)
    }

    pub(super) fn standing(self, proposal: &Proposal<'_>) -> Standing {
        let names = proposal.names();
        let number = |expr| as_number(&self.value(expr, names));
        let worth = proposal.message.worth.map_or(0.0, number);
        let chance = proposal.message.chance.map_or(1.0, number).clamp(0.0, 1.0);
        let weights = proposal.message.rules.weigh.iter().filter_map(|rule| {
            match self.program().rules.get(rule.index()).map(|rule| &rule.kind) {
                Some(RuleKind::Weigh(weight)) => Some(as_number(&self.value(*weight, Names::NONE))),
                _ => None,
            }
        });
        // Adding zero keeps -0 out, which would stand apart from 0.
        let product = |rank: f64, weight: f64| (rank * weight).clamp(f64::MIN, f64::MAX) + 0.0;
        let rank = weights.fold(product(worth, chance), product);
        Standing { purpose: proposal.message.purpose, rank }
    }
}

/// Worth, chance and weights as numbers; what is unknown counts as zero.
fn as_number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Int(int) => *int as f64,
        Value::Amount(units, currency) => *units as f64 / 10f64.powi(i32::try_from(currency.decimals()).unwrap_or(0)),
        _ => 0.0,
    }
}

/// Who asked first; at one time the first journey, and of one journey the first key.
pub(super) fn by_asking((asked_a, a): (i64, &Instance), (asked_b, b): (i64, &Instance)) -> Ordering {
    asked_a.cmp(&asked_b).then(a.journey.cmp(&b.journey)).then_with(|| by_key(&a.key, &b.key))
}

fn by_key(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a) | Value::Id(a), Value::Text(b) | Value::Id(b)) => a.cmp(b),
        (Value::Symbol(a), Value::Symbol(b)) => a.cmp(b),
        _ => order(a, b).unwrap_or(Ordering::Equal),
    }
}
