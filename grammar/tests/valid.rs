//! Text that is right has a tree without errors.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use baton_grammar::parse;
use common::{assert_whole, kinds, texts};

#[test]
fn the_code_of_the_language_text_parses() {
    for (name, text) in texts() {
        let parse = parse(&text);
        assert!(parse.errors.is_empty(), "{name}: {}", common::shown(&text, &parse.errors));
        assert_whole(&text, &parse);
    }
}

#[test]
fn the_examples_parse() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "journey") {
                let text = std::fs::read_to_string(&path).unwrap();
                let parse = parse(&text);
                assert!(parse.errors.is_empty(), "{}: {}", path.display(), common::shown(&text, &parse.errors));
            }
        }
    }
}

#[test]
fn every_declaration_is_there() {
    let text = common::text("everything");
    let found = kinds(&text);
    let count = |word: &str| found.iter().filter(|(keyword, _)| keyword == word).count();
    assert_eq!(found.len(), 42, "{found:?}");
    assert_eq!((count("event"), count("trait"), count("signal"), count("invariant")), (4, 12, 3, 5));
    assert!(found.iter().all(|(_, broken)| !broken), "{found:?}");
}
