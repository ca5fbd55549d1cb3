//! What touchpoints ask (§12) as CloudEvents: `baton:ask`, with the decision and its arguments by name; `baton:show`, with
//! the placement.

use super::{Rejection, Taken, cloud_event::Envelope, command::named};
use crate::{AT_A_GLANCE, Asked, ChannelId, DecisionId, InputKind, PlacementId, Program, Question};

/// The word of a question to a decision, behind `baton:`.
pub(super) const ASK: &str = "ask";

/// The word of a placement's question, behind `baton:`.
pub(super) const SHOW: &str = "show";

impl Envelope<'_> {
    /// A question to a decision. It has no part in what is taken twice: asked again, it is answered again.
    pub(super) fn question(mut self, program: &Program) -> Result<Taken, Rejection> {
        let name = self.needed("decision")?;
        let (what, given) = if name == AT_A_GLANCE {
            (Asked::Glance, 0)
        } else {
            let names = program.decisions.iter().map(|decision| &*decision.name).chain([AT_A_GLANCE]);
            let id = DecisionId(named("decision", &name, names)?);
            let params = program.decisions.get(id.index()).map_or(&[][..], |decision| &decision.params);
            let (args, given) = self.fields(program, params)?;
            (Asked::Decision(id, args.into_iter().map(Option::unwrap_or_default).collect()), given)
        };
        let question = Question { id: self.id.take(), what };
        self.taken(InputKind::Ask(question), given + 1)
    }

    /// A placement's question, through its own channel.
    pub(super) fn show(mut self, program: &Program) -> Result<Taken, Rejection> {
        let name = self.needed("placement")?;
        let id = PlacementId(named("placement", &name, program.placements.iter().map(|placement| &*placement.name))?);
        let placement = program.placements.get(id.index());
        if let (Some(asked), Some(placement)) = (self.channel, placement)
            && asked != placement.channel
        {
            let name = |id: ChannelId| program.channels.get(id.index()).map_or("", |channel| &*channel.name).into();
            let (asked, channel) = (name(asked), name(placement.channel));
            return Err(Rejection::NotItsChannel { placement: placement.name.as_ref().into(), asked, channel });
        }
        let question = Question { id: self.id.take(), what: Asked::Placement(id) };
        self.taken(InputKind::Ask(question), 1)
    }
}
