//! Channels without consent (W0333): a channel that asks nothing of the customer, beside one that asks for a yes. Where no
//! channel does, the workspace's customers have agreed elsewhere.

use baton_program::Direction;

use super::declared::{Of, Workspace};
use crate::{
    diagnostic::{Diagnostic, codes::lints::NO_CONSENT},
    hir::{Channel, ExprKind, Type},
    reading::reading,
};

/// The channels that ask for nothing though others ask for consent.
pub(super) fn consent(workspace: &Workspace) -> Vec<Diagnostic> {
    let outbound = workspace.channels.values().filter(|channel| channel.is.direction == Direction::Outbound);
    let Some(careful) = outbound.clone().find(|channel| asks_for_a_yes(**channel)) else { return Vec::new() };
    let used = |name: &str| workspace.messages.values().any(|message| message.is.channels.iter().any(|it| it == name));
    let careless = outbound.filter(|channel| channel.is.requires.is_none() && used(&channel.declared.name));
    let told = careless.map(|Of { declared, .. }| {
        let (name, other) = (&declared.name, &careful.declared.name);
        declared
            .tell(
                NO_CONSENT,
                declared.name_span(),
                format!("the channel `{name}` asks for no consent, but `{other}` does"),
            )
            .other(careful.declared.place(careful.declared.name_span(), "asks for it"))
            .help("say who may be reached: `requires customer.…_consent`")
    });
    told.collect()
}

/// Whether a channel asks for a yes of the customer: an attribute that is a `bool`.
fn asks_for_a_yes(channel: Of<Channel>) -> bool {
    let read = reading(channel.declared.body);
    read.exprs.iter().any(|expr| matches!(expr.kind, ExprKind::Attribute(_)) && *expr.ty.known() == Type::Bool)
}
