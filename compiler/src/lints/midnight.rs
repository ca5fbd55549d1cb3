//! Messages that go out at midnight (W0342): a cap of the calendar's opens there, and no quiet hours keep the night on any
//! of the channels that it is about. Where some of them are kept, the others were left out on purpose.

use baton_program::Period;

use super::declared::{Declared, Of, Workspace};
use crate::{
    diagnostic::{Finding, codes::lints::MIDNIGHT},
    hir::{Body, FullName, Message, Rule, RuleKind},
};

/// The caps of a policy that open in the middle of the night.
pub(super) fn midnight(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let Body::Policy(rules) = declared.body() else { return Vec::new() };
    let caps = rules.iter().filter(|rule| match &rule.kind {
        RuleKind::Cap(_, most, Period::Day | Period::Week | Period::Month) => *most > 0,
        _ => false,
    });
    caps.filter_map(|is| opens_at_night(workspace, Of { declared, is })).collect()
}

fn opens_at_night(workspace: Workspace, cap: Of<Rule>) -> Option<Finding> {
    let mut first: Option<(FullName, Of<Message>, &FullName)> = None;
    let waits = |message: &Of<Message>| message.is.hold.is_some_and(|hold| hold > 0);
    for message in workspace.bound(&cap.declared.package()).filter(waits) {
        let ways = workspace.ways(message).iter().filter(|way| way.is_outbound);
        for way in ways.filter(|way| workspace.concerns(cap, message, &way.channel)) {
            if way.quiet.keeps_midnight() {
                return None;
            }
            let name = message.declared.name();
            if first.as_ref().is_none_or(|(least, ..)| name < *least) {
                first = Some((name, message, &way.channel));
            }
        }
    }
    let (_, message, channel) = first?;
    let name = &cap.is.name;
    let text = format!("what `{name}` holds back goes out at midnight, when it opens: there are no quiet hours then");
    let site = message.declared.place(message.declared.name_span());
    Some(
        Finding::new(MIDNIGHT, cap.declared.rule_span(cap.is), text)
            .other(site, format!("this may go out at midnight via `{channel}`"))
            .help("keep the night with `quiet 21:00..08:00 for all`, or let the cap roll: `per 24h`"),
    )
}
