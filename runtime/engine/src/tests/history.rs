//! Windows and running values (§7).

use baton_program::*;

use super::build::{Build, DAY, HOUR, on};

#[test]
fn a_window_holds_what_is_later_than_its_beginning_and_not_later_than_now() {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Int)]);
    let count = build.asks(event, Measure::Count, DAY);
    let mut run = build.run();
    run.event_with(1_000, event, &[Value::Int(1)]);
    assert_eq!(run.value(count, 999), Value::Int(0));
    assert_eq!(run.value(count, 1_000), Value::Int(1));
    assert_eq!(run.value(count, 1_000 + DAY - 1), Value::Int(1));
    assert_eq!(run.value(count, 1_000 + DAY), Value::Int(0));
}

#[test]
fn a_late_event_counts_by_its_own_time() {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Int)]);
    let (count, latest) = (build.asks(event, Measure::Count, HOUR), build.asks(event, Measure::Latest, DAY));
    let mut run = build.run();
    run.event_with(5 * HOUR, event, &[Value::Int(5)]);
    run.late(5 * HOUR, 4 * HOUR, event, &[Value::Int(4)]);
    assert_eq!(run.value(count, 5 * HOUR), Value::Int(1));
    assert_eq!(run.value(latest, 5 * HOUR), Value::Int(5));
}

#[test]
fn share_looks_back_as_far_as_both_windows_remember() {
    let mut build = Build::new();
    let (part, whole) = (build.event("part", &[]), build.event("whole", &[]));
    let a = build.read(part, Store::Recent(100), Measure::Count, Some(DAY));
    let b = build.read(whole, Store::Recent(2), Measure::Count, Some(DAY));
    let share = build.node(Node::Share(a, b));
    let mut run = build.run();
    assert_eq!(run.value(share, 0), Value::Unknown);
    for hour in 1..=4 {
        run.event(hour * HOUR, part);
        run.event(hour * HOUR, whole);
    }
    assert_eq!(run.value(share, 5 * HOUR), Value::Number(1.0));
}

#[test]
fn running_values_leave_out_the_unknown() {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Optional(Box::new(Type::Int)))]);
    let mut running = |fold, measure| {
        let read = build.read(event, Store::Running(fold), measure, None);
        build.node(Node::Read(read))
    };
    let (sum, average) = (running(Fold::Sum, Measure::Sum), running(Fold::Average, Measure::Average));
    let (latest, lowest) = (running(Fold::Latest, Measure::Latest), running(Fold::Lowest, Measure::Lowest));
    let mut run = build.run();
    assert_eq!(run.value(sum, 0), Value::Int(0));
    assert_eq!(run.value(average, 0), Value::Unknown);
    for value in [Value::Int(1), Value::Int(2), Value::Unknown] {
        run.event_with(0, event, &[value]);
    }
    assert_eq!(run.value(sum, 0), Value::Int(3));
    assert_eq!(run.value(average, 0), Value::Number(1.5));
    assert_eq!(run.value(latest, 0), Value::Unknown);
    assert_eq!(run.value(lowest, 0), Value::Int(1));
}

#[test]
fn a_filter_asks_about_what_was_kept() {
    let mut build = Build::new();
    let event = build.event("e", &[("n", Type::Int)]);
    let read = build.read(event, Store::Recent(100), Measure::Count, Some(DAY));
    let (here, two) = (build.node(Node::Here(0)), build.constant(Value::Int(2)));
    let filter = build.node(Node::Compare(Comparison::GreaterOrEqual, here, two));
    build.0.reads[read.index()].filters = vec![Some(filter)];
    let count = build.node(Node::Read(read));
    let mut run = build.run();
    for value in 1..=3 {
        run.event_with(0, event, &[Value::Int(value)]);
    }
    assert_eq!(run.value(count, 0), Value::Int(2));
}

#[test]
fn a_name_in_parentheses_and_a_condition_choose() {
    let mut build = Build::new();
    let sent = BuiltIn::Opened.id();
    let read = build.read(sent, Store::Running(Fold::Count), Measure::Count, None);
    build.0.histories[0].alternatives[0].selector = Selector { of: Some("offer".into()), ..on(sent) };
    let count = build.node(Node::Read(read));
    let mut run = build.run();
    run.event_with(0, sent, &[Value::Text("offer".into())]);
    run.event_with(0, sent, &[Value::Text("other".into())]);
    assert_eq!(run.value(count, 0), Value::Int(1));
}
