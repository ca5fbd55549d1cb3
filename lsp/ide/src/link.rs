//! Places that lead to files, and places that change together.

use baton_compiler::Workspace;
use baton_grammar::tree::Span;

use crate::{
    Owner, Place, Symbol,
    definition::definitions_of,
    occurrence::{declaration_at, holds},
    occurrences_of, symbol_at, uses,
};

/// A place that leads to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where in the file.
    pub span: Span,
    /// Where it leads.
    pub to: Place,
}

/// The `use` lines of a file, and where they lead: to the declaration, or to the first file of the package.
pub fn links(workspace: &Workspace, path: &str) -> Vec<Link> {
    let link = |(span, symbol): (Span, Symbol)| {
        let to = definitions_of(workspace, &symbol).into_iter().next()?;
        Some(Link { span, to })
    };
    uses::lines(workspace, path).into_iter().filter_map(link).collect()
}

/// The places that change together while a name is typed anew: those of an `as` name, or of a step, arm or parameter
/// that is named in its declaration alone.
pub fn linked(workspace: &Workspace, path: &str, offset: u32) -> Vec<Span> {
    let Some(found) = symbol_at(workspace, path, offset) else { return Vec::new() };
    let is_inner = match &found.symbol {
        Symbol::Local(..) | Symbol::Step(..) | Symbol::Arm(..) => true,
        Symbol::Member(Owner::Of(..), _) => !crate::keys::is_key(workspace, &found.symbol),
        _ => false,
    };
    let Some(here) = declaration_at(workspace, path, offset).filter(|_| is_inner) else { return Vec::new() };
    let places = occurrences_of(workspace, &found.symbol);
    let is_here = |place: &Place| place.path == *here.path && holds(here.span(), place.span.start);
    if places.iter().all(|(place, _)| is_here(place)) {
        places.into_iter().map(|(place, _)| place.span).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{fixture, shown};

    #[test]
    fn a_use_leads_to_its_declaration_or_package() {
        let text =
            "//- company.journey\nuse care.closed\nuse care\n$0\n//- care/a.journey\nevent other {}\nevent closed {}\n";
        let fixture = fixture(text);
        let all = links(&fixture.workspace, &fixture.path);
        let both = all.iter().map(|link| {
            let from = shown(&fixture.workspace, &fixture.path, link.span);
            format!("{from}leads to\n{}", shown(&fixture.workspace, &link.to.path, link.to.span))
        });
        insta::assert_snapshot!(both.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn an_as_name_changes_at_all_of_its_places() {
        let text = "event opened { topic: text }\nmessage m(t: text) { }\njourney j {\n  enter on opened as $0request\n  limit 1d\n  step s { send m(t: request.topic) }\n}\n";
        let fixture = fixture(text);
        let spans = linked(&fixture.workspace, &fixture.path, fixture.offset);
        let all: String = spans.into_iter().map(|span| shown(&fixture.workspace, &fixture.path, span)).collect();
        insta::assert_snapshot!(all);
    }

    #[test]
    fn what_is_named_elsewhere_too_does_not_change_while_it_is_typed() {
        let text = "journey j {\n  limit 1d\n  step fi$0rst { wait 1d }\n}\ntrait there = in j at first\n";
        let fixture = fixture(text);
        assert_eq!(linked(&fixture.workspace, &fixture.path, fixture.offset), []);
    }
}
