//! Audiences (§13) as other systems see them: who is in which at the end of a run, and when an operator asks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use baton_engine::Engine;
use baton_host::{
    input::Taken,
    run::{Run, Snapshot},
};
use baton_program::{Program, Record, wire};
use baton_tests::world;

const COMPANY: &str = "
customer { vip: bool = false }
channel email {}
priorities service
event ping {}
audience vips = customer.vip
audience active refreshed daily at 06:00 = seen(ping, 1d)
audience a_few = customer.vip and member of active
";

fn program() -> Arc<Program> {
    world::compiled(&world::workspace(&[("company.journey", COMPANY)])).unwrap_or_else(|told| panic!("{told}"))
}

fn taken(program: &Program, lines: &[&str]) -> Vec<Taken> {
    let line = |(at, line): (usize, &&str)| {
        let json = format!(r#"{{"specversion":"1.0","id":"e{at}","source":"s",{line}}}"#);
        wire::cloud_event(program, json.as_bytes()).unwrap_or_else(|rejected| panic!("{rejected:?}"))
    };
    lines.iter().enumerate().map(line).collect()
}

const EVENTS: [&str; 4] = [
    r#""type":"customer_changed","subject":"zoe","time":"2026-03-02T10:00:00Z","data":{"vip":true}"#,
    r#""type":"customer_changed","subject":"ann","time":"2026-03-02T11:00:00Z","data":{"vip":true}"#,
    r#""type":"ping","subject":"ann","time":"2026-03-02T12:00:00Z","data":{}"#,
    r#""type":"ping","subject":"bob","time":"2026-03-02T12:00:00Z","data":{}"#,
];

fn instant(text: &str) -> i64 {
    wire::instant(text).unwrap()
}

/// How often customers joined, departed and are members, of each audience.
fn tallies(run: &Run<'_>) -> Vec<(String, [u64; 3])> {
    let audiences = run.summary().audiences.into_iter();
    audiences.map(|one| (one.name.to_string(), [one.joined, one.departed, one.members])).collect()
}

#[test]
fn who_is_in_which_audience_at_the_end_of_a_run_and_of_one_that_goes_on() {
    let program = program();
    let engine = Engine::new(program.clone());
    let mut records: Vec<Record> = vec![];
    let mut run = Run::new(&engine);
    run.go_on(taken(&program, &EVENTS), Some(instant("2026-03-03T06:00:00Z")), &mut records).unwrap();
    let all = [("a_few".into(), [1, 0, 1]), ("active".into(), [2, 0, 2]), ("vips".into(), [2, 0, 2])];
    assert_eq!(tallies(&run), all);
    let members = r#"{"audience":"a_few","customer":"ann"}
{"audience":"active","customer":"ann"}
{"audience":"active","customer":"bob"}
{"audience":"vips","customer":"ann"}
{"audience":"vips","customer":"zoe"}
"#;
    assert_eq!(run.members(), members);

    let snapshot = Snapshot::from_bytes(&run.to_bytes()).unwrap();
    let mut run = Run::go_on_from(&engine, snapshot, &mut records).unwrap();
    assert_eq!(run.members(), members);
    run.go_on(vec![], Some(instant("2026-03-04T06:00:00Z")), &mut records).unwrap();
    let all = [("a_few".into(), [0, 1, 0]), ("active".into(), [0, 2, 0]), ("vips".into(), [0, 0, 2])];
    assert_eq!(tallies(&run), all);
}

#[test]
fn an_operator_asks_a_refreshed_audience_now() {
    let program = program();
    let engine = Engine::new(program.clone());
    let refresh = r#""type":"baton:refresh","time":"2026-03-02T13:00:00Z","data":{"audience":"active","who":"mia","why":"the fault is known"}"#;
    let mut records: Vec<Record> = vec![];
    let mut run = Run::new(&engine);
    let lines = [&EVENTS[..], &[refresh]].concat();
    run.go_on(taken(&program, &lines), Some(instant("2026-03-02T14:00:00Z")), &mut records).unwrap();
    let joined = |record: &&Record| record.at == instant("2026-03-02T13:00:00Z") && record.audience.is_some();
    let joined: Vec<_> = records.iter().filter(joined).filter(|record| !record.customer.is_empty()).collect();
    let told =
        |record: &&Record| format!("{} {:?} {}", record.customer, record.kind, record.audience.as_ref().unwrap());
    let told: Vec<_> = joined.iter().map(told).collect();
    assert_eq!(
        told,
        ["ann Commanded active", "ann Joined active", "ann Joined a_few", "bob Commanded active", "bob Joined active"]
    );
}

#[test]
fn a_preview_shows_whom_a_refresh_would_concern() {
    let program = program();
    let engine = Engine::new(program.clone());
    let refresh = r#""type":"baton:refresh","time":"2026-03-02T13:00:00Z","data":{"audience":"active","preview":true,"who":"mia","why":"?"}"#;
    let mut records: Vec<Record> = vec![];
    let mut run = Run::new(&engine);
    let lines = [&EVENTS[..], &[refresh]].concat();
    run.go_on(taken(&program, &lines), Some(instant("2026-03-02T14:00:00Z")), &mut records).unwrap();
    let previewed = records.iter().filter(|record| record.kind == baton_program::Kind::Previewed);
    let whom: Vec<_> = previewed.map(|record| &*record.customer).filter(|customer| !customer.is_empty()).collect();
    assert_eq!(whom, ["ann", "bob"]);
}
