//! Formatting: what it makes of texts, and what holds for any text.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use std::path::{Path, PathBuf};

use baton_grammar::format::{Edit, checked, edits, format};
use baton_grammar::parse;
use common::{change, everything, texts};
use proptest::prelude::*;

/// The text formatted, after looking at all that holds for any text.
#[track_caller]
fn formatted(text: &str) -> String {
    let after = format(text);
    assert_eq!(checked(text).map(|formatted| formatted.text).as_ref(), Ok(&after), "{text}\n--- became\n{after}");
    assert_eq!(format(&after), after, "it isn't done at once: {text}");
    assert_eq!(comments(&after), comments(text), "{text}\n--- became\n{after}");
    let messages = |text: &str| parse(text).errors.into_iter().map(|error| error.message).collect::<Vec<_>>();
    assert_eq!(messages(&after), messages(text), "{text}\n--- became\n{after}");
    assert_eq!(edited(text, &edits(text)), after, "{text}");
    after
}

/// Comments and documentation in their order.
fn comments(text: &str) -> Vec<String> {
    // The tree has comments, and documentation only where something is documented.
    let text = text.replace("///", "// ");
    let spans = parse(&text).file.comments;
    spans.iter().map(|span| text[span.start as usize..span.end as usize].to_owned()).collect()
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        after.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    after
}

/// All files with this ending below a folder of the project.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The blocks of a page that are written in the language.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, behind)) = rest.split_once("\n```journey") {
        let (block, behind) = behind.split_once("\n```").unwrap_or((behind, ""));
        blocks.push(block.split_once('\n').map_or("", |(_, block)| block).to_owned());
        rest = behind;
    }
    blocks
}

#[test]
fn what_is_copied_is_in_the_style() {
    for (path, text) in [files("examples", "journey"), files("cli/src/template", "journey")].concat() {
        assert!(format(&text) == text, "`baton fmt {}` would change it", path.display());
    }
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/formatting.md")).unwrap();
    for block in blocks(&page) {
        assert_eq!(format(&block), format!("{block}\n"));
    }
}

#[test]
fn every_text_of_the_project_says_the_same() {
    for (_, text) in [files("tests", "journey"), files("grammar/tests", "journey")].concat() {
        formatted(&text);
        formatted(&text.replace('\n', "\r\n"));
    }
    let pages = [files("docs", "md"), files("tests/mistakes", "txt")].concat();
    let blocks: Vec<String> = pages.iter().flat_map(|(_, page)| blocks(page)).collect();
    assert!(blocks.len() > 100);
    blocks.iter().for_each(|block| drop(formatted(block)));
    pages.iter().for_each(|(_, page)| drop(formatted(page)));
}

/// The text without line breaks or with as many as it can have, without the comments.
#[test]
fn any_spacing_comes_to_the_same_tokens() {
    let without_space = |text: &str| text.replace([' ', '\n', '\t', '\r', ','], "");
    for (_, text) in texts() {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.contains("  //"));
        let text = lines.collect::<Vec<_>>().join("\n");
        let joined = formatted(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(without_space(&joined), without_space(&text));
        assert!(joined.lines().all(|line| line.chars().count() <= 140), "{joined}");
        let after = formatted(&text);
        assert_eq!(without_space(&after), without_space(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_string(text in any::<String>()) {
        formatted(&text);
    }

    #[test]
    fn any_row_of_words(words in prop::collection::vec(prop::sample::select(common::WORDS), 0..60)) {
        formatted(&words.join(" "));
        formatted(&words.join("\n"));
        formatted(&words.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_change_of_a_right_text(from in 0.0..1.0f64, length in 0usize..200, to in 0.0..1.0f64, kind in 0..4u8) {
        formatted(&change(&everything(), from, length, to, kind));
    }

    /// Comments, line breaks and spaces where there were spaces.
    #[test]
    fn any_spacing(seed in prop::collection::vec(0usize..40, 1..80)) {
        let spaces = [" // note\n", "\n", "\n\n\n", "  ", "\n/// doc\n", "\n  // note\n", "\r\n", "\t", "\n    "];
        for (_, text) in texts() {
            let mut after = String::new();
            for (index, piece) in text.split(' ').enumerate() {
                after.push_str(piece);
                after.push_str(spaces.get(seed[index % seed.len()]).unwrap_or(&" "));
            }
            formatted(&after);
        }
    }
}
