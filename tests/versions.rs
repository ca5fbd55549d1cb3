//! From one version to the next (§17): snapshots, and customers who are taken over in the middle of their journeys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "the examples are read from disk")]

use std::{fs, path::Path, sync::Arc};

use baton_compiler::Workspace;
use baton_engine::Engine;
use baton_host::{
    input::{Form, Reader, Taken},
    run::{Run, Snapshot, Unusable, run},
};
use baton_program::{Program, Record, change::Fate, wire};
use baton_tests::world;

/// What the versions of these tests share.
const COMMON: &str = r#"
customer {
  email: text?
  email_consent: bool = true
  points: int = 0
  plan: basic | plus = basic
}
channel email { requires customer.email is known and customer.email_consent }
channel voice { requires customer.email is known  capacity 1 per hour }
priorities service > upsell
event joined_up { ref: text? }
event bought { item: text  price: GBP }
event gave_up {}
message hello(who: text) { purpose service  channels email  hold 2d  content "hello" { who: who } }
message offer { purpose upsell  channels email  hold 2d }
message call { purpose upsell  channels voice  hold 3d }
"#;

fn workspace(text: &str) -> Workspace {
    world::workspace(&[("company.journey", &format!("{COMMON}\n{text}"))])
}

#[track_caller]
fn program(text: &str) -> Arc<Program> {
    world::compiled(&workspace(text)).unwrap_or_else(|told| panic!("{told}"))
}

fn instant(text: &str) -> i64 {
    wire::instant(text).unwrap()
}

/// Events: time, customer, type, data.
fn events(program: &Program, told: &[(&str, &str, &str, &str)]) -> Vec<Taken> {
    let event = |(at, (time, customer, kind, data)): (usize, &(&str, &str, &str, &str))| {
        let json = format!(
            r#"{{"specversion":"1.0","id":"e{at}{time}","source":"s","type":"{kind}","subject":"{customer}","time":"{time}","data":{data}}}"#
        );
        wire::cloud_event(program, json.as_bytes()).unwrap_or_else(|rejected| panic!("{rejected:?}"))
    };
    told.iter().enumerate().map(event).collect()
}

/// A record in short: time within the year, customer, kind, and what it is about.
fn short(record: &Record) -> String {
    let at = wire::iso(record.at).to_string();
    let about = [&record.message, &record.event, &record.step, &record.audience].into_iter().find_map(Option::as_ref);
    let reason = record.reason.as_ref().map(|reason| format!(" \"{reason}\"")).unwrap_or_default();
    let rules: Vec<_> = record.because.iter().map(|because| &*because.rule).collect();
    let kind = serde_json::to_value(record.kind).unwrap();
    format!(
        "{} {} {} {}{reason}{}",
        &at[5..16],
        record.customer,
        kind.as_str().unwrap(),
        about.map_or("", |about| about),
        if rules.contains(&"new version") { " (new version)" } else { "" },
    )
}

/// Runs the old version over the first events up to the switch, and goes on with the new one over the others.
#[track_caller]
fn switched(
    old: &str,
    new: &str,
    first: &[(&str, &str, &str, &str)],
    switch: &str,
    then: &[(&str, &str, &str, &str)],
    until: &str,
) -> (Vec<String>, Vec<String>) {
    let (old, new) = (program(old), program(new));
    let (old_engine, new_engine) = (Engine::new(old.clone()), Engine::new(new.clone()));
    let (mut before, mut after): (Vec<Record>, Vec<Record>) = (vec![], vec![]);
    let mut run = Run::new(&old_engine);
    let told = [&[("2026-01-01T00:00:00Z", "ann", "customer_changed", r#"{"email":"a@x"}"#)], first].concat();
    run.go_on(events(&old, &told), Some(instant(switch)), &mut before).unwrap();
    let snapshot = Snapshot::from_bytes(&run.to_bytes()).unwrap();
    let mut run = Run::go_on_from(&new_engine, snapshot, &mut after).unwrap();
    run.go_on(events(&new, then), Some(instant(until)), &mut after).unwrap();
    (before.iter().map(short).collect(), after.iter().map(short).collect())
}

const JOINS: [(&str, &str, &str, &str); 1] = [("2026-01-02T09:00:00Z", "ann", "joined_up", r#"{"ref":"r"}"#)];

const GREET: &str = r#"
journey greet {
  enter on joined_up as came
  limit 60d
  step first { send hello(who: came.ref ?? "you")  wait 5d  -> second }
  step second { send offer  wait 5d  leave "late" }
}
"#;

#[test]
fn an_unchanged_version_with_other_places_takes_everything_over() {
    let new = format!("// A comment moves every place.\n\n{GREET}");
    let (before, after) = switched(GREET, &new, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-02-01T00:00:00Z");
    assert_eq!(before, ["01-02T09:00 ann entered first", "01-02T09:00 ann sent hello"]);
    // What waited waits on with its own deadline.
    assert_eq!(
        after,
        ["01-07T09:00 ann moved second", "01-07T09:00 ann sent offer", "01-12T09:00 ann left second \"late\""]
    );
}

#[test]
fn what_was_renamed_goes_on() {
    let old = format!("{GREET}\npolicy p {{ once: cap all to 1 per 30d }}");
    let new = r#"
journey welcome was greet {
  enter on joined_up as came
  limit 60d
  step begin was first { send hello(who: came.ref ?? "you")  wait 5d  -> second }
  step second { send offer  else -> nothing  wait 5d  leave "late" }
  step nothing { leave "capped" }
}
policy rules was p { one was once: cap all to 1 per 30d }
"#;
    let (_, after) = switched(&old, new, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-02-01T00:00:00Z");
    // The cap counts what was sent under its old name: the offer is held for two days, and dropped.
    assert_eq!(
        after,
        [
            "01-07T09:00 ann moved second",
            "01-07T09:00 ann held offer",
            "01-09T09:00 ann dropped offer",
            "01-09T09:00 ann moved nothing",
            "01-09T09:00 ann left nothing \"capped\"",
        ]
    );
}

#[test]
fn those_at_a_step_that_is_gone_go_on_or_leave() {
    let goes = r#"
journey greet {
  enter on joined_up
  limit 60d
  step second { send offer  wait 5d  leave "late" }
  from step first -> second
}
"#;
    let (_, after) = switched(GREET, goes, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-01-05T00:00:00Z");
    assert_eq!(after, ["01-04T00:00 ann moved second (new version)", "01-04T00:00 ann sent offer"]);

    let leaves = goes.replace("from step first -> second", "from step first leave \"over\"");
    let (_, after) = switched(GREET, &leaves, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-01-05T00:00:00Z");
    assert_eq!(after, ["01-04T00:00 ann left  \"over\" (new version)"]);
}

#[test]
fn a_journey_that_is_gone_is_left() {
    let (_, after) = switched(GREET, "", &JOINS, "2026-01-04T00:00:00Z", &[], "2026-02-01T00:00:00Z");
    assert_eq!(after, ["01-04T00:00 ann left first \"its journey is gone\" (new version)"]);
}

#[test]
fn a_wait_that_is_still_there_keeps_its_deadline() {
    let new = GREET.replace("wait 5d  -> second", "wait { on gave_up -> second  after 9d -> second }");
    let (_, after) = switched(GREET, &new, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-01-08T00:00:00Z");
    assert_eq!(after, ["01-07T09:00 ann moved second", "01-07T09:00 ann sent offer"]);
}

#[test]
fn a_new_arm_begins_to_wait_with_the_version() {
    let old = r#"
journey greet {
  enter on joined_up
  limit 60d
  step first { send hello(who: "you")  wait { on bought -> last } }
  step last { done }
}
"#;
    let new = old.replace("on bought -> last }", "on bought -> last  after 5d -> last }");
    let (_, after) = switched(old, &new, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-01-20T00:00:00Z");
    assert_eq!(after, ["01-09T00:00 ann moved last", "01-09T00:00 ann completed last"]);
}

#[test]
fn a_step_begins_again_where_its_place_is_gone_and_nothing_is_sent_twice() {
    // Who waits after the greeting finds no wait any more: the step runs again, without the greeting.
    let new = r#"
journey greet {
  enter on joined_up as came
  limit 60d
  step first { send hello(who: came.ref ?? "you")  send offer  -> second }
  step second { stay }
}
"#;
    let (_, after) = switched(GREET, new, &JOINS, "2026-01-04T00:00:00Z", &[], "2026-01-05T00:00:00Z");
    assert_eq!(
        after,
        ["01-04T00:00 ann moved first (new version)", "01-04T00:00 ann sent offer", "01-04T00:00 ann moved second",]
    );
}

#[test]
fn who_rests_behind_an_on_line_that_is_gone_begins_the_step_without_sending_again() {
    let old = r#"
journey greet {
  enter on joined_up
  limit 60d
  on gave_up { send offer  wait 5d  -> last }
  step first { send hello(who: "you")  wait 9d  -> last }
  step last { done }
}
"#;
    let new = old.replace("  on gave_up { send offer  wait 5d  -> last }\n", "");
    let first = [JOINS[0], ("2026-01-03T09:00:00Z", "ann", "gave_up", "{}")];
    let (before, after) = switched(old, &new, &first, "2026-01-04T00:00:00Z", &[], "2026-01-20T00:00:00Z");
    assert_eq!(before.last().unwrap(), "01-03T09:00 ann sent offer");
    assert_eq!(
        after,
        ["01-04T00:00 ann moved first (new version)", "01-13T00:00 ann moved last", "01-13T00:00 ann completed last",]
    );
}

#[test]
fn instances_go_on_by_their_keys_and_names_by_theirs() {
    let old = r#"
journey order for each item {
  enter on bought as sale
  limit 60d
  again after 90d
  step first { wait 5d  -> second }
  step second { if sale.price > 5 GBP { send hello(who: sale.item) }  wait 1d }
}
"#;
    let new = old
        .replace("journey order", "event aaa { x: int }\njourney order")
        .replace("step first {", "on gave_up as gone { do note(what: \"x\") }\n  step first {")
        .replace("limit 60d", "limit 50d");
    let new = format!("action note(what: text) to \"desk\"\n{new}");
    let first = [
        ("2026-01-02T09:00:00Z", "ann", "bought", r#"{"item":"a","price":"9.00 GBP"}"#),
        ("2026-01-02T10:00:00Z", "ann", "bought", r#"{"item":"b","price":"1.00 GBP"}"#),
    ];
    let then = [("2026-01-05T09:00:00Z", "ann", "bought", r#"{"item":"a","price":"9.00 GBP"}"#)];
    let (_, after) = switched(old, &new, &first, "2026-01-04T00:00:00Z", &then, "2026-01-09T00:00:00Z");
    assert_eq!(
        after,
        [
            "01-07T09:00 ann moved second",
            "01-07T09:00 ann sent hello",
            "01-07T10:00 ann moved second",
            "01-08T09:00 ann completed second",
            "01-08T10:00 ann completed second",
        ]
    );
}

#[test]
fn what_a_pause_has_put_off_moves_when_it_ends() {
    let old = r#"
journey greet {
  enter on joined_up
  limit 60d
  paused while customer.plan == plus
  step first { wait 1d  -> last }
  step last { send offer  wait 1d }
}
"#;
    let new = format!("event aaa {{}}\n{}", old.replace("step last {", "step extra { done }\n  step last {"));
    let first = [JOINS[0], ("2026-01-02T10:00:00Z", "ann", "customer_changed", r#"{"plan":"plus"}"#)];
    let then = [("2026-01-06T00:00:00Z", "ann", "customer_changed", r#"{"plan":"basic"}"#)];
    let (_, after) = switched(old, &new, &first, "2026-01-04T00:00:00Z", &then, "2026-01-06T01:00:00Z");
    assert_eq!(after, ["01-06T00:00 ann moved last", "01-06T00:00 ann sent offer"]);
}

const HELD: &str = r#"
journey greet {
  enter on joined_up as came
  limit 60d
  step first { send hello(who: came.ref ?? "you")  wait 5d  leave "over" }
}
policy p { not_now: suppress all while customer.points < 5 }
"#;

#[test]
fn a_held_message_stays_on_the_docket_with_its_arguments() {
    let new =
        HELD.replace("as came", "as arrived").replace("came.ref ?? \"you\"", "\"new\"").replace("wait 5d", "wait 6d");
    let then = [("2026-01-03T12:00:00Z", "ann", "customer_changed", r#"{"points":7}"#)];
    let (before, after) = switched(HELD, &new, &JOINS, "2026-01-03T00:00:00Z", &then, "2026-01-04T00:00:00Z");
    assert_eq!(before.last().unwrap(), "01-02T09:00 ann held hello");
    assert_eq!(after, ["01-03T12:00 ann sent hello"]);
}

#[test]
fn a_held_message_that_is_gone_is_withdrawn() {
    let new = HELD.replace("send hello(who: came.ref ?? \"you\")", "send offer");
    let (_, after) = switched(HELD, &new, &JOINS, "2026-01-03T00:00:00Z", &[], "2026-01-03T01:00:00Z");
    assert_eq!(
        after,
        [
            "01-03T00:00 ann withdrawn hello (new version)",
            "01-03T00:00 ann moved first (new version)",
            "01-03T00:00 ann held offer",
        ]
    );
}

/// A journey that makes an offer.
const OFFERED: &str = r#"
channel web { inbound }
placement banner via web shows 3
message deal(of: text) { purpose upsell  channels web  content "deal" { of: of } }
journey sells {
  enter on joined_up as came
  limit 60d
  step first { offer deal(of: came.ref ?? "you") in banner for 9d  wait 5d  -> second }
  step second { stay }
}
"#;

const ASKS: [(&str, &str, &str, &str); 1] =
    [("2026-01-08T09:00:00Z", "ann", "baton:show", r#"{"placement":"banner"}"#)];

#[test]
fn an_offer_stands_on_with_its_arguments_and_its_time() {
    let new = OFFERED
        .replace("as came", "as arrived")
        .replace("came.ref ?? \"you\"", "\"new\"")
        .replace("for 9d", "for 1d")
        .replace("step second", "step third was second")
        .replace("-> second", "-> third");
    let (_, after) = switched(OFFERED, &new, &JOINS, "2026-01-04T00:00:00Z", &ASKS, "2026-01-09T00:00:00Z");
    assert_eq!(after, ["01-07T09:00 ann moved third", "01-08T09:00 ann shown deal", "01-08T09:00 ann answered "]);
}

#[test]
fn an_offer_whose_statement_is_gone_ends() {
    let new = OFFERED.replace("offer deal(of: came.ref ?? \"you\") in banner for 9d", "")
        + "message other { purpose upsell  channels web }";
    let (_, after) = switched(OFFERED, &new, &JOINS, "2026-01-04T00:00:00Z", &ASKS, "2026-01-09T00:00:00Z");
    assert_eq!(after, ["01-07T09:00 ann moved second", "01-08T09:00 ann answered "]);
    let (_, notes) = against(OFFERED, &new);
    assert_eq!(notes, ["Gone journey sells: an `offer deal` is gone: what it has offered ends"]);
}

#[test]
fn a_step_that_begins_again_offers_nothing_twice() {
    let new = OFFERED.replace("wait 5d", "send hello(who: \"you\")  do note()") + "action note() to \"desk\"";
    let (_, after) = switched(OFFERED, &new, &JOINS, "2026-01-04T00:00:00Z", &ASKS, "2026-01-09T00:00:00Z");
    assert_eq!(after[0], "01-04T00:00 ann moved first (new version)");
    assert_eq!(after.iter().filter(|record| record.contains("shown deal")).count(), 1);
}

#[test]
fn a_new_journey_reaches_those_who_are_silent() {
    let new =
        format!("{GREET}\njourney rich {{ enter when customer.points >= 5  limit 9d  step only {{ send offer }} }}");
    let first = [("2026-01-02T09:00:00Z", "ann", "customer_changed", r#"{"points":7}"#)];
    let (_, after) = switched(GREET, &new, &first, "2026-01-04T00:00:00Z", &[], "2026-01-05T00:00:00Z");
    assert_eq!(after, ["01-04T00:00 ann entered only", "01-04T00:00 ann sent offer", "01-04T00:00 ann completed only"]);
}

#[test]
fn who_became_one_before_is_one_under_the_new_version() {
    let new = format!("{GREET}\njourney all {{ enter when customer.points >= 0  limit 9d  step only {{ done }} }}");
    let first = [
        ("2026-01-02T09:00:00Z", "visitor", "joined_up", r#"{"ref":"r"}"#),
        ("2026-01-02T10:00:00Z", "ann", "customer_identified", r#"{"was":"visitor"}"#),
    ];
    let then = [
        ("2026-01-13T00:00:00Z", "visitor", "joined_up", r#"{"ref":"s"}"#),
        ("2026-01-13T00:00:00Z", "bob", "customer_identified", r#"{"was":"visitor"}"#),
    ];
    let (before, after) = switched(GREET, &new, &first, "2026-01-04T00:00:00Z", &then, "2026-01-13T00:00:00Z");
    assert_eq!(before.last().map(String::as_str), Some("01-02T10:00 ann merged "));
    let expected = [
        "01-04T00:00 ann entered only",
        "01-04T00:00 ann completed only",
        "01-07T09:00 ann moved second",
        "01-07T09:00 ann sent offer",
        "01-12T09:00 ann left second \"late\"",
        "01-13T00:00 ann entered first",
        "01-13T00:00 ann sent hello",
        "01-13T00:00 bob refused customer_identified \"already merged\"",
        "01-13T00:00 bob entered only",
        "01-13T00:00 bob completed only",
    ];
    assert_eq!(after, expected);
}

#[test]
fn who_has_entered_by_a_condition_does_not_enter_again_because_it_changed() {
    let old = "journey rich { enter when customer.points >= 5  limit 9d  step only { send offer } }";
    let new = old.replace(">= 5", ">= 4");
    let first = [("2026-01-02T09:00:00Z", "ann", "customer_changed", r#"{"points":7}"#)];
    let then = [
        ("2026-01-05T00:00:00Z", "ann", "customer_changed", r#"{"points":0}"#),
        ("2026-01-06T00:00:00Z", "ann", "customer_changed", r#"{"points":4}"#),
    ];
    let (_, after) = switched(old, &new, &first, "2026-01-04T00:00:00Z", &then, "2026-01-07T00:00:00Z");
    assert_eq!(after, ["01-06T00:00 ann entered only", "01-06T00:00 ann sent offer", "01-06T00:00 ann completed only"]);
}

#[test]
fn a_signal_that_becomes_true_is_silent_at_its_first_reading() {
    let reacts = "journey react { enter on rich  limit 9d  step only { send offer } }";
    let new = format!("signal rich = becomes customer.points >= 5\n{reacts}");
    let first = [("2026-01-02T09:00:00Z", "ann", "customer_changed", r#"{"points":7}"#)];
    let then = [
        ("2026-01-05T00:00:00Z", "ann", "customer_changed", r#"{"points":0}"#),
        ("2026-01-06T00:00:00Z", "ann", "customer_changed", r#"{"points":9}"#),
    ];
    let (_, after) = switched("", &new, &first, "2026-01-04T00:00:00Z", &then, "2026-01-07T00:00:00Z");
    assert_eq!(after.first().map(String::as_str), Some("01-06T00:00 ann entered only"));
}

#[test]
fn history_and_patterns_go_on_if_they_ask_the_same() {
    let old = r#"
signal twice = bought then bought within 9d
journey loyal { enter on twice  limit 9d  step only { send offer } }
journey many { enter when count(bought, 30d) >= 2  limit 9d  step only { send hello(who: "x") } }
"#;
    let first = [("2026-01-02T09:00:00Z", "ann", "bought", r#"{"item":"a","price":"1.00 GBP"}"#)];
    let then = [("2026-01-05T09:00:00Z", "ann", "bought", r#"{"item":"a","price":"1.00 GBP"}"#)];
    let moved = format!("event aaa {{}}\ntype colour = red | blue\n{old}");
    let (_, after) = switched(old, &moved, &first, "2026-01-04T00:00:00Z", &then, "2026-01-06T00:00:00Z");
    assert_eq!(after.iter().filter(|line| line.contains("entered")).count(), 2, "{after:?}");

    let asks_anew = old
        .replace("then bought within 9d", "then bought where item == \"a\" within 9d")
        .replace("count(bought, 30d)", "count(bought where item == \"a\", 30d)");
    let (_, after) = switched(old, &asks_anew, &first, "2026-01-04T00:00:00Z", &then, "2026-01-06T00:00:00Z");
    assert_eq!(after, [""; 0]);
}

#[test]
fn attributes_stay_while_their_type_takes_them() {
    let old = program("");
    let text =
        COMMON.replace("points: int = 0", "points: number = 0.0").replace("basic | plus", "basic | middle | plus");
    let enters = r#"
journey rich { enter when customer.points >= 5.0 and customer.plan == plus  limit 9d  step only { send offer } }"#;
    let new = world::compiled(&world::workspace(&[("company.journey", &format!("{text}{enters}"))])).unwrap();
    let engines = (Engine::new(old.clone()), Engine::new(new));
    let mut run = Run::new(&engines.0);
    let told = [("2026-01-02T09:00:00Z", "ann", "customer_changed", r#"{"points":7,"plan":"plus","email":"a@x"}"#)];
    run.go_on(events(&old, &told), None, &mut Vec::<Record>::new()).unwrap();
    let mut after: Vec<Record> = vec![];
    Run::go_on_from(&engines.1, Snapshot::from_bytes(&run.to_bytes()).unwrap(), &mut after).unwrap();
    assert_eq!(after.first().map(short).as_deref(), Some("01-02T09:00 ann entered only"));
}

const CALLS: &str = r#"
journey calls { enter on joined_up  limit 60d  step only { send call  wait 1d } }
"#;

#[test]
fn queued_messages_keep_their_turns() {
    let people = ["ann", "bob", "cid", "dan"];
    let mails = people.map(|who| ("2026-01-01T00:00:00Z", who, "customer_changed", r#"{"email":"a@x"}"#));
    let joins = people.map(|who| ("2026-01-02T09:00:00Z", who, "joined_up", "{}"));
    let told = [mails, joins].concat();
    for (new, moved) in [(CALLS.to_owned(), false), (CALLS.replace("calls", "phone was calls"), true)] {
        let (old, new) = (program(CALLS), program(&new));
        let until = Some(instant("2026-01-03T00:00:00Z"));
        let mut whole: Vec<Record> = vec![];
        run(&Engine::new(old.clone()), events(&old, &told), until, &mut whole).unwrap();
        let engines = (Engine::new(old.clone()), Engine::new(new));
        let mut parts: Vec<Record> = vec![];
        let mut first = Run::new(&engines.0);
        first.go_on(events(&old, &told), Some(instant("2026-01-02T10:30:00Z")), &mut parts).unwrap();
        let snapshot = Snapshot::from_bytes(&first.to_bytes()).unwrap();
        let mut second = Run::go_on_from(&engines.1, snapshot, &mut parts).unwrap();
        second.go_on(vec![], until, &mut parts).unwrap();
        let turns = |records: &[Record]| -> Vec<String> {
            records.iter().map(short).filter(|line| line.contains("sent")).collect()
        };
        assert_eq!(turns(&parts), turns(&whole), "moved: {moved}");
        assert_eq!(turns(&whole).len(), 4);
    }
}

#[test]
fn the_examples_cut_in_two_are_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("examples");
    let mut seen = 0;
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let file = path.join("events.jsonl");
        if !file.is_file() {
            continue;
        }
        let mut texts = Vec::new();
        let mut folders = vec![path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let inner = entry.unwrap().path();
                if inner.is_dir() {
                    folders.push(inner);
                } else if inner.extension().is_some_and(|end| end == "journey" || end == "toml") {
                    let name = inner.strip_prefix(&path).unwrap().to_str().unwrap().to_owned();
                    texts.push((name, fs::read_to_string(&inner).unwrap()));
                }
            }
        }
        let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let program = world::compiled(&world::workspace(&files)).unwrap();
        let engine = Engine::new(program.clone());
        let reader = Reader::open(file.to_str().unwrap(), &program, Form::CloudEvents).unwrap();
        let events: Vec<Taken> = reader.flat_map(|row| row.unwrap().result.unwrap_or_default()).collect();
        let mut whole: Vec<Record> = vec![];
        run(&engine, events.clone(), None, &mut whole).unwrap();
        let mut times: Vec<i64> = whole.iter().map(|record| record.at).collect();
        times.dedup();
        for cut in times.into_iter().step_by(5) {
            let mut parts: Vec<Record> = vec![];
            let mut first = Run::new(&engine);
            first.go_on(events.clone(), Some(cut), &mut parts).unwrap();
            let snapshot = Snapshot::from_bytes(&first.to_bytes()).unwrap();
            let mut second = Run::go_on_from(&engine, snapshot, &mut parts).unwrap();
            second.go_on(events.clone(), None, &mut parts).unwrap();
            assert_eq!(parts, whole, "{} cut at {}", path.display(), wire::iso(cut));
        }
        seen += 1;
    }
    assert!(seen >= 1);
}

#[test]
fn what_is_no_snapshot_is_refused() {
    let engine = Engine::new(program(GREET));
    let bytes = Run::new(&engine).to_bytes();
    let refused = |bytes: &[u8]| Snapshot::from_bytes(bytes).err();
    assert_eq!(refused(b"something"), Some(Unusable::NotASnapshot));
    assert_eq!(refused(&bytes[..bytes.len() - 1]), Some(Unusable::Damaged));
    let mut turned = bytes.clone();
    *turned.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&turned), Some(Unusable::Damaged));
    for cut in 0..bytes.len() {
        assert!(refused(&bytes[..cut]).is_some());
    }
    assert!(refused(&bytes).is_none());
}

/// What a build says: the codes, and the notes that are not plainly taken over.
#[track_caller]
fn against(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let old = program(old);
    let new = workspace(new);
    world::compiled(&new).unwrap_or_else(|told| panic!("{told}"));
    let against = new.against(&old).unwrap();
    let codes = against.diagnostics.iter().map(|one| format!("{} {}", one.code, one.message)).collect();
    let notes = against.notes.iter().filter(|note| note.fate != Fate::TakenOver);
    let told = |note: &baton_program::change::Note| {
        format!("{:?} {} {}: {}", note.fate, note.thing.word(), note.name, note.detail)
    };
    (codes, notes.map(told).collect())
}

#[test]
fn a_build_refuses_to_strand_customers() {
    let (codes, _) = against(GREET, &GREET.replace("second", "another"));
    assert_eq!(codes, ["E0550 the step `second` is gone, and customers may be at it"]);
    let (codes, _) = against(GREET, &GREET.replace("journey greet", "journey welcome was gret"));
    assert_eq!(codes, ["E0551 there was no `gret` in the version before"]);
    let renamed = GREET.replace("-> second", "-> another").replace("step second", "step another was second");
    assert_eq!(against(GREET, &renamed).0, [""; 0]);
    // After the version that renames, `was` may stay.
    assert_eq!(against(&renamed, &renamed), (vec![], vec![]));
}

#[test]
fn a_build_lists_what_becomes_of_what_is_kept() {
    let old = format!(
        "{GREET}\nsignal twice = bought then bought within 9d\n\
         journey many {{ enter when count(bought, 14d) >= 2  limit 9d  step only {{ done }} }}\n\
         journey old_one {{ enter on twice  limit 9d  step only {{ done }} }}"
    );
    let new = format!(
        "{}\nsignal twice = bought then bought within 8d\n\
         journey many {{ enter when count(bought, 30d) >= 2 and seen(gave_up)  limit 9d  step only {{ done }} }}\n\
         journey fresh {{ enter on twice  limit 9d  step only {{ done }} }}\n\
         policy p {{ few: cap all to 2 per 3d }}",
        GREET.replace("journey greet", "journey welcome was greet")
    );
    let (codes, notes) = against(&old, &new);
    assert_eq!(codes, [""; 0]);
    assert_eq!(
        notes,
        [
            "Renamed journey welcome: was `greet`",
            "Afresh signal twice: its pattern changed: what has begun to match begins anew",
            "Short rule p.few: counts from now on: full in 3d",
            "Short history count(bought, 30d): looks back further than before: short for 16d",
            "Short history seen(gave_up): asked for the first time: counts from now on",
            "New journey fresh: ",
            "New journey many: `enter when` changed: who has entered by it doesn't enter again by it",
            "Gone journey old_one: whoever is in it leaves",
        ]
    );
}

/// The moment of taking over and what comes after it, for somebody who has done nothing but give an email address.
#[track_caller]
fn audiences(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let gold = ("2026-01-02T00:00:00Z", "ann", "customer_changed", r#"{"points":10}"#);
    switched(old, new, &[gold], "2026-01-04T12:00:00Z", &[], "2026-01-08T00:00:00Z")
}

#[test]
fn a_renamed_audience_keeps_its_members() {
    let old = "audience keen = customer.points > 5";
    let new = "audience eager was keen = customer.points > 5
        journey j { enter on joined  again always  limit 1d  step s { done } }";
    let (before, after) = audiences(old, new);
    assert_eq!(before, ["01-02T00:00 ann joined keen"]);
    assert_eq!(after, [""; 0]);
}

#[test]
fn a_changed_condition_is_asked_at_once_and_of_a_refreshed_audience_at_its_next_time() {
    let old = "audience a = customer.points > 5
        audience b = customer.points > 50
        audience c = customer.points > 5";
    let new = "audience a = customer.points > 50
        audience b = customer.points > 5
        audience c refreshed daily at 06:00 = customer.points > 50";
    let (before, after) = audiences(old, new);
    assert_eq!(before, ["01-02T00:00 ann joined a", "01-02T00:00 ann joined c"]);
    assert_eq!(after, ["01-04T12:00 ann departed a", "01-04T12:00 ann joined b", "01-05T06:00 ann departed c"]);
}

#[test]
fn a_launch_reaches_those_who_are_silent() {
    let new = "audience keen = customer.points > 5
        audience daily refreshed daily at 06:00 = customer.points > 5
        journey greet { enter on joined(keen)  limit 1d  step s { send hello(who: \"you\") } }";
    let (_, after) = audiences("", new);
    assert_eq!(
        after,
        [
            "01-04T12:00 ann joined keen",
            "01-04T12:00 ann entered s",
            "01-04T12:00 ann sent hello",
            "01-04T12:00 ann completed s",
            "01-05T06:00 ann joined daily",
        ]
    );
}

#[test]
fn what_a_version_means_for_audiences_is_noted() {
    let old =
        program("audience a = customer.points > 5\naudience b = customer.points > 5\naudience c = customer.points > 5");
    let new = program(
        "audience a = customer.points > 6\naudience d was b = customer.points > 5\naudience e = customer.points > 5",
    );
    let change = baton_program::change::Change::between(&old, &new);
    let notes = change.notes().into_iter().filter(|note| note.thing == baton_program::change::Thing::Audience);
    let notes: Vec<_> = notes.map(|note| format!("{:?} {} {}", note.fate, note.name, note.detail)).collect();
    assert_eq!(
        notes,
        [
            "TakenOver a changed: who is in it is asked at once",
            "Renamed d was `b`",
            "New e whoever meets its condition joins at once",
            "Gone c nobody departs from it",
        ]
    );
}

const KEEN: &str = "measure keen = bought of joined_up within 2d per week";

/// The figures after a switch of versions in the middle of the first week of January, in which ann joins before it, and
/// bob after it; both buy.
fn figures(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (program(old), program(new));
    let (old_engine, new_engine) = (Engine::new(old.clone()), Engine::new(new.clone()));
    let joins = |who, at| (at, who, "joined_up", "{}");
    let buys = |who, at| (at, who, "bought", r#"{"item":"tea","price":"1 GBP"}"#);
    let before = [joins("ann", "2026-01-05T09:00:00Z")];
    let after = [
        joins("bob", "2026-01-06T12:00:00Z"),
        buys("ann", "2026-01-07T09:00:00Z"),
        buys("bob", "2026-01-07T09:00:00Z"),
    ];
    let mut records: Vec<Record> = vec![];
    let mut run = Run::new(&old_engine);
    run.go_on(events(&old, &before), Some(instant("2026-01-06T00:00:00Z")), &mut records).unwrap();
    let snapshot = Snapshot::from_bytes(&run.to_bytes()).unwrap();
    let mut run = Run::go_on_from(&new_engine, snapshot, &mut records).unwrap();
    run.go_on(events(&new, &after), Some(instant("2026-02-01T00:00:00Z")), &mut records).unwrap();
    let told = |record: &Record| {
        let with = |name: &str| record.with.iter().find(|(key, _)| **key == *name).map(|(_, value)| value.clone());
        let name = record.measure.as_deref().unwrap_or_default();
        format!("{name}: {} of {}", with("part").unwrap_or_default(), with("of").unwrap_or_default())
    };
    records.iter().filter(|record| record.measure.is_some()).map(told).collect()
}

#[test]
fn figures_go_on_while_a_measure_counts_the_same() {
    assert_eq!(figures(KEEN, KEEN), ["keen: 2 of 2"]);
    assert_eq!(figures(KEEN, &format!("event unrelated {{}}\n{KEEN} alert below 10%")), ["keen: 2 of 2"]);
    assert_eq!(figures(KEEN, &KEEN.replace("keen", "eager was keen")), ["eager: 2 of 2"]);
    assert_eq!(figures(KEEN, &KEEN.replace("2d", "3d")), ["keen: 1 of 1"]);
    assert_eq!(figures(KEEN, ""), [""; 0]);
}

#[test]
fn a_build_lists_what_becomes_of_measures() {
    let notes = |new: &str| against(KEEN, new).1;
    assert_eq!(notes(KEEN), [""; 0]);
    assert_eq!(notes(&KEEN.replace("keen", "eager was keen")), ["Renamed measure eager: was `keen`"]);
    let changed = "Afresh measure keen: changed: units of time whose figures are not final begin anew";
    assert_eq!(notes(&KEEN.replace("2d", "3d")), [changed]);
    assert_eq!(notes(&KEEN.replace("keen", "other")), ["New measure other: ", "Gone measure keen: "]);
}
