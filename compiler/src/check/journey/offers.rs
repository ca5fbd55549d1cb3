//! `offer` (§10): a message that the channel of a placement can show.

use baton_grammar::tree::{Call, DurationLit, Path};
use baton_program::Direction;

use super::statements::list;
use crate::{
    check::record,
    diagnostic::{Finding, codes::bodies as codes},
    hir::{FullName, StatementKind},
    infer::Infer,
    lookup::Space,
};

/// An offer; none if anything of it could not be understood. It waits for nobody, so its message needs no `hold`.
pub(super) fn offer(
    infer: &mut Infer,
    call: &Call,
    placement: Option<&Path>,
    lasts: Option<&DurationLit>,
) -> Option<StatementKind> {
    let message = infer.message(&call.path);
    let signature = message.as_ref().and_then(|message| infer.names.message(message));
    let args = match (&message, &signature) {
        (Some(message), Some(signature)) => {
            record::complete(infer, &signature.params, &call.args, &format!("the message `{message}`"), call.span)
        }
        _ => record::free(infer, &call.args).into_iter().map(|(_, value)| value).collect(),
    };
    let placement = placement.and_then(|path| infer.named(Space::Placement, path, codes::UNKNOWN_QUESTION));
    let lasts = lasts.and_then(|lasts| infer.positive_duration(lasts));
    let channel = placement.as_ref().and_then(|name| infer.names.placement(name)?.channel);
    if let (Some(message), Some(signature), Some(placement), Some(channel)) =
        (&message, &signature, &placement, &channel)
    {
        require_channel(infer, call, (message, &signature.channels), (placement, channel));
    }
    Some(StatementKind::Offer { message: message?, args, placement: placement?, lasts: lasts? })
}

/// The channel of the placement must be one that the message may take.
fn require_channel(
    infer: &mut Infer,
    call: &Call,
    (message, channels): (&FullName, &[FullName]),
    (placement, channel): (&FullName, &FullName),
) {
    if channels.is_empty() || channels.contains(channel) {
        return;
    }
    let is_inbound =
        |name: &FullName| infer.names.channel(name).is_none_or(|channel| channel.direction == Direction::Inbound);
    let finding = if channels.iter().any(is_inbound) {
        let text = format!("`{message}` doesn't go through `{channel}`, where `{placement}` shows it");
        Finding::new(codes::NOT_ITS_CHANNEL, call.path.span, text)
    } else {
        let text = format!("`{message}` can't be shown: all of its channels are outbound");
        Finding::new(codes::OUTBOUND, call.path.span, text)
    };
    infer.report(finding.help(format!("its channels are {}: add `{channel}` to them", list(channels))));
}
