//! Expectations that can't fail (W0343): that something doesn't happen which nothing ever makes happen, or that something
//! holds which always does.

use std::collections::BTreeSet;

use super::{
    decide::decide,
    declared::{Declared, Workspace, each_statement},
    known::Facts,
};
use crate::{
    diagnostic::{Diagnostic, codes::lints::CANNOT_FAIL},
    hir::{Asking, Body, Expectation, Line, StatementKind, Story, Told},
};

/// What can happen in some journey.
#[derive(Default)]
struct Doings<'a> {
    sent: BTreeSet<&'a str>,
    offered: BTreeSet<&'a str>,
    done: BTreeSet<&'a str>,
    emitted: BTreeSet<&'a str>,
}

/// The expectations of every test that show nothing.
pub(super) fn expectations(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut doings = Doings::default();
    for journey in workspace.journeys.values() {
        each_statement(journey.is, &mut |statement| match &statement.kind {
            StatementKind::Send { candidates, .. } => {
                doings.sent.extend(candidates.iter().map(|(message, _)| message.as_str()));
            }
            StatementKind::Offer { message, .. } => drop(doings.offered.insert(message)),
            StatementKind::Do { action, .. } => drop(doings.done.insert(action)),
            StatementKind::Emit(event, _) => drop(doings.emitted.insert(event)),
            _ => {}
        });
    }
    let mut found = Vec::new();
    for declared in workspace.all {
        if let Body::Story(story) = declared.body {
            found.extend(of_story(workspace, &doings, declared, story));
        }
    }
    found
}

fn of_story(workspace: &Workspace, doings: &Doings, declared: &Declared, story: &Story) -> Vec<Diagnostic> {
    let told: BTreeSet<&str> = story.lines.iter().filter_map(|(line, _)| told(line)).collect();
    let mut found = Vec::new();
    for (line, span) in &story.lines {
        let Line::Expect(expectation, _) = line else { continue };
        let why = match expectation {
            Expectation::NoMessage(name) if !doings.sent.contains(name.as_str()) => {
                match doings.offered.contains(name.as_str()) {
                    false => format!("nothing sends `{name}`"),
                    true if asks_placement(story) => continue,
                    true => format!("`{name}` is only offered, and this test asks for no placement"),
                }
            }
            Expectation::NoAction(name) if !doings.done.contains(name.as_str()) => format!("nothing does `{name}`"),
            Expectation::NoEvent(name)
                if is_event(workspace, name)
                    && !doings.emitted.contains(name.as_str())
                    && !told.contains(name.as_str()) =>
            {
                format!("nothing emits `{name}`, and this test doesn't tell of it")
            }
            Expectation::Holds(condition) => {
                if decide(condition, &Facts::default(), &mut Vec::new()).no.is_some() {
                    continue;
                }
                format!("{} is always true", declared.written(condition.span))
            }
            _ => continue,
        };
        let diagnostic = declared.tell(CANNOT_FAIL, *span, format!("this expectation can't fail: {why}"));
        found.push(diagnostic.help("expect what could be otherwise, or take it out"));
    }
    found
}

fn asks_placement(story: &Story) -> bool {
    story.lines.iter().any(|(line, _)| matches!(line, Line::Ask(Asking::Placement(_))))
}

/// The event that a line tells of.
fn told(line: &Line) -> Option<&str> {
    match line {
        Line::AtInstant(_, Some(told)) | Line::AtLocal(.., Some(told)) | Line::After(_, Some(told)) => match told {
            Told::Event { event, .. } => Some(event),
            Told::Answered(..) | Told::Failed(_) => None,
        },
        _ => None,
    }
}

/// Whether it is an event that is declared; signals and built-in events come of others.
fn is_event(workspace: &Workspace, name: &str) -> bool {
    workspace.all.iter().any(|declared| declared.name == name && matches!(declared.body, Body::Event(_)))
}
