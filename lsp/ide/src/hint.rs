//! What a text doesn't say, and is good to see beside it: types, whose events are meant, what a `hold` must outlast, and
//! long durations in days and hours.

use std::{cell::LazyCell, collections::BTreeSet};

use baton_compiler::{
    Declaration, Workspace,
    hir::{Body, Bound, FullName, Message, Named, Pattern, Rule, RuleKind, Trigger, Type},
};
use baton_grammar::tree::{self, DeclKind, DurationLit, MessageItemKind, Part, Span, walk};

use crate::occurrence::holds;

/// Something to be shown in a text that isn't there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hint {
    /// Before which byte of the file.
    pub at: u32,
    /// What is shown.
    pub label: String,
    /// Why, where the label needs it.
    pub docs: String,
}

/// What is to be shown in a stretch of a file, in the order of places.
pub fn hints(workspace: &Workspace, path: &str, span: Span) -> Vec<Hint> {
    let mut hints = Vec::new();
    let policies = LazyCell::new(|| policies(workspace));
    for declaration in workspace.declarations(path) {
        let all = declaration.span();
        if all.end < span.start || span.end < all.start {
            continue;
        }
        let mut found = Vec::new();
        types(&declaration, &mut found);
        keys(&declaration, &mut found);
        waits(&policies, &declaration, &mut found);
        walk(&declaration.decl, &mut |part| {
            if let Part::Duration(duration) = part {
                found.extend(in_days(duration));
            }
        });
        found.iter_mut().for_each(|hint| hint.at += declaration.start);
        hints.extend(found);
    }
    hints.retain(|hint| holds(span, hint.at));
    hints.sort();
    hints.dedup();
    hints
}

/// The type of a trait that has none written.
fn types(declaration: &Declaration<'_>, hints: &mut Vec<Hint>) {
    if let (DeclKind::Trait(tree::Trait { ty: None, .. }), Body::Trait(value), Some(name)) =
        (&declaration.decl.kind, declaration.body, &declaration.decl.name)
        && value.ty != Type::Any
    {
        hints.push(Hint { at: name.span.end, label: format!(": {}", value.ty.in_words()), docs: String::new() });
    }
}

/// The events that concern one key alone. Those with which it begins are no news.
fn keys(declaration: &Declaration<'_>, hints: &mut Vec<Hint>) {
    let begins: BTreeSet<Span> = match declaration.body {
        Body::Journey(journey) => journey.entries.iter().flat_map(of_trigger).collect(),
        Body::Signal(signal) => match &signal.pattern {
            Pattern::Sequence { links, .. } => links.first().iter().flat_map(|(bound, _)| spans(bound)).collect(),
            Pattern::Becomes(_) => BTreeSet::new(),
        },
        _ => return,
    };
    let mut ends: Vec<(Span, u32)> = Vec::new();
    walk(&declaration.decl, &mut |part| {
        if let Part::Happening(one) = part {
            ends.push((one.span, one.of.as_ref().map_or(one.event.span.end, |of| of.span.end + 1)));
        }
    });
    for selector in declaration.selectors() {
        let Some(key) = &selector.key else { continue };
        let Some((_, end)) = ends.iter().find(|(span, _)| *span == selector.span) else { continue };
        if !begins.contains(&selector.span) {
            let docs = format!("`{}` has the field `{key}`: only the one with this `{key}` is meant", selector.event);
            hints.push(Hint { at: *end, label: format!("of this {key}"), docs });
        }
    }
}

fn of_trigger(trigger: &Trigger) -> Vec<Span> {
    match trigger {
        Trigger::On(bound) => spans(bound),
        Trigger::When(_) => Vec::new(),
    }
}

fn spans(bound: &Bound) -> Vec<Span> {
    bound.alternatives.iter().map(|selector| selector.span).collect()
}

/// The declarations of policies.
fn policies(workspace: &Workspace) -> Vec<Declaration<'_>> {
    workspace.all_declarations().filter(|one| matches!(one.body, Body::Policy(_))).collect()
}

/// What a message's `hold` stands beside: the quiet hours that may hold it.
fn waits<'w, F: FnOnce() -> Vec<Declaration<'w>>>(
    policies: &LazyCell<Vec<Declaration<'w>>, F>,
    declaration: &Declaration<'_>,
    hints: &mut Vec<Hint>,
) {
    let (Body::Message(message), DeclKind::Message(written)) = (declaration.body, &declaration.decl.kind) else {
        return;
    };
    let hold = written.items.iter().find_map(|item| match &item.kind {
        MessageItemKind::Hold(hold) => Some(hold),
        _ => None,
    });
    let Some(hold) = hold.filter(|_| message.hold.is_some_and(|hold| hold > 0)) else { return };
    let mut quiet = Vec::new();
    for policy in policies.iter() {
        let binds = policy.package.is_empty() || policy.package == declaration.package;
        let (true, Body::Policy(rules), DeclKind::Policy(texts)) = (binds, policy.body, &policy.decl.kind) else {
            continue;
        };
        for rule in rules.iter().filter(|rule| concerns(rule, message, &declaration.name)) {
            let text = texts.iter().find(|text| text.name.text == rule.name).and_then(|text| text.kind.as_ref());
            if let Some(tree::RuleKind::Quiet { from, to, days, selection, .. }) = text {
                quiet.push((in_words(from, to, days, selection), format!("`{}.{}`", policy.name, rule.name)));
            }
        }
    }
    if quiet.is_empty() {
        return;
    }
    let (hours, rules): (Vec<String>, Vec<String>) = quiet.into_iter().unzip();
    let label = format!("of which quiet {}", hours.join(", "));
    hints.push(Hint { at: hold.span.end, label, docs: format!("held back by {}", rules.join(", ")) });
}

fn in_words(from: &tree::TimeLit, to: &tree::TimeLit, days: &[tree::Name], selection: &tree::Selection) -> String {
    let days: Vec<&str> = days.iter().map(|day| day.text.as_str()).collect();
    let days = if days.is_empty() { String::new() } else { format!(" on {}", days.join(" or ")) };
    let via: Vec<String> = selection
        .via
        .iter()
        .map(|path| path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join("."))
        .collect();
    let via = if via.is_empty() { String::new() } else { format!(" via {}", via.join(" or ")) };
    format!("{}–{}{days}{via}", from.text, to.text)
}

/// Whether quiet hours hold a message on one of its channels.
fn concerns(rule: &Rule, message: &Message, name: &FullName) -> bool {
    let RuleKind::Quiet(selection, _) = &rule.kind else { return false };
    let is_named = |named: &Named| match named {
        Named::Purpose(purpose) => *purpose == message.purpose,
        Named::Message(one) => one == name,
        Named::Journey(_) => false,
    };
    let reaches = selection.via.is_empty() || selection.via.iter().any(|channel| message.channels.contains(channel));
    reaches && (selection.what.is_empty() || selection.what.iter().any(is_named)) && !rule.except.iter().any(is_named)
}

/// A duration in larger units than it is written in, days being the largest: people think in days, not in weeks.
fn in_days(duration: &DurationLit) -> Option<Hint> {
    const UNITS: [(&str, u64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
    let [(count, unit)] = duration.parts.as_slice() else { return None };
    let at = UNITS.iter().position(|(name, _)| name == unit)?;
    let (_, size) = UNITS.get(at)?;
    let (_, larger) = at.checked_sub(1).and_then(|at| UNITS.get(at))?;
    let mut rest = count.parse::<u64>().ok()?.checked_mul(*size)?;
    if rest < *larger {
        return None;
    }
    let mut parts = Vec::new();
    for (unit, size) in UNITS {
        if rest >= size {
            parts.push(format!("{}{unit}", rest / size));
            rest %= size;
        }
    }
    Some(Hint { at: duration.span.end, label: format!("= {}", parts.join(" ")), docs: String::new() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::{
        probe::each_place,
        testing::{EXAMPLE, fixture},
    };

    #[test]
    fn what_the_text_does_not_say() {
        let fixture = fixture(EXAMPLE);
        let mut shown = String::new();
        for path in fixture.workspace.paths() {
            let text = fixture.workspace.text(path).unwrap();
            let mut hinted = text.to_owned();
            let found = hints(&fixture.workspace, path, Span::new(0, text.len() as u32));
            for hint in found.iter().rev() {
                hinted.insert_str(hint.at as usize, &format!("⟦{}⟧", hint.label));
            }
            let lines: Vec<&str> = hinted.lines().filter(|line| line.contains('⟦')).collect();
            shown.push_str(&format!("{path}\n{}\n", lines.join("\n")));
        }
        insta::assert_snapshot!(shown);
    }

    #[test]
    fn a_hold_stands_beside_the_quiet_hours_that_hold_it() {
        let text = "channel mail {}\nchannel sms {}\npriorities safety > service\npolicy p {\n  nights: quiet 21:00..08:00 for all via sms except safety\n  sundays: quiet 00:00..24:00 on sunday for service\n}\nmessage m { purpose service  channels mail, sms  hold 2d  content \"m\" }\nmessage n { purpose safety  channels sms  hold 1d  content \"n\" }\n";
        let fixture = fixture(text);
        let found = hints(&fixture.workspace, &fixture.path, Span::new(0, text.len() as u32));
        let labels: Vec<(&str, &str)> = found.iter().map(|hint| (hint.label.as_str(), hint.docs.as_str())).collect();
        let quiet = "of which quiet 21:00–08:00 via sms, 00:00–24:00 on sunday";
        assert_eq!(labels, [(quiet, "held back by `p.nights`, `p.sundays`")]);
    }

    #[test]
    fn long_durations_are_told_in_days() {
        let text = "event a {}\ntrait t = count(a, 36h) + count(a, 24h) + count(a, 14d) + count(a, 90m) + count(a, 1h 30m) + count(a, 30m)\n";
        let fixture = fixture(text);
        let found = hints(&fixture.workspace, &fixture.path, Span::new(0, text.len() as u32));
        let labels: Vec<&str> = found.iter().map(|hint| hint.label.as_str()).collect();
        assert_eq!(labels, [": int", "= 1d 12h", "= 1d", "= 1h 30m"]);
    }

    #[test]
    fn every_place_has_an_answer() {
        each_place(&|workspace, path, offset| {
            hints(workspace, path, Span::new(offset.saturating_sub(40), offset));
        });
    }
}
