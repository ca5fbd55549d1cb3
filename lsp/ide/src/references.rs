//! Where a symbol is named.

use baton_compiler::Workspace;
use baton_grammar::tree::Span;

use crate::{Place, Role, occurrences, occurrences_of, symbol_at};

/// Whether the place at which a symbol gets its name is among those that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definitions {
    /// It is.
    Included,
    /// It isn't.
    LeftOut,
}

/// All places at which the symbol at a byte of a file is named, in the order of files and places.
pub fn references(workspace: &Workspace, path: &str, offset: u32, definitions: Definitions) -> Vec<Place> {
    let Some(found) = symbol_at(workspace, path, offset) else { return Vec::new() };
    let wanted = |role: Role| role == Role::Use || definitions == Definitions::Included;
    occurrences_of(workspace, &found.symbol)
        .into_iter()
        .filter(|(_, role)| wanted(*role))
        .map(|(place, _)| place)
        .collect()
}

/// All places of the symbol at a byte, within its file.
pub fn highlights(workspace: &Workspace, path: &str, offset: u32) -> Vec<(Span, Role)> {
    let Some(found) = symbol_at(workspace, path, offset) else { return Vec::new() };
    let all = occurrences(workspace, path).into_iter();
    all.filter(|one| one.symbol == found.symbol).map(|one| (one.span, one.role)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{answers, example_at, shown};

    #[test]
    fn all_places_of_a_symbol() {
        let words =
            [("ticket_closed {", 0), ("escalate }", 0), ("care.ticket_closed\n", 0), ("topic: text", 0), ("sms {", 0)];
        insta::assert_snapshot!(answers(&words, |workspace, path, offset| {
            references(workspace, path, offset, Definitions::Included)
        }));
    }

    #[test]
    fn highlights_stay_in_the_file_and_say_where_the_name_is_given() {
        let fixture = example_at("as request", 0).after("as ");
        let all = highlights(&fixture.workspace, &fixture.path, fixture.offset).into_iter();
        let all = all.map(|(span, role)| format!("{role:?} in {}", shown(&fixture.workspace, &fixture.path, span)));
        insta::assert_snapshot!(all.collect::<String>());
    }
}
