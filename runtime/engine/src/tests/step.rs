//! Steps: in any cut, at any wake-up, the same.

use baton_program::*;

use super::build::{Build, DAY, HOUR, MINUTE, Run, arm, watch};
use crate::{State, StateError};

/// A journey that waits, sends against a quiet night and a cap, and a signal of an absence.
fn program() -> (Run, EventId) {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Int)]);
    let message = build.message("m", 2 * DAY);
    build.quiet(message, 21 * HOUR, 8 * HOUR);
    build.cap(message, 1, Period::Day);
    let hour = build.constant(Value::Duration(HOUR));
    let wait = Op::Wait(vec![arm(ArmTrigger::After(hour), 2)]);
    build.journey("j", event, vec![wait, super::build::send(message, vec![])]);
    let links = vec![Link { on: super::build::bound(event), within: None }];
    let no = Some(No { on: vec![super::build::on(event)], within: 5 * HOUR });
    build.signal("s", Pattern::Sequence { links, no, all_within: None, slots: 0 });
    (build.run(), event)
}

fn times() -> impl Iterator<Item = i64> {
    (0..40).map(|n| n * 7 * HOUR + n * n * MINUTE)
}

#[test]
fn a_run_cut_in_two_by_bytes_is_the_same_run() {
    let (mut whole, event) = program();
    times().for_each(|time| whole.event_with(time, event, &[Value::Int(time)]));
    let (mut cut, event) = program();
    for time in times() {
        cut.event_with(time, event, &[Value::Int(time)]);
        let bytes = cut.state.to_bytes(&cut.engine);
        cut.state = State::from_bytes(&cut.engine, &bytes).unwrap();
        assert_eq!(cut.state.to_bytes(&cut.engine), bytes);
    }
    assert_eq!(whole.state, cut.state);
    assert_eq!(whole.output.records, cut.output.records);
    assert!(whole.output.records.iter().any(|record| record.kind == Kind::Held));
}

#[test]
fn a_wake_up_that_comes_late_or_twice_is_harmless() {
    let (mut never, event) = program();
    times().for_each(|time| never.event_with(time, event, &[Value::Int(time)]));
    let (mut often, event) = program();
    for time in times() {
        while let Some(due) = often.state.wake().filter(|due| *due < time) {
            often.wake(due);
            often.wake(due);
        }
        often.event_with(time, event, &[Value::Int(time)]);
    }
    assert_eq!(never.output.records, often.output.records);
    assert_eq!(never.signals(), often.signals());
    assert_eq!(never.state, often.state);
}

#[test]
fn an_event_is_taken_once() {
    let (mut run, event) = program();
    let taken = |run: &mut Run, id: &str| {
        let event = Event { event, at: 0, channel: None, fields: [Value::Int(0)].into(), number: 0 };
        run.input(0, InputKind::Event { id: Some(id.into()), event, changes: vec![] });
        run.state.moments()
    };
    assert_eq!([taken(&mut run, "x"), taken(&mut run, "x"), taken(&mut run, "y")], [1, 1, 2]);
}

#[test]
fn bytes_of_another_program_are_refused() {
    let (run, _) = program();
    let other = Build::new().run();
    let bytes = run.state.to_bytes(&run.engine);
    assert_eq!(State::from_bytes(&other.engine, &bytes), Err(StateError::OtherProgram));
    assert_eq!(State::from_bytes(&run.engine, &bytes[..bytes.len() - 1]), Err(StateError::Malformed));
}

#[test]
fn a_watched_condition_acts_when_time_changes_it() {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Int)]);
    let read = build.read(event, Store::Recent(100), Measure::Count, Some(DAY));
    let (count, one) = (build.node(Node::Read(read)), build.constant(Value::Int(1)));
    let alone = build.node(Node::Compare(Comparison::Less, count, one));
    let watch = Watch { clocks: vec![Clock::Window(read)], ..watch(alone) };
    build.signal("quiet", Pattern::Becomes(LatchId(0), watch));
    build.0.latches = 1;
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.state.wake(), Some(DAY));
    run.wake(2 * DAY);
    assert_eq!(run.signals(), [DAY]);
}
