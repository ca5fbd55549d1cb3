//! Rules of policies: what they hold back, and as long as what is so.

use std::collections::BTreeMap;

use baton_compiler::{
    Declaration,
    hir::{Body, FullName, Message, Named, Rule, RuleKind, Selection},
};
use baton_grammar::tree::Span;
use baton_program::Direction;

use super::Chart;
use crate::graph::model::{EdgeKind, Line, LineKind, Node, NodeKind};

impl<'w> Chart<'w> {
    pub(super) fn policy(&mut self, policy: &Declaration<'w>, rules: &'w [Rule]) {
        for rule in rules {
            let name = format!("{}.{}", policy.name, rule.name);
            let mut node = Node::new(NodeKind::Rule, format!("rule:{name}"), name);
            let written = self.sources.written(policy, rule.span);
            let says = written.split_once(&format!("{}:", rule.name)).map_or(written.as_str(), |(_, says)| says.trim());
            let mut line = Line::new(LineKind::Says, says);
            line.of = self.held(policy, rule).iter().map(|(name, _)| (*name).clone()).collect();
            node.lines.push(line);
            node.docs = docs(policy, rule);
            // A rule's span begins at its documentation, if it has some; its name is where it is written.
            node.place = self.sources.line(policy, name_span(policy, rule));
            let at = self.add(node);
            if let RuleKind::Suppress(_, condition) | RuleKind::Weigh(_, condition) = &rule.kind {
                self.reads(policy, condition, at, EdgeKind::While);
            }
            self.holds(policy, rule, at);
        }
    }

    /// Edges to what a rule holds back: a purpose where the rule reaches all teams, the messages where it names them or is
    /// one team's own; journeys of holdouts.
    fn holds(&mut self, policy: &Declaration<'w>, rule: &'w Rule, at: usize) {
        let (kind, label) = match &rule.kind {
            RuleKind::Weigh(..) => (EdgeKind::Weighs, "weighs".to_owned()),
            RuleKind::Holdout(..) => (EdgeKind::HoldsBack, "withholds".into()),
            RuleKind::Suppress(selection, _)
            | RuleKind::Cap(selection, ..)
            | RuleKind::Quiet(selection, _)
            | RuleKind::Gather(selection, _) => (EdgeKind::HoldsBack, via(selection)),
        };
        if let RuleKind::Holdout(_, of, _) = &rule.kind {
            for journey in of.iter().filter_map(journey_of) {
                if let Some(node) = self.journey_node(journey) {
                    self.edge(at, node, kind, &label, policy, Some(rule.span));
                }
            }
        }
        let mut targets: BTreeMap<String, FullName> = BTreeMap::new();
        for (name, message) in self.held(policy, rule) {
            let is_named = names(rule).contains(&Named::Message(name.clone()));
            let target = if policy.package.is_empty() && !is_named {
                (format!("purpose:{}", message.purpose), message.purpose.clone())
            } else {
                (format!("message:{name}"), name.clone())
            };
            targets.insert(target.0, target.1);
        }
        for (id, name) in targets {
            let node = if id.starts_with("purpose:") { Some(self.purpose(&name)) } else { self.happening(&name) };
            if let Some(node) = node {
                self.edge(at, node, kind, &label, policy, Some(rule.span));
            }
        }
    }

    /// The messages that a rule concerns, in the order of files and places.
    fn held(&self, policy: &Declaration<'w>, rule: &'w Rule) -> Vec<(&FullName, &'w Message)> {
        let messages = self.declarations.iter().filter_map(|one| match one.body {
            Body::Message(message) if binds(policy, one) => Some((&one.name, message)),
            _ => None,
        });
        messages.filter(|(name, message)| self.concerns(rule, name, message)).collect()
    }

    fn concerns(&self, rule: &Rule, name: &FullName, message: &Message) -> bool {
        let speaks_of = |named: &Named| match named {
            Named::Purpose(purpose) => *purpose == message.purpose,
            Named::Message(other) => other == name,
            Named::Journey(_) => false,
        };
        if rule.except.iter().any(speaks_of) {
            return false;
        }
        match &rule.kind {
            RuleKind::Weigh(of, _) | RuleKind::Holdout(_, of, _) => of.iter().any(speaks_of),
            RuleKind::Suppress(selection, _) | RuleKind::Gather(selection, _) => {
                selects(selection, speaks_of) && reaches(selection, message, |_| true)
            }
            // These concern what is sent, and reach what is shown only where they name its channel (§11).
            RuleKind::Cap(selection, ..) | RuleKind::Quiet(selection, _) => {
                selects(selection, speaks_of) && reaches(selection, message, |channel| self.is_outbound(channel))
            }
        }
    }

    fn is_outbound(&self, channel: &FullName) -> bool {
        let found = self.find(baton_compiler::lookup::Space::Channel, channel);
        !matches!(found.map(|one| one.body), Some(Body::Channel(channel)) if channel.direction == Direction::Inbound)
    }
}

fn selects(selection: &Selection, speaks_of: impl Fn(&Named) -> bool) -> bool {
    selection.what.is_empty() || selection.what.iter().any(speaks_of)
}

/// Whether a selection reaches a channel of a message; without `via` one of those that count.
fn reaches(selection: &Selection, message: &Message, counts: impl Fn(&FullName) -> bool) -> bool {
    if selection.via.is_empty() {
        message.channels.is_empty() || message.channels.iter().any(counts)
    } else {
        message.channels.iter().any(|channel| selection.via.contains(channel))
    }
}

/// Whether a policy binds what another declaration declares: the root's binds everybody, a package's its own (§11).
fn binds(policy: &Declaration<'_>, other: &Declaration<'_>) -> bool {
    policy.package.is_empty() || policy.package == other.package
}

fn names(rule: &Rule) -> &[Named] {
    match &rule.kind {
        RuleKind::Suppress(selection, _)
        | RuleKind::Cap(selection, ..)
        | RuleKind::Quiet(selection, _)
        | RuleKind::Gather(selection, _) => &selection.what,
        RuleKind::Holdout(_, of, _) | RuleKind::Weigh(of, _) => of,
    }
}

const fn journey_of(named: &Named) -> Option<&FullName> {
    match named {
        Named::Journey(name) => Some(name),
        Named::Purpose(_) | Named::Message(_) => None,
    }
}

fn via(selection: &Selection) -> String {
    if selection.via.is_empty() { String::new() } else { format!("via {}", selection.via.join(" or ")) }
}

fn written<'d>(policy: &'d Declaration<'_>, rule: &Rule) -> Option<&'d baton_grammar::tree::Rule> {
    let baton_grammar::tree::DeclKind::Policy(written) = &policy.decl.kind else { return None };
    written.iter().find(|one| one.name.text == rule.name)
}

fn docs(policy: &Declaration<'_>, rule: &Rule) -> String {
    written(policy, rule).map(|one| one.docs.join(" ")).unwrap_or_default()
}

fn name_span(policy: &Declaration<'_>, rule: &Rule) -> Span {
    written(policy, rule).map_or(rule.span, |one| one.name.span)
}
