//! What the compiler understands, the editors' grammar understands as well, and both see the same declarations.

use std::{
    fs,
    path::{Path, PathBuf},
};

use baton_grammar::tree::{Decl, DeclKind};
use tree_sitter::{Node, Tree};

use crate::{keywords, parsed};

/// The folders whose files and pages hold journeys.
const FOLDERS: [&str; 6] = ["examples", "docs", "cli/src", "compiler", "grammar/tests", "tests"];

/// A declaration as both see it: kind, name, and the bytes from its documentation to its last word or sign.
#[derive(Debug, PartialEq)]
struct Declared {
    kind: String,
    name: String,
    from: usize,
    to: usize,
}

#[test]
fn both_see_the_same_declarations_in_everything_that_is_written() {
    let texts = texts();
    assert!(texts.len() > 100, "only {} texts", texts.len());
    let wrong: Vec<String> = texts.iter().filter_map(|(place, text)| disagreement(place, text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_is_a_keyword_only_where_the_grammar_asks_for_it() {
    let text = include_str!("../../../tests/texts/everything.journey");
    let keywords = keywords();
    let mut wrong = Vec::new();
    let declarations = seen_by_editors(text, &parsed(text));
    for (nth, declared) in declarations.iter().enumerate() {
        let part = &text[declared.from..declared.to];
        let names = names(part).into_iter().filter(|name| !FAR.iter().any(|words| part[..name.start].ends_with(words)));
        for (place, name) in names.enumerate() {
            for keyword in keywords.iter().skip((nth + place) % SKIPPED).step_by(SKIPPED) {
                let renamed = format!("{}{keyword}{}", &part[..name.start], &part[name.end..]);
                wrong.extend(disagreement(keyword, &renamed));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them: {}", wrong.len(), wrong.join("\n"));
}

/// Behind these only the compiler, which looks further ahead, takes every word for a name.
const FAR: [&str; 4] = ["(all ", ": sent ", "wait until ", "in stage "];

/// Every which keyword is tried as one name; another name has another one.
const SKIPPED: usize = 5;

/// What is wrong with a text that the compiler has no error for.
fn disagreement(place: &str, text: &str) -> Option<String> {
    let parse = baton_grammar::parse(text);
    if !parse.errors.is_empty() {
        return None;
    }
    let tree = parsed(text);
    if let Some(node) = first_error(tree.root_node()) {
        let line = text.lines().nth(node.start_position().row).unwrap_or_default();
        return Some(format!("{place}: no tree at {}: {line}", node.start_position()));
    }
    let compiler =
        parse.file.items.iter().map(|item| seen_by_compiler(item.start as usize, &item.decl)).collect::<Vec<_>>();
    let editors = seen_by_editors(text, &tree);
    (compiler != editors).then(|| format!("{place}: the compiler sees {compiler:#?}, editors see {editors:#?}"))
}

fn first_error(node: Node<'_>) -> Option<Node<'_>> {
    if node.is_error() || node.is_missing() {
        return Some(node);
    }
    let mut cursor = node.walk();
    node.has_error().then(|| node.children(&mut cursor).find_map(first_error))?
}

/// Where the names of a text stand.
fn names(text: &str) -> Vec<std::ops::Range<usize>> {
    let tree = parsed(text);
    let mut found = Vec::new();
    let mut left = vec![tree.root_node()];
    while let Some(node) = left.pop() {
        if matches!(node.kind(), "identifier" | "column") {
            found.push(node.byte_range());
        }
        let mut cursor = node.walk();
        left.extend(node.children(&mut cursor));
    }
    found
}

fn seen_by_compiler(start: usize, decl: &Decl) -> Declared {
    let kind = match &decl.kind {
        DeclKind::Customer(_) => "customer",
        DeclKind::Event(_) => "event",
        DeclKind::Enumeration(_) => "enumeration",
        DeclKind::Trait(_) => "trait",
        DeclKind::Signal(_) => "signal",
        DeclKind::Channel(_) => "channel",
        DeclKind::Priorities(_) => "priorities",
        DeclKind::Message(_) => "message",
        DeclKind::Action(_) => "action",
        DeclKind::Policy(_) => "policy",
        DeclKind::Journey(_) => "journey",
        DeclKind::Source(_) => "source",
        DeclKind::Test(_) => "test",
        DeclKind::Decision(_) => "decision",
        DeclKind::Placement(_) => "placement",
        DeclKind::Audience(_) => "audience",
        DeclKind::Switch(_) => "switch",
        DeclKind::Measure(_) => "measure",
        DeclKind::Invariant(_) => "invariant",
        DeclKind::Broken => "broken",
    };
    let name = decl.name.as_ref().map(|name| name.text.to_string()).unwrap_or_default();
    Declared { kind: kind.to_owned(), name, from: start + decl.span.start as usize, to: start + decl.span.end as usize }
}

fn seen_by_editors(text: &str, tree: &Tree) -> Vec<Declared> {
    let mut cursor = tree.walk();
    let declarations = tree.root_node().named_children(&mut cursor).collect::<Vec<_>>();
    let declarations =
        declarations.into_iter().filter(|node| !matches!(node.kind(), "use" | "comment" | "documentation"));
    let declared = declarations.map(|node| {
        let name = node.child_by_field_name("name").map(|name| text[name.byte_range()].to_owned());
        Declared {
            kind: node.kind().to_owned(),
            name: name.unwrap_or_default(),
            from: start_with_docs(node),
            to: node.end_byte(),
        }
    });
    declared.collect()
}

/// Documentation stands before what it documents, perhaps with comments in between.
fn start_with_docs(node: Node<'_>) -> usize {
    let mut start = node.start_byte();
    let mut before = node.prev_sibling();
    while let Some(node) = before.filter(Node::is_extra) {
        if node.kind() == "documentation" {
            start = node.start_byte();
        }
        before = node.prev_sibling();
    }
    start
}

/// Every journey file of the project, and every `journey` block of its pages, with its place.
fn texts() -> Vec<(String, String)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the project is two folders up");
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| project.join(folder)).collect();
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the project's folders can be read") {
            let path = entry.expect("the project's folders can be read").path();
            let place = path.display().to_string();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("journey") => texts.push((place, read(&path))),
                Some("md") => texts.extend(blocks(&read(&path)).map(|block| (place.clone(), block.to_owned()))),
                _ => {}
            }
        }
    }
    texts
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the project's files are text")
}

fn blocks(page: &str) -> impl Iterator<Item = &str> {
    let behind_fences = page.split("```journey").skip(1);
    behind_fences.filter_map(|rest| rest.split_once('\n')?.1.split("```").next())
}
