//! Where a symbol gets its name, and where its type does.

use std::collections::BTreeSet;

use baton_compiler::{
    Workspace,
    hir::{Body, Bound, FullName, Pattern, Signal, Trigger, Type},
    lookup::Space,
};
use baton_grammar::tree::{DeclKind, Span};
use smol_str::SmolStr;

use crate::{
    Owner, Place, Role, Symbol, finder::key_of, occurrence::declaration_at, occurrences, occurrences_of,
    symbol::values, symbol_at, types, uses::files,
};

/// Where the symbol at a byte of a file gets its name. A key has that of the field by which events tell of it, too.
pub fn definitions(workspace: &Workspace, path: &str, offset: u32) -> Vec<Place> {
    let Some(found) = symbol_at(workspace, path, offset) else { return Vec::new() };
    let mut places = definitions_of(workspace, &found.symbol);
    let field = |event: FullName| Symbol::Member(Owner::Of(Space::Happening, event), found.symbol.word().into());
    let fields = keyed_by(workspace, &found.symbol).into_iter().map(field);
    places.extend(fields.flat_map(|field| definitions_of(workspace, &field)));
    places
}

/// Where a symbol gets its name; none for what is built in.
pub(crate) fn definitions_of(workspace: &Workspace, symbol: &Symbol) -> Vec<Place> {
    match symbol {
        Symbol::BuiltIn(_) => Vec::new(),
        Symbol::Package(name) => files(workspace, name).into_iter().map(beginning).collect(),
        Symbol::Declaration(space, name) if *space != Space::Purpose => {
            declared_at(workspace, *space, name).into_iter().collect()
        }
        _ => {
            let places = named_at(workspace, symbol);
            match symbol {
                // The values of a smaller set may stand where those of a larger are wanted.
                Symbol::Value(_, value) if places.is_empty() => values_named(workspace, value),
                _ => places,
            }
        }
    }
}

fn named_at(workspace: &Workspace, symbol: &Symbol) -> Vec<Place> {
    let places = occurrences_of(workspace, symbol).into_iter();
    places.filter(|(_, role)| *role == Role::Definition).map(|(place, _)| place).collect()
}

fn values_named(workspace: &Workspace, value: &str) -> Vec<Place> {
    let is_value = |symbol: &Symbol| matches!(symbol, Symbol::Value(_, word) if word == value);
    let of_file = |path: &SmolStr| {
        let found = occurrences(workspace, path).into_iter();
        let found = found.filter(|one| one.role == Role::Definition && is_value(&one.symbol));
        found.map(|one| Place { path: path.clone(), span: one.span }).collect::<Vec<_>>()
    };
    workspace.paths().flat_map(of_file).collect()
}

fn beginning(path: SmolStr) -> Place {
    Place { path, span: Span::new(0, 0) }
}

fn declared_at(workspace: &Workspace, space: Space, name: &FullName) -> Option<Place> {
    let declaration = workspace.declared(space, name)?;
    Some(Place { path: declaration.path.clone(), span: declaration.name_span() })
}

/// The events with which the journey or signal of a key begins.
fn keyed_by(workspace: &Workspace, key: &Symbol) -> Vec<FullName> {
    let declaration = match key {
        Symbol::Key(journey, _) => workspace.declared(Space::Journey, journey),
        Symbol::Member(Owner::Of(Space::Happening, signal), _) => workspace.declared(Space::Happening, signal),
        _ => None,
    };
    let Some(declaration) = declaration.filter(|one| key_of(one).is_some_and(|(symbol, _)| symbol == *key)) else {
        return Vec::new();
    };
    let begins: Vec<&Bound> = match declaration.body {
        Body::Journey(journey) => journey.entries.iter().filter_map(event_of).collect(),
        Body::Signal(Signal { pattern: Pattern::Sequence { links, .. }, .. }) => {
            links.first().map(|(first, _)| first).into_iter().collect()
        }
        _ => Vec::new(),
    };
    let events: BTreeSet<&FullName> =
        begins.into_iter().flat_map(|on| &on.alternatives).map(|selector| &selector.event).collect();
    events.into_iter().cloned().collect()
}

const fn event_of(entry: &Trigger) -> Option<&Bound> {
    match entry {
        Trigger::On(on) => Some(on),
        Trigger::When(_) => None,
    }
}

/// Where the type of what stands at a byte of a file is declared: an event, or an enumeration.
pub fn type_definitions(workspace: &Workspace, path: &str, offset: u32) -> Vec<Place> {
    let of_symbol = symbol_at(workspace, path, offset).and_then(|found| types::of_symbol(workspace, &found.symbol));
    let of_expr = || {
        let here = declaration_at(workspace, path, offset)?;
        types::expr_at(&here, offset).map(|expr| expr.ty.clone())
    };
    of_symbol.or_else(of_expr).map_or_else(Vec::new, |ty| declares(workspace, &ty))
}

fn declares(workspace: &Workspace, ty: &Type) -> Vec<Place> {
    match ty {
        Type::Optional(inner) | Type::List(inner) => declares(workspace, inner),
        Type::Event(name) => {
            let event = declared_at(workspace, Space::Happening, name);
            event.or_else(|| declared_at(workspace, Space::Action, name)).into_iter().collect()
        }
        Type::Enumeration(wanted) => {
            let is_it = |kind: &DeclKind| matches!(kind, DeclKind::Enumeration(names) if values(names) == *wanted);
            let types = workspace.all_declarations().filter(|one| is_it(&one.decl.kind));
            let named: Vec<Place> = types.map(|one| Place { path: one.path.clone(), span: one.name_span() }).collect();
            match (named.is_empty(), wanted.first()) {
                (true, Some(value)) => named_at(workspace, &Symbol::Value(wanted.clone(), value.clone())),
                _ => named,
            }
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{answers, fixture};

    #[test]
    fn every_kind_of_symbol_leads_to_its_name() {
        let words = [
            ("request.severity", 0),
            ("severity == high", 0),
            ("high or", 0),
            ("repeat_caller {", 0),
            ("given_up ->", 0),
            ("escalate  after", 0),
            ("call_back(ticket: ticket", 0),
            ("brief: \"", 0),
            ("solved {", 1),
            ("mail, sms", 0),
            ("service\n", 0),
            ("upsell while", 0),
            ("plus\npolicy", 0),
            ("plan == plus", 0),
            ("reachable\n", 0),
            ("crisis\n", 0),
            ("banner for", 0),
            ("offer)", 0),
            ("care.ticket_closed\n", 0),
            ("ticket_closed\n", 0),
            ("topic: \"billing\"  severity", 0),
            ("topic: \"billing\" }", 0),
            ("normal }", 0),
            ("acknowledge\n}", 0),
            ("clicked(", 0),
        ];
        insta::assert_snapshot!(answers(&words, definitions));
    }

    #[test]
    fn a_key_has_two_places() {
        insta::assert_snapshot!(answers(&[("ticket }\n    done", 0), ("ticket = ticket_opened", 0)], definitions));
    }

    #[test]
    fn a_value_is_that_of_the_type_that_is_meant() {
        let text = "type size = small | large\ntype noise = low | large\ncustomer { size: size?  noise: noise? }\ntrait a = customer.noise == lar$0ge\n";
        let fixture = fixture(text);
        let places = definitions(&fixture.workspace, &fixture.path, fixture.offset);
        let shown = places.iter().map(|place| crate::testing::shown(&fixture.workspace, &place.path, place.span));
        insta::assert_snapshot!(shown.collect::<String>());
    }

    #[test]
    fn types_are_events_and_enumerations() {
        let words = [
            ("request.topic}", 0),
            ("request: request", 0),
            ("plan == plus", 0),
            ("severity == high", 0),
            ("plus\npolicy", 0),
        ];
        insta::assert_snapshot!(answers(&words, type_definitions));
    }
}
