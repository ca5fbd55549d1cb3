//! The cases of the reference: what its pages say is what happens.
//!
//! `BATON_CASES=write cargo test -p baton-tests --test reference` writes the records that came into the pages; read them
//! before they are kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::{fs, path::Path};

use baton_tests::cases::{Outcome, outcome, page};

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").join(name);
    let text = fs::read_to_string(&path).expect("the page can be read");
    let page = page(&text);
    assert!(!page.cases.is_empty(), "{name} has no cases");
    let mut wrong = String::new();
    let mut written: Vec<(usize, usize, String)> = Vec::new();
    for case in &page.cases {
        match outcome(case) {
            Outcome::Compiled => {}
            Outcome::Ran(ran) => {
                let expected = case.run.unwrap();
                if ran != expected {
                    wrong += &format!("{name}:{}: expected\n{expected}\nbut there came\n{ran}\n", case.line);
                    let start = expected.as_ptr() as usize - text.as_ptr() as usize;
                    written.push((start, start + expected.len(), ran));
                }
            }
            Outcome::Wrong(why) => wrong += &format!("{name}:{}: {why}\n", case.line),
        }
    }
    if std::env::var("BATON_CASES").is_ok_and(|mode| mode == "write") {
        let mut text = text.clone();
        for (start, end, ran) in written.into_iter().rev() {
            text.replace_range(start..end, &ran);
        }
        fs::write(&path, text).expect("the page can be written");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn time() {
    check("time.md");
}

#[test]
fn signals() {
    check("signals.md");
}

#[test]
fn journeys() {
    check("journeys.md");
}

#[test]
fn versions() {
    check("versions.md");
}

#[test]
fn decisions() {
    check("decisions.md");
}

#[test]
fn placements() {
    check("placements.md");
}

#[test]
fn policies() {
    check("policies.md");
}

#[test]
fn text() {
    check("text.md");
}

#[test]
fn types() {
    check("types.md");
}

#[test]
fn declarations() {
    check("declarations.md");
}

#[test]
fn history() {
    check("history.md");
}

#[test]
fn tests() {
    check("tests.md");
}

#[test]
fn chance() {
    check("chance.md");
}

#[test]
fn inputs() {
    check("inputs.md");
}

#[test]
fn operators() {
    check("operators.md");
}

#[test]
fn audiences() {
    check("audiences.md");
}

#[test]
fn identity() {
    check("identity.md");
}

#[test]
fn measures() {
    check("measures.md");
}

#[test]
fn invariants() {
    check("invariants.md");
}

#[test]
fn deadlines() {
    check("deadlines.md");
}
