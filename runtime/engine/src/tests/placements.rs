//! Placements and offers (§12).

use baton_program::*;

use super::build::{Build, DAY, HOUR, Run, bound, watch};

const BANNER: PlacementId = PlacementId(0);

impl Build {
    /// A placement in an inbound channel of its own, which is then every message's.
    fn placement(&mut self, shows: u16) -> ChannelId {
        let web = self.channel("web", None);
        self.0.channels[web.index()].direction = Direction::Inbound;
        self.0.placements.push(Placement { name: "banner".into(), channel: web, shows, place: Place::default() });
        web
    }

    /// A journey that is entered by an event and offers a message for an hour.
    fn offers(&mut self, name: &str, event: EventId, message: MessageId) -> JourneyId {
        self.journey(name, event, vec![offer(message, vec![]), Op::Wait(vec![])])
    }
}

impl Run {
    fn ask(&mut self, at: i64) {
        let what = Asked::Placement(BANNER);
        self.input(at, InputKind::Ask(Question { id: Some("q".into()), what }));
    }
}

fn offer(message: MessageId, args: Vec<ExprId>) -> Op {
    Op::Offer(Offer { message, args, placement: BANNER, lasts: HOUR, place: Place::default() })
}

#[test]
fn an_offer_is_shown_up_to_its_last_instant() {
    let mut build = Build::new();
    build.placement(1);
    let event = build.event("e", &[]);
    let message = build.message("m", 0);
    build.offers("j", event, message);
    let mut run = build.run();
    run.event(0, event);
    assert_eq!(run.state.wake(), Some(1000 * DAY), "an offer needs no timer: only the limit is one");
    run.ask(HOUR);
    run.ask(HOUR + 1);
    assert_eq!(run.news(), ["entered first", "shown m", "answered ", "answered "]);
    let shown = &run.output.records[1];
    assert_eq!((shown.send.as_deref(), shown.request.as_deref()), (Some("j/1/-/1.1/ann"), Some("q")));
    assert_eq!(run.output.records[2].with[0].1[0]["message"], "m");
    assert!(run.output.records[3].with[0].1.as_array().unwrap().is_empty());
}

#[test]
fn nobody_becomes_known_by_a_question() {
    let mut build = Build::new();
    build.placement(1);
    let always = build.constant(Value::Bool(true));
    let message = build.message("m", 0);
    let event = build.event("e", &[]);
    let journey = build.offers("j", event, message);
    build.0.latches = 1;
    build.0.journeys[journey.index()].entries = vec![Entry::When(LatchId(0), watch(always))];
    let mut run = build.run();
    run.ask(HOUR);
    assert_eq!((run.news(), run.state.moments()), (vec!["answered ".to_owned()], 0));
    run.event(2 * HOUR, event);
    run.ask(2 * HOUR);
    assert_eq!(run.news(), ["entered first", "shown m", "answered "]);
}

#[test]
fn the_best_are_shown_and_the_others_told() {
    let mut build = Build::new();
    build.placement(2);
    let event = build.event("e", &[]);
    let worths = [1, 3, 2];
    for (at, worth) in worths.into_iter().enumerate() {
        let message = build.message(&format!("m{at}"), 0);
        build.0.messages[message.index()].worth = Some(build.constant(Value::Int(worth)));
        build.offers(&format!("j{at}"), event, message);
    }
    let mut run = build.run();
    run.event(0, event);
    run.news();
    run.ask(1);
    assert_eq!(run.news(), ["shown m1", "shown m2", "answered "]);
    let because = &run.output.records.last().unwrap().because;
    assert_eq!(because.len(), 1);
    assert_eq!((&*because[0].rule, because[0].kind), ("shows", Some(Objection::Shows)));
    assert_eq!((because[0].message.as_deref(), because[0].send.as_deref()), (Some("m0"), Some("j0/1/-/1.1/ann")));
}

#[test]
fn what_is_shown_counts_at_once() {
    let mut build = Build::new();
    build.placement(3);
    let event = build.event("e", &[]);
    let first = build.message("m0", 0);
    build.cap(first, 1, Period::Day);
    let second = build.message("m1", 0);
    let cap = build.rules(first).channels[0].caps[0];
    build.rules(second).channels[0].caps.push(cap);
    build.offers("j0", event, first);
    build.offers("j1", event, second);
    let mut run = build.run();
    run.event(0, event);
    run.news();
    run.ask(1);
    assert_eq!(run.news(), ["shown m0", "answered "]);
    assert_eq!(&*run.output.records.last().unwrap().because[0].rule, "cap");
}

#[test]
fn a_statement_that_runs_again_takes_the_place_of_what_it_offered() {
    let mut build = Build::new();
    build.placement(3);
    let (event, again) = (build.event("e", &[]), build.event("again", &[]));
    let message = build.message("m", 0);
    let journey = build.offers("j", event, message);
    build.0.journeys[journey.index()].handlers =
        vec![Handler { on: bound(again), start: Pc(0), effect: Effect::Moves, place: Place::default() }];
    let mut run = build.run();
    run.event(0, event);
    run.event(HOUR, again);
    run.news();
    run.ask(2 * HOUR);
    assert_eq!(run.news(), ["shown m", "answered "]);
    let bytes = run.state.bytes();
    for hour in 3..100 {
        run.event(hour * HOUR, again);
    }
    assert!(run.state.bytes() <= bytes + 8, "what was replaced is kept no longer: only the moment's number grows");
}

#[test]
fn shown_happens_and_what_it_causes_waits_for_the_next_question() {
    let mut build = Build::new();
    build.placement(9);
    let event = build.event("e", &[]);
    let message = build.message("m", 0);
    build.offers("j", event, message);
    build.offers("k", BuiltIn::Shown.id(), message);
    let mut run = build.run();
    run.event(0, event);
    run.news();
    run.ask(1);
    assert_eq!(run.news(), ["shown m", "answered ", "entered first"]);
    run.ask(2);
    assert_eq!(run.news(), ["shown m", "shown m", "answered "]);
}

#[test]
fn an_offer_ends_with_its_instance_and_is_the_same_in_bytes() {
    let mut build = Build::new();
    build.placement(9);
    let event = build.event("e", &[]);
    let message = build.message("m", 0);
    let journey = build.offers("j", event, message);
    build.0.journeys[journey.index()].limit = HOUR / 2;
    let mut run = build.run();
    run.event(0, event);
    let state = crate::State::from_bytes(&run.engine, &run.state.to_bytes(&run.engine)).unwrap();
    assert_eq!(state, run.state);
    run.ask(HOUR / 2);
    run.wake(HOUR / 2);
    run.ask(HOUR / 2 + 1);
    assert_eq!(run.news(), ["entered first", "shown m", "answered ", "left limit", "answered "]);
}
