//! `textDocument/codeAction`.

use baton_ide::{Action, ActionKind};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse};

use super::{Answer, rename::workspace_edit};
use crate::{
    convert,
    snapshot::{Open, Snapshot},
};

/// The kinds of actions that there are.
pub const KINDS: [CodeActionKind; 4] = [
    CodeActionKind::QUICKFIX,
    CodeActionKind::REFACTOR_EXTRACT,
    CodeActionKind::REFACTOR_REWRITE,
    CodeActionKind::SOURCE_FIX_ALL,
];

pub fn answer(snapshot: &Snapshot, params: CodeActionParams) -> Answer<Option<CodeActionResponse>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let span = file.span(params.range);
    let found = file.workspace.attempt(|workspace| {
        let mut all = baton_ide::actions(workspace, &file.path, span);
        if let Some(before) = snapshot.documents.before(file.root) {
            all.extend(baton_ide::was(workspace, before, &file.path, span.start));
        }
        (all, baton_ide::mend_all(workspace, &file.path))
    })?;
    let (actions, all) = found;
    let mut shown: Vec<CodeAction> = actions.into_iter().map(|one| action(&file, one)).collect();
    shown.extend(all.map(|one| CodeAction { kind: Some(CodeActionKind::SOURCE_FIX_ALL), ..action(&file, one) }));
    if let Some(only) = &params.context.only {
        let is_of = |kind: &CodeActionKind| only.iter().any(|wanted| is_within(kind.as_str(), wanted.as_str()));
        shown.retain(|one| one.kind.as_ref().is_some_and(is_of));
    }
    Ok(Some(shown.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
}

/// Whether a kind is another one, or one of its kinds.
fn is_within(kind: &str, wanted: &str) -> bool {
    let rest = kind.strip_prefix(wanted);
    rest.is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn action(file: &Open<'_>, one: Action) -> CodeAction {
    let kind = match one.kind {
        ActionKind::Mend | ActionKind::PerhapsMend => CodeActionKind::QUICKFIX,
        ActionKind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        ActionKind::Write => CodeActionKind::REFACTOR_REWRITE,
    };
    CodeAction {
        title: one.title,
        kind: Some(kind),
        diagnostics: one.mends.map(|mended| vec![convert::diagnostic(file, &mended)]),
        edit: Some(workspace_edit(file, one.edits)),
        is_preferred: Some(one.kind == ActionKind::Mend),
        ..CodeAction::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_of_the_kinds_above_it() {
        assert!(is_within("source.fixAll", "source"));
        assert!(is_within("source.fixAll", ""));
        assert!(is_within("quickfix", "quickfix"));
        assert!(!is_within("source.fixAll", "source.organizeImports"));
        assert!(!is_within("refactoring", "refactor"));
    }
}
