//! What carries a declaration out: where a message is sent, an event comes from, an action is done.

use baton_compiler::{Declaration, Workspace, lookup::Space};
use baton_grammar::tree::{DeclKind, MessageItemKind, Part, Path, SourceItemKind, StatementKind, walk};

use crate::{Place, Symbol, finder::symbol_of, symbol_at};

/// Where what stands at a byte of a file is carried out: of a message where it is sent or offered, of an event where it
/// is emitted or read by a source, of an action where it is done, of a placement what is offered in it; of a purpose and
/// a channel the messages that have it.
pub fn implementations(workspace: &Workspace, path: &str, offset: u32) -> Vec<Place> {
    let Some(found) = symbol_at(workspace, path, offset) else { return Vec::new() };
    match &found.symbol {
        Symbol::Declaration(Space::Purpose | Space::Channel, _) => messages_of(workspace, &found.symbol),
        symbol => workspace.all_declarations().flat_map(|one| carried_out(&one, symbol)).collect(),
    }
}

/// The messages that have a purpose or channel.
pub(crate) fn messages_of(workspace: &Workspace, symbol: &Symbol) -> Vec<Place> {
    workspace.all_declarations().flat_map(|one| message(&one, symbol)).collect()
}

/// The message, if it has this purpose or channel.
fn message(declaration: &Declaration<'_>, symbol: &Symbol) -> Option<Place> {
    let DeclKind::Message(message) = &declaration.decl.kind else { return None };
    let named = message.items.iter().flat_map(|item| match &item.kind {
        MessageItemKind::Purpose(path) => std::slice::from_ref(path),
        MessageItemKind::Channels(paths, _) => paths,
        _ => &[],
    });
    let is_named = named.into_iter().any(|path| names(declaration, path, symbol));
    let place = || Place { path: declaration.path.clone(), span: declaration.name_span() };
    is_named.then(place)
}

fn carried_out(declaration: &Declaration<'_>, symbol: &Symbol) -> Vec<Place> {
    let mut paths: Vec<&Path> = Vec::new();
    if let DeclKind::Source(source) = &declaration.decl.kind {
        paths.extend(source.items.iter().filter_map(|item| match &item.kind {
            SourceItemKind::Take { event, .. } => Some(event),
            _ => None,
        }));
    }
    walk(&declaration.decl, &mut |part| {
        let Part::Statement(statement) = part else { return };
        match &statement.kind {
            StatementKind::Send(send) => paths.extend(send.calls.iter().map(|call| &call.path)),
            StatementKind::Offer { call, placement, .. } => paths.extend(std::iter::once(&call.path).chain(placement)),
            StatementKind::Do { call, .. } => paths.push(&call.path),
            StatementKind::Emit(event, _) => paths.push(event),
            _ => {}
        }
    });
    let here = paths.into_iter().filter(|path| names(declaration, path, symbol));
    here.map(|path| Place { path: declaration.path.clone(), span: path.span.shifted(declaration.start) }).collect()
}

fn names(declaration: &Declaration<'_>, path: &Path, symbol: &Symbol) -> bool {
    declaration.named(path).is_some_and(|found| symbol_of(found) == *symbol)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::answers;

    #[test]
    fn what_carries_declarations_out() {
        let words = [
            ("ticket_received(request: ticket_opened)", 0),
            ("offer {", 0),
            ("solved {", 0),
            ("call_back(ticket: id", 0),
            ("banner via", 0),
            ("upsell\n", 0),
            ("mail {", 0),
            ("loyal =", 0),
        ];
        insta::assert_snapshot!(answers(&words, implementations));
    }
}
