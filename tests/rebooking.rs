//! A clinic closes: thousands of patients of `examples/healthcare` are put off and rebooked, and nothing bursts when it opens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use baton_host::input::Taken;
use baton_program::{Kind, Program, Record, wire};
use baton_tests::{examples, world};
use serde_json::Value;

const PATIENTS: usize = 2500;

fn input(program: &Program, id: &str, subject: Option<&str>, kind: &str, time: &str, data: &str) -> Taken {
    let subject = subject.map_or_else(String::new, |subject| format!(r#""subject":"{subject}","#));
    let json = format!(r#"{{"id":"{id}",{subject}"type":"{kind}","time":"{time}","data":{data}}}"#);
    wire::cloud_event(program, json.as_bytes()).unwrap_or_else(|rejected| panic!("{rejected}"))
}

/// Patients of the harbor clinic, each with an appointment and a new meter; the clinic closes for a week.
fn a_week_without_harbor(program: &Program) -> Vec<Taken> {
    let mut inputs = Vec::new();
    for at in 0..PATIENTS {
        let who = format!("patient-{at}");
        let about = format!(
            r#"{{"mobile":"+1312{at:07}","sms_consent":true,"email":"{who}@example.com","email_consent":true,"clinic":"harbor"}}"#
        );
        let begins = format!(r#"{{"appointment":"a-{at}","clinic":"harbor","begins":"2026-03-26T15:00:00Z"}}"#);
        let cancelled = format!(r#"{{"appointment":"a-{at}","by":"clinic"}}"#);
        let mut tell = |id: &str, kind: &str, time: &str, data: &str| {
            inputs.push(input(program, &format!("{at}-{id}"), Some(&who), kind, time, data));
        };
        tell("1", "customer_changed", "2026-03-12T15:00:00Z", &about);
        tell("2", "care_plans.course_enrolled", "2026-03-12T15:01:00Z", "{}");
        tell("3", "appointments.appointment_set", "2026-03-12T15:02:00Z", &begins);
        tell("4", "appointments.appointment_cancelled", "2026-03-16T14:00:00Z", &cancelled);
    }
    let mut order = |id: &str, kind: &str, time: &str, data: &str| {
        let signed = format!(r#"{{{data},"who":"mara","why":"water in the basement"}}"#);
        inputs.push(input(program, id, None, kind, time, &signed));
    };
    let closed = r#""switch":"appointments.harbor_closed","to":"on""#;
    let paused = r#""journey":"care_plans.first_readings","among":"appointments.displaced""#;
    order("c1", "baton:turn", "2026-03-16T13:00:00Z", closed);
    order("c2", "baton:pause", "2026-03-16T13:01:00Z", paused);
    order("c3", "baton:resume", "2026-03-23T14:00:00Z", paused);
    inputs
}

/// What the calendar answers, twenty minutes later: a time for every second patient.
fn answers(program: &Program, records: &[Record]) -> Vec<Taken> {
    let answer = |(at, asked): (usize, &Record)| {
        let command = asked.command.as_deref().unwrap();
        let begins = if at % 2 == 0 { r#""2026-03-24T15:00:00Z""# } else { "null" };
        let data = format!(r#"{{"action":"appointments.rebook","command":"{command}","begins":{begins}}}"#);
        input(program, &format!("answer-{at}"), Some(&asked.customer), "answered", "2026-03-16T14:20:00Z", &data)
    };
    of(records, Kind::Did, "appointments.rebook").enumerate().map(answer).collect()
}

/// Records of a kind.
fn of_kind(records: &[Record], kind: Kind) -> impl Iterator<Item = &Record> {
    records.iter().filter(move |record| record.kind == kind)
}

/// Records of a kind about a message or action.
fn of<'a>(records: &'a [Record], kind: Kind, what: &'a str) -> impl Iterator<Item = &'a Record> {
    let is_it = move |record: &&Record| [&record.message, &record.action].into_iter().flatten().any(|it| **it == *what);
    of_kind(records, kind).filter(is_it)
}

/// How many there are in each hour.
fn by_hour<'a>(records: impl Iterator<Item = &'a Record>) -> BTreeMap<i64, usize> {
    let mut hours = BTreeMap::new();
    for record in records {
        *hours.entry(record.at / 3_600_000).or_default() += 1;
    }
    hours
}

#[test]
fn thousands_are_rebooked_once_each_and_nothing_bursts_when_they_go_on() {
    let program = world::compiled(&examples::workspace("healthcare")).unwrap_or_else(|told| panic!("{told}"));
    let instant = |text| Some(wire::instant(text).unwrap());
    let week = || a_week_without_harbor(&program);
    let asked = world::records(program.clone(), week(), instant("2026-03-16T14:00:00Z")).unwrap();
    let inputs = week().into_iter().chain(answers(&program, &asked)).collect();
    let records = world::records(program.clone(), inputs, instant("2026-04-10T00:00:00Z")).unwrap();

    let commands: Vec<&Record> =
        of_kind(&records, Kind::Commanded).filter(|record| record.customer.is_empty()).collect();
    for command in &commands {
        let said: BTreeMap<&str, &Value> = command.with.iter().map(|(name, value)| (&**name, value)).collect();
        assert_eq!(said["who"], "mara");
        assert_eq!(said["concerned"], PATIENTS, "{said:?}");
    }
    assert_eq!(commands.len(), 3);

    let once_each = |kind, what| {
        let customers: Vec<&str> = of(&records, kind, what).map(|record| &*record.customer).collect();
        let different: BTreeSet<&str> = customers.iter().copied().collect();
        assert_eq!(different.len(), customers.len(), "{what}");
        customers.len()
    };
    assert_eq!(once_each(Kind::Did, "appointments.rebook"), PATIENTS);
    assert_eq!(once_each(Kind::Sent, "appointments.new_time"), PATIENTS / 2);
    let texts = by_hour(of(&records, Kind::Sent, "appointments.new_time"));
    assert!(texts.values().all(|texts| *texts <= 600), "{texts:?}");

    let resumed = instant("2026-03-23T14:00:00Z").unwrap();
    let calls: Vec<&Record> = of(&records, Kind::Sent, "care_plans.meter_call").collect();
    assert!(
        !calls.is_empty() && calls.iter().all(|call| call.at >= resumed),
        "nobody is called while the journey is paused"
    );
    let voice = ["care_plans.meter_call", "appointments.rebooking_call"].into_iter();
    let calls = by_hour(voice.flat_map(|message| of(&records, Kind::Sent, message)));
    assert!(calls.values().all(|calls| *calls <= 40), "{calls:?}");
    assert!(calls.len() > 24, "they are spread over days: {calls:?}");
}
