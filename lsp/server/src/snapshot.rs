//! What a question sees: everything as it was when it was asked.

use std::{path::Path, sync::Arc};

use baton_compiler::Workspace;
use baton_grammar::{LineIndex, tree::Span};
use baton_ide::Place;
use tower_lsp::ls_types::{Location, Position, Range, Uri};

use crate::{documents::Documents, files::Fault, memory::Memory};

/// Everything, as it was.
#[derive(Clone)]
pub struct Snapshot {
    /// The documents and their workspaces.
    pub documents: Documents,
    /// What is remembered between questions.
    pub memory: Arc<Memory>,
    /// Which state of everything this is.
    pub revision: u64,
}

/// A document that a question is about.
pub struct Open<'s> {
    /// What it is seen in.
    pub snapshot: &'s Snapshot,
    /// The root of its workspace.
    pub root: &'s Arc<Path>,
    /// Its workspace.
    pub workspace: &'s Workspace,
    /// Its path there.
    pub path: String,
    /// Its text.
    pub text: &'s str,
    lines: LineIndex,
}

impl Snapshot {
    /// A document that the editor names; none if it is nowhere.
    pub fn open(&self, uri: &Uri) -> Option<Open<'_>> {
        let (root, workspace, path) = self.documents.of(uri)?;
        self.file(root, workspace, path)
    }

    /// A file of a workspace.
    pub fn file<'s>(&'s self, root: &'s Arc<Path>, workspace: &'s Workspace, path: String) -> Option<Open<'s>> {
        let text = workspace.text(&path)?;
        Some(Open { snapshot: self, root, workspace, path, text, lines: LineIndex::new(text) })
    }
}

impl<'s> Open<'s> {
    /// Another file of the same workspace.
    pub fn beside(&self, path: &str) -> Option<Open<'s>> {
        self.snapshot.file(self.root, self.workspace, path.to_owned())
    }

    /// What is wrong with the file, if it can't all be read.
    pub fn fault(&self) -> Option<&'s Fault> {
        self.snapshot.documents.fault(self.root, &self.path)
    }

    /// The byte at a place of the editor's.
    pub fn offset(&self, place: Position) -> u32 {
        self.lines.offset(self.text, place.line, place.character, self.snapshot.documents.columns)
    }

    /// The bytes in a range of the editor's.
    pub fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// The editor's place of a byte.
    pub fn position(&self, offset: u32) -> Position {
        let (line, column) = self.lines.place(self.text, offset, self.snapshot.documents.columns);
        Position::new(line, column)
    }

    /// The editor's range of bytes.
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The editor's number of its text, if it is open.
    pub fn version(&self) -> Option<i32> {
        self.snapshot.documents.open.get(&self.root.join(&self.path)).map(|document| document.version)
    }

    /// How the editor names the document.
    pub fn uri(&self) -> Option<Uri> {
        self.snapshot.documents.uri(self.root, &self.path)
    }

    /// The editor's place of a place of this workspace.
    pub fn location(&self, place: &Place) -> Option<Location> {
        if place.path == self.path {
            return Some(Location::new(self.uri()?, self.range(place.span)));
        }
        let file = self.beside(&place.path)?;
        Some(Location::new(file.uri()?, file.range(place.span)))
    }
}
