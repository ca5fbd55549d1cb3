//! Decisions as people and pipelines meet them: asked in a run, counted, told, and explained.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

mod common;

use std::{fs, process::Output};

use tempfile::TempDir;

use self::common::{baton, err, exits, out};

const COMPANY: &str = "\
customer { lifetime_value: GBP?  plan: basic | plus = basic  personal note: text? }
event page_viewed { path: text }
policy contact_rules {
  /// Nobody who waits for help wants to be sold something.
  no_selling: suppress upsell while in care.support
}
priorities service > upsell
channel email {}
message offer { purpose upsell  channels email  hold 1d }
journey sales { enter on page_viewed  limit 5d  step first { send offer } }
";

const CARE: &str = "\
event ticket_opened { ticket: id }
trait high_value = (customer.lifetime_value ?? 0 GBP) >= 500 GBP and not sensitive
trait sensitive  = customer.note is known
journey support for each ticket { enter on ticket_opened  limit 5d  step first { wait 2d } }
/// To whom a chat goes.
decision route_chat(topic: text) answers { queue: bot | agent  brief: text } {
  if high_value and seen(page_viewed, 1h) { answer { queue: agent  brief: \"Valuable, plan {customer.plan}\" } }
  if in support { answer { queue: agent  brief: topic } }
  answer { queue: bot  brief: \"\" }
}
";

const EVENTS: &str = r#"{"type":"care.ticket_opened","subject":"ann","time":"2026-03-02T10:00:00Z","data":{"ticket":"t1"}}
{"type":"baton:ask","subject":"ann","time":"2026-03-02T11:00:00Z","id":"q1","data":{"decision":"care.route_chat","topic":"billing"}}
{"type":"baton:ask","subject":"ben","time":"2026-03-02T11:00:00Z","id":"q2","data":{"decision":"care.route_chat","topic":"billing"}}
{"type":"baton:ask","subject":"ann","time":"2026-03-02T11:30:00Z","id":"q3","data":{"decision":"at_a_glance"}}
{"type":"baton:ask","subject":"ann","time":"2026-03-02T11:30:00Z","id":"q4","data":{"decision":"care.route"}}
"#;

fn workspace() -> (TempDir, String) {
    let folder = common::folder(&[
        ("journey.toml", "[workspace]\nname = \"acme\"\ntimezone = \"UTC\"\n"),
        ("company.journey", COMPANY),
        ("care/care.journey", CARE),
        ("events.jsonl", EVENTS),
    ]);
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[track_caller]
fn said(output: &Output, code: i32) -> (String, String) {
    exits(output, code);
    (out(output), err(output))
}

#[test]
fn questions_are_answered_among_events() {
    let (folder, acme) = workspace();
    let path = folder.path().join("records.jsonl");
    let events = folder.path().join("events.jsonl");
    let run = baton(&["run", &acme, "--events", events.to_str().unwrap()]);
    let (records, err) = said(&run, 0);
    let answers: Vec<&str> = records.lines().filter(|line| line.contains("\"answered\"")).collect();
    assert_eq!(answers.len(), 3, "{records}");
    assert!(answers[0].contains(r#""request":"q1","with":{"queue":"agent","brief":"billing"}"#), "{records}");
    // Somebody who has never appeared is answered, and hasn't appeared because of it.
    assert!(answers[1].contains(r#""customer":"ben","moment":0"#), "{records}");
    assert!(answers[1].contains(r#""with":{"queue":"bot","brief":""}"#), "{records}");
    assert!(
        err.contains("there is no decision `care.route`: full names are `care.route_chat`, `at_a_glance`"),
        "{err}"
    );
    let summary = baton(&["run", &acme, "--events", events.to_str().unwrap(), "--summary"]);
    let (table, _) = said(&summary, 0);
    for line in ["events     1", "customers  1", "care.route_chat      2", "at_a_glance          1"] {
        assert!(table.contains(line), "{table}");
    }
    fs::write(&path, records).unwrap();
    let why = baton(&["why", path.to_str().unwrap(), "--customer", "ann", "--workspace", &acme]);
    let (story, _) = said(&why, 0);
    assert!(story.contains("`care.route_chat` was asked, and answered queue = agent, brief = billing"), "{story}");
    assert!(story.contains("then in support = true: yes (care/care.journey:8:26)"), "{story}");
    assert!(story.contains("2026-03-02 11:30 UTC\n  was looked at at a glance"), "{story}");
}

#[test]
fn explain_shows_what_a_declaration_uses() {
    let (_folder, acme) = workspace();
    let (out, _) = said(&baton(&["explain", "care.route_chat", &acme]), 0);
    insta::assert_snapshot!(out.lines().map(|line| line.trim_end().to_owned() + "\n").collect::<String>());
    let (out, _) = said(&baton(&["explain", "contact_rules.no_selling", &acme]), 0);
    assert!(out.starts_with("rule contact_rules.no_selling\n") && out.contains("journey  care.support"), "{out}");
    let (out, _) = said(&baton(&["explain", "care.sensitive", &acme, "--format", "json"]), 0);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let note = serde_json::json!({
        "kind": "attribute", "name": "customer.note", "type": "text?", "personal": true, "through": null,
        "place": "care/care.journey:3:20",
    });
    assert_eq!(json[0]["reads"], serde_json::json!([note]), "{out}");
    let (_, err) = said(&baton(&["explain", "care.route", &acme]), 2);
    assert!(err.contains("there is no declaration `care.route`"), "{err}");
    let (_, err) = said(&baton(&["explain", "route_chat", &acme]), 2);
    assert!(err.contains("did you mean `care.route_chat`?"), "{err}");
}
