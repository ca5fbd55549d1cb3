//! The table of scenarios: every row is there, and what it says shows it exists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the table and what it leads to are files")]

use std::{fs, path::Path};

use baton_tests::examples;

/// The rows that nothing shows yet.
const OPEN: [&str; 2] = ["S16", "S38"];

/// A row of the table: its number, and the titles of what shows it with where they stand.
struct Row<'a> {
    number: &'a str,
    shown_by: Vec<(&'a str, &'a str)>,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    let lines = table.lines().filter(|line| line.starts_with("| S"));
    let row = |line| {
        let cells: Vec<&str> = str::split(line, " | ").collect();
        let [number, _capability, _stands, shown_by] = cells[..] else { panic!("four columns: {line}") };
        Row { number: number.trim_start_matches("| "), shown_by: links(shown_by.trim_end_matches(" |")) }
    };
    lines.map(row).collect()
}

/// The titles and paths of links that are parted by semicolons; none of `open`.
fn links(cell: &str) -> Vec<(&str, &str)> {
    let parts = cell.split("; ").filter(|part| *part != "open");
    let link = |part| -> Option<(&str, &str)> { str::strip_prefix(part, "[")?.strip_suffix(")")?.split_once("](") };
    parts.map(|part| link(part).unwrap_or_else(|| panic!("`[title](path)`, not `{part}`"))).collect()
}

/// Whether a file has a test, a heading or a function of this title.
fn holds(path: &Path, title: &str) -> bool {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let is_it = |line: &str| match path.extension().and_then(|end| end.to_str()) {
        Some("journey") => line.starts_with(&format!("test \"{title}\"")),
        Some("md") => line.trim_start_matches('#').strip_prefix(' ') == Some(title) && line.starts_with('#'),
        Some("rs") => line.trim_start().starts_with(&format!("fn {title}(")),
        _ => false,
    };
    text.lines().any(is_it)
}

#[test]
fn every_scenario_is_shown_by_something_that_exists() {
    let docs = examples::folder().parent().unwrap().join("docs");
    let table = fs::read_to_string(docs.join("scenarios.md")).unwrap();
    let rows = rows(&table);
    let numbers: Vec<String> = rows.iter().map(|row| row.number.to_owned()).collect();
    let all: Vec<String> = (1..=38).map(|number| format!("S{number}")).collect();
    assert_eq!(numbers, all);
    for Row { number, shown_by } in rows {
        assert!(!shown_by.is_empty() || OPEN.contains(&number), "{number} is open");
        for (title, path) in shown_by {
            assert!(holds(&docs.join(path), title), "{number}: `{title}` is not in {path}");
        }
    }
}
