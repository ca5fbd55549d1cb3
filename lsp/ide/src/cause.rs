//! What causes what: event → signal → journey → message ← rule.

pub(crate) mod arrows;

use std::collections::BTreeMap;

use baton_compiler::{Workspace, lookup::Space};
use baton_grammar::tree::{DeclKind, Span};

use crate::{Kind, Place, Symbol, symbol_at};
use arrows::{Arrow, arrows};

/// Something that causes or is caused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its full name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub span: Span,
    /// Where it gets its name; of what is built in, where it is named.
    pub place: Place,
}

/// One end of an arrow, and where in the asked or found declaration the arrow is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caused {
    /// The other end.
    pub other: Cause,
    /// Places in the declaration that causes.
    pub places: Vec<Span>,
}

/// What stands at a byte of a file, if it can cause or be caused. A step stands for its journey.
pub fn cause_at(workspace: &Workspace, path: &str, offset: u32) -> Option<Cause> {
    let found = symbol_at(workspace, path, offset)?;
    let place = Place { path: path.into(), span: found.span };
    cause(workspace, &whole(found.symbol), &place)
}

/// What causes what stands at a byte of a file.
pub fn incoming(workspace: &Workspace, path: &str, offset: u32) -> Vec<Caused> {
    let Some(found) = symbol_at(workspace, path, offset).map(|found| whole(found.symbol)) else { return Vec::new() };
    let mut by_cause: BTreeMap<Symbol, Vec<Place>> = BTreeMap::new();
    for Arrow { from, at, .. } in arrows(workspace).into_iter().filter(|arrow| arrow.to == found) {
        by_cause.entry(from).or_default().push(at);
    }
    let caused = |(symbol, places): (Symbol, Vec<Place>)| {
        let other = cause(workspace, &symbol, places.first()?)?;
        let places = within(&other, &places);
        Some(Caused { other, places })
    };
    by_cause.into_iter().filter_map(caused).collect()
}

/// What is caused by what stands at a byte of a file.
pub fn outgoing(workspace: &Workspace, path: &str, offset: u32) -> Vec<Caused> {
    let Some(symbol) = symbol_at(workspace, path, offset).map(|found| whole(found.symbol)) else { return Vec::new() };
    let Some(own) = cause_at(workspace, path, offset) else { return Vec::new() };
    let mut by_effect: BTreeMap<Symbol, Vec<Place>> = BTreeMap::new();
    for Arrow { to, at, .. } in arrows(workspace).into_iter().filter(|arrow| arrow.from == symbol) {
        by_effect.entry(to).or_default().push(at);
    }
    let caused = |(symbol, places): (Symbol, Vec<Place>)| {
        let other = cause(workspace, &symbol, places.first()?)?;
        Some(Caused { other, places: within(&own, &places) })
    };
    by_effect.into_iter().filter_map(caused).collect()
}

/// The places that lie in a declaration; what is written elsewhere stands for its name.
fn within(cause: &Cause, places: &[Place]) -> Vec<Span> {
    let inside = |place: &&Place| {
        place.path == cause.place.path && cause.span.start <= place.span.start && place.span.end <= cause.span.end
    };
    let mut spans: Vec<Span> = places.iter().filter(inside).map(|place| place.span).collect();
    spans.sort();
    spans.dedup();
    if spans.is_empty() { vec![cause.place.span] } else { spans }
}

fn whole(symbol: Symbol) -> Symbol {
    match symbol {
        Symbol::Step(journey, _) | Symbol::Arm(journey, ..) | Symbol::Key(journey, _) => {
            Symbol::Declaration(Space::Journey, journey)
        }
        symbol => symbol,
    }
}

/// A symbol as a cause; what is built in stands where it is named.
fn cause(workspace: &Workspace, symbol: &Symbol, named: &Place) -> Option<Cause> {
    match symbol {
        Symbol::BuiltIn(event) => {
            Some(Cause { name: event.name().into(), kind: Kind::Event, span: named.span, place: named.clone() })
        }
        Symbol::Declaration(space, name) => {
            let declaration = workspace.declared(*space, name)?;
            let kind = Kind::of(&declaration.decl.kind);
            let place = Place { path: declaration.path.clone(), span: declaration.name_span() };
            causes(kind).then(|| Cause { name: name.to_string(), kind, span: declaration.span(), place })
        }
        Symbol::Rule(policy, rule) => {
            let declaration = workspace.declared(Space::Policy, policy)?;
            let DeclKind::Policy(rules) = &declaration.decl.kind else { return None };
            let found = rules.iter().find(|one| one.name.text == *rule)?;
            Some(Cause {
                name: format!("{policy}.{rule}"),
                kind: Kind::Rule,
                span: found.span.shifted(declaration.start),
                place: Place { path: declaration.path.clone(), span: found.name.span.shifted(declaration.start) },
            })
        }
        _ => None,
    }
}

/// What can cause something, or be caused.
const fn causes(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Event
            | Kind::Signal
            | Kind::Journey
            | Kind::Message
            | Kind::Action
            | Kind::Audience
            | Kind::Switch
            | Kind::Source
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{example_at, shown};

    fn around(word: &str, nth: usize) -> String {
        let fixture = example_at(word, nth);
        let workspace = &fixture.workspace;
        let own = cause_at(workspace, &fixture.path, fixture.offset).unwrap();
        let list = |all: Vec<Caused>, home: Option<&Cause>| {
            let one = |one: &Caused| {
                let path = &home.unwrap_or(&one.other).place.path;
                let places: String = one.places.iter().map(|span| shown(workspace, path, *span)).collect();
                format!("{} {}, at {places}", one.other.kind.noun(), one.other.name)
            };
            all.iter().map(one).collect::<String>()
        };
        let before = list(incoming(workspace, &fixture.path, fixture.offset), None);
        let behind = list(outgoing(workspace, &fixture.path, fixture.offset), Some(&own));
        format!("{} {}\n\ncaused by\n{before}\ncauses\n{behind}\n", own.kind.noun(), own.name)
    }

    #[test]
    fn from_the_event_to_the_message() {
        let words = [("ticket_opened {", 0), ("given_up", 0), ("support for", 0), ("ticket_received(", 0)];
        let all = words.map(|(word, nth)| around(word, nth));
        insta::assert_snapshot!(all.join("────\n"));
    }

    #[test]
    fn rules_hold_back_messages_and_are_moved_by_journeys() {
        insta::assert_snapshot!([around("calm", 0), around("offer {", 0)].join("────\n"));
    }

    #[test]
    fn what_is_built_in_causes_too() {
        insta::assert_snapshot!([around("left(", 0), around("clicked(", 0)].join("────\n"));
    }

    #[test]
    fn a_trait_causes_nothing_by_itself() {
        let fixture = example_at("loyal", 0);
        assert_eq!(cause_at(&fixture.workspace, &fixture.path, fixture.offset), None);
    }
}
