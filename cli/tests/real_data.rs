//! What the examples find in real event data, against figures that know nothing of Baton (`tests/independent/*.py`).
//!
//! The data is not part of the project. `BATON_DATA` names the folder that has it; without that variable `../shared/data`
//! beside the project is tried, and where that is absent, too, these tests say so and check nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent").to_owned()
}

/// A file of the event data, if the data is there.
fn data(file: &str) -> Option<PathBuf> {
    let named = std::env::var_os("BATON_DATA").map(PathBuf::from);
    let folder = named.clone().unwrap_or_else(|| root().join("../shared/data"));
    let file = folder.join(file);
    if file.is_file() {
        return Some(file);
    }
    assert!(named.is_none(), "BATON_DATA is set, but there is no {}", file.display());
    eprintln!("the event data is absent (BATON_DATA names its folder): nothing was checked");
    None
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{out}\n{err}");
    out.into_owned()
}

fn python(script: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(root().join("tests/independent").join(script));
    command
}

/// Runs an example over a file, and holds the records against the figures of its script and against the caps and quiet
/// hours; gives the summary. The script takes `known`: the file, or its folder.
fn agrees(example: &str, source: &str, events: &Path, known: &Path) -> String {
    let folder = TempDir::new().unwrap();
    let (records, figures) = (folder.path().join("records.jsonl"), folder.path().join("figures.json"));
    let summary = output(
        Command::new(env!("CARGO_BIN_EXE_baton"))
            .arg("run")
            .arg(root().join("examples").join(example))
            .args(["--source", source, "--summary", "--events"])
            .arg(events)
            .arg("--records")
            .arg(&records),
    );
    fs::write(&figures, output(python(&format!("{example}.py")).arg(known))).unwrap();
    println!("{}", output(python("compare.py").arg(&figures).arg(&records)));
    println!("{}", output(python("rules.py").arg(example).arg(&records)));
    summary
}

/// The number behind a word in the summary.
fn figure(summary: &str, word: &str) -> u64 {
    let line = summary.lines().find_map(|line| line.trim().strip_prefix(word));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or_else(|| panic!("no {word} in\n{summary}"))
}

#[test]
fn the_bank_s_loan_applications() {
    let Some(events) = data("bpic2012-loan/bpic2012.csv.gz") else { return };
    let summary = agrees("loan", "applications", &events, &events);
    assert_eq!(figure(&summary, "events") + figure(&summary, "rejected"), 262_200, "every row is taken or rejected");
    assert_eq!(figure(&summary, "customers"), 13_087);
}

#[test]
fn the_coffee_chain_s_offers() {
    let Some(events) = data("starbucks-offers/transcript.jsonl.gz") else { return };
    let summary = agrees("offers", "transcript", &events, events.parent().expect("the file has a folder"));
    assert_eq!(figure(&summary, "events") + figure(&summary, "rejected"), 306_534, "every row is taken or rejected");
}
