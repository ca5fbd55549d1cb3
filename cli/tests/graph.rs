//! `baton graph` as people and programs see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn graph(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.arg("graph").arg(folder).args(arguments).output().expect("the program runs")
}

/// A workspace of these files.
fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manifest = ("journey.toml", "[workspace]\nname = \"test\"\ntimezone = \"Europe/London\"\n");
    for (path, text) in files.iter().chain([&manifest]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn two_teams() -> tempfile::TempDir {
    let journey = "event a {}\njourney support { enter on a  limit 1d  step one { wait 1h } }\n";
    workspace(&[("care/x.journey", journey), ("sales/x.journey", journey)])
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("what is said is UTF-8")
}

#[test]
fn each_form_begins_as_its_readers_expect() {
    let folder = two_teams();
    for (format, begins) in [("svg", "<svg "), ("mermaid", "flowchart LR\n"), ("dot", "digraph "), ("json", "{\n")] {
        assert!(out(&graph(folder.path(), &["--format", format])).starts_with(begins), "{format}");
    }
    assert!(out(&graph(folder.path(), &[])).starts_with("<svg "));
}

/// The names of an object's members, in their order.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn what_programs_read() {
    let telecom = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/telecom");
    for arguments in [&["--format", "json"][..], &["--format", "json", "--journey", "care.support"]] {
        let json: Value = serde_json::from_str(&out(&graph(&telecom, arguments))).unwrap();
        assert_eq!(members(&json), ["shape", "graph", "name", "about", "groups", "nodes", "edges"]);
        let each = |list: &str| json[list].as_array().unwrap().clone();
        for node in each("nodes") {
            assert_eq!(members(&node), ["id", "kind", "name", "group", "docs", "place", "lines"]);
            for line in node["lines"].as_array().unwrap() {
                assert_eq!(members(line), ["kind", "text", "detail", "depth", "of", "place"]);
            }
        }
        for edge in each("edges") {
            assert_eq!(members(&edge), ["from", "to", "kind", "label", "place"]);
            assert_eq!(members(&edge["place"]), ["file", "line"]);
        }
        for group in each("groups") {
            assert_eq!(members(&group), ["id", "name"]);
        }
    }
}

#[test]
fn a_journey_is_meant_by_its_full_name_or_its_own() {
    let folder = two_teams();
    assert!(out(&graph(folder.path(), &["--journey", "care.support"])).contains("<title>journey care.support</title>"));
    let output = graph(folder.path(), &["--journey", "support"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        said(&output),
        "error: there is no journey `support`\nhelp: did you mean `care.support` or `sales.support`?\n"
    );
}

#[test]
fn what_was_perhaps_meant_is_offered() {
    let folder = two_teams();
    let output = graph(folder.path(), &["--journey", "care.suport"]);
    assert!(said(&output).contains("did you mean `care.support` or `sales.support`?"), "{}", said(&output));
    let output = graph(folder.path(), &["--journey", "onboarding"]);
    assert!(said(&output).contains("its journeys are `care.support`, `sales.support`"), "{}", said(&output));
    let output = graph(workspace(&[]).path(), &["--journey", "onboarding"]);
    assert!(said(&output).contains("the workspace declares no `journey`"), "{}", said(&output));
}

#[test]
fn a_workspace_with_errors_is_drawn_as_far_as_it_goes() {
    let folder = workspace(&[("a.journey", "event a {}\njourney j { enter on a  step one { send nothing  wait 1d } ")]);
    let drawn = out(&graph(folder.path(), &["--journey", "j", "--format", "mermaid"]));
    assert!(drawn.contains("<b>one</b><br>send nothing<br>wait 1d"), "{drawn}");
    assert!(out(&graph(folder.path(), &["--format", "mermaid"])).contains("journey <b>j</b>"));
}

#[test]
fn a_file_is_written_or_it_is_said_why_not() {
    let folder = two_teams();
    let file = folder.path().join("atlas.svg");
    assert_eq!(out(&graph(folder.path(), &["-o", file.to_str().unwrap()])), "");
    assert!(fs::read_to_string(&file).unwrap().ends_with("</svg>\n"));
    let nowhere = folder.path().join("no/atlas.svg");
    let output = graph(folder.path(), &["-o", nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("can't be written"), "{}", said(&output));
}
