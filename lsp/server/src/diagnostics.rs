//! What is wrong, told to the editor: of every file of every workspace, each with the version that it is about.
//!
//! Invariant: what is told is never older than what was told before, and a file of which the same is to be said is not
//! told again.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use baton_compiler::{Cancelled, diagnostic::Diagnostic as Found};
use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Uri};

use crate::{
    client::{Abilities, Ability, Told},
    convert, findings,
    messenger::{Messenger, Progress, Report},
    snapshot::{Open, Snapshot},
};

/// Tells the editor what is wrong.
pub struct Publisher {
    messenger: Messenger,
    client: Abilities,
    /// The state of everything that is newest.
    revision: Arc<AtomicU64>,
    told: Mutex<State>,
    /// Until everything has been checked for the first time.
    progress: Mutex<Option<Progress>>,
}

#[derive(Default)]
struct State {
    /// The state of everything of which was told last.
    revision: u64,
    /// What was told of each file that is not right.
    files: BTreeMap<String, (Option<i32>, Vec<Diagnostic>)>,
    /// The files of which errors of their own were told.
    wrong: BTreeSet<String>,
}

impl State {
    /// Whether to tell at once what a file says by itself: that it is wrong, or isn't any more. Else it would lose, for a moment, what
    /// everything together says of it.
    fn is_urgent(&mut self, report: &Report) -> bool {
        let name = report.uri.as_str();
        if report.diagnostics.iter().any(|one| one.severity == Some(DiagnosticSeverity::ERROR)) {
            self.wrong.insert(name.to_owned());
            return true;
        }
        self.wrong.remove(name)
    }
}

impl Publisher {
    /// Nothing has been told.
    pub fn new(messenger: Messenger, client: Abilities, revision: Arc<AtomicU64>) -> Self {
        let progress = client.can(Ability::Progress).then(|| messenger.progress());
        Self { messenger, client, revision, told: Mutex::default(), progress: Mutex::new(progress) }
    }

    /// Asks an editor that asks what is wrong to ask again.
    pub fn ask_again(&self) {
        if self.client.told == Told::Pulled && self.client.can(Ability::RefreshDiagnostics) {
            self.messenger.refresh_diagnostics();
        }
    }

    /// Tells what is wrong, unless something has changed meanwhile.
    pub fn publish(&self, snapshot: &Snapshot) {
        // What an edit overtakes is asked again behind that edit.
        let told = match self.client.told {
            Told::Pulled => self.read(snapshot).and_then(|()| check(snapshot)),
            Told::Pushed => self.push(snapshot),
        };
        if told.is_ok() && self.client.can(Ability::RefreshLenses) {
            self.messenger.refresh_lenses();
        }
    }

    /// Checks everything, the first time, and says how far it has come.
    fn read(&self, snapshot: &Snapshot) -> Result<(), Cancelled> {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(shown) = &*progress else { return Ok(()) };
        let workspaces = snapshot.documents.workspaces.values();
        let files: usize = workspaces.clone().map(|workspace| workspace.paths().count()).sum();
        let done = AtomicUsize::new(0);
        let checked = || {
            let done = done.fetch_add(1, Ordering::SeqCst) + 1;
            shown.report((done * 100 / files.max(1)) as u32);
        };
        for workspace in workspaces {
            workspace.attempt(|workspace| workspace.check_all(checked))?;
        }
        *progress = None;
        Ok(())
    }

    fn push(&self, snapshot: &Snapshot) -> Result<(), Cancelled> {
        // First what an edit can change at once, then what everything together says.
        self.tell(snapshot, open_files(snapshot)?, Whole::No);
        self.read(snapshot)?;
        self.tell(snapshot, all_files(snapshot)?, Whole::Yes);
        Ok(())
    }

    fn tell(&self, snapshot: &Snapshot, reports: Vec<Report>, whole: Whole) {
        let mut state = self.state();
        if self.revision.load(Ordering::SeqCst) != snapshot.revision || state.revision > snapshot.revision {
            return;
        }
        state.revision = snapshot.revision;
        let mut news = Vec::new();
        let mut right: Vec<String> = match whole {
            Whole::Yes => state.files.keys().cloned().collect(),
            Whole::No => Vec::new(),
        };
        for report in reports {
            if whole == Whole::No && !state.is_urgent(&report) {
                continue;
            }
            let name = report.uri.as_str().to_owned();
            right.retain(|file| *file != name);
            let said = (report.version, report.diagnostics.clone());
            let known = state.files.get(&name);
            if known != Some(&said) && !(known.is_none() && said.1.is_empty() && said.0.is_none()) {
                state.files.insert(name, said);
                news.push(report);
            }
        }
        for file in right {
            state.files.remove(&file);
            news.extend(file.parse().ok().map(|uri| Report { uri, version: None, diagnostics: Vec::new() }));
        }
        // Still under the lock: what is told later goes out later.
        news.into_iter().for_each(|report| self.messenger.report(report));
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether reports are about all files: what isn't among them is right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    No,
}

/// Checks everything, so that it is known when it is asked for.
fn check(snapshot: &Snapshot) -> Result<(), Cancelled> {
    let mut workspaces = snapshot.documents.workspaces.iter();
    workspaces.try_for_each(|(root, workspace)| findings::of(snapshot, root, workspace).map(|_| ()))
}

/// What the documents that are open say by themselves.
fn open_files(snapshot: &Snapshot) -> Result<Vec<Report>, Cancelled> {
    let mut reports = Vec::new();
    for document in snapshot.documents.open.values() {
        let Some(file) = snapshot.open(&document.uri) else { continue };
        let found = file.workspace.attempt(|workspace| workspace.file_diagnostics(&file.path))?;
        reports.push(report(&file, &document.uri, Some(document.version), &found));
    }
    Ok(reports)
}

/// What everything together says, of every file that is open or isn't right.
fn all_files(snapshot: &Snapshot) -> Result<Vec<Report>, Cancelled> {
    let mut found: BTreeMap<&Path, BTreeMap<String, Vec<Found>>> = BTreeMap::new();
    for (root, workspace) in &snapshot.documents.workspaces {
        let by_file = found.entry(root).or_default();
        for one in findings::of(snapshot, root, workspace)? {
            by_file.entry(one.file.to_string()).or_default().push(one);
        }
    }
    let report = |(root, path): (&Arc<Path>, &str)| {
        let found = found.get(&**root).and_then(|by_file| by_file.get(path));
        let open = snapshot.documents.open.get(&root.join(path));
        if found.is_none() && open.is_none() && snapshot.documents.fault(root, path).is_none() {
            return None;
        }
        let uri = snapshot.documents.uri(root, path)?;
        let file = snapshot.open(&uri)?;
        let version = open.map(|document| document.version);
        Some(report(&file, &uri, version, found.map_or(&[], Vec::as_slice)))
    };
    Ok(snapshot.documents.files().filter_map(report).collect())
}

fn report(file: &Open<'_>, uri: &Uri, version: Option<i32>, found: &[Found]) -> Report {
    Report { uri: uri.clone(), version, diagnostics: convert::diagnostics(file, found) }
}
