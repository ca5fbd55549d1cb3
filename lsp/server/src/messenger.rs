//! What the server says without being asked: in order, by tasks of its own, so that nobody else waits for the client.

use std::sync::Arc;

use tokio::{
    runtime::Handle,
    sync::{
        Notify,
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        watch,
    },
};
use tower_lsp::{
    Client,
    ls_types::{
        Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType,
        ProgressToken, Registration, Uri,
        request::{
            CodeLensRefresh, InlayHintRefreshRequest, Request, SemanticTokensRefresh, WorkspaceDiagnosticRefresh,
        },
    },
};

/// What is told of a file.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file.
    pub uri: Uri,
    /// The editor's number of the text that it is about, if it is open.
    pub version: Option<i32>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Says what there is to say.
#[derive(Clone)]
pub struct Messenger {
    client: Client,
    runtime: Handle,
    notes: UnboundedSender<Note>,
    diagnostics: Arc<Notify>,
    lenses: Arc<Notify>,
    hints: Arc<Notify>,
    tokens: Arc<Notify>,
}

enum Note {
    Report(Report),
    Warning(String),
}

/// That everything is read and checked for the first time; it ends when this is gone.
pub struct Progress(watch::Sender<u32>);

impl Progress {
    /// How far it has come, in percent.
    pub fn report(&self, percent: u32) {
        self.0.send_if_modified(|known| std::mem::replace(known, percent) != percent);
    }
}

impl Messenger {
    /// A messenger to this client.
    pub fn new(client: Client, runtime: Handle) -> Self {
        let (notes, waiting) = unbounded_channel();
        runtime.spawn(deliver(client.clone(), waiting));
        Self {
            diagnostics: refresher::<WorkspaceDiagnosticRefresh>(&client, &runtime),
            lenses: refresher::<CodeLensRefresh>(&client, &runtime),
            hints: refresher::<InlayHintRefreshRequest>(&client, &runtime),
            tokens: refresher::<SemanticTokensRefresh>(&client, &runtime),
            client,
            runtime,
            notes,
        }
    }

    /// Tells what is wrong with a file.
    pub fn report(&self, report: Report) {
        // Nobody is left to be told when the task has ended.
        let _ = self.notes.send(Note::Report(report));
    }

    /// Tells the person at the editor.
    pub fn warn(&self, warning: String) {
        let _ = self.notes.send(Note::Warning(warning));
    }

    /// Asks the client to ask again what is wrong.
    pub fn refresh_diagnostics(&self) {
        self.diagnostics.notify_one();
    }

    /// Asks the client to ask again for lenses.
    pub fn refresh_lenses(&self) {
        self.lenses.notify_one();
    }

    /// Asks the client to ask again for hints.
    pub fn refresh_hints(&self) {
        self.hints.notify_one();
    }

    /// Asks the client to ask again for semantic tokens.
    pub fn refresh_tokens(&self) {
        self.tokens.notify_one();
    }

    /// Asks the client to say which files change on disk.
    pub fn watch(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            // A client that doesn't want to tells nothing; then what lies on disk is read when a document is saved.
            let _ = client.register_capability(vec![watched_files()]).await;
        });
    }

    /// Shows that everything is read and checked for the first time.
    pub fn progress(&self) -> Progress {
        let (percent, mut seen) = watch::channel(0);
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let token = ProgressToken::String("baton/reading".into());
            if client.create_work_done_progress(token.clone()).await.is_err() {
                return;
            }
            let progress = client.progress(token, "Reading journeys").with_percentage(0).begin().await;
            while seen.changed().await.is_ok() {
                let percent = *seen.borrow_and_update();
                progress.report(percent).await;
            }
            progress.finish().await;
        });
        Progress(percent)
    }
}

/// Sends a request each time it is wanted. One at a time: while the client hasn't answered, however many more are one.
fn refresher<R: Request<Params = (), Result = ()>>(client: &Client, runtime: &Handle) -> Arc<Notify> {
    let wanted = Arc::new(Notify::new());
    let (client, notified) = (client.clone(), wanted.clone());
    runtime.spawn(async move {
        loop {
            notified.notified().await;
            let _ = client.send_request::<R>(()).await;
        }
    });
    wanted
}

async fn deliver(client: Client, mut waiting: UnboundedReceiver<Note>) {
    while let Some(note) = waiting.recv().await {
        match note {
            Note::Report(one) => client.publish_diagnostics(one.uri, one.diagnostics, one.version).await,
            Note::Warning(text) => client.show_message(MessageType::WARNING, text).await,
        }
    }
}

fn watched_files() -> Registration {
    let watcher = |pattern: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern.into()), kind: None };
    let watchers = ["**/*.journey", "**/journey.toml"].map(watcher).into();
    Registration {
        id: "baton/files".into(),
        method: "workspace/didChangeWatchedFiles".into(),
        register_options: serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers }).ok(),
    }
}
