//! `baton cost` as people and programs see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn cost(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.arg("cost").arg(folder).args(arguments).output().expect("the program runs")
}

fn telecom() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/telecom")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

#[test]
fn what_people_see() {
    insta::assert_snapshot!(out(&cost(&telecom(), &[])));
}

/// The names of an object's members, in their order.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn what_programs_read() {
    let json: Value = serde_json::from_str(&out(&cost(&telecom(), &["--format", "json"]))).unwrap();
    assert_eq!(members(&json), ["workspace", "customer", "million", "timers", "moment", "declarations"]);
    assert_eq!(members(&json["customer"]), ["at_rest", "once", "at_most"]);
    assert_eq!(members(&json["moment"]), ["event", "listeners", "conditions", "clearing", "showing", "steps"]);
    let declarations = json["declarations"].as_array().unwrap();
    let mut sum = 0;
    for declaration in declarations {
        assert_eq!(members(declaration), ["name", "kind", "bytes", "timers", "keeps"]);
        for slot in declaration["keeps"].as_array().unwrap() {
            assert_eq!(members(slot), ["kind", "count", "events", "bytes", "timers", "shared_with"]);
        }
        sum += declaration["bytes"]["at_most"].as_u64().unwrap();
    }
    assert_eq!(json["customer"]["at_most"], sum);
    assert_eq!(json["million"]["once"], json["customer"]["once"].as_u64().unwrap() * 1_000_000);
    let sizes = declarations.iter().map(|one| one["bytes"]["at_most"].as_u64().unwrap());
    assert!(sizes.is_sorted_by(|a, b| a >= b), "the largest first");
}

#[test]
fn a_workspace_with_errors_has_no_cost() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("journey.toml"), "[workspace]\nname = \"broken\"\n").unwrap();
    fs::write(folder.path().join("all.journey"), "event e { a: strng }\n").unwrap();
    let output = cost(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains("strng"));
}
