//! What tests of several parts share: small workspaces, and what is told about them in one line each.

use crate::{Files, Workspace};

/// The manifest of a workspace of which a test says nothing more.
pub(crate) const MANIFEST: &str = "[workspace]\nname = \"test\"\n";

/// A workspace of files, with a manifest.
pub(crate) fn workspace(sources: &[(&str, &str)]) -> Workspace {
    let sources = sources.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Workspace::new(Files { manifest: Some(MANIFEST.into()), sources })
}

/// What is told about a workspace: code, file, the text it stands at, and the message; then help, where there is some.
pub(crate) fn told(workspace: &Workspace) -> Vec<String> {
    let line = |one: crate::diagnostic::Diagnostic| {
        let text = workspace.text(&one.file).unwrap_or_default();
        let at = text.get(one.span.start as usize..one.span.end as usize).unwrap_or("?");
        let others: String = one.others.iter().map(|other| format!("; {}: {}", other.file, other.label)).collect();
        let help = one.help.map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{} {} at `{at}`: {}{others}{help}", one.code, one.file, one.message)
    };
    workspace.diagnostics().into_iter().map(line).collect()
}

/// What is told about a workspace of one file in the root package.
pub(crate) fn told_of(text: &str) -> Vec<String> {
    told(&workspace(&[("company.journey", text)]))
}
