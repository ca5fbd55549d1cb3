//! Stories of the program of `calls.rs`.
#![allow(clippy::panic)]

use std::sync::Arc;

use baton_engine::Engine;
use baton_program::{Expectation, ExprId, Extent, Kind, Line, Outcome, Place, Story, Told};

use super::{Failure, Verdict, tell};
use crate::calls::{CALL, CALLS, HOUR, KNOWN, NEW_YORK, PING, SECOND, TIMEZONE, program};

fn verdict(lines: Vec<Line>) -> Verdict {
    let place = |line| Place { file: 0, line, column: 3 };
    let lines = lines.into_iter().zip((1..).map(place)).collect();
    let story = Story { package: "".into(), title: "a story".into(), place: place(0), lines };
    tell(&Engine::new(Arc::new(program())), &story)
}

#[track_caller]
fn passes(lines: Vec<Line>) {
    if let Verdict::Failed(failure) = verdict(lines) {
        panic!("{failure:#?}");
    }
}

#[track_caller]
fn fails(lines: Vec<Line>) -> Failure {
    match verdict(lines) {
        Verdict::Failed(failure) => *failure,
        Verdict::Passed => panic!("the story passed"),
    }
}

fn pings() -> Option<Told> {
    Some(Told::Event { event: PING, channel: None, fields: vec![], changes: vec![] })
}

fn expect(expectation: Expectation) -> Line {
    Line::Expect(expectation, Extent::SoFar)
}

fn sent() -> Expectation {
    Expectation::Sent { message: CALL, via: vec![], with: vec![] }
}

#[test]
fn a_queued_message_has_its_turn_at_once() {
    passes(vec![Line::AtInstant(0, pings()), expect(Expectation::Queued(CALL)), expect(sent())]);
}

#[test]
fn an_expectation_looks_back_to_the_line_before() {
    let after = |by| Line::After(by, None);
    let sent = fails(vec![Line::AtInstant(0, pings()), after(SECOND), expect(sent())]);
    assert_eq!((sent.place.line, sent.at), (3, SECOND));
    assert_eq!(sent.expected, "`call` to be sent");
    assert!(sent.happened.is_empty());
}

#[test]
fn timers_on_the_way_and_at_the_time_itself_are_included() {
    let completed = || expect(Expectation::Journey(CALLS, Outcome::Completed));
    passes(vec![Line::AtInstant(0, pings()), Line::After(HOUR, None), completed()]);
    passes(vec![Line::AtInstant(0, pings()), Line::After(2 * HOUR, None), completed()]);
    let early = fails(vec![Line::AtInstant(0, pings()), Line::After(HOUR - 1, None), completed()]);
    assert_eq!(early.expected, "`calls` to be completed");
}

#[test]
fn within_moves_on_until_it_holds() {
    let completed = |by| Line::Expect(Expectation::Journey(CALLS, Outcome::Completed), Extent::Within(by));
    passes(vec![
        Line::AtInstant(0, pings()),
        completed(2 * HOUR),
        // It is one hour now: the journey can be entered again, and the ping before is behind us.
        expect(Expectation::NoMessage(CALL)),
        Line::After(0, pings()),
        expect(sent()),
    ]);
    let late = fails(vec![Line::AtInstant(0, pings()), completed(HOUR - 1)]);
    assert_eq!((late.at, late.expected.as_str()), (HOUR - 1, "`calls` to be completed within 59m 59s 999ms"));
}

#[test]
fn for_asks_that_it_hold_throughout() {
    let quiet = |by| Line::Expect(Expectation::NoMessage(CALL), Extent::For(by));
    passes(vec![Line::AtInstant(0, pings()), Line::After(1, None), quiet(24 * HOUR)]);
    let going_on = |by| Line::Expect(Expectation::Journey(CALLS, Outcome::NotEntered), Extent::For(by));
    assert_eq!(fails(vec![Line::AtInstant(0, pings()), going_on(HOUR)]).happened.len(), 3);
}

#[test]
fn lines_concern_the_customer_named_last() {
    let other = || Line::Customer(Some("b".into()), vec![]);
    let first = || Line::Customer(Some("customer".into()), vec![]);
    passes(vec![other(), Line::AtInstant(0, pings()), expect(sent()), first(), expect(Expectation::NoMessage(CALL))]);
    let failure = fails(vec![other(), Line::AtInstant(0, None), Line::After(1, pings()), first(), expect(sent())]);
    assert_eq!(failure.customer, "customer");
}

#[test]
fn what_happened_is_told() {
    let failure = fails(vec![Line::AtInstant(0, pings()), expect(Expectation::Holds(ExprId(1)))]);
    let kinds: Vec<_> = failure.happened.iter().map(|record| record.kind).collect();
    assert_eq!(kinds, [Kind::Entered, Kind::Queued, Kind::Sent]);
    assert_eq!(failure.expected, "the condition to hold");
}

#[test]
fn attributes_are_there_before_anything_happens() {
    let lives_in_new_york = || Line::Customer(None, vec![(TIMEZONE, NEW_YORK)]);
    let known = || expect(Expectation::Holds(KNOWN));
    passes(vec![lives_in_new_york(), Line::AtInstant(0, pings()), known(), expect(sent())]);
    passes(vec![Line::AtInstant(0, None), lives_in_new_york(), known()]);
    // Their zone counts for the first time of the story already.
    let midnight = vec![lives_in_new_york(), Line::AtLocal(0, 0, None), expect(Expectation::Queued(CALL))];
    assert_eq!(fails(midnight).at, 5 * HOUR);
}

#[test]
fn time_never_goes_back() {
    let failure = fails(vec![Line::AtInstant(HOUR, None), Line::AtInstant(0, None), expect(sent())]);
    assert_eq!(failure.at, HOUR);
}
