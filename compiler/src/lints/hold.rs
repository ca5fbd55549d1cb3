//! Messages that are always dropped at some times (W0305): they wait shorter than the quiet hours on all of their ways
//! last. `hold 0s` says "now or never", and is meant.

use std::collections::BTreeSet;

use baton_grammar::tree::{DeclKind, MessageItemKind, Span};

use super::{
    conditions,
    declared::{Declared, Of, Workspace, each_statement},
    mentions::How,
    ways::place,
    week::{Week, in_words},
};
use crate::{
    diagnostic::{Finding, Site, codes::lints::HOLD_TOO_SHORT},
    hir::{Body, FullName, Journey, Message, RuleKind, StatementKind},
};

/// A message, or the sends of a journey, whose hold is over before the quiet hours are.
pub(super) fn hold(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    match declared.body() {
        Body::Message(is) if workspace.mentions(How::Sent, &declared.name()) => {
            whole(workspace, Of { declared, is }).into_iter().collect()
        }
        Body::Journey(journey) => sends(workspace, journey),
        _ => Vec::new(),
    }
}

/// That a message may wait shorter than all of its channels are quiet.
fn whole(workspace: Workspace, message: Of<Message>) -> Option<Finding> {
    too_short(workspace, message, &workspace.outbound(message.is), hold_span(message.declared))
}

/// The sends that name channels which are quiet for longer; of a message of which that is told anyway, nothing more is.
fn sends(workspace: Workspace, journey: &Journey) -> Vec<Finding> {
    let mut found = Vec::new();
    each_statement(journey, &mut |statement| {
        let StatementKind::Send { candidates, via, .. } = &statement.kind else { return };
        let names: BTreeSet<&FullName> = candidates.iter().map(|(name, _)| name).filter(|_| !via.is_empty()).collect();
        for message in names.into_iter().filter_map(|name| workspace.message(name)) {
            if whole(workspace, message).is_none() {
                found.extend(too_short(workspace, message, via, statement.span));
            }
        }
    });
    found
}

fn hold_span(declared: Declared) -> Span {
    let DeclKind::Message(message) = &declared.decl().kind else { return declared.name_span() };
    let hold = message.items.iter().find(|item| matches!(item.kind, MessageItemKind::Hold(_)));
    hold.map_or_else(|| declared.name_span(), |hold| hold.span)
}

/// That a message may wait shorter than these of its channels are quiet.
fn too_short(workspace: Workspace, message: Of<Message>, channels: &[FullName], span: Span) -> Option<Finding> {
    let hold = message.is.hold.filter(|hold| *hold > 0)?;
    let (begins, minutes) = quiet(workspace, message, channels)?.longest()?;
    let lasts = i64::try_from(minutes).unwrap_or(0) * 60_000;
    if hold >= lasts {
        return None;
    }
    let (name, waits, lasts) = (&message.declared.name(), conditions::in_words(hold), conditions::in_words(lasts));
    let (begin, end) = (in_words(begins), in_words(begins + minutes));
    let text = format!(
        "`{name}` waits `{waits}`, but its channels are quiet for `{lasts}`: what is asked at the beginning is always dropped"
    );
    let mut finding = Finding::new(HOLD_TOO_SHORT, span, text).label(format!("quiet from {begin} to {end}"));
    finding.others = said(workspace, message, channels);
    Some(finding.help(format!(
        "let it wait `{lasts}`, give it a channel that isn't quiet then, or write `hold 0s` for now or never"
    )))
}

/// When all of these channels are quiet for a message.
fn quiet(workspace: Workspace, message: Of<Message>, channels: &[FullName]) -> Option<Week> {
    let week =
        |channel: &FullName| workspace.ways(message).iter().find(|way| way.channel == *channel).map(|way| &way.quiet);
    let weeks: Option<Vec<&Week>> = channels.iter().map(week).collect();
    weeks?.into_iter().cloned().reduce(|a, b| a.and(&b))
}

/// The rules that say when these channels are quiet for a message.
fn said(workspace: Workspace, message: Of<Message>, channels: &[FullName]) -> Vec<(Site, String)> {
    let mut rules: Vec<(Site, String)> = Vec::new();
    for rule in channels.iter().flat_map(|channel| workspace.asked(message, channel)) {
        let place = place(rule, "quiet here");
        if matches!(rule.is.kind, RuleKind::Quiet(..)) && !rules.contains(&place) {
            rules.push(place);
        }
    }
    rules
}
