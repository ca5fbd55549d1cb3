//! What rules of policies speak of: which messages on which channels, and whether one speaks of all that another does.

use super::declared::{Of, Workspace, binds, speaks_of};
use crate::hir::{FullName, Message, Named, Rule, RuleKind, Selection};

/// The names that a rule speaks of (none is all), and its channels (none is all).
pub(super) fn selected(rule: &Rule) -> (&[Named], &[FullName]) {
    match &rule.kind {
        RuleKind::Suppress(Selection { what, via }, _)
        | RuleKind::Cap(Selection { what, via }, ..)
        | RuleKind::Quiet(Selection { what, via }, _)
        | RuleKind::Gather(Selection { what, via }, _) => (what, via),
        RuleKind::Holdout(_, what, _) | RuleKind::Weigh(what, _) => (what, &[]),
    }
}

impl Workspace<'_> {
    /// Whether a rule is asked about a message that its policy binds.
    pub fn selects(&self, rule: Of<Rule>, message: Of<Message>) -> bool {
        let (what, _) = selected(rule.is);
        let excepted = rule.is.except.iter().any(|name| speaks_of(name, &message));
        let named = what.is_empty() || what.iter().any(|name| speaks_of(name, &message));
        named && !excepted
    }

    /// Whether a rule is asked about a message that its policy binds, on one of its channels. Caps and quiet hours are about what is sent: they
    /// reach an inbound channel only where `via` names it (§11).
    pub fn concerns(&self, rule: Of<Rule>, message: Of<Message>, channel: &FullName) -> bool {
        let (_, via) = selected(rule.is);
        let of_sent = matches!(rule.is.kind, RuleKind::Cap(..) | RuleKind::Quiet(..));
        let on = match via {
            [] => !of_sent || self.is_outbound(channel),
            via => via.contains(channel),
        };
        on && self.selects(rule, message)
    }

    /// Whether all that falls under one rule falls under the other too, whatever messages there may be one day.
    pub fn is_within(&self, inner: Of<Rule>, outer: Of<Rule>) -> bool {
        binds(&outer.declared.package(), &inner.declared.package())
            && self.names_within(inner.is, outer.is)
            && self.channels_within(inner.is, outer.is)
            && outer.is.except.iter().all(|name| self.leaves_out(inner.is, name))
    }

    fn names_within(&self, inner: &Rule, outer: &Rule) -> bool {
        let ((inner, _), (outer, _)) = (selected(inner), selected(outer));
        outer.is_empty() || !inner.is_empty() && inner.iter().all(|name| self.is_named(name, outer))
    }

    /// Whether some names speak of all that this one does.
    fn is_named(&self, name: &Named, names: &[Named]) -> bool {
        let purpose = match name {
            Named::Message(message) => self.message(message).map(|message| &message.is.purpose),
            _ => None,
        };
        names.contains(name) || purpose.is_some_and(|purpose| names.contains(&Named::Purpose(purpose.clone())))
    }

    fn channels_within(&self, inner: &Rule, outer: &Rule) -> bool {
        let of_sent = matches!(outer.kind, RuleKind::Cap(..) | RuleKind::Quiet(..));
        let ((_, inner), (_, outer)) = (selected(inner), selected(outer));
        match outer {
            [] => !of_sent || inner.iter().all(|channel| self.is_outbound(channel)),
            outer => !inner.is_empty() && inner.iter().all(|channel| outer.contains(channel)),
        }
    }

    /// Whether a rule surely doesn't speak of what a name in another's `except` does.
    fn leaves_out(&self, rule: &Rule, name: &Named) -> bool {
        if self.is_named(name, &rule.except) {
            return true;
        }
        let (what, _) = selected(rule);
        let overlaps = |other: &Named| {
            let purpose = |name: &Named| match name {
                Named::Purpose(purpose) => Some(purpose.clone()),
                Named::Message(message) => self.message(message).map(|message| message.is.purpose.clone()),
                Named::Journey(_) => None,
            };
            match (name, other) {
                (Named::Message(a), Named::Message(b)) => a == b,
                (Named::Journey(a), Named::Journey(b)) => a == b,
                (a, b) => purpose(a).is_none() || purpose(a) == purpose(b),
            }
        };
        !what.is_empty() && !what.iter().any(overlaps)
    }

    /// The channels of a message through which it can be sent.
    pub fn outbound(&self, message: &Message) -> Vec<FullName> {
        message.channels.iter().filter(|channel| self.is_outbound(channel)).cloned().collect()
    }
}
