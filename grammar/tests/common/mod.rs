//! What the tests of the grammar share.
#![allow(dead_code, reason = "each test file uses its part")]

use baton_grammar::tree::{Claim, DeclKind, JourneyItemKind, StatementKind};
use baton_grammar::{LineIndex, Parse, SyntaxError, parse};

/// The texts that are right, by name.
pub fn texts() -> Vec<(String, String)> {
    let names = ["company", "support", "renewal", "signals", "decision", "source", "everything"];
    names.iter().map(|name| ((*name).to_owned(), text(name))).collect()
}

pub fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/texts/{name}.journey", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The keyword of each declaration, and whether it is broken.
pub fn kinds(text: &str) -> Vec<(String, bool)> {
    let file = parse(text).file;
    file.items
        .iter()
        .map(|item| (item.decl.keyword.text.to_string(), matches!(item.decl.kind, DeclKind::Broken)))
        .collect()
}

/// Errors as people would read them.
pub fn shown(text: &str, errors: &[SyntaxError]) -> String {
    let index = LineIndex::new(text);
    let lines = errors.iter().map(|error| {
        let place = index.position(text, error.span.start);
        let under = &text[error.span.start as usize..error.span.end as usize];
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{} `{under}`: {}{help}", place.line, place.column, error.message)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every item stands where it says, in order, without overlap; every error is a piece of the text.
pub fn assert_whole(text: &str, parse: &Parse) {
    let mut before = 0;
    for item in &parse.file.items {
        assert!(before <= item.start, "items overlap at {}", item.start);
        let decl = item.decl.span.shifted(item.start);
        let slice = text.get(decl.start as usize..decl.end as usize);
        assert!(slice.is_some(), "{decl:?} is no piece of the text");
        let keyword = item.decl.keyword.span.shifted(item.start);
        assert_eq!(text.get(keyword.start as usize..keyword.end as usize), Some(item.decl.keyword.text.as_str()));
        before = decl.end;
    }
    for error in &parse.errors {
        assert!(text.get(error.span.start as usize..error.span.end as usize).is_some(), "{error:?}");
    }
    for comment in &parse.file.comments {
        assert!(text[comment.start as usize..comment.end as usize].starts_with("//"));
    }
}

/// How many parts of a text were understood: declarations, and the lines, rules, fields and statements in them.
pub fn good_parts(text: &str) -> usize {
    let parts = |kind: &DeclKind| match kind {
        DeclKind::Broken => 0,
        DeclKind::Customer(fields) | DeclKind::Event(fields) => 1 + fields.len(),
        DeclKind::Message(message) => 1 + message.items.len() + message.params.len(),
        DeclKind::Policy(rules) => 1 + rules.iter().filter(|rule| rule.kind.is_some()).count(),
        DeclKind::Channel(items) => 1 + items.len(),
        DeclKind::Source(source) => 1 + source.items.len(),
        DeclKind::Test(test) => {
            1 + test.lines.iter().filter(|line| !matches!(line.kind, baton_grammar::tree::LineKind::Broken)).count()
        }
        DeclKind::Invariant(claim) => usize::from(claim.as_ref().is_some_and(|_: &Claim| true)),
        DeclKind::Journey(journey) => 1 + journey.items.iter().map(|item| journey_part(&item.kind)).sum::<usize>(),
        _ => 1,
    };
    parse(text).file.items.iter().map(|item| parts(&item.decl.kind)).sum()
}

fn journey_part(kind: &JourneyItemKind) -> usize {
    match kind {
        JourneyItemKind::Broken => 0,
        JourneyItemKind::Step { body, .. } => {
            1 + body.statements.iter().filter(|statement| !matches!(statement.kind, StatementKind::Broken)).count()
        }
        _ => 1,
    }
}

/// All texts that are right, as one.
pub fn everything() -> String {
    texts().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// The byte offset of the character that a number between 0 and 1 points at.
fn boundary(text: &str, share: f64) -> usize {
    let mut at = (text.len() as f64 * share) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text of which a stretch is taken out, doubled, cut off or moved.
pub fn change(text: &str, from: f64, length: usize, to: f64, kind: u8) -> String {
    let start = boundary(text, from);
    let end = boundary(text, ((start + length) as f64 / text.len() as f64).min(1.0)).max(start);
    let target = boundary(text, to);
    let mut changed = text.to_owned();
    match kind {
        0 => changed.replace_range(start..end, ""),
        1 => changed.insert_str(target, &text[start..end]),
        2 => changed.truncate(end),
        _ => {
            changed.insert_str(target, &text[start..end]);
            let shift = if target <= start { end - start } else { 0 };
            changed.replace_range(start + shift..end + shift, "");
        }
    }
    changed
}

/// Words and signs of which rows are made.
pub const WORDS: &[&str] = &[
    "journey",
    "event",
    "test",
    "policy",
    "message",
    "step",
    "{",
    "}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"x\"",
    "\"{",
    "}\"",
    "->",
    "on",
    "wait",
    "if",
    "else",
    "when",
    "send",
    "name",
    "a.b",
    "a.",
    ":",
    ",",
    "=",
    "==",
    "1h",
    "10%",
    "12.50",
    "GBP",
    "2026-03-15",
    "21:00",
    "//",
    "///",
    "\\",
    "where",
    "in",
    "as",
    "via",
    "all",
    "not",
    "-",
    "?",
    "é",
    "🙂",
    "customer",
    "use",
    "private",
    "trait",
    "then",
    "within",
];
