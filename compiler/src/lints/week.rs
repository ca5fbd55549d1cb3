//! Quiet hours over a week, minute by minute.

use baton_program::Quiet;

/// Minutes of a day and of a week.
const DAY: usize = 24 * 60;
const WEEK: usize = 7 * DAY;
/// Milliseconds of a minute.
const MINUTE: u32 = 60_000;

/// The minutes of a week that are quiet, as times from one minute to before another: in order, with minutes between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Week(Vec<(usize, usize)>);

impl Week {
    /// A week in which nothing is quiet.
    pub fn open() -> Self {
        Self(Vec::new())
    }

    /// With these quiet hours too. A minute counts as quiet if all of it is.
    pub fn with(mut self, quiet: &Quiet) -> Self {
        let from = quiet.from.div_ceil(MINUTE) as usize;
        let to = (quiet.to / MINUTE) as usize;
        let to = if quiet.to <= quiet.from { to + DAY } else { to };
        for day in (0..7_u8).filter(|day| quiet.days.has(*day)) {
            let (from, to) = (usize::from(day) * DAY + from, usize::from(day) * DAY + to);
            self.0.push((from, to.min(WEEK)));
            // Sunday's night is Monday's morning.
            self.0.push((from.saturating_sub(WEEK), to.saturating_sub(WEEK)));
        }
        self.joined()
    }

    /// In order, and what touches made one.
    fn joined(mut self) -> Self {
        self.0.retain(|(from, to)| from < to);
        self.0.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(self.0.len());
        for (from, to) in self.0 {
            match joined.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => joined.push((from, to)),
            }
        }
        Self(joined)
    }

    /// Where both are quiet.
    pub fn and(&self, other: &Self) -> Self {
        let common = |(from, to): &(usize, usize)| {
            let (from, to) = (*from, *to);
            other.0.iter().map(move |(a, b)| (from.max(*a), to.min(*b)))
        };
        Self(self.0.iter().flat_map(common).collect()).joined()
    }

    /// Whether everything that is quiet here is quiet there.
    pub fn is_within(&self, other: &Self) -> bool {
        self.and(other) == *self
    }

    /// Whether it is never open.
    pub fn is_always_quiet(&self) -> bool {
        self.0 == [(0, WEEK)]
    }

    /// Whether every midnight is quiet.
    pub fn keeps_midnight(&self) -> bool {
        (0..WEEK).step_by(DAY).all(|midnight| self.0.iter().any(|(from, to)| (*from..*to).contains(&midnight)))
    }

    /// The longest time that is quiet without a break: the minute of the week at which it begins, and how many minutes it
    /// lasts. None where nothing is quiet, or where it has no end.
    pub fn longest(&self) -> Option<(usize, usize)> {
        if self.is_always_quiet() {
            return None;
        }
        let mut times: Vec<(usize, usize)> = self.0.iter().map(|(from, to)| (*from, to - from)).collect();
        // What lasts until the week's end goes on at its beginning, which comes last.
        if times.first().is_some_and(|(from, _)| *from == 0) {
            let (_, begun) = times.remove(0);
            match times.last_mut() {
                Some((from, lasts)) if *from + *lasts == WEEK => *lasts += begun,
                _ => times.push((0, begun)),
            }
        }
        let most = times.iter().map(|(_, lasts)| *lasts).max()?;
        times.into_iter().find(|(_, lasts)| *lasts == most)
    }
}

/// A minute of the week in words: `friday 18:00`.
pub(super) fn in_words(minute: usize) -> String {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let minute = minute % WEEK;
    let day = days.get(minute / DAY).copied().unwrap_or_default();
    format!("{day} {:02}:{:02}", minute % DAY / 60, minute % 60)
}
