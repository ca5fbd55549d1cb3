//! The documents that the editor has open, and the workspaces in which they stand.
//!
//! Invariants: of a file that is open the editor's text counts, of any other the disk's, as far as it can be read; a file
//! belongs to one workspace: the nearest folder around it that is one, or else one of its own.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use baton_compiler::{Files, Workspace};
use baton_grammar::{Columns, LineIndex};
use baton_ide::Before;
use tower_lsp::ls_types::{Position, TextDocumentContentChangeEvent, Uri};

use crate::{
    client::Inserts,
    convert,
    files::{self, Fault, Find, Found, within},
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
    find: Find,
    /// The folders that the editor shows.
    folders: BTreeSet<PathBuf>,
    /// The workspaces by their roots.
    pub workspaces: BTreeMap<Arc<Path>, Workspace>,
    /// What each of them was when it was read first.
    before: BTreeMap<Arc<Path>, Arc<Before>>,
    /// The roots of those that are none on disk: they hold what is open, and nothing else.
    alone: BTreeSet<Arc<Path>>,
    /// What is open, by the file's path on disk (or what stands for it).
    pub open: BTreeMap<PathBuf, Document>,
    /// How the editor counts columns.
    pub columns: Columns,
    /// What the editor can insert.
    pub inserts: Inserts,
    /// Whether the editor wants to know what there is around the place that it is led to.
    pub links: bool,
    /// What is wrong with files that can't all be read, by their paths on disk.
    faults: BTreeMap<PathBuf, Fault>,
    /// The folders that can't be read.
    closed: BTreeSet<PathBuf>,
    /// Why folders and workspaces couldn't be read, as far as it hasn't been told.
    problems: Vec<String>,
}

impl Documents {
    /// Nothing is open.
    pub fn new(find: Find) -> Self {
        Self {
            find,
            folders: BTreeSet::new(),
            workspaces: BTreeMap::new(),
            before: BTreeMap::new(),
            alone: BTreeSet::new(),
            open: BTreeMap::new(),
            columns: Columns::Utf16,
            inserts: Inserts::default(),
            links: false,
            faults: BTreeMap::new(),
            closed: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// What there is to tell of folders and workspaces that couldn't be read.
    pub fn problems(&mut self) -> Vec<String> {
        std::mem::take(&mut self.problems)
    }

    /// The editor shows these folders: their workspaces are read.
    pub fn show(&mut self, folders: Vec<PathBuf>) {
        for folder in folders {
            for root in files::roots_of(&folder) {
                self.read(&root);
            }
            self.folders.insert(folder);
        }
    }

    /// The editor doesn't show these folders any more: what is open stays.
    pub fn hide(&mut self, folders: &[PathBuf]) {
        self.folders.retain(|folder| !folders.contains(folder));
        self.read_again();
    }

    /// A document is open, with this text.
    pub fn open(&mut self, uri: &Uri, version: i32, text: String) {
        let file = convert::file_of(uri);
        let (root, path) = self.locate(&file);
        if let Some(workspace) = self.workspaces.get_mut(&root) {
            write(workspace, &path, text);
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
                    let at = |place: Position| lines.offset(&text, place.line, place.character, columns) as usize;
                    let (start, end) = (at(range.start), at(range.end));
                    text.replace_range(start.min(end)..end.max(start), &change.text);
                }
            }
        }
        write(workspace, &document.path, text);
    }

    /// A document is closed: what lies on disk counts again.
    pub fn close(&mut self, uri: &Uri) {
        let file = convert::file_of(uri);
        let Some(document) = self.open.remove(&file) else { return };
        if self.alone.contains(&document.root) {
            self.open_again(&document.root);
        } else {
            self.refresh(&file);
        }
    }

    /// A file or folder on disk has changed, come or gone. What is open is what the editor says.
    pub fn refresh(&mut self, file: &Path) {
        if files::is_manifest(file) && self.comes_or_goes(file) {
            return self.read_again();
        }
        // A workspace that couldn't be read can be, maybe, now that one of its files has changed.
        if files::is_source(file)
            && let Some(root) = files::root_of(file).filter(|root| !self.is_read(root) && self.is_shown(root))
        {
            self.read(&root);
            return;
        }
        let Some(root) = self.home(file).filter(|root| !self.alone.contains(root)) else { return };
        let Some(path) = within(&root, file) else { return };
        if self.open.contains_key(file) || files::is_left_out(&path) {
            return;
        }
        if files::is_source(file) || path == files::MANIFEST {
            let text = self.text_on_disk(file);
            let Some(workspace) = self.workspaces.get_mut(&root) else { return };
            match text {
                Some(text) => write(workspace, &path, text),
                None => workspace.remove(&path),
            }
        } else if !file.exists() {
            self.remove_folder(&root, &path);
        }
    }

    /// Reads again what couldn't be read: that it can be now is nothing that an editor tells.
    pub fn retry(&mut self) {
        if self.closed.iter().any(|folder| std::fs::read_dir(folder).is_ok()) {
            return self.read_again();
        }
        let faulty: Vec<PathBuf> = self.faults.keys().cloned().collect();
        faulty.iter().for_each(|file| self.refresh(file));
    }

    /// What is wrong with the file of a document that can't all be read. What is open is what the editor says.
    pub fn fault(&self, root: &Path, path: &str) -> Option<&Fault> {
        let file = root.join(path);
        self.faults.get(&file).filter(|_| !self.open.contains_key(&file))
    }

    /// The workspace in which a document stands, and its path there.
    pub fn of(&self, uri: &Uri) -> Option<(&Arc<Path>, &Workspace, String)> {
        let file = convert::file_of(uri);
        if let Some(document) = self.open.get(&file) {
            let (root, workspace) = self.workspaces.get_key_value(&document.root)?;
            return Some((root, workspace, document.path.clone()));
        }
        let (root, workspace) = self.workspaces.get_key_value(&self.home(&file)?)?;
        let path = within(root, &file)?;
        workspace.text(&path).is_some().then_some((root, workspace, path))
    }

    /// What a workspace was when it was read first; none of what is no workspace on disk.
    pub fn before(&self, root: &Path) -> Option<&Before> {
        self.before.get(root).map(|before| &**before)
    }

    /// How the editor names a file of a workspace.
    pub fn uri(&self, root: &Path, path: &str) -> Option<Uri> {
        let file = root.join(path);
        match self.open.get(&file) {
            Some(document) => Some(document.uri.clone()),
            None => Uri::from_file_path(&file),
        }
    }

    /// The files that have a text of the editor's or on disk, each with the root of its workspace.
    pub fn files(&self) -> impl Iterator<Item = (&Arc<Path>, &str)> {
        let of_disk = |root: &Arc<Path>| (!self.alone.contains(root)).then_some(files::MANIFEST);
        self.workspaces.iter().flat_map(move |(root, workspace)| {
            // A file of a workspace within this one is told of there.
            let own = move |path: &&str| self.home(&root.join(path)).is_some_and(|home| home == *root);
            let sources = workspace.paths().map(smol_str::SmolStr::as_str);
            of_disk(root).into_iter().chain(sources).filter(own).map(move |path| (root, path))
        })
    }

    /// Reads a workspace; whether it is there. One that can't be read is told of.
    fn read(&mut self, root: &Path) -> bool {
        if self.is_read(root) {
            return true;
        }
        match (self.find)(root) {
            Ok(found) => {
                self.add(found);
                true
            }
            Err(problem) => {
                self.tell(problem);
                false
            }
        }
    }

    /// Adds a workspace that lies on disk.
    fn add(&mut self, found: Found) {
        let root: Arc<Path> = found.root.into();
        let manifest = self.text_on_disk(&root.join(files::MANIFEST));
        let source = |file: &PathBuf| Some((within(&root, file)?, self.text_on_disk(file)?));
        let sources = found.sources.iter().filter_map(source).collect();
        for (folder, cause) in found.closed {
            let (name, cause) = (folder.display(), cause.kind());
            self.tell(format!("`{name}` can't be read: {cause}; make it readable, and save a file to have it read"));
            self.closed.insert(folder);
        }
        // What was open in it before it was one belongs to it now.
        let open = self.opened(|document| self.alone.contains(&document.root) && document.root.starts_with(&root));
        let stays = |one: &Arc<Path>| !one.starts_with(&root);
        self.workspaces.retain(|one, _| stays(one) || !self.alone.contains(one));
        self.alone.retain(stays);
        let workspace = Workspace::new(Files { manifest, sources });
        self.before.entry(root.clone()).or_insert_with(|| Arc::new(Before::of(&workspace)));
        self.workspaces.insert(root.clone(), workspace);
        open.into_iter().for_each(|(uri, version, text)| self.open(&uri, version, text));
    }

    /// The text of a file on disk, as far as it can be read; what is wrong with it is kept in mind.
    fn text_on_disk(&mut self, file: &Path) -> Option<String> {
        self.faults.remove(file);
        let read = files::read(file)?;
        self.faults.extend(read.fault.map(|fault| (file.to_owned(), fault)));
        Some(read.text)
    }

    /// A folder is gone, with all that was in it.
    fn remove_folder(&mut self, root: &Path, path: &str) {
        self.faults.retain(|file, _| !file.starts_with(root.join(path)));
        let Some(workspace) = self.workspaces.get_mut(root) else { return };
        let below = format!("{path}/");
        let gone: Vec<String> =
            workspace.paths().filter(|one| one.starts_with(&below)).map(|one| one.to_string()).collect();
        gone.iter().filter(|one| !self.open.contains_key(&root.join(one))).for_each(|one| workspace.remove(one));
    }

    /// Has the person at the editor told this, once.
    fn tell(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn is_read(&self, root: &Path) -> bool {
        self.workspaces.contains_key(root) && !self.alone.contains(root)
    }

    /// Where a file stands, as far as it is known.
    fn home(&self, file: &Path) -> Option<Arc<Path>> {
        let holds = |root: &&Arc<Path>| match self.alone.contains(*root) {
            true => file.parent() == Some(root),
            false => file.starts_with(root),
        };
        self.workspaces.keys().filter(holds).max_by_key(|root| root.as_os_str().len()).cloned()
    }

    /// Where a document stands; its workspace is read if it isn't known yet.
    fn locate(&mut self, file: &Path) -> (Arc<Path>, String) {
        if let Some(root) = files::root_of(file) {
            self.read(&root);
        }
        let root = self.home(file).unwrap_or_else(|| {
            let root: Arc<Path> = file.parent().unwrap_or(file).into();
            self.workspaces.insert(root.clone(), files::alone());
            self.alone.insert(root.clone());
            root
        });
        let path = within(&root, file).unwrap_or_default();
        (root, path)
    }

    /// Whether a folder has become a workspace, or isn't one any more, by its manifest.
    fn comes_or_goes(&self, manifest: &Path) -> bool {
        let Some(folder) = manifest.parent() else { return false };
        match (self.is_read(folder), manifest.is_file()) {
            (true, false) => !self.open.contains_key(manifest),
            (false, true) => self.is_shown(folder),
            _ => false,
        }
    }

    /// Whether the editor shows something of a folder.
    fn is_shown(&self, folder: &Path) -> bool {
        let is_open = self.open.keys().any(|file| file.starts_with(folder));
        is_open || self.folders.iter().any(|shown| folder.starts_with(shown))
    }

    /// Reads everything anew: which workspaces there are has changed.
    fn read_again(&mut self) {
        let open = self.opened(|_| true);
        self.workspaces.clear();
        self.alone.clear();
        self.open.clear();
        self.faults.clear();
        self.closed.clear();
        self.show(self.folders.iter().cloned().collect());
        open.into_iter().for_each(|(uri, version, text)| self.open(&uri, version, text));
    }

    /// Makes a workspace that is none on disk anew, of what is still open in it.
    fn open_again(&mut self, root: &Arc<Path>) {
        let open = self.opened(|document| document.root == *root);
        self.workspaces.remove(root);
        self.alone.remove(root);
        open.into_iter().for_each(|(uri, version, text)| self.open(&uri, version, text));
    }

    /// The documents that are open, with their texts.
    fn opened(&self, which: impl Fn(&Document) -> bool) -> Vec<(Uri, i32, String)> {
        let text = |document: &Document| self.workspaces.get(&document.root)?.text(&document.path).map(str::to_owned);
        let documents = self.open.values().filter(|document| which(document));
        documents.map(|one| (one.uri.clone(), one.version, text(one).unwrap_or_default())).collect()
    }
}

/// Changes the text of a file, if it is another one: what isn't changed isn't checked again.
fn write(workspace: &mut Workspace, path: &str, text: String) {
    if workspace.text(path) != Some(&text) {
        workspace.set_text(path, text);
    }
}
