//! What can be done at a place: what mends its diagnostics, and what writes something new from what is there.
//!
//! Invariant: an action is its edits, which don't overlap; the text that they make can be understood as well as before.

mod extract;
mod known;
mod lacking;
mod story;

use baton_compiler::{
    Workspace,
    diagnostic::{Diagnostic, Edit, Safety, Severity},
};
use baton_grammar::tree::Span;

use crate::text::line_at;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does, as an order: lower case, no full stop.
    pub title: String,
    /// What kind of thing that is.
    pub kind: ActionKind,
    /// What it changes.
    pub edits: Vec<Edit>,
    /// What it mends.
    pub mends: Option<Diagnostic>,
}

/// The kinds of what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Mends a diagnostic; what was written can't have meant anything else.
    Mend,
    /// Perhaps mends a diagnostic: someone has to look at it.
    PerhapsMend,
    /// Gives a name to a part.
    Extract,
    /// Writes something new.
    Write,
}

impl Action {
    pub(crate) fn new(kind: ActionKind, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), kind, edits, mends: None }
    }

    fn mending(mut self, diagnostic: &Diagnostic) -> Self {
        self.mends = Some(diagnostic.clone());
        self
    }
}

/// What can be done at a place of a file; what mends something first.
pub fn actions(workspace: &Workspace, path: &str, span: Span) -> Vec<Action> {
    let mut actions = Vec::new();
    let touches = |one: &Diagnostic| one.file == path && one.span.start <= span.end && span.start <= one.span.end;
    for diagnostic in workspace.diagnostics().iter().filter(|one| touches(one)) {
        for fix in &diagnostic.fixes {
            let kind = match fix.safety {
                Safety::Safe => ActionKind::Mend,
                Safety::Shown => ActionKind::PerhapsMend,
            };
            actions.push(Action::new(kind, &fix.title, fix.edits.clone()).mending(diagnostic));
        }
        let more = [
            known::guard(workspace, diagnostic),
            lacking::step(workspace, diagnostic),
            allowance(workspace, diagnostic),
        ];
        let uses = lacking::uses(workspace, diagnostic);
        actions.extend(uses.into_iter().chain(more.into_iter().flatten()).map(|one| one.mending(diagnostic)));
    }
    actions.extend(extract::extracted(workspace, path, span));
    actions.extend(lacking::arm(workspace, path, span.start));
    actions.extend(story::story(workspace, path, span.start));
    actions.dedup_by(|a, b| a.title == b.title && a.edits == b.edits);
    actions
}

/// Everything in a file that can be mended unseen; none where there is nothing.
pub fn mend_all(workspace: &Workspace, path: &str) -> Option<Action> {
    let mut edits: Vec<Edit> = Vec::new();
    let all = workspace.diagnostics();
    for fix in all.iter().filter(|one| one.file == path).flat_map(|one| &one.fixes) {
        let overlaps =
            |edit: &Edit| edits.iter().any(|before| before.file == edit.file && meet(before.span, edit.span));
        // What overlaps is mended the next time.
        if fix.safety == Safety::Safe && !fix.edits.iter().any(overlaps) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    (!edits.is_empty()).then(|| Action::new(ActionKind::Mend, "mend what can be mended safely", edits))
}

/// Whether two stretches can't both be changed.
const fn meet(a: Span, b: Span) -> bool {
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

/// The comment that allows a warning where it stands; why has to be said.
fn allowance(workspace: &Workspace, diagnostic: &Diagnostic) -> Option<Action> {
    if diagnostic.code.severity == Severity::Error {
        return None;
    }
    let text = workspace.text(&diagnostic.file)?;
    let before = text.get(..diagnostic.span.start as usize)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1) as u32;
    let line = line_at(text, diagnostic.span.start);
    let indent: String = line.chars().take_while(|letter| *letter == ' ').collect();
    let code = diagnostic.code;
    let edit = insert(&diagnostic.file, start, format!("{indent}// allow {code}: say why\n"));
    Some(Action::new(ActionKind::PerhapsMend, format!("allow {code} here, with a reason"), vec![edit]))
}

pub(crate) fn insert(file: &str, at: u32, text: impl Into<String>) -> Edit {
    Edit { file: file.into(), span: Span::new(at, at), text: text.into() }
}

#[cfg(test)]
mod tests;
