//! Journeys (§10).

use baton_program::*;

use super::build::{Build, DAY, HOUR, MINUTE, SECOND, arm, bound, send};

fn wait(build: &mut Build, duration: i64, target: u32) -> Op {
    let duration = build.constant(Value::Duration(duration));
    Op::Wait(vec![arm(ArmTrigger::After(duration), target)])
}

#[test]
fn a_wait_lasts_at_least_a_second() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let wait = wait(&mut build, 0, 2);
    build.journey("j", event, vec![wait]);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.state.wake(), Some(SECOND));
    run.wake(SECOND - 1);
    assert_eq!(run.news(), ["entered first"]);
    run.wake(SECOND);
    assert_eq!(run.news(), ["completed first"]);
}

#[test]
fn a_missed_goal_goes_on_and_can_still_be_reached() {
    let mut build = Build::new();
    let (event, won) = (build.event("e", &[]), build.event("won", &[]));
    let journey = build.journey("j", event, vec![Op::Wait(vec![])]);
    build.0.journeys[journey.index()].goal =
        Some(Goal { trigger: Trigger::On(bound(won)), within: Some(DAY), to: None, place: Place::default() });
    let mut run = build.run();
    run.event(0, event);
    run.wake(2 * DAY);
    run.event(3 * DAY, won);
    assert_eq!(run.news(), ["entered first", "missed first", "reached first"]);
}

#[test]
fn a_paused_instance_moves_when_its_pause_ends() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let (flag, watch) = build.flag("flag");
    let wait = wait(&mut build, HOUR, 2);
    let message = build.message("m", DAY);
    let journey = build.journey("j", event, vec![wait, send(message, vec![])]);
    build.0.journeys[journey.index()].paused = Some(watch);
    let mut run = build.run();
    run.event(0, event);
    run.set(MINUTE, flag, Value::Bool(true));
    run.wake(5 * HOUR);
    run.event(5 * HOUR, event);
    assert_eq!(run.news(), ["entered first"]);
    run.set(6 * HOUR, flag, Value::Bool(false));
    assert_eq!(run.news(), ["sent m", "completed first"]);
}

#[test]
fn a_condition_enters_once_for_each_stretch() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let (flag, watch) = build.flag("flag");
    let journey = build.journey("j", event, vec![]);
    build.0.journeys[journey.index()].entries = vec![Entry::When(LatchId(0), watch)];
    build.0.journeys[journey.index()].again = Again::After(DAY);
    build.0.latches = 1;
    let mut run = build.run();
    run.set(0, flag, Value::Bool(true));
    run.set(1, flag, Value::Bool(true));
    assert_eq!(run.news(), ["entered first", "completed first"]);
    run.set(2, flag, Value::Bool(false));
    run.set(3, flag, Value::Bool(true));
    assert_eq!(run.news(), [""; 0]);
    assert_eq!(run.state.wake(), Some(DAY));
    run.wake(DAY);
    assert_eq!(run.news(), ["entered first", "completed first"]);
}

#[test]
fn instances_are_kept_apart_by_key_and_bounded() {
    let mut build = Build::new();
    let (open, close) = (build.event("open", &[("k", Type::Id)]), build.event("close", &[("k", Type::Id)]));
    let journey = build.journey("j", open, vec![Op::Wait(vec![])]);
    let keyed = |event| {
        let mut bound = bound(event);
        bound.alternatives[0].key = Some(0);
        bound
    };
    let item = &mut build.0.journeys[journey.index()];
    item.key = Some(Key { name: "k".into(), instances: 2 });
    item.entries = vec![Entry::On(keyed(open), Place::default())];
    item.exits = vec![Exit { trigger: Trigger::On(keyed(close)), reason: "closed".into(), place: Place::default() }];
    let mut run = build.run();
    for key in ["x", "y", "x", "z"] {
        run.event_with(0, open, &[Value::Id(key.into())]);
    }
    assert_eq!(run.news(), ["entered first", "entered first", "refused too many instances"]);
    run.event_with(1, close, &[Value::Id("y".into())]);
    assert_eq!(run.output.records.last().unwrap().key.as_deref(), Some("y"));
    assert_eq!(run.engine.active(&run.state).len(), 1);
}

#[test]
fn a_body_that_does_not_end_is_ended() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    build.journey("j", event, vec![Op::Jump(Pc(1))]);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "left did not come to rest"]);
}

#[test]
fn a_command_waits_for_its_answer() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let answers = Some(vec![Field { name: "ok".into(), ty: Type::Bool, privacy: Privacy::Open }]);
    let action = Action { name: "a".into(), params: vec![], to: "desk".into(), capacity: None, answers };
    build.0.actions.push(action);
    let answer = Some(Answer { slot: 0, within: HOUR, otherwise: Some(Pc(4)) });
    let slot = build.node(Node::Local(0));
    let ok = build.node(Node::Field(slot, 0));
    let order = Do { action: ActionId(0), args: vec![], answer, place: Place::default() };
    let code = vec![Op::Do(order), Op::If(ok, Pc(4)), Op::Leave("yes".into()), Op::Leave("no".into())];
    build.journey("j", event, code);
    let mut run = build.run();
    run.event(0, event);
    let command = run.output.records.last().unwrap().command.clone().unwrap();
    run.input(1, InputKind::Answered(command, [Value::Bool(true)].into()));
    assert_eq!(run.news(), ["entered first", "did a", "answered a", "left yes"]);
    run.event(2, event);
    run.wake(DAY);
    assert_eq!(run.news(), ["entered first", "did a", "left no"]);
}

#[test]
fn a_report_belongs_to_the_instance_that_sent() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", DAY);
    let mut clicked = bound(BuiltIn::Clicked.id());
    clicked.alternatives[0].own = Own::Instance;
    let wait = Op::Wait(vec![arm(ArmTrigger::On(clicked), 3)]);
    build.journey("j", event, vec![send(message, vec![]), wait]);
    let mut run = build.run();
    run.event(0, event);
    let another = [Value::Text("m".into()), Value::Id("j/9/-/9.1/ann".into())];
    run.event_with(1, BuiltIn::Clicked.id(), &another);
    assert_eq!(run.news(), ["entered first", "sent m"]);
    // A report without an id belongs to the latest send.
    run.event_with(2, BuiltIn::Clicked.id(), &[Value::Text("m".into())]);
    assert_eq!(run.news(), ["completed first"]);
}
