//! Properties: whatever comes in, these hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{collections::BTreeMap, sync::Arc};

use baton_engine::{Chance, Customer, Engine, Output, State};
use baton_host::{
    input::{Taken, Whom},
    run::{Run, Snapshot},
};
use baton_program::{Asked, DecisionId, Input, InputKind, Kind, Program, Question, Record, Value};
use baton_tests::{
    generated,
    workload::{self, Size, Tally},
    world,
};
use proptest::prelude::*;

/// A workspace in which much is going on at once: windows, patterns, keys, caps, quiet hours, answers, pauses.
const BUSY: &str = include_str!("busy.journey");

fn busy() -> Arc<Program> {
    world::compiled(&world::workspace(&[("busy.journey", BUSY)])).expect("the workspace compiles")
}

/// The same, and a decision that reads much of it.
fn asking() -> Arc<Program> {
    let decision = "decision much() answers { number: int  step: text? } {
      if in support or count(a, 3d) > 2 { answer { number: count(b, 1d)  step: step of sell } }
      answer { number: customer.score ?? 0 }
    }";
    world::compiled(&world::workspace(&[("busy.journey", BUSY), ("asking.journey", decision)])).expect("it compiles")
}

/// Their clocks change at different times, Lord Howe's by half an hour, Cairo's at midnight.
const ZONES: [&str; 5] =
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Kiritimati"];

/// What operators order; more often than they pause anything they resume it.
const ORDERS: [&str; 8] = [
    "baton:advance",
    "baton:pause",
    "baton:resume",
    "baton:remove",
    "baton:advance",
    "baton:resume",
    "baton:pause",
    "baton:resume",
];

/// One random event: minutes after the one before, customer, type, a small number.
type Step = (u16, u8, u8, u8);

fn taken(program: &Program, steps: &[Step]) -> Vec<Taken> {
    let mut at = 1_772_400_000_000;
    let mut inputs = Vec::new();
    for (index, (minutes, customer, kind, number)) in steps.iter().enumerate() {
        at += i64::from(*minutes) * 60_000;
        let (name, data) = match kind % 9 {
            0 => ("a", format!(r#"{{"n":{number}}}"#)),
            1 => ("b", format!(r#"{{"n":{number}}}"#)),
            2 => ("ticket", format!(r#"{{"t":"t{}"}}"#, number % 4)),
            3 => ("solved", format!(r#"{{"t":"t{}"}}"#, number % 4)),
            4 => ("customer_changed", format!(r#"{{"score":{number},"vip":{}}}"#, number % 2 == 0)),
            5 => ("clicked", r#"{"message":"offer_x"}"#.to_owned()),
            6 => (ORDERS[usize::from(number % 8)], {
                let journey = ["support", "sell", "follow", "visits"][usize::from(number % 4)];
                format!(r#"{{"journey":"{journey}","among":"needy","who":"mia","why":"test"}}"#)
            }),
            7 => ("baton:show", r#"{"placement":"banner"}"#.to_owned()),
            _ => ("customer_changed", format!(r#"{{"timezone":"{}","score":null}}"#, ZONES[usize::from(number % 5)])),
        };
        let time = baton_program::wire::iso(at);
        let line = format!(
            r#"{{"specversion":"1.0","id":"{index}","source":"p","type":"{name}","subject":"c{}","time":"{time}","data":{data}}}"#,
            customer % 3
        );
        inputs.push(baton_program::wire::cloud_event(program, line.as_bytes()).expect("the event is taken"));
    }
    inputs
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0u16..600, any::<u8>(), any::<u8>(), 0u8..20), 1..80)
}

const LONG_AFTER: i64 = 1_800_000_000_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_events_give_the_same_records(steps in steps()) {
        let program = busy();
        let events = taken(&program, &steps);
        let first = world::records(program.clone(), events.clone(), Some(LONG_AFTER)).unwrap();
        let again = world::records(program, events, Some(LONG_AFTER)).unwrap();
        prop_assert_eq!(first, again);
    }

    /// A run that is cut in two, its states kept as bytes between, gives the same records.
    #[test]
    fn cut_in_two(steps in steps(), cut in any::<prop::sample::Index>()) {
        let program = busy();
        let events = taken(&program, &steps);
        let whole = by_customer(&program, &events, None, Host::Attends);
        let cut = by_customer(&program, &events, Some(cut.index(events.len())), Host::Attends);
        prop_assert_eq!(whole, cut);
    }

    /// What arrives in another order is the same after sorting, as long as no two events have one time.
    #[test]
    fn shuffled(steps in steps(), seed in any::<u64>()) {
        let program = busy();
        let spaced: Vec<Step> = steps.into_iter().map(|(minutes, c, k, n)| (minutes + 1, c, k, n)).collect();
        let events = taken(&program, &spaced);
        let mut shuffled = events.clone();
        shuffled.sort_by_key(|one| one.input.at.wrapping_mul(seed as i64 | 1));
        let straight = world::records(program.clone(), events, Some(LONG_AFTER)).unwrap();
        let shuffled = world::records(program, shuffled, Some(LONG_AFTER)).unwrap();
        prop_assert_eq!(straight, shuffled);
    }

    /// A wake-up that comes too early, too often or not at all changes nothing.
    #[test]
    fn wake_ups_are_harmless(steps in steps(), extra in prop::collection::vec(0i64..40_000_000, 0..10)) {
        let program = busy();
        let events = taken(&program, &steps);
        let plain = by_customer(&program, &events, None, Host::Sleeps);
        let mut with_wakes = Vec::new();
        for (index, event) in events.iter().enumerate() {
            with_wakes.push(event.clone());
            let next = events.get(index + 1).map_or(i64::MAX, |next| next.input.at);
            for after in &extra {
                let at = event.input.at + after;
                if at < next {
                    let input = Input { at, kind: InputKind::Wake };
                    with_wakes.push(Taken { whom: event.whom.clone(), input, ignored_fields: 0 });
                }
            }
        }
        with_wakes.sort_by_key(|one| one.input.at);
        let with_wakes = by_customer(&program, &with_wakes, None, Host::Sleeps);
        prop_assert_eq!(plain, with_wakes);
    }

    /// A run with questions is the run without them, and answers between.
    #[test]
    fn questions_change_nothing(steps in steps(), asked in prop::collection::vec((0usize..80, 0i64..90_000_000), 0..10)) {
        let program = asking();
        let events = taken(&program, &steps);
        let mut with_questions = events.clone();
        for (index, after) in &asked {
            let Some(event) = events.get(*index) else { continue };
            let what = if after % 2 == 0 { Asked::Glance } else { Asked::Decision(DecisionId(0), [].into()) };
            let kind = InputKind::Ask(Question { id: None, what });
            with_questions.push(Taken {
                whom: event.whom.clone(),
                input: Input { at: event.input.at + after, kind },
                ignored_fields: 0,
            });
        }
        let without = world::records(program.clone(), events, Some(LONG_AFTER)).unwrap();
        let mut with = world::records(program, with_questions, Some(LONG_AFTER)).unwrap();
        with.retain(|record| record.decision.is_none());
        prop_assert_eq!(without, with);
    }

    /// Any text can be checked, and says what is wrong with it in places that exist.
    #[test]
    fn any_text_is_checked(text in "\\PC{0,300}") {
        let workspace = world::workspace(&[("any.journey", &text)]);
        for diagnostic in workspace.diagnostics() {
            if diagnostic.file == "any.journey" {
                prop_assert!(text.get(diagnostic.span.start as usize..diagnostic.span.end as usize).is_some());
            }
        }
    }

    /// A good workspace with a piece cut out, doubled or moved is checked all the same.
    #[test]
    fn damaged_text_is_checked(from in any::<prop::sample::Index>(), length in 0usize..60, to in any::<prop::sample::Index>()) {
        let mut text: Vec<char> = BUSY.chars().collect();
        let from = from.index(text.len());
        let piece: Vec<char> = text.drain(from..(from + length).min(text.len())).collect();
        let to = to.index(text.len());
        text.splice(to..to, piece);
        let text: String = text.into_iter().collect();
        let workspace = world::workspace(&[("any.journey", &text)]);
        workspace.diagnostics();
        if let Some(program) = workspace.program(baton_compiler::With::Tests) {
            prop_assert_eq!(program.verify(), Ok(()));
            prop_assert_eq!(&Program::from_bytes(&program.to_bytes()), &Ok((*program).clone()));
            by_customer(&program, &taken(&program, &[(1, 0, 0, 13), (1, 0, 2, 1), (1, 0, 4, 10), (1, 0, 1, 3)]), None, Host::Attends);
        }
    }

    /// However much happens, what is kept of a customer is no more than the program's layout says.
    #[test]
    fn states_keep_to_their_layout(steps in prop::collection::vec((0u16..90, Just(0u8), any::<u8>(), 0u8..20), 1..600)) {
        let program = busy();
        let engine = Engine::new(program.clone());
        let bound = program.layout().bytes().most;
        let mut person = Person::new(&program, "c0");
        for event in taken(&program, &steps) {
            person.take(&engine, event.input);
            prop_assert!(person.state.bytes() as u64 <= bound);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Customers who turn out to be one: a run that is cut in two by a snapshot gives the same records, and the same
    /// snapshot at its end.
    #[test]
    fn merges_cut_in_two(steps in steps(), merges in merges(), cut in any::<prop::sample::Index>()) {
        let engine = Engine::new(busy());
        let events = with_merges(engine.program(), &steps, &merges);
        let mut whole = Vec::new();
        let mut run = Run::new(&engine);
        run.go_on(events.clone(), Some(LONG_AFTER), &mut whole).unwrap();
        let cut = events[cut.index(events.len())].input.at;
        let (before, after) = events.into_iter().partition(|event| event.input.at <= cut);
        let mut parts = Vec::new();
        let mut first = Run::new(&engine);
        first.go_on(before, Some(cut), &mut parts).unwrap();
        let snapshot = Snapshot::from_bytes(&first.to_bytes()).unwrap();
        let mut second = Run::go_on_from(&engine, snapshot, &mut parts).unwrap();
        second.go_on(after, Some(LONG_AFTER), &mut parts).unwrap();
        prop_assert_eq!(&whole, &parts);
        prop_assert_eq!(run.to_bytes(), second.to_bytes());
        prop_assert_eq!(run.summary().customers, second.summary().customers);
        // No two sends and no two commands have one id.
        let ids = whole.iter().filter(|record| matches!(record.kind, Kind::Sent | Kind::Did));
        let ids: Vec<_> = ids.filter_map(|record| record.send.as_ref().or(record.command.as_ref())).collect();
        prop_assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    }

    /// However much two customers bring, what is kept of both is no more than the program's layout says.
    #[test]
    fn merged_states_keep_to_their_layout(
        steps in prop::collection::vec((0u16..90, 0u8..3, any::<u8>(), 0u8..20), 1..400),
        merges in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let program = busy();
        let engine = Engine::new(program.clone());
        let bound = program.layout().bytes().most;
        let mut people: Vec<_> = ["c0", "c1", "c2", "c3"].map(|id| Person::new(&program, id)).into();
        for (index, event) in taken(&program, &steps).into_iter().enumerate() {
            let (at, whose) = (event.input.at, usize::from(steps[index].1) % people.len());
            people[whose].take(&engine, event.input);
            if merges.iter().any(|merge| merge.index(steps.len()) == index) && people.len() > 1 {
                let old = people.remove(1);
                people[0].merge(&engine, old, identified(&program, at, index, "c0", "c1").input);
            }
            prop_assert!(people.iter().all(|person| person.state.bytes() as u64 <= bound));
        }
    }
}

/// Who turns out to be whom, and behind which event.
type Merge = (prop::sample::Index, u8, u8);

fn merges() -> impl Strategy<Value = Vec<Merge>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0u8..6, 0u8..7), 0..8)
}

/// Events of six customers, of whom some turn out to be one.
fn with_merges(program: &Program, steps: &[Step], merges: &[Merge]) -> Vec<Taken> {
    let mut events = taken(program, steps);
    for (event, (_, customer, ..)) in events.iter_mut().zip(steps) {
        event.whom = Whom::Customer(format!("c{}", customer % 6).into());
    }
    let said = merges.iter().enumerate().map(|(number, (behind, named, was))| {
        let at = events[behind.index(events.len())].input.at;
        identified(program, at, number, &format!("c{named}"), &format!("c{was}"))
    });
    let said: Vec<_> = said.collect();
    events.extend(said);
    events.sort_by_key(|event| event.input.at);
    events
}

fn identified(program: &Program, at: i64, number: usize, named: &str, was: &str) -> Taken {
    let time = baton_program::wire::iso(at);
    let line = format!(
        r#"{{"id":"m{number}","type":"customer_identified","subject":"{named}","time":"{time}","data":{{"was":"{was}"}}}}"#
    );
    baton_program::wire::cloud_event(program, line.as_bytes()).expect("the event is taken")
}

/// Whether the host does what it owes a customer between inputs.
#[derive(Clone, Copy, PartialEq)]
enum Host {
    /// It wakes the customer when that is wanted, gives queued messages their turns and answers commands.
    Attends,
    /// It does nothing of this.
    Sleeps,
}

/// A customer who is run alone.
struct Person {
    customer: Customer,
    state: State,
    output: Output,
    records: Vec<Record>,
    /// Turns and answers that the host owes, each with its number.
    owed: BTreeMap<(i64, usize), InputKind>,
    debts: usize,
}

impl Person {
    fn new(program: &Program, id: &str) -> Self {
        let customer = Customer { id: id.into(), chance: Chance::Hashed };
        let (state, output) = (State::new(program), Output::default());
        Self { customer, state, output, records: Vec::new(), owed: BTreeMap::new(), debts: 0 }
    }

    fn take(&mut self, engine: &Engine, input: Input) {
        engine.step(&self.customer, &mut self.state, input, &mut self.output);
        for queued in self.output.queued.drain(..) {
            self.debts += 1;
            self.owed.insert((queued.at + 5_000_000, self.debts), InputKind::Turn(queued.send));
        }
        for record in self.output.records.drain(..) {
            if let (Kind::Did, Some("fix"), Some(command)) = (record.kind, record.action.as_deref(), &record.command) {
                let answer = match record.moment % 3 {
                    0 => InputKind::CommandFailed(command.clone()),
                    even => InputKind::Answered(command.clone(), [Value::Bool(even == 1)].into()),
                };
                self.debts += 1;
                self.owed.insert((record.at + 7_000_000, self.debts), answer);
            }
            self.records.push(record);
        }
    }

    fn merge(&mut self, engine: &Engine, old: Self, input: Input) {
        engine.identify(&self.customer, &mut self.state, &old.customer, old.state, input, &mut self.output);
    }

    /// Everything that the host owes the customer before a time.
    fn attend(&mut self, engine: &Engine, before: i64) {
        loop {
            let owed = self.owed.keys().next().copied();
            let wake = self.state.wake().filter(|wake| *wake < before && owed.is_none_or(|(at, _)| *wake < at));
            let input = match (wake, owed.filter(|(at, _)| *at < before)) {
                (Some(at), _) => Input { at, kind: InputKind::Wake },
                (None, Some(owed)) => Input { at: owed.0, kind: self.owed.remove(&owed).unwrap() },
                (None, None) => return,
            };
            self.take(engine, input);
        }
    }
}

/// The records of each customer when every customer is run alone; at `cut` all states are written down and read again.
fn by_customer(
    program: &Arc<Program>,
    events: &[Taken],
    cut: Option<usize>,
    host: Host,
) -> BTreeMap<Arc<str>, Vec<Record>> {
    let mut engine = Engine::new(program.clone());
    let mut people: BTreeMap<Arc<str>, Person> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if cut == Some(index) {
            engine = Engine::new(program.clone());
            for person in people.values_mut() {
                let bytes = person.state.to_bytes(&engine);
                person.state = State::from_bytes(&engine, &bytes).expect("a state that was written can be read");
                assert_eq!(person.state.to_bytes(&engine), bytes);
            }
        }
        let id = event.whom.customer().expect("all events have a customer");
        let person = people.entry(id.clone()).or_insert_with(|| Person::new(program, id));
        if host == Host::Attends {
            person.attend(&engine, event.input.at);
        }
        person.take(&engine, event.input.clone());
    }
    let finish = |(id, mut person): (Arc<str>, Person)| {
        if host == Host::Attends {
            person.attend(&engine, LONG_AFTER);
        }
        person.take(&engine, Input { at: LONG_AFTER, kind: InputKind::Wake });
        (id, person.records)
    };
    people.into_iter().map(finish).collect()
}

/// What the properties are about happens: every kind of record comes of the busy workspace.
#[test]
fn much_is_going_on() {
    let program = busy();
    let mut seed = 7u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let steps: Vec<Step> =
        (0..3_000).map(|_| (next(60) as u16, next(3) as u8, next(9) as u8, next(20) as u8)).collect();
    let records = by_customer(&program, &taken(&program, &steps), None, Host::Attends);
    let kinds: std::collections::BTreeSet<_> =
        records.values().flatten().map(|record| format!("{:?}", record.kind)).collect();
    let kinds = kinds.into_iter().collect::<Vec<_>>().join(" ");
    let wanted = "Answered Commanded Completed Departed Did Dropped Emitted Entered Held Joined Left Missed Moved Queued Reached Refused Sent \
                  Shown Withdrawn Withheld";
    assert_eq!(kinds, wanted);
}

/// The workload by journeys and by hand: the same messages sent, the same dropped.
#[test]
fn the_workload_agrees_with_code_by_hand() {
    let size = Size { bits: 14, events: 200_000 };
    let program = world::compiled(&world::workspace(&[("w.journey", workload::WORKSPACE)])).expect("it compiles");
    let inputs = workload::inputs(&program, size);
    let mut tally = Tally::default();
    for record in world::records(program, inputs, Some(LONG_AFTER)).unwrap() {
        let index = ["one", "two", "three"].iter().position(|name| record.message.as_deref() == Some(name));
        match (record.kind, index) {
            (Kind::Sent, Some(index)) => tally.sent[index] += 1,
            (Kind::Dropped, Some(index)) => tally.dropped[index] += 1,
            _ => {}
        }
    }
    assert_eq!(tally, workload::by_hand(workload::stream(size)));
    assert!(tally.sent.iter().chain(&tally.dropped).all(|count| *count > 0), "all six happen: {tally:?}");
}

#[test]
fn a_large_workspace_is_clean() {
    let files = generated::workspace(2_000);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let workspace = world::workspace(&files);
    world::compiled(&workspace).unwrap_or_else(|why| panic!("{why}"));
}
