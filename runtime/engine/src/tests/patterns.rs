//! Signals (§9).

use baton_program::*;

use super::build::{Build, HOUR, MINUTE, Run, bound, on};

/// Shows a pattern of A then B a stream, an event a minute; gives the minutes in which it happened.
fn minutes(stream: &str, pattern: &str, all_within: Option<i64>) -> Vec<i64> {
    let mut build = Build::new();
    let events = ["a", "b"].map(|name| build.event(name, &[]));
    let id = |letter| events[usize::from(letter == 'b')];
    let links: Vec<_> = pattern.chars().map(id).collect();
    build.sequence("s", &links, all_within);
    let mut run = build.run();
    for (minute, letter) in stream.chars().enumerate().filter(|(_, letter)| *letter != ' ') {
        run.event(minute as i64 * MINUTE, id(letter));
    }
    run.signals().iter().map(|at| at / MINUTE).collect()
}

#[test]
fn a_prefix_remembers_its_most_recent_match() {
    assert_eq!(minutes("aab", "ab", None), [2]);
    assert_eq!(minutes("abab", "ab", None), [1, 3]);
    assert_eq!(minutes("abb", "ab", None), [1]);
}

#[test]
fn three_failures_within_an_hour_are_every_third() {
    assert_eq!(minutes("aaaaaaa", "aaa", Some(HOUR)), [2, 5]);
}

#[test]
fn what_exists_is_found_whatever_came_before() {
    let mut build = Build::new();
    let failed = build.event("f", &[]);
    build.sequence("s", &[failed; 3], Some(HOUR));
    let mut run = build.run();
    for minute in [0, 50, 70, 80] {
        run.event(minute * MINUTE, failed);
    }
    assert_eq!(run.signals(), [80 * MINUTE]);
}

#[test]
fn a_link_includes_its_last_instant_and_asks_for_order() {
    let happens = |at| {
        let mut build = Build::new();
        let (a, b) = (build.event("a", &[]), build.event("b", &[]));
        let links = vec![Link { on: bound(a), within: None }, Link { on: bound(b), within: Some(HOUR) }];
        build.signal("s", Pattern::Sequence { links, no: None, all_within: None, slots: 0 });
        let mut run = build.run();
        run.event(HOUR, a);
        run.late(3 * HOUR, at, b, &[]);
        !run.signals().is_empty()
    };
    assert_eq!([HOUR - 1, HOUR, 2 * HOUR, 2 * HOUR + 1].map(happens), [false, true, true, false]);
}

/// A cart that no order follows within two hours.
fn abandoned() -> (Run, EventId, EventId) {
    let mut build = Build::new();
    let (cart, order) = (build.event("cart", &[]), build.event("order", &[]));
    let links = vec![Link { on: bound(cart), within: None }];
    let no = Some(No { on: vec![on(order)], within: 2 * HOUR });
    build.signal("abandoned", Pattern::Sequence { links, no, all_within: None, slots: 0 });
    (build.run(), cart, order)
}

#[test]
fn an_absence_happens_at_its_deadline_which_still_belongs_to_it() {
    let (mut run, cart, order) = abandoned();
    run.event(0, cart);
    assert_eq!(run.state.wake(), Some(2 * HOUR));
    run.event(2 * HOUR, order);
    run.wake(3 * HOUR);
    assert_eq!(run.signals(), [0; 0]);

    run.event(4 * HOUR, cart);
    run.event(6 * HOUR + 1, order);
    assert_eq!(run.signals(), [6 * HOUR]);
}

#[test]
fn a_new_event_before_starts_the_wait_anew() {
    let (mut run, cart, _) = abandoned();
    run.event(0, cart);
    run.event(HOUR, cart);
    run.wake(10 * HOUR);
    assert_eq!(run.signals(), [3 * HOUR]);
}

#[test]
fn a_further_key_takes_the_place_of_the_oldest() {
    let mut build = Build::new();
    let (a, b) = (build.event("a", &[("k", Type::Id)]), build.event("b", &[]));
    let first = Bound { alternatives: vec![Selector { key: Some(0), ..on(a) }], slot: None };
    let links = vec![Link { on: first, within: None }, Link { on: bound(b), within: None }];
    let signal = build.signal("s", Pattern::Sequence { links, no: None, all_within: None, slots: 0 });
    build.0.signals[signal.index()].keys = Some(2);
    let mut run = build.run();
    for key in ["x", "y", "z"] {
        run.event_with(0, a, &[Value::Id(key.into())]);
    }
    assert_eq!(run.news(), ["refused s"]);
    assert_eq!(run.output.records[0].key.as_deref(), Some("x"));
    // An event without the key concerns all of them.
    run.event(1, b);
    assert_eq!(run.signals(), [1, 1]);
}
