//! Channels without consent (W0333): a channel that asks nothing of the customer, beside one that asks for a yes. Where no
//! channel does, the workspace's customers have agreed elsewhere.

use baton_program::Direction;

use super::declared::{Declared, Of};
use crate::{
    diagnostic::{Finding, codes::lints::NO_CONSENT},
    hir::{Body, Channel, ExprKind, Type},
    reading::reading,
};

/// A channel that asks for nothing though another asks for consent.
pub(super) fn consent(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let Body::Channel(channel) = declared.body() else { return Vec::new() };
    if channel.direction != Direction::Outbound || channel.requires.is_some() {
        return Vec::new();
    }
    let careful = workspace.channels().filter(|other| other.is.direction == Direction::Outbound);
    let Some(careful) = careful.filter(asks_for_a_yes).min_by_key(|other| other.declared.name()) else {
        return Vec::new();
    };
    let name = declared.name();
    if !workspace.messages().any(|message| message.is.channels.contains(&name)) {
        return Vec::new();
    }
    let other = careful.declared.name();
    let text = format!("the channel `{name}` asks for no consent, but `{other}` does");
    let finding = Finding::new(NO_CONSENT, declared.name_span(), text);
    let finding = finding.other(careful.declared.place(careful.declared.name_span()), "asks for it");
    vec![finding.help("say who may be reached: `requires customer.…_consent`")]
}

/// Whether a channel asks for a yes of the customer: an attribute that is a `bool`.
fn asks_for_a_yes(channel: &Of<Channel>) -> bool {
    let read = reading(channel.declared.body());
    read.exprs.iter().any(|expr| matches!(expr.kind, ExprKind::Attribute(_)) && *expr.ty.known() == Type::Bool)
}
