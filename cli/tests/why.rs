//! `baton why`: what its page shows is what it says, and records are read as they were written.
//!
//! `BATON_CASES=write cargo test -p baton --test why` writes what it says into the page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use baton_program::Record;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn baton(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env_remove("CLICOLOR_FORCE").output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// The examples that have events of their own.
fn examples() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("examples")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|folder| folder.join("events.jsonl").is_file()).collect();
    folders.sort();
    folders
}

fn records(example: &Path) -> String {
    let run = baton(example, &["run"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    text(&run.stdout)
}

/// A file of telecom's records, and the folder that keeps it.
fn telecom() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("records.jsonl");
    fs::write(&file, records(&root().join("examples/telecom"))).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

#[test]
fn records_are_read_as_they_were_written() {
    let mut seen = 0;
    for example in examples() {
        for line in records(&example).lines() {
            let record: Record = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{line}"));
            assert_eq!(serde_json::to_string(&record).unwrap(), line);
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} records");
}

/// The last command of a console block is run; the block behind it is what it says.
#[test]
fn the_page_shows_what_it_says() {
    let path = root().join("docs/reference/why.md");
    let page = fs::read_to_string(&path).unwrap();
    let (_folder, file) = telecom();
    let command = page.lines().find_map(|line| line.strip_prefix("$ baton why ")).expect("the page has a command");
    let arguments: Vec<_> =
        command.split(' ').map(|word| if word == "records.jsonl" { file.as_str() } else { word }).collect();
    let said = baton(&root().join("examples/telecom"), &[&["why"], &*arguments].concat());
    assert!(said.status.success(), "{}", text(&said.stderr));
    let said = text(&said.stdout);
    assert!(!said.contains('\u{1b}'), "no colours where there is no terminal");
    let start = page.find(command).unwrap() + command.len() + 1;
    let end = start + page[start..].find("```").unwrap();
    if std::env::var("BATON_CASES").is_ok_and(|mode| mode == "write") {
        fs::write(&path, format!("{}{said}{}", &page[..start], &page[end..])).unwrap();
    } else {
        assert_eq!(said, page[start..end]);
    }
}

#[test]
fn every_customer_and_every_message_has_a_story() {
    for example in examples() {
        let all = records(&example);
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("records.jsonl");
        fs::write(&file, &all).unwrap();
        let file = file.to_str().unwrap();
        let all: Vec<Record> = all.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut told: Vec<_> = all.iter().map(|record| (record.customer.to_string(), None)).collect();
        let fates = all.iter().filter(|record| record.send.is_some());
        told.extend(fates.map(|record| (record.customer.to_string(), record.send.as_deref().map(str::to_owned))));
        told.sort();
        told.dedup();
        // Each is a process of its own.
        for (customer, send) in told.iter().step_by(told.len().div_ceil(40)) {
            let mut arguments = vec!["why", file, "--customer", customer];
            arguments.extend(send.iter().flat_map(|send| ["--send", send]));
            let said = baton(&example, &arguments);
            assert!(said.status.success(), "{arguments:?}\n{}", text(&said.stderr));
            assert!(!text(&said.stdout).contains("`unknown`"), "{arguments:?}\n{}", text(&said.stdout));
        }
    }
}

#[test]
fn what_is_not_there_is_said() {
    let (folder, file) = telecom();
    let says = |arguments: &[&str], code: i32, words: &str| {
        let said = baton(folder.path(), &[&["why"], arguments].concat());
        assert_eq!(said.status.code(), Some(code), "{arguments:?}");
        assert!(text(&said.stderr).contains(words), "{arguments:?}\n{}", text(&said.stderr));
    };
    says(&[&file, "--customer", "femmi"], 1, "did you mean `femi`?");
    says(
        &[&file, "--customer", "femi", "--send", "sales.roam/9/-/9.1/fem"],
        1,
        "did you mean `sales.roam/9/-/9.1/femi`?",
    );
    says(&[&file, "--customer", "nobody at all"], 1, "others");
    says(&["/no/such/file", "--customer", "femi"], 2, "there is no such file");
    says(&[&file, "--customer", "femi", "--workspace", "/no/such/folder"], 2, "there is no folder");
    says(&[&file], 2, "--customer");
    fs::write(folder.path().join("other.jsonl"), "{}\n").unwrap();
    says(&["other.jsonl", "--customer", "femi"], 1, "other.jsonl:1: no record: missing field `at`");
}

#[test]
fn a_story_in_json() {
    let (folder, file) = telecom();
    let example = root().join("examples/telecom");
    let arguments = ["why", &file, "--customer", "femi", "--format", "json", "--workspace", example.to_str().unwrap()];
    let said = baton(folder.path(), &arguments);
    let story: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!(story["customer"], "femi");
    let mut facts = story["moments"].as_array().unwrap().iter().flat_map(|moment| moment["facts"].as_array().unwrap());
    let held = facts.rfind(|fact| fact["kind"] == "held").unwrap();
    assert!(held["objections"][0]["source"].is_string(), "{held}");
}
