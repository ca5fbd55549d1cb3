//! How many messages one cap lets through in another's time.

use baton_program::Period;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// The most that a cap of so many in `per` lets through in one `time` of another cap.
pub(super) fn most(limit: u32, per: Period, time: Period) -> u64 {
    u64::from(limit).saturating_mul(times(per, time))
}

/// How many of the one time one of the other can touch.
fn times(per: Period, time: Period) -> u64 {
    use Period::{Day, Hour, Month, Rolling, Week};
    match (per, time) {
        (Hour, Hour) | (Day, Hour | Day) | (Week, Hour | Day | Week) | (Month, Hour | Day | Month) => 1,
        (Day, Week) => 7,
        (Day, Month) => 31,
        // A week lies in two months at most.
        (Month, Week) => 2,
        // The day on which the clocks go back has 25 hours.
        (Hour, Day) => 25,
        (Hour, Week) => 7 * 24 + 1,
        (Hour, Month) => 31 * 24 + 1,
        (Week, Month) => 6,
        (Rolling(per), time) => count((longest(time) + per - 1) / per.max(1)),
        // One more at either end, where the time begins or ends within a unit.
        (per, Rolling(time)) => count((time + shortest(per) - 1) / shortest(per) + 1),
    }
}

fn count(times: i64) -> u64 {
    u64::try_from(times.max(1)).unwrap_or(1)
}

fn longest(time: Period) -> i64 {
    match time {
        Period::Rolling(milliseconds) => milliseconds,
        Period::Hour => HOUR,
        Period::Day => DAY + HOUR,
        Period::Week => 7 * DAY + HOUR,
        Period::Month => 31 * DAY + HOUR,
    }
}

fn shortest(time: Period) -> i64 {
    match time {
        Period::Rolling(milliseconds) => milliseconds.max(1),
        Period::Hour => HOUR,
        Period::Day => DAY - HOUR,
        Period::Week => 7 * DAY - HOUR,
        Period::Month => 28 * DAY - HOUR,
    }
}
