//! The sentence that a rule means.

use baton_compiler::{
    Declaration,
    hir::{Body, Expr, ExprKind, Named, Rule, RuleKind, Selection},
};
use baton_grammar::tree::{self, DeclKind, Unit};

use crate::text::on_one_line;

/// The sentence that a rule of a policy means, with whom it binds; `text` is the text of the policy's file.
pub fn sentence(policy: &Declaration<'_>, rule: &str, text: &str) -> Option<String> {
    let (Body::Policy(rules), DeclKind::Policy(written)) = (policy.body, &policy.decl.kind) else { return None };
    let meant = rules.iter().find(|one| one.name == rule)?;
    let written = written.iter().find(|one| one.name.text == rule)?;
    let teller = Teller { policy, text };
    let mut sentence = teller.rule(meant, written)?;
    if !meant.except.is_empty() {
        let is = if meant.except.len() == 1 { "is" } else { "are" };
        sentence.push_str(&format!("; {} {is} neither held back nor counted", names(&meant.except, "and")));
    }
    let binds = match policy.package.as_str() {
        "" => "the root's rule: it binds every message".into(),
        package => format!("a rule of `{package}`: it binds the messages of `{package}` alone"),
    };
    Some(format!("{sentence} ({binds})"))
}

struct Teller<'d, 'w> {
    policy: &'d Declaration<'w>,
    text: &'d str,
}

impl Teller<'_, '_> {
    fn rule(&self, rule: &Rule, written: &tree::Rule) -> Option<String> {
        Some(match (&rule.kind, written.kind.as_ref()?) {
            (RuleKind::Suppress(selection, _), tree::RuleKind::SuppressAfter(_, duration, event)) => {
                let event = match event {
                    tree::Occurrence::Either(_, span) => *span,
                    tree::Occurrence::One(one) => one.span,
                };
                format!(
                    "holds back {} for {} after `{}`",
                    self.everywhere(selection),
                    self.written(duration.span),
                    self.written(event)
                )
            }
            (RuleKind::Suppress(selection, condition), _) => {
                format!("holds back {} while {}", self.everywhere(selection), self.condition(condition))
            }
            (RuleKind::Cap(selection, limit, _), tree::RuleKind::Cap(_, _, period)) => {
                let of = if selection.what.is_empty() { String::new() } else { format!(" of {}", what(selection)) };
                let messages = if *limit == 1 { "message" } else { "messages" };
                format!("lets at most {limit} {messages}{of}{} be sent {}", via(selection), self.per(period))
            }
            (RuleKind::Quiet(selection, _), tree::RuleKind::Quiet { from, to, days, .. }) => {
                let over = if from.text >= to.text { ", over midnight" } else { "" };
                let days: Vec<&str> = days.iter().map(|day| day.text.as_str()).collect();
                let days = if days.is_empty() {
                    String::new()
                } else {
                    format!(", where that begins on {}", days.join(" or "))
                };
                format!(
                    "holds back {}{} from {} to {} of the customer's time{over}{days}",
                    what(selection),
                    via(selection),
                    from.text,
                    to.text
                )
            }
            (RuleKind::Gather(selection, _), tree::RuleKind::Gather(_, time)) => format!(
                "{}{} waits until {} of the customer's day, and then the best of all goes first",
                what(selection),
                via(selection),
                time.text
            ),
            (RuleKind::Holdout(_, of, salt), tree::RuleKind::Holdout(percent, ..)) => {
                let salt = salt.as_ref().map(|salt| format!(", those of the salt \"{salt}\"")).unwrap_or_default();
                format!(
                    "withholds {} from {}% of the customers, always the same{salt}: it is recorded but not sent, and \
                     journeys go on as if it were, so that the groups can be compared",
                    names(of, "and"),
                    percent.text
                )
            }
            (RuleKind::Weigh(of, expr), _) => {
                format!("multiplies the rank of {} by `{}`", names(of, "and"), self.written(expr.span))
            }
            _ => return None,
        })
    }

    /// In what time a cap counts.
    fn per(&self, period: &tree::Period) -> String {
        match period {
            tree::Period::Rolling(duration) => format!("in any {}", self.written(duration.span)),
            tree::Period::Calendar(Unit::Hour) => "in an hour of the clock".into(),
            tree::Period::Calendar(Unit::Day) => "on one day of the customer's calendar".into(),
            tree::Period::Calendar(Unit::Week) => "in one week of the customer's calendar, from Monday".into(),
            tree::Period::Calendar(Unit::Month) => "in one month of the customer's calendar".into(),
        }
    }

    fn everywhere(&self, selection: &Selection) -> String {
        let channels = if selection.via.is_empty() { " on every channel".into() } else { via(selection) };
        format!("{}{channels}", what(selection))
    }

    /// A condition in words, where it has some; else as it is written.
    fn condition(&self, condition: &Expr) -> String {
        match &condition.kind {
            ExprKind::Or(a, b) => format!("{} or {}", self.condition(a), self.condition(b)),
            ExprKind::And(a, b) if !is_or(a) && !is_or(b) => {
                format!("{} and {}", self.condition(a), self.condition(b))
            }
            ExprKind::InJourney { journey, key: None, step } => match step {
                Some(step) => format!("the customer is in `{journey}` at `{step}`"),
                None => format!("the customer is in `{journey}`"),
            },
            ExprKind::MemberOf(audience) => format!("the customer is in the audience `{audience}`"),
            ExprKind::Switch(switch) => format!("the switch `{switch}` is on"),
            ExprKind::Trait(name) => format!("`{name}` is true"),
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::InJourney { journey, key: None, step: None } => {
                    format!("the customer is not in `{journey}`")
                }
                ExprKind::MemberOf(audience) => format!("the customer is not in the audience `{audience}`"),
                ExprKind::Switch(switch) => format!("the switch `{switch}` is off"),
                ExprKind::Trait(name) => format!("`{name}` is false"),
                _ => format!("`{}`", self.written(condition.span)),
            },
            _ => format!("`{}`", self.written(condition.span)),
        }
    }

    fn written(&self, span: tree::Span) -> String {
        on_one_line(self.text, span.shifted(self.policy.start))
    }
}

const fn is_or(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Or(..))
}

fn what(selection: &Selection) -> String {
    if selection.what.is_empty() { "every message".into() } else { names(&selection.what, "and") }
}

fn via(selection: &Selection) -> String {
    if selection.via.is_empty() {
        return String::new();
    }
    let channels = selection.via.iter().map(|channel| format!("`{channel}`"));
    format!(" via {}", joined(channels.collect(), "or"))
}

fn names(named: &[Named], word: &str) -> String {
    let name = |named: &Named| match named {
        Named::Purpose(name) | Named::Message(name) | Named::Journey(name) => format!("`{name}`"),
    };
    joined(named.iter().map(name).collect(), word)
}

/// `a`, `a or b`, `a, b or c`.
fn joined(all: Vec<String>, word: &str) -> String {
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {word} {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use baton_compiler::lookup::Space;

    use super::*;
    use crate::testing::{EXAMPLE, fixture};

    #[test]
    fn each_kind_of_rule_means_a_sentence() {
        let fixture = fixture(EXAMPLE);
        let mut shown = String::new();
        for name in ["rules", "care.own"] {
            let policy = fixture.workspace.declared(Space::Policy, &name.into()).unwrap();
            let text = fixture.workspace.text(policy.path).unwrap();
            let DeclKind::Policy(rules) = &policy.decl.kind else { panic!() };
            for rule in rules {
                let written = on_one_line(text, rule.span.shifted(policy.start));
                let sentence = sentence(&policy, &rule.name.text, text).unwrap();
                shown.push_str(&format!("{written}\n  {sentence}\n\n"));
            }
        }
        insta::assert_snapshot!(shown);
    }
}
