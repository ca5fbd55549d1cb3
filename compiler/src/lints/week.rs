//! Quiet hours over a week, minute by minute.

use baton_program::Quiet;

/// Minutes of a day and of a week.
const DAY: usize = 24 * 60;
const WEEK: usize = 7 * DAY;
/// Milliseconds of a minute.
const MINUTE: u32 = 60_000;

/// The minutes of a week, from Monday's first, that are quiet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Week(Vec<bool>);

impl Week {
    /// A week in which nothing is quiet.
    pub fn open() -> Self {
        Self(vec![false; WEEK])
    }

    /// With these quiet hours too. A minute counts as quiet if all of it is.
    pub fn with(mut self, quiet: &Quiet) -> Self {
        let from = quiet.from.div_ceil(MINUTE) as usize;
        let to = (quiet.to / MINUTE) as usize;
        let to = if quiet.to <= quiet.from { to + DAY } else { to };
        for day in (0..7_u8).filter(|day| quiet.days.has(*day)) {
            for minute in from..to {
                let at = (usize::from(day) * DAY + minute) % WEEK;
                self.0.get_mut(at).into_iter().for_each(|minute| *minute = true);
            }
        }
        self
    }

    /// Where both are quiet.
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| *a && *b).collect())
    }

    /// Whether everything that is quiet here is quiet there.
    pub fn is_within(&self, other: &Self) -> bool {
        self.and(other) == *self
    }

    /// Whether it is never open.
    pub fn is_always_quiet(&self) -> bool {
        self.0.iter().all(|quiet| *quiet)
    }

    /// Whether every midnight is quiet.
    pub fn keeps_midnight(&self) -> bool {
        self.0.iter().step_by(DAY).all(|quiet| *quiet)
    }

    /// The longest time that is quiet without a break: the minute of the week at which it begins, and how many minutes it
    /// lasts. None where nothing is quiet, or where it has no end.
    pub fn longest(&self) -> Option<(usize, usize)> {
        let opens = self.0.iter().position(|quiet| !*quiet)?;
        let round = self.0.iter().enumerate().cycle().skip(opens).take(WEEK);
        let mut longest: Option<(usize, usize)> = None;
        let mut current: Option<(usize, usize)> = None;
        for (minute, quiet) in round {
            current = quiet.then(|| current.map_or((minute, 1), |(begun, lasts)| (begun, lasts + 1)));
            if current.is_some_and(|(_, lasts)| longest.is_none_or(|(_, most)| lasts > most)) {
                longest = current;
            }
        }
        longest
    }
}

/// A minute of the week in words: `friday 18:00`.
pub(super) fn in_words(minute: usize) -> String {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let minute = minute % WEEK;
    let day = days.get(minute / DAY).copied().unwrap_or_default();
    format!("{day} {:02}:{:02}", minute % DAY / 60, minute % 60)
}
