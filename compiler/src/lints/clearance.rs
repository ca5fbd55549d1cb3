//! Messages that can never be sent or shown (W0304): on every one of their ways stands something that never gives way.

use baton_grammar::tree::Span;

use super::{
    declared::{Declared, Of, Workspace, each_statement},
    mentions::How,
    ways::Way,
};
use crate::{
    diagnostic::{Finding, codes::lints::NEVER_SENT},
    hir::{Body, FullName, Journey, Message, StatementKind},
};

/// A message, or sends and offers of a journey, that no clearing ever lets through.
pub(super) fn clearance(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    match declared.body() {
        Body::Message(is) => of_message(workspace, Of { declared, is }).into_iter().collect(),
        Body::Journey(journey) => of_journey(workspace, journey),
        _ => Vec::new(),
    }
}

fn of_message(workspace: Workspace, message: Of<Message>) -> Option<Finding> {
    let name = message.declared.name();
    let ways = || sendable(workspace, message);
    let is_blocked = ways().next().is_some() && ways().all(Way::is_blocked);
    (is_blocked && workspace.mentions(How::Sent, &name)).then(|| {
        let span = message.declared.name_span();
        let finding = Finding::new(NEVER_SENT, span, format!("`{name}` can never be sent"));
        told(finding.label("every way is blocked"), ways())
    })
}

/// The channels through which a message can be sent.
fn sendable<'db>(workspace: Workspace<'db>, message: Of<'db, Message>) -> impl Iterator<Item = &'db Way> {
    workspace.ways(message).iter().filter(|way| way.is_outbound)
}

fn of_journey(workspace: Workspace, journey: &Journey) -> Vec<Finding> {
    let mut found = Vec::new();
    each_statement(journey, &mut |statement| match &statement.kind {
        StatementKind::Send { candidates, via, .. } => {
            if let ([(message, _)], false) = (candidates.as_slice(), via.is_empty()) {
                let message = workspace.message(message);
                found.extend(message.and_then(|message| sent(workspace, message, via, statement.span)));
            }
        }
        StatementKind::Offer { message, placement, .. } => {
            let (message, at) = (workspace.message(message), workspace.placement(placement));
            let Some((message, at)) = message.zip(at) else { return };
            let mut ways = workspace.ways(message).iter();
            if let Some(way) = ways.find(|way| way.channel == at.is.channel && way.is_blocked()) {
                let text = format!("`{}` can never be shown in `{placement}`", message.declared.name());
                found.push(told(Finding::new(NEVER_SENT, statement.span, text), [way]));
            }
        }
        _ => {}
    });
    found
}

/// That a send names only channels that are blocked, though the message has others.
fn sent(workspace: Workspace, message: Of<Message>, via: &[FullName], span: Span) -> Option<Finding> {
    let named = || sendable(workspace, message).filter(|way| via.contains(&way.channel));
    let is_open = sendable(workspace, message).any(|way| !way.is_blocked());
    let is_blocked = named().next().is_some() && named().all(Way::is_blocked);
    (is_open && is_blocked).then(|| {
        let text = format!("`{}` can never be sent this way", message.declared.name());
        told(Finding::new(NEVER_SENT, span, text), named())
    })
}

fn told<'a>(finding: Finding, ways: impl IntoIterator<Item = &'a Way>) -> Finding {
    let mut finding = finding;
    for other in ways.into_iter().flat_map(|way| &way.blocked) {
        if !finding.others.contains(other) {
            finding.others.push(other.clone());
        }
    }
    finding.help("open one of its ways, or take the message out")
}
