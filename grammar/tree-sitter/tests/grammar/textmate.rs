//! The TextMate grammar of VS Code knows every word of the language.

use std::collections::BTreeSet;

use crate::keywords;
use serde_json::Value;

const TEXTMATE: &str = include_str!("../../../../editors/vscode/syntaxes/journey.tmLanguage.json");

#[test]
fn every_word_of_the_language_has_a_colour() {
    let grammar: Value = serde_json::from_str(TEXTMATE).expect("the grammar is JSON");
    let mut known = BTreeSet::new();
    words_of(&grammar, &mut known);
    let missing: Vec<String> = keywords().into_iter().filter(|word| !known.contains(word)).collect();
    assert!(missing.is_empty(), "journey.tmLanguage.json doesn't know {}", missing.join(", "));
}

/// The words in the patterns of a grammar.
fn words_of(grammar: &Value, known: &mut BTreeSet<String>) {
    match grammar {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(pattern) if matches!(name.as_str(), "match" | "begin" | "end") => {
                        let words = pattern.replace(r"\b", " ");
                        known.extend(words.split(|c: char| !c.is_ascii_lowercase()).map(str::to_owned));
                    }
                    _ => words_of(value, known),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| words_of(value, known)),
        _ => {}
    }
}
