//! Where symbols stand: everything else (definition, references, rename, highlights, tokens) is read from here.
//!
//! Invariant: one place stands for one symbol, and the places of a file are in order.

use baton_compiler::{Declaration, Workspace};
use baton_grammar::tree::Span;

use crate::{Place, Symbol, finder, uses};

/// A place at which a symbol stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where in the file.
    pub span: Span,
    /// What stands there.
    pub symbol: Symbol,
    /// Whether it gets its name there.
    pub role: Role,
}

/// What a symbol does at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It gets its name.
    Definition,
    /// It is named.
    Use,
}

/// All symbols of a file, in the order of their places.
pub fn occurrences(workspace: &Workspace, path: &str) -> Vec<Occurrence> {
    let mut found = uses::occurrences(workspace, path);
    // A `use` that brings several declarations of one name stands for the first of them.
    found.dedup_by_key(|one| one.span);
    found.extend(workspace.declarations(path).iter().flat_map(finder::occurrences));
    found
}

/// The symbol at a byte of a file, and where its word stands; at the end of a word it is still that word's.
pub fn symbol_at(workspace: &Workspace, path: &str, offset: u32) -> Option<Occurrence> {
    let holds = |one: &Occurrence| holds(one.span, offset);
    let found = match declaration_at(workspace, path, offset) {
        Some(here) => finder::occurrences(&here),
        None => Vec::new(),
    };
    // Where two words touch (`a.b`), the one that begins here is meant.
    found.into_iter().rev().find(holds).or_else(|| uses::occurrences(workspace, path).into_iter().find(holds))
}

/// The declaration at a byte of a file.
pub(crate) fn declaration_at<'w>(workspace: &'w Workspace, path: &str, offset: u32) -> Option<Declaration<'w>> {
    workspace.declarations(path).into_iter().rev().find(|one| holds(one.span(), offset))
}

/// Whether a byte is in a span or at its end.
pub(crate) const fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// All places of a symbol, in the order of files and places.
pub fn occurrences_of(workspace: &Workspace, symbol: &Symbol) -> Vec<(Place, Role)> {
    let mut places = Vec::new();
    for path in workspace.paths() {
        let text = workspace.text(path).unwrap_or_default();
        // A word that isn't there names nothing, and to look for it is much cheaper than to ask what names what.
        let named = |span: Span| {
            text.get(span.start as usize..span.end as usize).is_some_and(|text| text.contains(symbol.word()))
        };
        if matches!(symbol, Symbol::Local(file, ..) if file != path) || !text.contains(symbol.word()) {
            continue;
        }
        let declarations = workspace.declarations(path);
        let of_declarations = declarations.iter().filter(|one| named(one.span())).flat_map(finder::occurrences);
        let found = uses::occurrences(workspace, path).into_iter().chain(of_declarations);
        places.extend(
            found
                .filter(|one| one.symbol == *symbol)
                .map(|one| (Place { path: path.clone(), span: one.span }, one.role)),
        );
    }
    places
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::fixture;

    const TEXT: &str = r#"
customer { email: text?  plan: basic | plus = basic }
channel mail { requires customer.email is known }
priorities service
event opened { ticket: id  topic: text }
event closed { ticket: id }
trait busy = count(opened where topic == "bill", 7d) >= 2
message received(request: opened) { purpose service  channels mail  hold 1d  content "x" { topic: request.topic } }
journey support for each ticket {
  enter on opened as request
  goal closed
  limit 30d
  step hello {
    send received(request: request)
    if customer.plan == plus { -> wait_on }
    -> wait_on
  }
  step wait_on { wait { after 2d -> hello } }
}
policy rules { calm: suppress service while in support at wait_on }
test "t" {
  customer { email: "a" }
  at 2026-01-01 opened { ticket: "1"  topic: "bill" }
  expect sent received with { topic: "bill" }
  expect waiting received because rules.calm
}
"#;

    #[test]
    fn every_word_that_names_something_is_found() {
        let fixture = fixture(TEXT);
        let text = fixture.workspace.text(&fixture.path).unwrap();
        let shown = occurrences(&fixture.workspace, &fixture.path).into_iter().map(|one| {
            let word = &text[one.span.start as usize..one.span.end as usize];
            let role = if one.role == Role::Definition { "=" } else { " " };
            assert_eq!(word, one.symbol.word(), "{:?}", one.symbol);
            format!("{role} {word:10} {:?}", one.symbol)
        });
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"));
    }
}
