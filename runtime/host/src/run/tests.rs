//! Runs of the program of `calls.rs`.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use baton_engine::Engine;
use baton_program::{Kind, Record};

use super::{Run, Summary, run};
use crate::calls::{HOUR, SECOND, ping, program};

/// The summary, and when what happened to whom.
fn ran(events: &[(&str, i64)], until: Option<i64>) -> (Summary, Vec<(i64, String, Kind)>) {
    let engine = Engine::new(Arc::new(program()));
    let events = events.iter().map(|(customer, at)| ping(customer, *at)).collect();
    let mut records: Vec<Record> = vec![];
    let summary = run(&engine, events, until, &mut records).unwrap();
    let told = records.into_iter().map(|record| (record.at, record.customer.to_string(), record.kind));
    (summary, told.filter(|(_, _, kind)| *kind != Kind::Moved).collect())
}

fn told(expected: &[(i64, &str, Kind)]) -> Vec<(i64, String, Kind)> {
    expected.iter().map(|(at, customer, kind)| (*at, (*customer).to_owned(), *kind)).collect()
}

#[test]
fn events_then_turns_then_wake_ups_in_order_of_time() {
    let (summary, records) = ran(&[("b", 5 * SECOND), ("a", 0), ("c", 5 * SECOND)], Some(2 * HOUR));
    let expected = [
        (0, "a", Kind::Entered),
        (0, "a", Kind::Queued),
        (0, "a", Kind::Sent),
        (5 * SECOND, "b", Kind::Entered),
        (5 * SECOND, "b", Kind::Queued),
        (5 * SECOND, "c", Kind::Entered),
        (5 * SECOND, "c", Kind::Queued),
        (10 * SECOND, "b", Kind::Sent),
        (20 * SECOND, "c", Kind::Sent),
        (HOUR, "a", Kind::Completed),
        (HOUR + 10 * SECOND, "b", Kind::Completed),
        (HOUR + 20 * SECOND, "c", Kind::Completed),
    ];
    assert_eq!(records, told(&expected));
    assert_eq!((summary.events, summary.customers, summary.after_until), (3, 3, 0));
    assert_eq!(summary.journeys.first().map(|calls| (calls.entered, calls.completed)), Some((3, 3)));
    assert_eq!(summary.messages.first().map(|call| (call.queued, call.sent.get("voice").copied())), Some((3, Some(3))));
}

#[test]
fn all_that_ask_at_one_time_stand_in_line_before_the_first_turn() {
    let (_, records) = ran(&[("z", 0), ("a", 0)], Some(SECOND));
    let order: Vec<_> = records.iter().map(|(_, customer, kind)| (customer.as_str(), *kind)).collect();
    let expected = [
        ("z", Kind::Entered),
        ("z", Kind::Queued),
        ("a", Kind::Entered),
        ("a", Kind::Queued),
        // Alike in priority, rank and time, customers stand in the order of their ids.
        ("a", Kind::Sent),
    ];
    assert_eq!(order, expected);
}

#[test]
fn a_run_ends_with_its_last_event_and_what_is_due_then() {
    let (_, records) = ran(&[("a", 0), ("b", HOUR)], None);
    assert_eq!(records.iter().filter(|(at, _, kind)| (*at, *kind) == (HOUR, Kind::Completed)).count(), 1);
    assert_eq!(records.last(), told(&[(HOUR, "b", Kind::Sent)]).last());
}

#[test]
fn an_event_comes_before_a_timer_of_its_time() {
    let (_, records) = ran(&[("a", 0), ("a", HOUR)], None);
    // The journey is still on when the second ping comes, so it isn't entered again.
    assert_eq!(records.iter().filter(|(_, _, kind)| *kind == Kind::Entered).count(), 1);
    let (_, records) = ran(&[("a", 0), ("a", HOUR + 1)], None);
    assert_eq!(records.iter().filter(|(_, _, kind)| *kind == Kind::Entered).count(), 2);
}

#[test]
fn events_after_the_end_are_counted() {
    let (summary, records) = ran(&[("a", 0), ("b", HOUR + 1)], Some(HOUR));
    assert_eq!((summary.events, summary.after_until, summary.customers), (1, 1, 1));
    assert!(records.iter().all(|(_, customer, _)| customer == "a"));
}

#[test]
fn nothing_to_run() {
    let (summary, records) = ran(&[], None);
    assert_eq!((summary.events, summary.customers, summary.records), (0, 0, 0));
    assert!(records.is_empty());
}

#[test]
fn a_run_cut_in_two_is_the_same_run() {
    let events = || [("a", 0), ("b", 0), ("c", HOUR), ("a", 2 * HOUR), ("d", 2 * HOUR)];
    let pings = |from, to| {
        events()
            .map(|(id, at)| ping(id, at))
            .into_iter()
            .filter(move |event| (from..to).contains(&event.input.at))
            .collect()
    };
    let engine = Engine::new(Arc::new(program()));
    let (mut whole, mut parts): (Vec<Record>, Vec<Record>) = (vec![], vec![]);
    let at_once = run(&engine, pings(0, 9 * HOUR), Some(9 * HOUR), &mut whole).unwrap();
    for cut in [5 * SECOND, HOUR - 1, HOUR, HOUR + 10 * SECOND, 2 * HOUR] {
        parts.clear();
        let mut run = Run::new(&engine);
        run.go_on(pings(0, cut + 1), Some(cut), &mut parts).unwrap();
        run.go_on(pings(cut + 1, 9 * HOUR), Some(9 * HOUR), &mut parts).unwrap();
        assert_eq!(parts, whole, "cut at {cut}");
        assert_eq!(run.summary(), at_once, "cut at {cut}");
    }
}
