//! Civil time in a customer's zone (§8).
//!
//! A local time that does not exist is the first instant after the gap; one that occurs twice is the first.

use std::ops::Range;
use std::sync::OnceLock;

use baton_program::{DayTime, Period, Quiet};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

/// Milliseconds of a day of 24 hours.
pub(crate) const DAY: i64 = 86_400_000;
const DAY_MS: u32 = 86_400_000;

/// The time zones of the build's database, each read when it is first asked for.
pub(crate) struct Zones {
    database: TimeZoneDatabase,
    zones: Vec<(Box<str>, OnceLock<TimeZone>)>,
    default: TimeZone,
}

impl Zones {
    pub(crate) fn new(default: &str) -> Self {
        let database = TimeZoneDatabase::bundled();
        let mut zones: Vec<_> = database.available().map(|name| (name.as_str().into(), OnceLock::new())).collect();
        zones.sort_by(|(a, _): &(Box<str>, _), (b, _)| a.cmp(b));
        let default = database.get(default).unwrap_or(TimeZone::UTC);
        Self { database, zones, default }
    }

    /// The zone of a name; the workspace's where there is no such zone.
    pub(crate) fn named(&self, name: &str) -> &TimeZone {
        let found = self.zones.binary_search_by(|(other, _)| (**other).cmp(name));
        match found.ok().and_then(|at| self.zones.get(at)) {
            Some((_, zone)) => zone.get_or_init(|| self.database.get(name).unwrap_or(TimeZone::UTC)),
            None => &self.default,
        }
    }

    /// The zone of a customer whose own is unknown.
    pub(crate) const fn default(&self) -> &TimeZone {
        &self.default
    }
}

/// The calendar of one zone.
#[derive(Clone, Copy)]
pub(crate) struct Calendar<'a>(pub(crate) &'a TimeZone);

impl Calendar<'_> {
    /// What a clock on the wall shows.
    pub(crate) fn civil(self, instant: i64) -> DateTime {
        self.0.to_datetime(timestamp(instant))
    }

    /// The day since 1970 on which an instant lies.
    pub(crate) fn date(self, instant: i64) -> i32 {
        days(self.civil(instant).date())
    }

    /// The time of day of an instant, in milliseconds since midnight.
    pub(crate) fn time(self, instant: i64) -> u32 {
        let time = self.civil(instant).time();
        let parts = [(time.hour(), 3_600_000), (time.minute(), 60_000), (time.second(), 1_000)];
        let whole: u32 = parts.iter().map(|(part, unit)| u32::from(part.unsigned_abs()) * unit).sum();
        whole + u32::from(time.millisecond().unsigned_abs())
    }

    /// The instant of a local time; at or beyond 24:00 of the next day.
    pub(crate) fn instant(self, date: i32, time: u32) -> i64 {
        let date = i64::from(date) + i64::from(time / DAY_MS);
        let time = i64::from(time % DAY_MS);
        let midnight = date_of_days(date).to_datetime(Time::midnight());
        let local = midnight.checked_add(Span::new().milliseconds(time)).unwrap_or(midnight);
        let ambiguous = self.0.to_ambiguous_timestamp(local);
        let edge = if date < 0 { Timestamp::MIN } else { Timestamp::MAX };
        let with = |offset: jiff::tz::Offset| offset.to_timestamp(local).unwrap_or(edge).as_millisecond();
        match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => with(offset),
            AmbiguousOffset::Fold { before, .. } => with(before),
            // By the offset before the gap the time lies behind the change of clocks: that change is what is wanted.
            AmbiguousOffset::Gap { before, .. } => {
                let behind = with(before);
                let change = self.0.preceding(timestamp(behind.saturating_add(1))).next();
                change.map_or(behind, |change| change.timestamp().as_millisecond())
            }
        }
    }

    /// The customer's midnight that begins a day.
    pub(crate) fn midnight(self, date: i32) -> i64 {
        self.instant(date, 0)
    }

    /// The first midnight after an instant.
    pub(crate) fn next_midnight(self, instant: i64) -> i64 {
        self.midnight(self.date(instant).saturating_add(1))
    }

    /// The next such time of day strictly after an instant.
    pub(crate) fn next(self, at: DayTime, after: i64) -> Option<i64> {
        let today = self.date(after);
        // A zone can skip a day: the same weekday may be two weeks away.
        (0..15)
            .map(|ahead| today.saturating_add(ahead))
            .filter(|date| at.days.has(weekday(*date)))
            .map(|date| self.instant(date, at.time))
            .find(|instant| *instant > after)
    }

    /// The first such time of day at or after an instant.
    pub(crate) fn first(self, time: u32, from: i64) -> i64 {
        let today = self.date(from);
        let instants = (0..3).map(|ahead| self.instant(today.saturating_add(ahead), time));
        instants.into_iter().find(|instant| *instant >= from).unwrap_or(from)
    }

    /// Whether two instants lie in the same period of the calendar; a rolling period is none of those.
    pub(crate) fn same(self, period: Period, a: i64, b: i64) -> bool {
        let (x, y) = (self.civil(a), self.civil(b));
        let monday = |civil: DateTime| {
            let date = days(civil.date());
            date - i32::from(weekday(date))
        };
        match period {
            Period::Rolling(_) => false,
            Period::Hour => x.date() == y.date() && x.hour() == y.hour(),
            Period::Day => x.date() == y.date(),
            Period::Week => monday(x) == monday(y),
            Period::Month => (x.year(), x.month()) == (y.year(), y.month()),
        }
    }

    /// When the next period of the calendar begins.
    pub(crate) fn next_period(self, period: Period, now: i64) -> Option<i64> {
        let civil = self.civil(now);
        let today = days(civil.date());
        let hour = u32::from(civil.hour().unsigned_abs());
        match period {
            Period::Rolling(_) => None,
            Period::Hour => Some(self.instant(today, (hour + 1) * 3_600_000)),
            Period::Day => Some(self.midnight(today.saturating_add(1))),
            Period::Week => Some(self.midnight(today.saturating_add(7 - i32::from(weekday(today))))),
            Period::Month => {
                let left = i32::from(civil.date().days_in_month() - civil.date().day());
                Some(self.midnight(today.saturating_add(left + 1)))
            }
        }
    }

    /// The period of the calendar in which an instant lies: from its beginning to that of the next. A rolling one is the
    /// instant alone.
    pub(crate) fn period(self, period: Period, at: i64) -> Range<i64> {
        let civil = self.civil(at);
        let today = days(civil.date());
        let begins = match period {
            Period::Rolling(_) => at,
            Period::Hour => self.instant(today, u32::from(civil.hour().unsigned_abs()) * 3_600_000),
            Period::Day => self.midnight(today),
            Period::Week => self.midnight(today.saturating_sub(i32::from(weekday(today)))),
            Period::Month => self.midnight(today.saturating_sub(i32::from(civil.date().day()) - 1)),
        };
        let next = self.next_period(period, at).unwrap_or(at);
        begins.min(at)..next.max(at.saturating_add(1))
    }

    /// When quiet hours are over, if an instant lies in them.
    pub(crate) fn quiet_until(self, quiet: Quiet, now: i64) -> Option<i64> {
        let mut end = self.quiet_once(quiet, now)?;
        // Hours that end when the next ones begin (all day, day after day) are one; a week shows whether they ever end.
        for _ in 0..7 {
            match self.quiet_once(quiet, end) {
                Some(later) => end = later,
                None => break,
            }
        }
        Some(end)
    }

    fn quiet_once(self, quiet: Quiet, now: i64) -> Option<i64> {
        let today = self.date(now);
        [today.saturating_sub(1), today].into_iter().filter(|date| quiet.days.has(weekday(*date))).find_map(|date| {
            let last = if quiet.to > quiet.from { date } else { date.saturating_add(1) };
            let (begin, end) = (self.instant(date, quiet.from), self.instant(last, quiet.to));
            (begin <= now && now < end).then_some(end)
        })
    }
}

/// The days since Monday of a day since 1970.
pub(crate) fn weekday(date: i32) -> u8 {
    // 1 January 1970 was a Thursday.
    u8::try_from((i64::from(date) + 3).rem_euclid(7)).unwrap_or(0)
}

fn timestamp(milliseconds: i64) -> Timestamp {
    let least = Timestamp::MIN.as_millisecond().saturating_add(1);
    let clamped = milliseconds.clamp(least, Timestamp::MAX.as_millisecond());
    Timestamp::from_millisecond(clamped).unwrap_or_default()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn days(date: Date) -> i32 {
    let day = date.to_datetime(Time::midnight());
    let since = jiff::tz::Offset::UTC.to_timestamp(day).map_or(0, Timestamp::as_second);
    i32::try_from(since.div_euclid(86_400)).unwrap_or(0)
}

fn date_of_days(days: i64) -> Date {
    let edge = if days < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(days).ok().and_then(|span| EPOCH.checked_add(span).ok()).unwrap_or(edge)
}
