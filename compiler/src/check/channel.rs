//! Channels (§6).

use baton_grammar::tree::ChannelItem;
use baton_program::Direction;

use super::items::{Once, capacity};
use crate::{hir::Channel, infer::Infer};

/// A channel's items. `requires` is asked at clearings and may use anything.
pub(super) fn channel(infer: &mut Infer, items: &[ChannelItem]) -> Channel {
    let (mut requires, mut inbound, mut capacities) =
        (Once::new("requires"), Once::new("inbound"), Once::new("capacity"));
    for item in items {
        match item {
            ChannelItem::Requires(expr) => {
                let condition = infer.condition(expr);
                requires.put(infer, expr.span, condition);
            }
            ChannelItem::Inbound(span) => inbound.put(infer, *span, ()),
            ChannelItem::Capacity(written) => {
                let known = capacity(infer, written);
                capacities.put(infer, written.span, known);
            }
        }
    }
    let direction = if inbound.is_there() { Direction::Inbound } else { Direction::Outbound };
    Channel { requires: requires.get(), direction, capacity: capacities.get().flatten() }
}
