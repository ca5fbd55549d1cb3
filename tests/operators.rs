//! Operators' commands over many customers, over runs that are cut in two, and over versions (§13).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use baton_engine::Engine;
use baton_host::{
    input::Taken,
    run::{Run, Snapshot, Summary},
    why,
};
use baton_program::{
    Program, Record,
    change::{Change, Fate, Thing},
    wire,
};
use baton_tests::world;

const COMPANY: &str = r#"
customer { vip: bool = false }
channel email { requires true }
channel voice { requires true  capacity 1 per hour }
priorities service
event bought { item: id }
message hello { purpose service  channels email  hold 2d }
message call { purpose service  channels voice  hold 5d }
switch crisis = off
trait important = customer.vip
journey greet {
  enter on bought
  paused while crisis
  limit 60d
  step first { wait 5d  -> second }
  step second { send hello  done }
}
journey ring {
  enter on bought
  limit 60d
  step only { send call  done }
}
"#;

#[track_caller]
fn program(text: &str) -> Arc<Program> {
    world::compiled(&world::workspace(&[("company.journey", text)])).unwrap_or_else(|told| panic!("{told}"))
}

fn instant(text: &str) -> i64 {
    wire::instant(text).unwrap()
}

/// Inputs: time, customer or `everybody`, type, data. Their ids are their numbers.
fn inputs(program: &Program, told: &[(&str, &str, &str, &str)]) -> Vec<Taken> {
    let input = |(at, (time, whom, kind, data)): (usize, &(&str, &str, &str, &str))| {
        let subject = if *whom == "everybody" { String::new() } else { format!(r#""subject":"{whom}","#) };
        let json = format!(r#"{{"id":"{at}",{subject}"type":"{kind}","time":"{time}","data":{data}}}"#);
        wire::cloud_event(program, json.as_bytes()).unwrap_or_else(|rejected| panic!("{rejected}"))
    };
    told.iter().enumerate().map(input).collect()
}

/// What came of these inputs.
fn ran(program: &Arc<Program>, told: &[(&str, &str, &str, &str)], until: &str) -> (Vec<Record>, Summary) {
    let engine = Engine::new(program.clone());
    let (mut run, mut records) = (Run::new(&engine), Vec::new());
    run.go_on(inputs(program, told), Some(instant(until)), &mut records).unwrap();
    (records, run.summary())
}

/// A record in short: day and time, customer, kind, what it is about, and why.
fn short(record: &Record) -> String {
    let at = wire::iso(record.at).to_string().replace('T', " ");
    let kind = serde_json::to_value(record.kind).unwrap();
    let about = [&record.message, &record.order, &record.step].into_iter().find_map(Option::as_ref);
    let why = record.reason.as_ref().or(record.because.first().map(|because| &because.rule));
    let words = [&at[5..16], &record.customer, kind.as_str().unwrap(), about.map_or("", |about| about)];
    let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    why.map_or(words.clone(), |why| format!("{words} ({why})"))
}

fn shorts(records: &[Record]) -> Vec<String> {
    records.iter().map(short).collect()
}

const BY: &str = r#""who":"mia","why":"test""#;

fn turned(to: &str) -> String {
    format!(r#"{{"switch":"crisis","to":"{to}",{BY}}}"#)
}

fn about(journey: &str) -> String {
    format!(r#"{{"journey":"{journey}",{BY}}}"#)
}

#[test]
fn everybody_takes_a_command_before_its_own_inputs_and_in_the_order_of_appearance() {
    let program = program(COMPANY);
    let pause = about("greet");
    let told = [
        ("2026-03-02T10:00:00Z", "zoe", "bought", r#"{"item":"i"}"#),
        ("2026-03-02T11:00:00Z", "ann", "bought", r#"{"item":"i"}"#),
        ("2026-03-03T10:00:00Z", "ben", "bought", r#"{"item":"i"}"#),
        ("2026-03-03T10:00:00Z", "everybody", "baton:pause", &*pause),
    ];
    let (records, summary) = ran(&program, &told, "2026-03-03T10:00:00Z");
    let of_greet = records.iter().filter(|record| record.journey.as_deref() == Some("greet"));
    let expected = [
        "03-02 10:00 zoe entered first (bought)",
        "03-02 11:00 ann entered first (bought)",
        "03-03 10:00 zoe commanded pause (pause)",
        "03-03 10:00 ann commanded pause (pause)",
        "03-03 10:00 commanded pause",
    ];
    assert_eq!(of_greet.map(short).collect::<Vec<_>>(), expected);
    assert_eq!((summary.events, summary.commands, summary.refused, summary.customers), (3, 1, 0, 3));
}

#[test]
fn timers_that_are_due_before_a_command_come_first() {
    let program = program(COMPANY);
    let remove = about("greet");
    let told = |at: &'static str| {
        let told =
            [("2026-03-02T10:00:00Z", "ann", "bought", r#"{"item":"i"}"#), (at, "everybody", "baton:remove", &*remove)];
        let (records, _) = ran(&program, &told, "2026-03-08T10:00:00Z");
        records.iter().any(|record| record.message.as_deref() == Some("hello"))
    };
    assert!(told("2026-03-07T10:00:00.001Z"), "the wait was over a millisecond ago");
    assert!(!told("2026-03-07T10:00:00Z"), "what is due at a time comes after every input of that time");
    assert!(!told("2026-03-07T09:59:59.999Z"));
}

#[test]
fn a_run_with_commands_cut_in_two_is_the_same_run() {
    let program = program(COMPANY);
    let (on, off, greet, ring) = (turned("on"), turned("off"), about("greet"), about("ring"));
    let bought = r#"{"item":"i"}"#;
    let told = [
        ("2026-03-02T10:00:00Z", "ann", "bought", bought),
        ("2026-03-02T10:00:00Z", "ben", "bought", bought),
        ("2026-03-02T10:00:00Z", "carl", "bought", bought),
        ("2026-03-02T10:30:00Z", "everybody", "baton:pause", &*ring),
        ("2026-03-03T10:00:00Z", "everybody", "baton:turn", &*on),
        ("2026-03-03T11:00:00Z", "dora", "bought", bought),
        ("2026-03-04T10:00:00Z", "ben", "baton:forget", "{\"who\":\"mia\",\"why\":\"asked\"}"),
        ("2026-03-04T11:00:00Z", "ben", "bought", bought),
        ("2026-03-05T10:00:00Z", "everybody", "baton:turn", &*off),
        ("2026-03-05T11:00:00Z", "dora", "bought", bought),
        ("2026-03-05T12:00:00Z", "everybody", "baton:resume", &*ring),
        ("2026-03-05T13:00:00Z", "everybody", "baton:advance", &*greet),
        ("2026-03-05T14:00:00Z", "eve", "bought", bought),
    ];
    let end = "2026-03-20T10:00:00Z";
    let (whole, _) = ran(&program, &told, end);
    let engine = Engine::new(program.clone());
    for cut in told.iter().map(|(at, ..)| instant(at)) {
        let (first, then): (Vec<_>, Vec<_>) = inputs(&program, &told).into_iter().partition(|it| it.input.at <= cut);
        let mut records = Vec::new();
        let mut run = Run::new(&engine);
        run.go_on(first, Some(cut), &mut records).unwrap();
        let snapshot = Snapshot::from_bytes(&run.to_bytes()).unwrap();
        let mut run = Run::go_on_from(&engine, snapshot, &mut records).unwrap();
        run.go_on(then, Some(instant(end)), &mut records).unwrap();
        assert_eq!(shorts(&records), shorts(&whole), "cut at {}", wire::iso(cut));
    }
}

#[test]
fn a_new_version_finds_switches_and_pauses_by_their_names() {
    let old = program(COMPANY);
    let text = COMPANY.replace("switch crisis = off", "switch emergency was crisis = off\nswitch added = on");
    let new = program(
        &text.replace("while crisis", "while emergency and added").replace("journey greet", "journey hail was greet"),
    );
    let (on, ring) = (turned("on"), about("ring"));
    let told = [
        ("2026-03-02T10:00:00Z", "everybody", "baton:turn", &*on),
        ("2026-03-02T10:30:00Z", "everybody", "baton:pause", &*ring),
        ("2026-03-02T11:00:00Z", "ann", "customer_changed", "{}"),
    ];
    let (engine, after) = (Engine::new(old.clone()), Engine::new(new.clone()));
    let mut run = Run::new(&engine);
    run.go_on(inputs(&old, &told), None, &mut Vec::new()).unwrap();
    let snapshot = Snapshot::from_bytes(&run.to_bytes()).unwrap();
    let mut records = Vec::new();
    let mut run = Run::go_on_from(&after, snapshot, &mut records).unwrap();
    let off = format!(r#"{{"switch":"emergency","to":"off",{BY}}}"#);
    let bought = r#"{"item":"i"}"#;
    let told = [
        ("2026-03-03T10:00:00Z", "ann", "bought", bought),
        ("2026-03-03T11:00:00Z", "ben", "bought", bought),
        ("2026-03-04T10:00:00Z", "everybody", "baton:turn", &*off),
        ("2026-03-05T10:00:00Z", "ann", "bought", bought),
        ("2026-03-05T11:00:00Z", "everybody", "baton:resume", &*ring),
        ("2026-03-05T12:00:00Z", "ben", "bought", bought),
    ];
    run.go_on(inputs(&new, &told), None, &mut records).unwrap();
    let expected = [
        "03-04 10:00 commanded turn",
        "03-05 10:00 ann entered first (bought)",
        "03-05 11:00 commanded resume",
        "03-05 12:00 ben entered first (bought)",
        "03-05 12:00 ben entered only (bought)",
        "03-05 12:00 ben queued call",
        "03-05 12:00 ben sent call",
        "03-05 12:00 ben completed only",
    ];
    assert_eq!(shorts(&records), expected);

    let noted = Change::between(&old, &new).notes();
    let switches = noted.iter().filter(|note| note.thing == Thing::Switch).map(|note| (note.fate, &*note.name));
    assert_eq!(switches.collect::<Vec<_>>(), [(Fate::Renamed, "emergency"), (Fate::New, "added")]);
}

#[test]
fn who_is_forgotten_takes_no_turn_and_leaves_no_trace() {
    let program = program(COMPANY);
    let bought = r#"{"item":"i"}"#;
    let forget = r#"{"who":"mia","why":"asked"}"#;
    let told = [
        ("2026-03-02T10:00:00Z", "ann", "bought", bought),
        ("2026-03-02T10:00:00Z", "ben", "bought", bought),
        ("2026-03-02T10:00:00Z", "carl", "bought", bought),
        ("2026-03-02T10:10:00Z", "visitor-1", "bought", bought),
        ("2026-03-02T10:20:00Z", "ben", "customer_identified", r#"{"was":"visitor-1"}"#),
        ("2026-03-02T10:30:00Z", "ben", "baton:forget", forget),
        ("2026-03-02T10:40:00Z", "visitor-1", "bought", bought),
        ("2026-03-02T10:50:00Z", "carl", "customer_identified", r#"{"was":"ben"}"#),
    ];
    let engine = Engine::new(program.clone());
    let mut run = Run::new(&engine);
    let mut records = Vec::new();
    run.go_on(inputs(&program, &told), Some(instant("2026-03-02T10:50:00Z")), &mut records).unwrap();
    let bytes = run.to_bytes();
    for id in ["ben", "visitor-1"] {
        assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()), "nothing of `{id}` is kept");
    }
    let snapshot = Snapshot::from_bytes(&bytes).unwrap();
    let mut run = Run::go_on_from(&engine, snapshot, &mut records).unwrap();
    let later = [("2026-03-03T10:00:00Z", "visitor-1", "bought", bought)];
    run.go_on(inputs(&program, &later), Some(instant("2026-03-20T10:00:00Z")), &mut records).unwrap();
    let forgotten = records.iter().position(|record| record.order.as_deref() == Some("forget")).unwrap();
    let after = &records[forgotten..];
    assert!(after.iter().all(|record| !["ben", "visitor-1"].contains(&&*record.customer)), "{:?}", shorts(after));
    let refused = after.iter().filter(|record| record.reason.as_deref() == Some("forgotten")).count();
    assert_eq!(refused, 3);
    let calls = after.iter().filter(|record| record.message.as_deref() == Some("call")).map(short);
    assert_eq!(calls.collect::<Vec<_>>(), ["03-02 11:00 carl sent call"], "ben's turn is carl's");
}

#[test]
fn the_story_of_a_customer_says_who_ordered_what_and_why() {
    let program = program(COMPANY);
    let told = [
        ("2026-03-02T10:00:00Z", "ann", "bought", r#"{"item":"i"}"#),
        ("2026-03-03T10:00:00Z", "ann", "baton:pause", r#"{"journey":"greet","who":"mia","why":"letters"}"#),
        ("2026-03-03T11:00:00Z", "ann", "baton:resume", r#"{"journey":"greet","who":"tom","why":"mended"}"#),
        ("2026-03-03T12:00:00Z", "everybody", "baton:advance", r#"{"journey":"greet","who":"mia","why":"in a hurry"}"#),
        ("2026-03-03T13:00:00Z", "ann", "bought", r#"{"item":"i"}"#),
        ("2026-03-03T14:00:00Z", "everybody", "baton:remove", r#"{"journey":"greet","who":"tom","why":"over"}"#),
    ];
    let (records, _) = ran(&program, &told, "2026-03-04T10:00:00Z");
    let own: Vec<Record> = records.into_iter().filter(|record| &*record.customer == "ann").collect();
    let tale = why::of_customer(&own, &|_, _| None).unwrap();
    let facts: Vec<_> = tale.moments.iter().flat_map(|moment| &moment.facts).map(|fact| fact.words.clone()).collect();
    for expected in [
        "mia paused `greet` (letters)",
        "tom resumed `greet` (mended)",
        "mia advanced `greet` (in a hurry)",
        "moved to step `second` of `greet`, because mia advanced it (in a hurry)",
        "left `greet` (\"removed\"), because tom removed it (over)",
    ] {
        assert!(facts.iter().any(|fact| fact.starts_with(expected)), "{expected}: {facts:#?}");
    }
}
