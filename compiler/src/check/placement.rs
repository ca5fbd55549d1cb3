//! Placements (§12).

use baton_grammar::tree::{self, Path};
use baton_program::Direction;

use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{FullName, Placement},
    infer::Infer,
};

/// How many offers a placement can show: more than anybody looks at.
const MOST_SHOWN: u32 = 100;

/// A placement; none if its channel or its number could not be understood.
pub(super) fn placement(infer: &mut Infer, placement: &tree::Placement) -> Option<Placement> {
    let channel = placement.via.as_ref().and_then(|path| inbound(infer, path));
    let shows = placement.shows.as_ref().and_then(|digits| infer.count(digits, 1, MOST_SHOWN));
    Some(Placement { channel: channel?, shows: u16::try_from(shows?).ok()? })
}

/// The channel in which a placement stands: one to which customers come.
fn inbound(infer: &mut Infer, path: &Path) -> Option<FullName> {
    let channel = infer.channel(path)?;
    if infer.names.channel(&channel)?.direction == Direction::Outbound {
        let message = format!("nothing can be shown through `{channel}`: it is not inbound");
        let finding = Finding::new(codes::OUTBOUND, path.span, message);
        infer.report(finding.help("customers come to an inbound channel: `channel web { inbound }`"));
        return None;
    }
    Some(channel)
}
