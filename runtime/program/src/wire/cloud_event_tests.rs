//! CloudEvents that are taken, and what is said of those that aren't.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail")]

use super::{Rejection, Taken, cloud_event};
use crate::sample::program;
use crate::{Asked, BuiltIn, DecisionId, EventId, InputKind, Question, Value};

fn take(line: &str) -> Result<Taken, Rejection> {
    cloud_event(&program(), line.as_bytes())
}

/// A line of an event of that type with that data.
fn line(ty: &str, data: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","id":"1","source":"s","type":"{ty}","subject":"ann","time":"2026-03-15T10:00:00Z","data":{data}}}"#
    )
}

#[test]
fn an_event() {
    let data = r#"{"total": 12.50, "plan": "plus", "note": null, "colour": "red"}"#;
    let taken = take(&line("order_placed", data)).unwrap();
    assert_eq!(taken.whom.to_string(), "ann");
    assert_eq!(taken.input.at, 1_773_568_800_000);
    assert_eq!(taken.ignored_fields, 1);
    let InputKind::Event { id, event, changes } = taken.input.kind else { panic!("no event") };
    assert_eq!(id.as_deref(), Some("1"));
    assert!(changes.is_empty());
    assert_eq!(event.event, EventId(20));
    let fields: Vec<_> = event.fields.iter().map(|field| program().text_of(field)).collect();
    assert_eq!(fields, ["12.50 GBP", "plus", "unknown"]);
}

#[test]
fn a_channel_and_a_signed_offset() {
    let taken = take(
        r#"{"type":"order_placed","subject":"ann","time":"2026-03-15T12:00:00+02:00","channel":"email",
            "data":{"total":"3 GBP","plan":"basic"}}"#,
    );
    let taken = taken.unwrap();
    assert_eq!(taken.input.at, 1_773_568_800_000);
    let InputKind::Event { id: None, event, .. } = taken.input.kind else { panic!("no event without an id") };
    assert_eq!(program().text_of(&Value::Channel(event.channel.unwrap())), "email");
}

#[test]
fn a_changed_customer() {
    let taken = take(&line("customer_changed", r#"{"email": null, "consent": true, "shoe_size": 44}"#)).unwrap();
    let InputKind::Event { event, changes, .. } = taken.input.kind else { panic!("no event") };
    assert_eq!(event.event, BuiltIn::CustomerChanged.id());
    let changes: Vec<_> = changes.iter().map(|(attribute, value)| (attribute.0, program().text_of(value))).collect();
    assert_eq!(changes, [(0, "unknown".to_owned()), (1, "true".to_owned())]);
    assert_eq!(taken.ignored_fields, 1);
}

#[test]
fn reports_of_delivery() {
    let taken =
        take(&line("clicked", r#"{"message": "hello", "send": "s1", "channel": "email", "link": "/"}"#)).unwrap();
    assert_eq!(taken.ignored_fields, 0);
    let InputKind::Event { event, .. } = taken.input.kind else { panic!("no event") };
    assert!(event.channel.is_some());
    let fields: Vec<_> = event.fields.iter().map(|field| program().text_of(field)).collect();
    assert_eq!(fields, ["hello", "s1", "unknown", "unknown", "unknown", "/"]);
    let taken = take(&line("failed", r#"{"message": "hello"}"#)).unwrap();
    assert!(matches!(taken.input.kind, InputKind::Event { .. }));
}

#[test]
fn answers() {
    let answered = take(&line("answered", r#"{"action": "check", "command": "c1", "score": 7, "mood": 1}"#)).unwrap();
    assert_eq!(answered.input.kind, InputKind::Answered("c1".into(), [Value::Int(7)].into()));
    assert_eq!(answered.ignored_fields, 1);
    let failed = take(&line("failed", r#"{"action": "check", "command": "c1"}"#)).unwrap();
    assert_eq!(failed.input.kind, InputKind::CommandFailed("c1".into()));
    assert_eq!(failed.ignored_fields, 0);
}

#[test]
fn what_is_said_of_bad_lines() {
    let order = |data: &str| line("order_placed", data);
    let whole = order(r#"{"total": 1, "plan": "basic"}"#);
    let without = |name: &str, value: &str| whole.replace(&format!(r#""{name}":"{value}","#), "");
    let time = "2026-03-15T10:00:00Z";
    let table = [
        ("".to_owned(), "the JSON breaks off"),
        ("hello".to_owned(), "not JSON at column 1"),
        ("[]".to_owned(), "not a JSON object"),
        ("17".to_owned(), "not a JSON object"),
        (whole.replace("}}", "}"), "the JSON breaks off"),
        (format!("{whole}x"), "not JSON at column 149"),
        (whole.replace("1.0", "0.3"), "CloudEvents `0.3` is not the version 1.0"),
        (without("type", "order_placed"), "`type` is missing"),
        (without("subject", "ann"), "`subject` is missing"),
        (whole.replace("ann", ""), "`subject` is missing"),
        (without("time", time), "`time` is missing"),
        (whole.replace("\"ann\"", "7"), "`subject`: `7` is not text"),
        (whole.replace("\"ann\"", "\"ann\",\"subject\":\"bob\""), "`subject` occurs twice"),
        (whole.replace(time, "today"), "`time`: `today` is not an instant in ISO 8601 with its offset"),
        (
            whole.replace(time, "2026-03-15T10:00:00"),
            "`time`: `2026-03-15T10:00:00` is not an instant in ISO 8601 with its offset",
        ),
        (whole.replace("\"source\":\"s\"", "\"channel\":\"fax\""), "`channel`: `fax` is not a channel"),
        (line("order_paid", "{}"), "there is no event `order_paid`"),
        (line("entered", "{}"), "`entered` is made by the runtime and can't come from outside"),
        (line("sent", "{}"), "`sent` is made by the runtime and can't come from outside"),
        (line("was_quiet", "{}"), "`was_quiet` is a signal: it happens by itself and can't come from outside"),
        (line("customer_identified", "{}"), "field `was` is missing"),
        (order("[1]"), "`data`: not a JSON object"),
        (order("null"), "field `total` is missing"),
        (order(r#"{"total": null, "plan": "basic"}"#), "field `total` is missing"),
        (order(r#"{"total": 1}"#), "field `plan` is missing"),
        (order(r#"{"total": 1.005, "plan": "basic"}"#), "field `total`: `1.005` has more decimals than the 2 of GBP"),
        (order(r#"{"total": 1e99, "plan": "basic"}"#), "field `total`: `1e99` is beyond the range of an amount"),
        (order(r#"{"total": 1, "plan": "gold"}"#), "field `plan`: `gold` is not one of basic, plus, premium"),
        (order(r#"{"total": 1, "plan": {"a": 1}}"#), "field `plan`: `{\"a\": 1}` is not the name of a value"),
        (order(r#"{"total": 1, "total": 2, "plan": "basic"}"#), "`data`: `total` occurs twice"),
        (
            order(&format!(r#"{{"total": 1, "plan": "basic", "note": "{}"}}"#, "x".repeat(2000))),
            "field `note`: text of 2,000 bytes where at most 1,024 fit",
        ),
        (order(r#"{"total": 1, "plan": "basic", "note": "\ud800"}"#), "field `note`: `\"\\ud800\"` is not text"),
        (line("customer_changed", r#"{"consent": null}"#), "attribute `consent` can't become unknown"),
        (line("answered", r#"{"command": "c"}"#), "field `action` is missing"),
        (line("answered", r#"{"action": "check"}"#), "field `command` is missing"),
        (line("answered", r#"{"action": "frown", "command": "c"}"#), "there is no action `frown`"),
        (line("answered", r#"{"action": "tell", "command": "c"}"#), "the action `tell` has no answer"),
        (line("answered", r#"{"action": "check", "command": 5}"#), "field `command`: `5` is not text"),
    ];
    for (line, reason) in table {
        let said =
            take(&line).map(|taken| format!("taken: {taken:?}")).unwrap_or_else(|rejection| rejection.to_string());
        assert_eq!(said, reason, "{line:.200}");
    }
}

#[test]
fn bytes_of_all_kinds() {
    let program = program();
    let not_text = cloud_event(&program, b"{\"type\": \"\xff\"}").unwrap_err();
    assert_eq!(not_text.to_string(), "not UTF-8 from byte 11 on");
    let deep =
        line("order_placed", &format!(r#"{{"total": 1, "plan": {}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000)));
    assert!(take(&deep).unwrap_err().to_string().starts_with("field `plan`: `[[["));
    let digits = line("order_placed", &format!(r#"{{"total": {}, "plan": "basic"}}"#, "9".repeat(100_000)));
    assert!(take(&digits).unwrap_err().to_string().ends_with("is beyond the range of an amount"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(at in 0_usize..300, with in proptest::prelude::any::<u8>(), cut in 0_usize..300) {
        let mut bytes = line("order_placed", r#"{"total": 12.50, "plan": "plus", "note": "é\u00e9"}"#).into_bytes();
        if let Some(byte) = bytes.get_mut(at) {
            *byte = with;
        }
        let _ = cloud_event(&program(), &bytes);
        bytes.truncate(cut);
        proptest::prop_assert!(cloud_event(&program(), &bytes).is_err() || cut >= bytes.len());
    }
}

#[test]
fn a_question_is_no_event() {
    let taken = take(&line("baton:ask", r#"{"decision": "route", "topic": "billing"}"#)).unwrap();
    let InputKind::Ask(Question { what: Asked::Decision(decision, args), .. }) = taken.input.kind else {
        panic!("no question")
    };
    assert_eq!((decision, &*args), (DecisionId(0), &[Value::Text("billing".into())][..]));
    let taken = take(&line("baton:ask", r#"{"decision": "at_a_glance"}"#)).unwrap();
    assert!(matches!(taken.input.kind, InputKind::Ask(Question { what: Asked::Glance, .. })));
    let unknown = take(&line("baton:ask", r#"{"decision": "call"}"#)).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no decision `call`: full names are `route`, `at_a_glance`");
}
