//! Audiences: watched and refreshed.

use std::sync::Arc;

use baton_program::*;

use super::build::{Build, DAY, HOUR, MINUTE, Run, at, bound};

/// An attribute, and an audience of those for whom it is true.
fn audience(refreshed: Option<u32>) -> (Build, AttributeId, ExprId) {
    let mut build = Build::new();
    let (attribute, condition) = build.flag("vip");
    let audience = Audience { name: "a".into(), condition, refreshed, member: LatchId(0), place: Place::default() };
    build.0.audiences.push(audience);
    build.0.latches = 1;
    let member = build.node(Node::MemberOf(AudienceId(0)));
    (build, attribute, member)
}

fn refresh(run: &mut Run, at: i64, extent: Carried) {
    let (who, why) = ("mia".into(), "test".into());
    let command = Command { id: None, order: Order::Refresh(AudienceId(0)), among: Among::All, extent, who, why };
    run.input(at, InputKind::Command(Arc::new(command)));
}

#[test]
fn who_joins_and_departs_is_a_member_in_between() {
    let (mut build, vip, member) = audience(None);
    build.journey("j", BuiltIn::Joined.id(), vec![Op::Done]);
    build.journey("k", BuiltIn::Departed.id(), vec![Op::Done]);
    let mut run = build.run();
    assert_eq!(run.value(member, 0), Value::Bool(false));
    run.set(0, vip, Value::Bool(true));
    assert_eq!(run.news(), ["joined ", "entered first", "completed first"]);
    assert_eq!(run.engine.member_of(&run.state), [AudienceId(0)]);
    assert_eq!(run.value(member, 1), Value::Bool(true));
    run.set(1, vip, Value::Bool(true));
    assert_eq!(run.news(), [""; 0]);
    run.set(2, vip, Value::Bool(false));
    assert_eq!(run.news(), ["departed ", "entered first", "completed first"]);
    assert_eq!(run.engine.member_of(&run.state), []);
}

#[test]
fn a_refreshed_audience_is_asked_after_every_input_of_its_time() {
    let six = at("2026-03-02T06:00:00Z");
    let (build, vip, _) = audience(Some(6 * HOUR as u32));
    let mut run = build.run();
    run.set(six, vip, Value::Bool(true));
    assert_eq!(run.news(), [""; 0]);
    assert_eq!(run.state.wake(), Some(six));
    run.set(six, vip, Value::Bool(true));
    run.wake(six);
    run.wake(six);
    assert_eq!(run.news(), ["joined "]);
    assert_eq!(run.state.wake(), Some(six + DAY));
    // A wake-up that comes days too late: it was asked each day all the same.
    run.set(six + HOUR, vip, Value::Bool(false));
    run.wake(six + 5 * DAY + MINUTE);
    assert_eq!(run.news(), ["departed "]);
    assert_eq!(run.output.records[1].at, six + DAY);
}

#[test]
fn a_refreshed_audience_is_asked_once_in_a_moment() {
    let (mut build, vip, member) = audience(Some(0));
    let never = build.node(Node::Not(member));
    build.0.audiences[0].condition.condition = never;
    let event = build.event("e", &[]);
    build.journey("j", BuiltIn::Joined.id(), vec![Op::Emit { event, fields: vec![], place: Place::default() }]);
    build.journey("k", event, vec![Op::Done]);
    let mut run = build.run();
    run.set(at("2026-03-02T12:00:00Z"), vip, Value::Bool(true));
    run.wake(at("2026-03-03T00:00:00Z"));
    let news = run.news();
    assert_eq!(news.iter().filter(|one| one.starts_with("joined")).count(), 1, "{news:?}");
    assert_eq!(news.iter().filter(|one| one.starts_with("departed")).count(), 0, "{news:?}");
    run.wake(at("2026-03-04T00:00:00Z"));
    assert_eq!(run.news(), ["departed "]);
}

#[test]
fn a_command_asks_whom_it_would_change() {
    let noon = at("2026-03-02T12:00:00Z");
    let (build, vip, _) = audience(Some(6 * HOUR as u32));
    let mut run = build.run();
    run.set(noon, vip, Value::Bool(true));
    refresh(&mut run, noon + 1, Carried::Preview);
    assert_eq!(run.news(), ["previewed "]);
    assert_eq!(run.engine.member_of(&run.state), []);
    refresh(&mut run, noon + 2, Carried::Out);
    assert_eq!(run.news(), ["commanded ", "joined "]);
    let moments = run.state.moments();
    refresh(&mut run, noon + 3, Carried::Out);
    assert_eq!((run.news(), run.state.moments()), (vec![], moments));
}

#[test]
fn history_counts_who_joined() {
    let (mut build, vip, _) = audience(None);
    let joined = build.asks(BuiltIn::Joined.id(), Measure::Count, DAY);
    let pattern = Pattern::Sequence {
        links: vec![Link { on: bound(BuiltIn::Joined.id()), within: None }],
        no: None,
        all_within: None,
        slots: 0,
    };
    build.signal("s", pattern);
    let mut run = build.run();
    for time in 0..5 {
        run.set(time, vip, Value::Bool(time % 2 == 0));
    }
    assert_eq!(run.value(joined, 5), Value::Int(3));
    assert_eq!(run.signals(), [0, 2, 4]);
}
