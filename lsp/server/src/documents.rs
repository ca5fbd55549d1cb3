//! The documents that the editor has open, and the workspaces in which they stand.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use baton_compiler::Workspace;
use baton_grammar::{Columns, LineIndex};
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use crate::{
    convert,
    files::{Load, Loaded, alone, root_of, within},
};

/// A document that is open.
#[derive(Clone, Debug)]
pub struct Document {
    /// As the editor names it.
    pub uri: Uri,
    /// The editor's number of its text.
    pub version: i32,
    /// The root of its workspace.
    pub root: Arc<Path>,
    /// Its path within it.
    pub path: String,
}

/// All that the server knows.
#[derive(Clone)]
pub struct Documents {
    load: Load,
    /// The workspaces by their roots.
    pub workspaces: BTreeMap<Arc<Path>, Workspace>,
    /// What is open, by the file's path on disk (or what stands for it).
    pub open: BTreeMap<PathBuf, Document>,
    /// How the editor counts columns.
    pub columns: Columns,
}

impl Documents {
    /// Nothing is open.
    pub fn new(load: Load) -> Self {
        Self { load, workspaces: BTreeMap::new(), open: BTreeMap::new(), columns: Columns::Utf16 }
    }

    /// Reads the workspace of a folder, if it is one or lies in one. One that can't be read stays as it was known.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), String> {
        let Loaded { root, files } = (self.load)(folder)?;
        self.workspaces.entry(root.into()).or_insert_with(|| Workspace::new(files));
        Ok(())
    }

    /// Where a document stands; its workspace is read if it isn't known yet.
    fn locate(&mut self, file: &Path) -> (Arc<Path>, String) {
        let around = self.workspaces.keys().filter(|root| file.starts_with(root));
        let known = around.max_by_key(|root| root.as_os_str().len()).cloned();
        let root = root_of(file).filter(|root| known.as_ref().is_none_or(|known| root.starts_with(known)));
        if let Some(root) = root.filter(|root| !self.workspaces.contains_key(&**root))
            && self.add_folder(&root).is_ok()
        {
            return self.locate(file);
        }
        if let Some(root) = known {
            let path = within(&root, file).unwrap_or_default();
            return (root, path);
        }
        let root: Arc<Path> = file.parent().unwrap_or(Path::new("")).into();
        self.workspaces.entry(root.clone()).or_insert_with(alone);
        let path = within(&root, file).unwrap_or_default();
        (root, path)
    }

    /// A document is open, with this text.
    pub fn open(&mut self, uri: &Uri, version: i32, text: String) {
        let file = convert::file_of(uri);
        let (root, path) = self.locate(&file);
        if let Some(workspace) = self.workspaces.get_mut(&root) {
            workspace.set_text(&path, text);
        }
        self.open.insert(file, Document { uri: uri.clone(), version, root, path });
    }

    /// The text of a document changes, change after change.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let columns = self.columns;
        let Some(document) = self.open.get_mut(&convert::file_of(uri)) else { return };
        document.version = version;
        let Some(workspace) = self.workspaces.get_mut(&document.root) else { return };
        let mut text = workspace.text(&document.path).unwrap_or_default().to_owned();
        for change in changes {
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let lines = LineIndex::new(&text);
                    let at = |place: tower_lsp::ls_types::Position| {
                        lines.offset(&text, place.line, place.character, columns) as usize
                    };
                    let (start, end) = (at(range.start), at(range.end));
                    text.replace_range(start.min(end)..end.max(start), &change.text);
                }
            }
        }
        workspace.set_text(&document.path, text);
    }

    /// A document is closed: what lies on disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        let file = convert::file_of(uri);
        if self.open.remove(&file).is_some() {
            self.refresh(&file);
        }
    }

    /// A file on disk has changed, come or gone. One that is open is what the editor says.
    pub fn refresh(&mut self, file: &Path) {
        if self.open.contains_key(file) {
            return;
        }
        let (root, path) = self.locate(file);
        let Some(workspace) = self.workspaces.get_mut(&root) else { return };
        match std::fs::read_to_string(file) {
            Ok(text) => workspace.set_text(&path, text),
            Err(_) => workspace.remove(&path),
        }
    }

    /// The workspace in which a document stands, and its path there.
    pub fn of(&self, uri: &Uri) -> Option<(&Arc<Path>, &Workspace, String)> {
        let file = convert::file_of(uri);
        if let Some(document) = self.open.get(&file) {
            let (root, workspace) = self.workspaces.get_key_value(&document.root)?;
            return Some((root, workspace, document.path.clone()));
        }
        let known = self.workspaces.iter().filter(|(root, _)| file.starts_with(root));
        let (root, workspace) = known.max_by_key(|(root, _)| root.as_os_str().len())?;
        let path = within(root, &file)?;
        workspace.text(&path).is_some().then_some((root, workspace, path))
    }

    /// How the editor names a file of a workspace.
    pub fn uri(&self, root: &Path, path: &str) -> Option<Uri> {
        let file = root.join(path);
        match self.open.get(&file) {
            Some(document) => Some(document.uri.clone()),
            None => Uri::from_file_path(&file),
        }
    }
}
