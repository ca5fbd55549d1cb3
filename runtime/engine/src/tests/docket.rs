//! The docket (§11).

use baton_program::*;

use super::build::{Build, DAY, HOUR, MINUTE, arm, at, bound, send, watch};

#[test]
fn what_is_cleared_is_sent_in_its_moment() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", 0);
    build.sends("j", event, message);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "sent m", "completed first"]);
    assert_eq!(run.output.records[1].send.as_deref(), Some("j/1/-/1.1/ann"));
}

#[test]
fn a_suppressed_message_is_held_until_its_hold_is_over() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", HOUR);
    let (flag, watch) = build.flag("flag");
    let rule = build.rule("calm", RuleKind::Suppress(watch));
    build.rules(message).suppress.push(rule);
    build.sends("j", event, message);
    let mut run = build.run();
    run.set(0, flag, Value::Bool(true));
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "held m"]);
    assert_eq!(run.engine.docket(&run.state)[0].because[0].rule.as_ref(), "calm");
    assert_eq!(run.state.wake(), Some(HOUR));
    // The last instant belongs to the hold: an input of that time can still clear it.
    let mut cleared = run.state.clone();
    run.event(HOUR, BuiltIn::Opened.id());
    assert_eq!(run.news(), [""; 0]);
    run.wake(HOUR);
    assert_eq!(run.news(), ["dropped m", "completed first"]);
    std::mem::swap(&mut run.state, &mut cleared);
    run.set(HOUR, flag, Value::Bool(false));
    assert_eq!(run.news(), ["sent m", "completed first"]);
}

#[test]
fn now_or_never_is_dropped_at_once() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", 0);
    build.cap(message, 0, Period::Day);
    build.sends("j", event, message);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "dropped m", "completed first"]);
}

#[test]
fn what_no_channel_can_carry_is_unreachable() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", DAY);
    let no = build.constant(Value::Bool(false));
    build.0.channels[0].requires = Some(watch(no));
    build.sends("j", event, message);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "dropped m", "completed first"]);
    let rules: Vec<_> = run.output.records[1].because.iter().map(|because| &*because.rule).collect();
    assert_eq!(rules, ["unreachable", "requires"]);
}

#[test]
fn a_rolling_cap_lets_the_next_through_when_the_oldest_has_left() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", 3 * DAY);
    build.cap(message, 2, Period::Rolling(DAY));
    build.sends("j", event, message);
    let mut run = build.run();
    for hour in [0, 1, 2] {
        run.event(hour * HOUR, event);
    }
    assert_eq!(run.state.wake(), Some(DAY));
    run.wake(DAY);
    let sent: Vec<_> = run.output.records.iter().filter(|r| r.kind == Kind::Sent).map(|r| r.at).collect();
    assert_eq!(sent, [0, HOUR, DAY]);
}

#[test]
fn a_day_is_the_calendars_also_when_it_has_23_or_25_hours() {
    let sent = |times: [&str; 2], midnight: &str| {
        let mut build = Build::new();
        let event = build.event("e", &[]);
        let message = build.message("m", 3 * DAY);
        build.cap(message, 1, Period::Day);
        build.sends("j", event, message);
        let mut run = build.run();
        times.iter().for_each(|time| run.event(at(time), event));
        assert_eq!(run.state.wake(), Some(at(midnight)));
        run.wake(at(midnight));
        run.output.records.iter().filter(|r| r.kind == Kind::Sent).count()
    };
    assert_eq!(sent(["2026-03-29T00:30:00Z", "2026-03-29T22:30:00Z"], "2026-03-29T23:00:00Z"), 2);
    assert_eq!(sent(["2026-10-24T23:30:00Z", "2026-10-25T23:30:00Z"], "2026-10-26T00:00:00Z"), 2);
}

#[test]
fn quiet_hours_end_by_the_clock_on_the_wall() {
    let sent_at = |asked: &str| {
        let mut build = Build::new();
        let event = build.event("e", &[]);
        let message = build.message("m", 3 * DAY);
        build.quiet(message, 21 * HOUR, 8 * HOUR);
        build.sends("j", event, message);
        let mut run = build.run();
        run.event(at(asked), event);
        run.wake(at(asked) + DAY);
        run.output.records.iter().find(|r| r.kind == Kind::Sent).map(|r| r.at).unwrap()
    };
    assert_eq!(sent_at("2026-03-28T22:00:00Z"), at("2026-03-29T07:00:00Z"));
    assert_eq!(sent_at("2026-10-24T21:00:00Z"), at("2026-10-25T08:00:00Z"));
    assert_eq!(sent_at("2026-10-25T20:59:59.999Z"), at("2026-10-25T20:59:59.999Z"));
    assert_eq!(sent_at("2026-10-25T21:00:00Z"), at("2026-10-26T08:00:00Z"));
}

#[test]
fn priority_goes_before_rank_and_caps_count_what_the_clearing_has_sent() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    build.0.purposes.push("low".into());
    let [a, b, c] = ["a", "b", "c"].map(|name| build.message(name, DAY));
    let worth = [5.0, 7.0, 9.0].map(|worth| build.constant(Value::Number(worth)));
    for (message, worth) in [a, b, c].into_iter().zip(worth) {
        build.0.messages[message.index()].worth = Some(worth);
    }
    build.0.messages[c.index()].purpose = PurposeId(1);
    let cap = RuleKind::Cap(Cap { limit: 2, per: Period::Rolling(DAY), counter: CounterId(0) });
    let cap = build.rule("two", cap);
    for message in [a, b, c] {
        build.rules(message).channels[0].caps.push(cap);
        build.sends("j", event, message);
    }
    let mut run = build.run();
    run.event(0, event);
    let news: Vec<_> = run.news().into_iter().filter(|news| news.contains("sent") || news.contains("held")).collect();
    assert_eq!(news, ["sent b", "sent a", "held c"]);
}

#[test]
fn a_queued_message_is_counted_and_sent_at_its_turn() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    build.channel("voice", Some(Capacity { count: 1, per: HOUR }));
    let message = build.message("m", DAY);
    build.cap(message, 1, Period::Rolling(DAY));
    build.sends("j", event, message);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "queued m"]);
    let turn = run.output.queued[0].send.clone();
    run.input(HOUR, InputKind::Turn("another".into()));
    run.input(HOUR, InputKind::Turn(turn.clone()));
    assert_eq!(run.news(), ["sent m", "completed first"]);
    run.input(HOUR, InputKind::Turn(turn));
    assert_eq!(run.news(), [""; 0]);
}

#[test]
fn what_moves_an_instance_withdraws_its_message() {
    let mut build = Build::new();
    let (event, stop) = (build.event("e", &[]), build.event("stop", &[]));
    let message = build.message("m", DAY);
    build.cap(message, 0, Period::Day);
    let arms = vec![arm(ArmTrigger::On(bound(stop)), 2)];
    build.journey("j", event, vec![send(message, arms)]);
    let mut run = build.run();
    run.event(0, event);
    run.event(MINUTE, stop);
    assert_eq!(run.news(), ["entered first", "held m", "withdrawn m", "completed first"]);
}

#[test]
fn a_holdout_withholds_without_counting() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let message = build.message("m", DAY);
    build.cap(message, 1, Period::Day);
    build.sends("j", event, message);
    let holdout = Holdout {
        below: Some(0),
        salt: "s".into(),
        messages: vec![message],
        journeys: vec![],
        except_messages: vec![],
        except_journeys: vec![],
    };
    let rule = build.rule("control", RuleKind::Holdout(holdout));
    let mut run = build.run();
    run.customer.chance = crate::Chance::Told { holdouts: vec![rule], arms: vec![] };
    for _ in 0..2 {
        run.event(0, event);
        assert_eq!(run.news(), ["entered first", "withheld m", "completed first"]);
    }
}

#[test]
fn the_best_that_clears_is_sent_and_the_others_are_not_recorded() {
    let mut build = Build::new();
    let event = build.event("e", &[]);
    let [a, b] = ["a", "b"].map(|name| build.message(name, HOUR));
    let worth = build.constant(Value::Int(9));
    build.0.messages[b.index()].worth = Some(worth);
    build.cap(b, 0, Period::Day);
    let candidates = vec![(a, vec![]), (b, vec![])];
    let best = Send { candidates, via: vec![], arms: vec![], dropped: None, place: Place::default() };
    build.journey("j", event, vec![Op::Send(best)]);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.news(), ["entered first", "sent a", "completed first"]);
}

#[test]
fn a_place_of_several_messages_is_recorded_as_its_best_one() {
    let mut build = Build::new();
    let (event, stop) = (build.event("e", &[]), build.event("stop", &[]));
    let [low, high] = ["low", "high"].map(|name| build.message(name, HOUR));
    let worth = build.constant(Value::Int(9));
    build.0.messages[high.index()].worth = Some(worth);
    build.cap(low, 0, Period::Day);
    build.quiet(high, 0, 24 * HOUR);
    let candidates = vec![(low, vec![]), (high, vec![])];
    let arms = vec![arm(ArmTrigger::On(bound(stop)), 2)];
    build.journey(
        "j",
        event,
        vec![Op::Send(Send { candidates, via: vec![], arms, dropped: None, place: Place::default() })],
    );
    let mut run = build.run();
    run.event(0, event);
    let mut withdrawn = run.state.clone();
    run.wake(HOUR);
    assert_eq!(run.news(), ["entered first", "held high", "dropped high", "completed first"]);
    for record in &run.output.records[1..3] {
        let rules: Vec<_> = record.because.iter().map(|because| &*because.rule).collect();
        assert_eq!(rules, ["nights"]);
    }
    std::mem::swap(&mut run.state, &mut withdrawn);
    run.event(MINUTE, stop);
    assert_eq!(run.news(), ["withdrawn high", "completed first"]);
}
