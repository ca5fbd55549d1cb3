//! What an expression is made of.

use crate::{ExprId, Node};

impl Node {
    /// Its operands, in order.
    pub fn operands(&self, mut visit: impl FnMut(ExprId)) {
        match self {
            Self::Constant(_)
            | Self::Attribute(_)
            | Self::Trait(_)
            | Self::Here(_)
            | Self::HereAt
            | Self::HereChannel
            | Self::Local(_)
            | Self::Key
            | Self::Start
            | Self::Now
            | Self::AskedChannel
            | Self::Column(_)
            | Self::Read(_)
            | Self::Share(..)
            | Self::StepOf(_)
            | Self::StepsLeft(_)
            | Self::MemberOf(_)
            | Self::Switch(_) => {}
            Self::Field(a, _)
            | Self::EventAt(a)
            | Self::EventChannel(a)
            | Self::Not(a)
            | Self::IsKnown(a)
            | Self::Widen(a)
            | Self::Negate(a)
            | Self::Size(a)
            | Self::OwnSend(a)
            | Self::Since(a)
            | Self::Until(a)
            | Self::DateOf(a)
            | Self::TimeOf(a)
            | Self::HourOf(a)
            | Self::WeekdayOf(a, _) => visit(*a),
            Self::And(a, b)
            | Self::Or(a, b)
            | Self::Fallback(a, b)
            | Self::Compare(_, a, b)
            | Self::StartsWith(a, b)
            | Self::EndsWith(a, b)
            | Self::Contains(a, b)
            | Self::Arithmetic(_, a, b) => [*a, *b].into_iter().for_each(visit),
            Self::If(a, b, c) => [*a, *b, *c].into_iter().for_each(visit),
            Self::OneOf(a, all) => std::iter::once(a).chain(all).copied().for_each(visit),
            Self::Text(all, _) | Self::List(all) => all.iter().copied().for_each(visit),
            Self::InJourney { key, .. } => key.iter().copied().for_each(visit),
        }
    }
}
