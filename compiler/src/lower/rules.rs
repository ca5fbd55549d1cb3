//! Policies (§11): the rules, and which of them concern which message on which channel.

use baton_program::{
    Cap, ChannelRules, Direction, Holdout, JourneyId, MessageId, MessageRules, Rule, RuleId, RuleKind,
};
use smol_str::SmolStr;

use super::{
    Builder,
    declared::Declared,
    expr::Scope,
    tables::{Tables, arc},
};
use crate::hir::{self, FullName, Named, Selection};

impl Builder<'_> {
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for policy in &self.tables.declared.policies {
            for rule in policy.is {
                rules.push(self.rule(policy, rule));
            }
        }
        rules
    }

    fn rule(&mut self, policy: &Declared<Vec<hir::Rule>>, rule: &hir::Rule) -> Rule {
        let scope = Scope::of(policy.item);
        let name = format!("{}.{}", policy.item.name, rule.name);
        let kind = match &rule.kind {
            hir::RuleKind::Suppress(_, condition) => RuleKind::Suppress(self.watch(scope, condition)),
            hir::RuleKind::Cap(_, limit, per) => {
                RuleKind::Cap(Cap { limit: *limit, per: *per, counter: self.counter() })
            }
            hir::RuleKind::Quiet(_, quiet) => RuleKind::Quiet(*quiet),
            hir::RuleKind::Gather(_, until) => RuleKind::Gather(*until),
            hir::RuleKind::Holdout(below, of, salt) => {
                let salt = salt.as_deref().unwrap_or(&name);
                RuleKind::Holdout(self.holdout(&policy.item.package, *below, salt, of, &rule.except))
            }
            hir::RuleKind::Weigh(_, by) => RuleKind::Weigh(self.expr(scope, by)),
        };
        Rule { place: scope.place(self.tables, rule.span), name: arc(&name), kind }
    }

    fn holdout(&self, package: &SmolStr, below: Option<u64>, salt: &str, of: &[Named], except: &[Named]) -> Holdout {
        Holdout {
            below,
            salt: arc(salt),
            messages: messages(self.tables, package, of),
            journeys: journeys(self.tables, package, of),
            except_messages: messages(self.tables, package, except),
            except_journeys: journeys(self.tables, package, except),
        }
    }
}

/// The messages that names in a policy of this package speak of.
fn messages(tables: &Tables, package: &SmolStr, names: &[Named]) -> Vec<MessageId> {
    let concerned = (0..).zip(&tables.declared.messages).filter(|(_, message)| {
        binds(package, &message.item.package) && names.iter().any(|name| speaks_of(name, message))
    });
    concerned.map(|(number, _)| MessageId(number)).collect()
}

/// The journeys that they speak of.
fn journeys(tables: &Tables, package: &SmolStr, names: &[Named]) -> Vec<JourneyId> {
    let concerned = (0..).zip(&tables.declared.journeys).filter(|(_, journey)| {
        binds(package, &journey.item.package) && names.contains(&Named::Journey(journey.item.name.clone()))
    });
    concerned.map(|(number, _)| JourneyId(number)).collect()
}

/// The root's policies bind everybody, a package's its own.
fn binds(policy: &str, package: &str) -> bool {
    policy.is_empty() || policy == package
}

fn speaks_of(name: &Named, message: &Declared<hir::Message>) -> bool {
    match name {
        Named::Purpose(purpose) => *purpose == message.is.purpose,
        Named::Message(name) => *name == message.item.name,
        Named::Journey(_) => false,
    }
}

/// The rules that concern a message.
pub(super) fn of_message(tables: &Tables, message: &Declared<hir::Message>) -> MessageRules {
    let channels: Vec<&FullName> = message.is.channels.iter().filter(|name| tables.channel(name).is_some()).collect();
    let mut rules = MessageRules { channels: vec![ChannelRules::default(); channels.len()], ..MessageRules::default() };
    let policies = tables.declared.policies.iter().flat_map(|policy| policy.is.iter().map(move |rule| (policy, rule)));
    for ((policy, rule), number) in policies.zip(0..) {
        let excepted = rule.except.iter().any(|name| speaks_of(name, message));
        if !excepted && binds(&policy.item.package, &message.item.package) {
            concern(tables, message, &channels, rule, RuleId(number), &mut rules);
        }
    }
    rules
}

/// Puts a rule where it is asked about the message, if it is.
fn concern(
    tables: &Tables,
    message: &Declared<hir::Message>,
    channels: &[&FullName],
    rule: &hir::Rule,
    id: RuleId,
    rules: &mut MessageRules,
) {
    let selects = |what: &[Named]| what.is_empty() || what.iter().any(|name| speaks_of(name, message));
    let on = |via: &[FullName], channel: &FullName| via.is_empty() || via.contains(channel);
    // Caps and quiet hours are about what is sent: who comes by himself is reached only where `via` says so (§11).
    let on_sent =
        |via: &[FullName], channel: &FullName| via.contains(channel) || via.is_empty() && !is_inbound(tables, channel);
    let by_channel = channels.iter().copied().zip(&mut rules.channels);
    match &rule.kind {
        hir::RuleKind::Suppress(Selection { what, via }, _) if selects(what) && via.is_empty() => {
            rules.suppress.push(id);
        }
        hir::RuleKind::Suppress(Selection { what, via }, _) if selects(what) => {
            by_channel.filter(|(channel, _)| on(via, channel)).for_each(|(_, rules)| rules.suppress.push(id));
        }
        hir::RuleKind::Cap(Selection { what, via }, ..) if selects(what) => {
            by_channel.filter(|(channel, _)| on_sent(via, channel)).for_each(|(_, rules)| rules.caps.push(id));
        }
        hir::RuleKind::Quiet(Selection { what, via }, _) if selects(what) => {
            by_channel.filter(|(channel, _)| on_sent(via, channel)).for_each(|(_, rules)| rules.quiet.push(id));
        }
        hir::RuleKind::Gather(Selection { what, via }, _)
            if selects(what) && channels.iter().any(|channel| on(via, channel)) =>
        {
            rules.gather.push(id);
        }
        hir::RuleKind::Weigh(names, _) if selects(names) => rules.weigh.push(id),
        _ => {}
    }
}

fn is_inbound(tables: &Tables, channel: &FullName) -> bool {
    let number = tables.channel(channel);
    let found = number.and_then(|number| tables.declared.channels.get(number.index()));
    found.is_some_and(|channel| channel.is.direction == Direction::Inbound)
}
