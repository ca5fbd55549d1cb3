//! The grammar of editors, held against the compiler's, and what is made from it and for it.
#![allow(clippy::disallowed_methods, reason = "the grammar, its corpus and its queries are files")]

mod agrees;
mod corpus;
mod generated;
mod queries;
mod textmate;

use tree_sitter::{Language, Parser, Tree};

fn language() -> Language {
    tree_sitter_journey::LANGUAGE.into()
}

fn parsed(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&language()).expect("the parser fits the library");
    parser.parse(text, None).expect("a parser with a language and no limit gives a tree")
}

/// The words of the grammar that are not names.
fn keywords() -> Vec<String> {
    let language = language();
    let kinds = 0..u16::try_from(language.node_kind_count()).expect("kinds are numbered with 16 bits");
    let kinds = kinds.filter(|id| language.node_kind_is_visible(*id) && !language.node_kind_is_named(*id));
    let words = kinds.filter_map(|id| language.node_kind_for_id(id));
    words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase())).chain(ALONE).map(str::to_owned).collect()
}

/// Words that are a node by themselves.
const ALONE: [&str; 4] = ["done", "inbound", "stay", "unknown"];

/// Whether what is written down should be written anew.
fn writes() -> bool {
    std::env::var("BATON_GRAMMAR").is_ok_and(|value| value == "write")
}
