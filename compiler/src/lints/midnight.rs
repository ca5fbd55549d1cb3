//! Messages that go out at midnight (W0342): a cap of the calendar's opens there, and no quiet hours keep the night on any
//! of the channels that it is about. Where some of them are kept, the others were left out on purpose.

use baton_program::Period;

use super::{
    declared::{Of, Workspace},
    week::Week,
};
use crate::{
    diagnostic::{Diagnostic, codes::lints::MIDNIGHT},
    hir::{FullName, Message, Rule, RuleKind},
};

/// The caps that open in the middle of the night.
pub(super) fn midnight(workspace: &Workspace) -> Vec<Diagnostic> {
    let caps = workspace.rules.iter().filter_map(|rule| match &rule.is.kind {
        RuleKind::Cap(_, most, Period::Day | Period::Week | Period::Month) if *most > 0 => Some(*rule),
        _ => None,
    });
    caps.filter_map(|cap| opens_at_night(workspace, cap)).collect()
}

fn opens_at_night(workspace: &Workspace, cap: Of<Rule>) -> Option<Diagnostic> {
    let waits = |message: &Of<Message>| message.is.hold.is_some_and(|hold| hold > 0);
    let mut ways: Vec<(Of<Message>, FullName)> = Vec::new();
    for message in workspace.messages.values().filter(|message| waits(message)) {
        let channels = workspace.outbound(message.is).into_iter();
        let capped = channels.filter(|channel| workspace.concerns(cap, *message, channel));
        ways.extend(capped.map(|channel| (*message, channel)));
    }
    if ways.iter().any(|(message, channel)| keeps_midnight(workspace, *message, channel)) {
        return None;
    }
    let (message, channel) = ways.first()?;
    let name = &cap.is.name;
    let text = format!("what `{name}` holds back goes out at midnight, when it opens: there are no quiet hours then");
    Some(
        cap.declared
            .tell(MIDNIGHT, cap.declared.rule_span(cap.is), text)
            .other(
                message
                    .declared
                    .place(message.declared.name_span(), format!("this may go out at midnight via `{channel}`")),
            )
            .help("keep the night with `quiet 21:00..08:00 for all`, or let the cap roll: `per 24h`"),
    )
}

fn keeps_midnight(workspace: &Workspace, message: Of<Message>, channel: &FullName) -> bool {
    let rules = workspace.rules.iter().filter(|rule| workspace.concerns(**rule, message, channel));
    let week = rules.fold(Week::open(), |week, rule| match &rule.is.kind {
        RuleKind::Quiet(_, hours) => week.with(hours),
        _ => week,
    });
    week.keeps_midnight()
}
