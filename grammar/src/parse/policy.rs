//! Policies (§11) and invariants (§14).

use super::builder::{Builder, child, children, has};
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Claim, Period, Rule as PolicyRule, RuleKind, Selected, Selection};

impl<'c> Builder<'c> {
    /// The rules of a policy.
    pub fn rules(&mut self, pair: &Pair<'c>) -> Vec<PolicyRule> {
        let mut rules = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::policy_rule => rules.extend(self.rule(&part)),
                Rule::rule_junk => self.junk(&part, previous.as_ref(), Part::Rule),
                _ => continue,
            }
            previous = Some(part);
        }
        rules
    }

    fn rule(&mut self, pair: &Pair<'c>) -> Option<PolicyRule> {
        let name = self.child_name(pair, Rule::NAME)?;
        let does = pair.clone().into_inner().find(|part| {
            matches!(
                part.as_rule(),
                Rule::suppress | Rule::cap | Rule::quiet | Rule::gather | Rule::holdout | Rule::weigh
            )
        });
        let kind = does.and_then(|does| self.rule_kind(&does));
        if kind.is_none() {
            self.missing(pair, &format!("expected what the rule does after `{}:`", name.text));
        }
        let except = child(pair, Rule::names).map(|names| self.paths(&names)).unwrap_or_default();
        Some(PolicyRule { docs: self.docs(pair), name, was: self.was(pair), kind, except, span: self.span(pair) })
    }

    fn rule_kind(&mut self, pair: &Pair<'c>) -> Option<RuleKind> {
        let selection = child(pair, Rule::selection).map(|selection| self.selection(&selection));
        let names = child(pair, Rule::names).map(|names| self.paths(&names));
        Some(match pair.as_rule() {
            Rule::suppress if has(pair, Rule::WHILE) => RuleKind::SuppressWhile(selection?, self.child_expr(pair)?),
            Rule::suppress => {
                let occurrence = child(pair, Rule::occurrence).and_then(|occurrence| self.occurrence(&occurrence))?;
                RuleKind::SuppressAfter(selection?, self.child_duration(pair)?, occurrence)
            }
            Rule::cap => RuleKind::Cap(selection?, self.child_name(pair, Rule::INT)?, self.period(pair)?),
            Rule::quiet => {
                let mut times = children(pair, Rule::TIME).map(|time| self.name(&time));
                let (from, to) = (times.next()?, times.next()?);
                drop(times);
                RuleKind::Quiet { from, to, days: self.days(pair), selection: selection? }
            }
            Rule::gather => RuleKind::Gather(selection?, self.child_name(pair, Rule::TIME)?),
            Rule::holdout => RuleKind::Holdout(self.child_percent(pair)?, names?, self.child_plain(pair)),
            _ => RuleKind::Weigh(names?, self.child_expr(pair)?),
        })
    }

    fn selection(&self, pair: &Pair<'c>) -> Selection {
        let what = match child(pair, Rule::names) {
            Some(names) => Selected::Names(self.paths(&names)),
            None => Selected::All,
        };
        Selection { what, via: self.via(pair), span: self.span(pair) }
    }

    fn period(&self, pair: &Pair<'c>) -> Option<Period> {
        let period = child(pair, Rule::period)?;
        self.child_duration(&period).map(Period::Rolling).or_else(|| self.child_unit(&period).map(Period::Calendar))
    }

    /// What an invariant claims.
    pub fn invariant(&mut self, pair: &Pair<'c>) -> Option<Claim> {
        let claim =
            child(pair, Rule::claim).and_then(|claim| claim.into_inner().next()).and_then(|claim| self.claim(&claim));
        if claim.is_none() {
            let message =
                if has(pair, Rule::COLON) { "expected a claim after `:`" } else { "expected `:` and a claim" };
            self.missing(pair, message);
        }
        claim
    }

    fn claim(&mut self, pair: &Pair<'c>) -> Option<Claim> {
        let selection = child(pair, Rule::selection).map(|selection| self.selection(&selection));
        let path = self.child_path(pair, Rule::PATH);
        Some(match pair.as_rule() {
            Rule::never_sent => Claim::NeverSent(selection?, self.child_expr(pair)?),
            Rule::never => Claim::Never(self.child_expr(pair)?),
            Rule::at_most => Claim::AtMost(selection?, self.child_name(pair, Rule::INT)?, self.period(pair)?),
            Rule::ends_within => Claim::EndsWithin(path?, self.child_duration(pair)?),
            _ => {
                let mut steps = children(pair, Rule::NAME).map(|step| self.name(&step));
                Claim::OnlyAfter(path?, steps.next()?, steps.next()?)
            }
        })
    }
}
