//! Local times where clocks change (§8).

use baton_program::*;

use super::build::{Build, HOUR, MINUTE, at};
use crate::calendar::Calendar;

const SPRING: i32 = 20_541;
const AUTUMN: i32 = 20_751;

#[test]
fn a_time_that_does_not_exist_is_the_first_instant_after_the_gap() {
    let run = Build::new().run();
    let local = |date, time: i64| run.engine.local(&run.state, date, time as u32);
    assert_eq!(local(SPRING, 30 * MINUTE), at("2026-03-29T00:30:00Z"));
    assert_eq!(local(SPRING, HOUR), at("2026-03-29T01:00:00Z"));
    assert_eq!(local(SPRING, HOUR + 30 * MINUTE), at("2026-03-29T01:00:00Z"));
    assert_eq!(local(SPRING, 2 * HOUR), at("2026-03-29T01:00:00Z"));
}

#[test]
fn a_time_that_occurs_twice_is_the_first() {
    let run = Build::new().run();
    assert_eq!(run.engine.local(&run.state, AUTUMN, (HOUR + 30 * MINUTE) as u32), at("2026-10-25T00:30:00Z"));
}

#[test]
fn the_next_time_of_day_is_strictly_later_and_on_its_day() {
    let run = Build::new().run();
    let calendar = Calendar(run.engine.zones().default());
    let monday = DayTime { time: (9 * HOUR) as u32, days: Days(1) };
    assert_eq!(calendar.next(monday, at("2026-03-23T08:59:59.999Z")), Some(at("2026-03-23T09:00:00Z")));
    assert_eq!(calendar.next(monday, at("2026-03-23T09:00:00Z")), Some(at("2026-03-30T08:00:00Z")));
}

#[test]
fn times_beyond_the_calendar_are_its_edges() {
    let run = Build::new().run();
    let calendar = Calendar(run.engine.zones().default());
    for instant in [i64::MIN, i64::MAX] {
        calendar.date(instant);
        calendar.next_midnight(instant);
        calendar.next_period(Period::Month, instant);
    }
    for date in [i32::MIN, i32::MAX] {
        calendar.instant(date, u32::MAX);
    }
}

#[test]
fn the_zone_is_the_customers_where_it_is_known() {
    let mut build = Build::new();
    let zone = build.attribute("timezone", Type::Optional(Box::new(Type::Timezone)), Value::Unknown);
    let (now, mut run) = {
        let now = build.node(Node::Now);
        (build.node(Node::HourOf(now)), build.run())
    };
    assert_eq!(run.value(now, 12 * HOUR), Value::Int(13));
    run.set(0, zone, Value::Timezone("Asia/Tokyo".into()));
    assert_eq!(run.value(now, 12 * HOUR), Value::Int(21));
}
