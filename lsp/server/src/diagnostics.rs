//! What is wrong, told to the editor: of every file of every workspace, each with the version that it is about.
//!
//! Invariant: what is told is never older than what was told before, and a file of which the same is to be said is not
//! told again.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use baton_compiler::{Cancelled, diagnostic::Diagnostic as Found};
use tokio::runtime::Handle;
use tower_lsp::{
    Client,
    ls_types::{Diagnostic, Uri},
};

use crate::{
    convert,
    owner::Told,
    snapshot::{Open, Snapshot},
};

/// Tells the editor what is wrong.
pub struct Publisher {
    client: Client,
    runtime: Handle,
    revision: Arc<AtomicU64>,
    told: Mutex<State>,
}

#[derive(Default)]
struct State {
    how: Option<Told>,
    /// The state of everything of which was told last.
    revision: u64,
    /// What was told of each file that is not right.
    files: BTreeMap<String, (Option<i32>, Vec<Diagnostic>)>,
}

/// What is to be told of a file.
struct Report {
    uri: Uri,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

impl Publisher {
    /// Nothing has been told.
    pub fn new(client: Client, runtime: Handle, revision: Arc<AtomicU64>) -> Self {
        Self { client, runtime, revision, told: Mutex::default() }
    }

    /// How the editor wants to know.
    pub fn begin(&self, how: Told) {
        self.state().how = Some(how);
    }

    /// Tells what is wrong, unless something has changed meanwhile.
    pub fn publish(&self, snapshot: &Snapshot) {
        // The state is not held while it is asked what is wrong.
        let how = self.state().how;
        match how {
            None => {}
            Some(Told::Pulled) => self.refresh(),
            Some(Told::Pushed) => {
                // First what an edit can change at once, then what everything together says.
                if let Ok(reports) = open_files(snapshot) {
                    self.tell(snapshot, reports, false);
                }
                if let Ok(reports) = all_files(snapshot) {
                    self.tell(snapshot, reports, true);
                }
            }
        }
    }

    /// Asks the editor to ask again.
    fn refresh(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // An editor that can't ask again asks when it wants to know.
            let _ = client.workspace_diagnostic_refresh().await;
        });
    }

    fn tell(&self, snapshot: &Snapshot, reports: Vec<Report>, whole: bool) {
        let mut state = self.state();
        if self.revision.load(Ordering::SeqCst) != snapshot.revision || state.revision > snapshot.revision {
            return;
        }
        state.revision = snapshot.revision;
        let mut news = Vec::new();
        let mut right: Vec<String> = if whole { state.files.keys().cloned().collect() } else { Vec::new() };
        for report in reports {
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
        drop(state);
        let client = self.client.clone();
        self.runtime.spawn(async move {
            for report in news {
                client.publish_diagnostics(report.uri, report.diagnostics, report.version).await;
            }
        });
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the documents that are open say by themselves.
fn open_files(snapshot: &Snapshot) -> Result<Vec<Report>, Cancelled> {
    let mut reports = Vec::new();
    for document in snapshot.documents.open.values() {
        let Some(file) = snapshot.open(&document.uri) else { continue };
        let found = file.workspace.attempt(|workspace| workspace.file_diagnostics(&file.path))?;
        if found.iter().any(|one| one.code.severity.refuses()) {
            reports.push(report(&file, &document.uri, Some(document.version), &found));
        }
    }
    Ok(reports)
}

/// What everything together says, of every file.
fn all_files(snapshot: &Snapshot) -> Result<Vec<Report>, Cancelled> {
    let mut reports = Vec::new();
    for (root, workspace) in &snapshot.documents.workspaces {
        let found = workspace.attempt(baton_compiler::Workspace::diagnostics)?;
        let mut by_file: BTreeMap<&str, Vec<Found>> = BTreeMap::new();
        for path in workspace.paths() {
            by_file.insert(path, Vec::new());
        }
        for one in &found {
            by_file.entry(&one.file).or_default().push(one.clone());
        }
        for (path, found) in by_file {
            let Some(uri) = snapshot.documents.uri(root, path) else { continue };
            let Some(file) = snapshot.open(&uri) else { continue };
            let version = snapshot.documents.open.get(&convert::file_of(&uri)).map(|document| document.version);
            reports.push(report(&file, &uri, version, &found));
        }
    }
    Ok(reports)
}

fn report(file: &Open<'_>, uri: &Uri, version: Option<i32>, found: &[Found]) -> Report {
    let diagnostics = found.iter().map(|one| convert::diagnostic(file, one)).collect();
    Report { uri: uri.clone(), version, diagnostics }
}
