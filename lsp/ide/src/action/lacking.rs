//! What is lacking: the step that is named and isn't there, the `use` that brings a name, the arm for when nothing happens.

use baton_compiler::{
    Workspace,
    diagnostic::{
        Diagnostic,
        codes::{bodies as codes, names},
    },
    lookup::{Lookup, Space},
};
use baton_grammar::tree::{ArmTrigger, DeclKind, Part, StatementKind, Wait, walk};

use super::{Action, ActionKind, insert};
use crate::{
    import,
    occurrence::{declaration_at, holds},
    text::{line_at, written},
};

/// How many packages are offered for one name.
const OFFERED: usize = 3;

/// Adds the step that is named and isn't there to the end of its journey.
pub(super) fn step(workspace: &Workspace, diagnostic: &Diagnostic) -> Option<Action> {
    let is_it = diagnostic.code == codes::UNKNOWN_STEP;
    let here = declaration_at(workspace, &diagnostic.file, diagnostic.span.start).filter(|_| is_it)?;
    let DeclKind::Journey(_) = &here.decl.kind else { return None };
    let mut is_own = false;
    walk(&here.decl, &mut |part| {
        if let Part::Step(step) = part {
            is_own |= step.span.shifted(here.start) == diagnostic.span;
        }
    });
    let text = workspace.text(&diagnostic.file).filter(|_| is_own)?;
    let name = written(text, diagnostic.span);
    let whole = written(text, here.span());
    let inner = whole.trim_end().strip_suffix('}')?.trim_end();
    let at = here.span().start + inner.len() as u32;
    let edit = insert(&diagnostic.file, at, format!("\n\n  step {name} {{\n    done\n  }}"));
    Some(Action::new(ActionKind::PerhapsMend, format!("add the step `{name}`"), vec![edit]))
}

/// The kinds of names of which a diagnostic says that there is none.
fn spaces(diagnostic: &Diagnostic) -> &'static [Space] {
    match diagnostic.code {
        names::UNKNOWN_TYPE => &[Space::Type, Space::Happening],
        codes::UNKNOWN_NAME | codes::UNKNOWN_SWITCH => &[Space::Trait],
        codes::UNKNOWN_EVENT | codes::UNKNOWN_MESSAGE => &[Space::Happening],
        codes::UNKNOWN_CHANNEL => &[Space::Channel],
        codes::UNKNOWN_JOURNEY => &[Space::Journey],
        codes::UNKNOWN_AUDIENCE => &[Space::Audience],
        codes::UNKNOWN_ACTION => &[Space::Action],
        codes::UNKNOWN_RULE => &[Space::Policy],
        codes::UNKNOWN_QUESTION => &[Space::Decision, Space::Placement],
        codes::NOT_SELECTABLE => &[Space::Happening, Space::Journey],
        _ => &[],
    }
}

/// Brings the declarations of other packages that have the name that wasn't found.
pub(super) fn uses(workspace: &Workspace, diagnostic: &Diagnostic) -> Vec<Action> {
    let Some(text) = workspace.text(&diagnostic.file) else { return Vec::new() };
    let Some(lookup) = workspace.lookup(&diagnostic.file) else { return Vec::new() };
    let word = written(text, diagnostic.span).split('.').next().unwrap_or_default();
    if word.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = spaces(diagnostic).iter().flat_map(|space| lookup.names(*space)).collect();
    found.retain(|name| name.rsplit_once('.').is_some_and(|(_, own)| own == word));
    found.dedup();
    let action = |name| {
        let edit = import::edit(workspace, &diagnostic.file, name)?;
        Some(Action::new(ActionKind::PerhapsMend, format!("add `use {name}`"), vec![edit]))
    };
    found.iter().take(OFFERED).filter_map(action).collect()
}

/// Adds an arm for when nothing happens to the wait around a place.
pub(super) fn arm(workspace: &Workspace, path: &str, offset: u32) -> Option<Action> {
    let here = declaration_at(workspace, path, offset)?;
    let mut wait = None;
    walk(&here.decl, &mut |part| {
        if let Part::Statement(statement) = part
            && let StatementKind::Wait(Wait::Arms(arms)) = &statement.kind
            && holds(statement.span.shifted(here.start), offset)
        {
            let is_timed = |trigger: &ArmTrigger| matches!(trigger, ArmTrigger::After(_) | ArmTrigger::Until(_));
            wait = Some((statement.span.shifted(here.start), arms.iter().any(|arm| is_timed(&arm.trigger))));
        }
    });
    let (span, _) = wait.filter(|(_, is_timed)| !is_timed)?;
    let text = workspace.text(path)?;
    let inner = written(text, span).strip_suffix('}')?.trim_end();
    let line = line_at(text, span.start);
    let indent: String = line.chars().take_while(|letter| *letter == ' ').collect();
    let new = "after 1d { leave \"no answer\" }";
    let new = if written(text, span).contains('\n') { format!("\n{indent}  {new}") } else { format!("  {new}") };
    let edit = insert(path, span.start + inner.len() as u32, new);
    Some(Action::new(ActionKind::Write, "add an arm for when nothing happens", vec![edit]))
}
