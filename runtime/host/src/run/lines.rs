//! The lines of messages that are queued for channels with a capacity, and whose turn it is when (§11, §16).

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use baton_engine::Queued;
use baton_program::{Capacity, Channel, ChannelId, PurposeId};

use serde::{Deserialize, Serialize};

use super::customers::Ordinal;

/// A turn that a channel has to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    /// When the line began.
    pub(super) line_began: Began,
    /// The channel that gives it.
    pub(super) channel: ChannelId,
}

/// When a line began, seen from the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Began {
    /// While the channel was not free: the turn has been waited for.
    Before,
    /// At the turn's own time, or in a line whose channel was free: others may still come at that time.
    Now,
}

/// One line for each channel.
pub(super) struct Lines(Vec<Line>);

impl Lines {
    pub(super) fn new(channels: &[Channel]) -> Self {
        // What queues for a channel without a capacity waits for nobody.
        let free = Capacity { count: 1, per: 0 };
        Self(channels.iter().map(|channel| Line::new(channel.capacity.unwrap_or(free))).collect())
    }

    /// The next turn, and when; at one time the first channel's.
    pub(super) fn next(&self) -> Option<(i64, Turn)> {
        let turns = self.0.iter().zip(0..).filter_map(|(line, channel)| {
            let (at, line_began) = line.next()?;
            Some((at, Turn { line_began, channel: ChannelId(channel) }))
        });
        turns.min()
    }

    /// A message gets in line.
    pub(super) fn join(&mut self, customer: Ordinal, id: &Arc<str>, queued: Queued) {
        if let Some(line) = self.0.get_mut(queued.channel.index()) {
            let Queued { send, purpose, rank, at, .. } = queued;
            line.join(Waiting { purpose, rank, at, id: id.clone(), send, customer });
        }
    }

    /// A message has met another fate, and leaves whatever line it is in.
    pub(super) fn leave(&mut self, customer: Ordinal, send: &Arc<str>) {
        for line in &mut self.0 {
            line.leave(customer, send);
        }
    }

    /// A customer takes the places of another, who it turns out to be.
    pub(super) fn hand_over(&mut self, from: Ordinal, to: Ordinal, id: &Arc<str>) {
        for line in &mut self.0 {
            line.hand_over(from, to, id);
        }
    }

    /// A customer leaves whatever lines it is in.
    pub(super) fn forget(&mut self, customer: Ordinal) {
        for line in &mut self.0 {
            line.forget(customer);
        }
    }

    /// The lines as they stand, to be kept.
    pub(super) fn kept(&self) -> Vec<KeptLine> {
        self.0.iter().map(Line::kept).collect()
    }

    /// A line as it was kept, with those who still stand in it: `stands` says who they are.
    pub(super) fn restore(
        &mut self,
        channel: ChannelId,
        kept: KeptLine,
        stands: impl Fn(&KeptWaiting) -> Option<(Ordinal, Arc<str>, PurposeId)>,
    ) {
        let Some(line) = self.0.get_mut(channel.index()) else { return };
        line.be_free_again(kept.parts, kept.free);
        for waiting in &kept.waiting {
            if let Some((customer, id, purpose)) = stands(waiting) {
                let KeptWaiting { rank, at, send, .. } = waiting.clone();
                line.join(Waiting { purpose, rank, at, id, send, customer });
            }
        }
        line.since = kept.since;
    }

    /// Calls the first in line: the customer and the send.
    pub(super) fn call(&mut self, turn: Turn) -> Option<(Ordinal, Arc<str>)> {
        self.0.get_mut(turn.channel.index())?.call()
    }

    /// The turn was used at this time.
    pub(super) fn spend(&mut self, turn: Turn, at: i64) {
        if let Some(line) = self.0.get_mut(turn.channel.index()) {
            line.spend(at);
        }
    }
}

/// A line as a snapshot keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptLine {
    since: i64,
    /// How many parts of a millisecond there are in `free`.
    parts: i128,
    free: i128,
    waiting: Vec<KeptWaiting>,
}

/// A message in line as a snapshot keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptWaiting {
    pub(super) purpose: PurposeId,
    pub(super) rank: f64,
    pub(super) at: i64,
    pub(super) send: Arc<str>,
    /// The customer's place in the order of first appearance.
    pub(super) customer: u32,
}

/// The line of one channel. Its turns are spaced evenly.
struct Line {
    waiting: BTreeSet<Waiting>,
    /// Where each stands, so that it can leave.
    places: BTreeMap<(Ordinal, Arc<str>), Waiting>,
    /// Since when somebody is in line, while somebody is.
    since: i64,
    capacity: Capacity,
    /// When the channel is free again, in parts of a millisecond: as many as its capacity counts, so that the spaces
    /// are exact.
    free: i128,
}

impl Line {
    fn new(capacity: Capacity) -> Self {
        Self { waiting: BTreeSet::new(), places: BTreeMap::new(), since: i64::MIN, capacity, free: i128::MIN }
    }

    fn parts(&self) -> i128 {
        i128::from(self.capacity.count.max(1))
    }

    fn kept(&self) -> KeptLine {
        let waiting = self.waiting.iter().map(|waiting| KeptWaiting {
            purpose: waiting.purpose,
            rank: waiting.rank,
            at: waiting.at,
            send: waiting.send.clone(),
            customer: waiting.customer.0,
        });
        KeptLine { since: self.since, parts: self.parts(), free: self.free, waiting: waiting.collect() }
    }

    /// The channel is free again at a time that was kept, whatever its capacity counts now.
    fn be_free_again(&mut self, parts: i128, free: i128) {
        let exact = parts == self.parts() || free == i128::MIN;
        self.free = if exact { free } else { free.div_euclid(parts.max(1)).saturating_mul(self.parts()) };
    }

    /// The first millisecond in which the channel is free.
    fn free_at(&self) -> i64 {
        let parts = self.parts();
        let up = self.free.div_euclid(parts) + i128::from(self.free.rem_euclid(parts) != 0);
        i64::try_from(up).unwrap_or(if up < 0 { i64::MIN } else { i64::MAX })
    }

    fn next(&self) -> Option<(i64, Began)> {
        self.waiting.first()?;
        let free = self.free_at();
        Some(if free > self.since { (free, Began::Before) } else { (self.since, Began::Now) })
    }

    fn join(&mut self, waiting: Waiting) {
        self.leave(waiting.customer, &waiting.send);
        if self.waiting.is_empty() {
            self.since = waiting.at;
        }
        self.places.insert((waiting.customer, waiting.send.clone()), waiting.clone());
        self.waiting.insert(waiting);
    }

    fn leave(&mut self, customer: Ordinal, send: &Arc<str>) {
        if self.waiting.is_empty() {
            return;
        }
        if let Some(waiting) = self.places.remove(&(customer, send.clone())) {
            self.waiting.remove(&waiting);
        }
    }

    fn hand_over(&mut self, from: Ordinal, to: Ordinal, id: &Arc<str>) {
        let places = self.places.range((from, Arc::from(""))..).take_while(|((customer, _), _)| *customer == from);
        for waiting in places.map(|(_, waiting)| waiting.clone()).collect::<Vec<_>>() {
            self.leave(from, &waiting.send);
            let waiting = Waiting { id: id.clone(), customer: to, ..waiting };
            self.places.insert((to, waiting.send.clone()), waiting.clone());
            self.waiting.insert(waiting);
        }
    }

    fn forget(&mut self, customer: Ordinal) {
        self.waiting.retain(|waiting| waiting.customer != customer);
        self.places.retain(|(one, _), _| *one != customer);
    }

    fn call(&mut self) -> Option<(Ordinal, Arc<str>)> {
        let first = self.waiting.pop_first()?;
        let place = (first.customer, first.send);
        self.places.remove(&place);
        Some(place)
    }

    fn spend(&mut self, at: i64) {
        let begins = i128::from(at) * self.parts();
        // Spaces are counted from the instant at which the channel became free, if that lies within this millisecond.
        let from = if self.free_at() == at { self.free } else { begins };
        self.free = from + i128::from(self.capacity.per.max(0));
    }
}

/// A message in line: by priority, rank, time and customer.
#[derive(Clone, Debug)]
struct Waiting {
    purpose: PurposeId,
    rank: f64,
    at: i64,
    id: Arc<str>,
    send: Arc<str>,
    customer: Ordinal,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        let priority = self.purpose.cmp(&other.purpose);
        let rank = || other.rank.total_cmp(&self.rank);
        let rest = || (self.at, &self.id, &self.send).cmp(&(other.at, &other.id, &other.send));
        priority.then_with(rank).then_with(rest)
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

#[cfg(test)]
mod tests {
    use baton_program::Direction;

    use super::*;

    fn lines(count: u32, per: i64) -> Lines {
        let capacity = Some(Capacity { count, per });
        Lines::new(&[Channel { name: "voice".into(), requires: None, direction: Direction::Outbound, capacity }])
    }

    fn queued(purpose: u16, rank: f64, at: i64, send: &str) -> Queued {
        Queued { channel: ChannelId(0), send: send.into(), purpose: PurposeId(purpose), rank, at }
    }

    /// Uses every turn: when, and whose.
    fn turns(lines: &mut Lines) -> Vec<(i64, String)> {
        let mut had = vec![];
        while let Some((at, turn)) = lines.next() {
            had.extend(lines.call(turn).map(|(_, send)| (at, send.to_string())));
            lines.spend(turn, at);
        }
        had
    }

    fn named(turns: &[(i64, &str)]) -> Vec<(i64, String)> {
        turns.iter().map(|(at, send)| (*at, (*send).to_owned())).collect()
    }

    #[test]
    fn the_first_goes_at_once_and_the_others_evenly_spaced() {
        let mut lines = lines(3, 100);
        for (customer, send) in ["a", "b", "c", "d"].into_iter().enumerate() {
            lines.join(Ordinal(customer as u32), &send.into(), queued(0, 1.0, 1_000, send));
        }
        assert_eq!(turns(&mut lines), named(&[(1_000, "a"), (1_034, "b"), (1_067, "c"), (1_100, "d")]));
    }

    #[test]
    fn priority_then_rank_then_time_then_customer() {
        let mut lines = lines(1, 10);
        let id = |id: &str| id.into();
        lines.join(Ordinal(0), &id("z"), queued(1, 9.0, 0, "low"));
        lines.join(Ordinal(1), &id("y"), queued(0, 1.0, 0, "later customer"));
        lines.join(Ordinal(2), &id("x"), queued(0, 1.0, 0, "earlier customer"));
        lines.join(Ordinal(3), &id("w"), queued(0, 1.0, 1, "later"));
        lines.join(Ordinal(4), &id("v"), queued(0, 2.0, 2, "high rank"));
        let order: Vec<_> = turns(&mut lines).into_iter().map(|(_, send)| send).collect();
        assert_eq!(order, ["high rank", "earlier customer", "later customer", "later", "low"]);
    }

    #[test]
    fn a_free_channel_takes_the_next_one_at_once() {
        let mut lines = lines(1, 10);
        lines.join(Ordinal(0), &"c".into(), queued(0, 1.0, 0, "a"));
        assert_eq!(lines.next().map(|(at, turn)| (at, turn.line_began)), Some((0, Began::Now)));
        assert_eq!(turns(&mut lines), named(&[(0, "a")]));
        lines.join(Ordinal(0), &"c".into(), queued(0, 1.0, 4, "b"));
        assert_eq!(lines.next().map(|(at, turn)| (at, turn.line_began)), Some((10, Began::Before)));
        assert_eq!(turns(&mut lines), named(&[(10, "b")]));
        lines.join(Ordinal(0), &"c".into(), queued(0, 1.0, 500, "c"));
        assert_eq!(turns(&mut lines), named(&[(500, "c")]));
    }

    #[test]
    fn a_withdrawn_message_takes_no_turn() {
        let mut lines = lines(1, 10);
        lines.join(Ordinal(0), &"c".into(), queued(0, 1.0, 0, "a"));
        lines.join(Ordinal(1), &"d".into(), queued(0, 1.0, 0, "b"));
        lines.leave(Ordinal(0), &"a".into());
        assert_eq!(turns(&mut lines), named(&[(0, "b")]));
    }

    #[test]
    fn more_than_one_in_a_millisecond() {
        let mut lines = lines(2, 1);
        for send in ["a", "b", "c"] {
            lines.join(Ordinal(0), &"c".into(), queued(0, 1.0, 7, send));
        }
        assert_eq!(turns(&mut lines), named(&[(7, "a"), (8, "b"), (8, "c")]));
    }
}
