//! Expectations that can't fail (W0343): that something doesn't happen which nothing ever makes happen, or that something
//! holds which always does.

use std::collections::BTreeSet;

use super::{
    decide::decide,
    declared::{Declared, Workspace},
    known::Facts,
    mentions::How,
};
use crate::{
    diagnostic::{Finding, codes::lints::CANNOT_FAIL},
    hir::{Asking, Body, Expectation, Line, Story, Told},
    lookup::Space,
};

/// The expectations of a test that show nothing.
pub(super) fn expectations(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    if let Body::Story(story) = declared.body() { of_story(workspace, declared, story) } else { Vec::new() }
}

fn of_story(workspace: Workspace, declared: Declared, story: &Story) -> Vec<Finding> {
    let told: BTreeSet<&str> = story.lines.iter().filter_map(|(line, _)| told(line)).collect();
    let mut found = Vec::new();
    for (line, span) in &story.lines {
        let Line::Expect(expectation, _) = line else { continue };
        let why = match expectation {
            Expectation::NoMessage(name) if !workspace.mentions(How::Sent, name) => {
                match workspace.mentions(How::Offered, name) {
                    false => format!("nothing sends `{name}`"),
                    true if asks_placement(story) => continue,
                    true => format!("`{name}` is only offered, and this test asks for no placement"),
                }
            }
            Expectation::NoAction(name) if !workspace.mentions(How::Done, name) => format!("nothing does `{name}`"),
            Expectation::NoEvent(name)
                if is_event(workspace, name)
                    && !workspace.mentions(How::Emitted, name)
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
        let finding = Finding::new(CANNOT_FAIL, *span, format!("this expectation can't fail: {why}"));
        found.push(finding.help("expect what could be otherwise, or take it out"));
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
fn is_event(workspace: Workspace, name: &str) -> bool {
    workspace.declared(Space::Happening, name).is_some_and(|found| matches!(found.body(), Body::Event(_)))
}
