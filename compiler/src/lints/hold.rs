//! Messages that are always dropped at some times (W0305): they wait shorter than the quiet hours on all of their ways
//! last. `hold 0s` says "now or never", and is meant.

use baton_grammar::tree::{DeclKind, MessageItemKind, Span};

use super::{
    conditions,
    declared::{Declared, Of, Workspace, each_statement},
    week::{Week, in_words},
};
use crate::{
    diagnostic::{Diagnostic, Other, codes::lints::HOLD_TOO_SHORT},
    hir::{FullName, Message, RuleKind, StatementKind},
};

/// The messages, and single sends, whose hold is over before the quiet hours are.
pub(super) fn hold(workspace: &Workspace) -> Vec<Diagnostic> {
    let sent = workspace.sent();
    let mut found = Vec::new();
    for (name, message) in workspace.messages.iter().filter(|(name, _)| sent.contains(*name)) {
        let span = hold_span(message.declared);
        let whole = too_short(workspace, *message, &workspace.outbound(message.is), message.declared, span);
        if whole.is_some() {
            found.extend(whole);
            continue;
        }
        for journey in workspace.journeys.values() {
            each_statement(journey.is, &mut |statement| {
                let StatementKind::Send { candidates, via, .. } = &statement.kind else { return };
                if !via.is_empty() && candidates.iter().any(|(message, _)| message == name) {
                    found.extend(too_short(workspace, *message, via, journey.declared, statement.span));
                }
            });
        }
    }
    found
}

fn hold_span(declared: &Declared) -> Span {
    let DeclKind::Message(message) = &declared.decl.kind else { return declared.name_span() };
    let hold = message.items.iter().find(|item| matches!(item.kind, MessageItemKind::Hold(_)));
    hold.map_or_else(|| declared.name_span(), |hold| hold.span)
}

/// That a message may wait shorter than these of its channels are quiet.
fn too_short(
    workspace: &Workspace,
    message: Of<Message>,
    channels: &[FullName],
    declared: &Declared,
    span: Span,
) -> Option<Diagnostic> {
    let hold = message.is.hold.filter(|hold| *hold > 0)?;
    let (quiet, rules) = quiet(workspace, message, channels)?;
    let (begins, minutes) = quiet.longest()?;
    let lasts = i64::try_from(minutes).unwrap_or(0) * 60_000;
    if hold >= lasts {
        return None;
    }
    let (name, waits, lasts) = (&message.declared.name, conditions::in_words(hold), conditions::in_words(lasts));
    let (begin, end) = (in_words(begins), in_words(begins + minutes));
    let message = format!(
        "`{name}` waits `{waits}`, but its channels are quiet for `{lasts}`: what is asked at the beginning is always dropped"
    );
    let mut diagnostic = declared.tell(HOLD_TOO_SHORT, span, message).label(format!("quiet from {begin} to {end}"));
    diagnostic.others = rules;
    Some(diagnostic.help(format!(
        "let it wait `{lasts}`, give it a channel that isn't quiet then, or write `hold 0s` for now or never"
    )))
}

/// When all of these channels are quiet for a message, and the rules that say so.
fn quiet(workspace: &Workspace, message: Of<Message>, channels: &[FullName]) -> Option<(Week, Vec<Other>)> {
    let mut rules: Vec<Other> = Vec::new();
    let weeks = channels.iter().map(|channel| {
        let concerned = workspace.rules.iter().filter(|rule| workspace.concerns(**rule, message, channel));
        concerned.fold(Week::open(), |week, rule| match &rule.is.kind {
            RuleKind::Quiet(_, hours) => {
                let place = rule.declared.place(rule.declared.rule_span(rule.is), "quiet here");
                if !rules.contains(&place) {
                    rules.push(place);
                }
                week.with(hours)
            }
            _ => week,
        })
    });
    let quiet = weeks.reduce(|a, b| a.and(&b))?;
    Some((quiet, rules))
}
