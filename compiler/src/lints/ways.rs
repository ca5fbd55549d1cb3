//! What rules mean for a message on each of its channels. All checks of the message, and of those who send it, ask for this: an edit
//! of a policy that changes none of it runs them no further.

use baton_grammar::tree::Span;

use super::{
    decide::decide,
    declared::{Declared, Of, Workspace, message},
    known::Facts,
    week::Week,
};
use crate::{
    db::Item,
    diagnostic::Site,
    hir::{FullName, Message, Rule, RuleKind},
};

/// Places that say why something never gives way.
pub(super) type Blocked = Vec<(Site, String)>;

/// A channel of a message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way {
    pub channel: FullName,
    /// Whether the message can be sent through it; the others are shown.
    pub is_outbound: bool,
    /// What never gives way; empty where there may be a time at which the message gets through.
    pub blocked: Blocked,
    /// When it is quiet.
    pub quiet: Week,
}

impl Way {
    /// Whether nothing ever gets through.
    pub const fn is_blocked(&self) -> bool {
        !self.blocked.is_empty()
    }
}

impl<'db> Workspace<'db> {
    /// The channels of a message, in its order.
    pub fn ways(&self, message: Of<'db, Message>) -> &'db [Way] {
        ways(self.db, message.declared.item)
    }

    /// Whether anything may hold a message back for a while.
    pub fn may_be_held(&self, message: Of<Message>) -> bool {
        may_be_held(self.db, message.declared.item)
    }

    /// The rules that are asked about a message on a channel.
    pub fn asked(&self, message: Of<Message>, channel: &FullName) -> Vec<Of<'db, Rule>> {
        let mut rules = self.rules(&message.declared.package());
        rules.retain(|rule| self.concerns(*rule, message, channel));
        rules
    }
}

#[salsa::tracked(returns(deref))]
fn ways<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Way> {
    let workspace = Workspace { db };
    let Some(message) = message(Declared::new(db, item)) else { return Vec::new() };
    message.is.channels.iter().map(|channel| way(workspace, message, channel)).collect()
}

#[salsa::tracked(returns(copy))]
fn may_be_held<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> bool {
    let workspace = Workspace { db };
    let Some(message) = message(Declared::new(db, item)) else { return false };
    let waits = message.is.hold.is_some_and(|hold| hold > 0);
    let rules = workspace.rules(&message.declared.package());
    let mut rules = rules.iter().filter(|rule| !matches!(rule.is.kind, RuleKind::Weigh(..) | RuleKind::Holdout(..)));
    let channels = workspace.outbound(message.is);
    let on_all = |rule: &Of<_>| {
        !channels.is_empty() && channels.iter().all(|channel| workspace.concerns(*rule, message, channel))
    };
    waits && (message.is.only_when.is_some() || rules.any(on_all))
}

fn way(workspace: Workspace, message: Of<Message>, channel: &FullName) -> Way {
    let rules = workspace.asked(message, channel);
    let quiet = rules.iter().fold(Week::open(), |week, rule| match &rule.is.kind {
        RuleKind::Quiet(_, hours) => week.with(hours),
        _ => week,
    });
    let mut blocked = blocked(workspace, message, channel, &rules);
    if blocked.is_empty() && quiet.is_always_quiet() {
        let nights = rules.iter().filter(|rule| matches!(rule.is.kind, RuleKind::Quiet(..)));
        blocked = nights.map(|rule| place(*rule, "quiet here")).collect();
    }
    Way { channel: channel.clone(), is_outbound: workspace.is_outbound(channel), blocked, quiet }
}

/// Where a rule is named.
pub(super) fn place(rule: Of<Rule>, label: &str) -> (Site, String) {
    (rule.declared.place(rule.declared.rule_span(rule.is)), label.to_owned())
}

/// What never gives way to a message on a channel at any time. What one clearing asks of it has to hold together.
fn blocked(workspace: Workspace, message: Of<Message>, channel: &FullName, rules: &[Of<Rule>]) -> Blocked {
    let only_when = message.is.only_when.as_ref();
    let mut facts = Facts::default();
    if let Some(condition) = only_when {
        match decide(condition, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => return vec![(message.declared.place(condition.span), "this is never true".to_owned())],
        }
    }
    let only_when = only_when.map(|condition| condition.span);
    if let Some(channel) = workspace.channel(channel)
        && let Some(requires) = &channel.is.requires
    {
        match decide(requires, &facts, &mut Vec::new()).yes {
            Some(yes) => facts = yes,
            None => {
                let requires = (channel.declared.place(requires.span), "this can't hold for it".to_owned());
                return only_when_too(message, only_when, requires);
            }
        }
    }
    for rule in rules {
        match &rule.is.kind {
            RuleKind::Suppress(_, condition) => match decide(condition, &facts, &mut Vec::new()).no {
                Some(no) => facts = no,
                None => return only_when_too(message, only_when, place(*rule, "this always holds it back")),
            },
            RuleKind::Cap(_, 0, _) => return vec![place(*rule, "this lets none through")],
            RuleKind::Holdout(None, ..) => return vec![place(*rule, "this holds everybody out")],
            _ => {}
        }
    }
    Vec::new()
}

fn only_when_too(message: Of<Message>, only_when: Option<Span>, other: (Site, String)) -> Blocked {
    let only_when = only_when.map(|span| (message.declared.place(span), "while this holds".to_owned()));
    only_when.into_iter().chain([other]).collect()
}
