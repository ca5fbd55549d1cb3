//! What is written at places of declarations, and on which lines.

use std::collections::BTreeMap;

use baton_compiler::{Declaration, Workspace};
use baton_grammar::{LineIndex, tree::Span};
use smol_str::SmolStr;

use super::model::SourceLine;
use crate::text::on_one_line;

/// The texts of files, and where their lines begin.
pub(super) struct Sources<'w> {
    files: BTreeMap<SmolStr, (&'w str, LineIndex)>,
}

impl<'w> Sources<'w> {
    /// Those of the whole workspace.
    pub(super) fn all(workspace: &'w Workspace) -> Self {
        Self::of(workspace, workspace.paths())
    }

    /// That of one file.
    pub(super) fn one(workspace: &'w Workspace, path: &'w SmolStr) -> Self {
        Self::of(workspace, [path])
    }

    fn of(workspace: &'w Workspace, paths: impl IntoIterator<Item = &'w SmolStr>) -> Self {
        let file = |path: &'w SmolStr| {
            let text = workspace.text(path)?;
            Some((path.clone(), (text, LineIndex::new(text))))
        };
        Self { files: paths.into_iter().filter_map(file).collect() }
    }

    /// What is written at a place of a declaration, on one line.
    pub(super) fn written(&self, declaration: &Declaration<'_>, span: Span) -> String {
        let text = self.files.get(declaration.path).map_or("", |(text, _)| text);
        on_one_line(text, span.shifted(declaration.start))
    }

    /// The line of a place of a declaration.
    pub(super) fn line(&self, declaration: &Declaration<'_>, span: Span) -> Option<SourceLine> {
        self.file_line(declaration, span.shifted(declaration.start).start)
    }

    /// The line of a declaration's name.
    pub(super) fn line_of_name(&self, declaration: &Declaration<'_>) -> Option<SourceLine> {
        self.file_line(declaration, declaration.name_span().start)
    }

    fn file_line(&self, declaration: &Declaration<'_>, offset: u32) -> Option<SourceLine> {
        let (text, index) = self.files.get(declaration.path)?;
        Some(SourceLine { file: declaration.path.clone(), line: index.position(text, offset).line })
    }
}
