//! The thread that owns everything: it applies edits in order, and hands out snapshots.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use baton_grammar::Columns;
use tower_lsp::{
    Client,
    ls_types::{TextDocumentContentChangeEvent, Uri},
};

use crate::{diagnostics::Publisher, documents::Documents, files::Load, pool::Pool, snapshot::Snapshot};

/// What the owner is told, in order.
pub enum Message {
    /// The editor has come: what it shows, and how it counts.
    Begin {
        /// Its folders.
        folders: Vec<PathBuf>,
        /// How it counts columns.
        columns: Columns,
        /// Who tells it what is wrong.
        diagnostics: Told,
    },
    /// Something changes.
    Edit(Edit),
    /// A question, which gets a snapshot.
    Ask(Box<dyn FnOnce(&Snapshot) + Send>),
}

/// How the editor comes to know what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It asks.
    Pulled,
    /// It is told.
    Pushed,
}

/// What can change.
pub enum Edit {
    /// A document is opened.
    Open(Uri, i32, String),
    /// Its text changes.
    Change(Uri, i32, Vec<TextDocumentContentChangeEvent>),
    /// It is closed.
    Close(Uri),
    /// Files on disk have changed, come or gone.
    Disk(Vec<Uri>),
}

/// Hands messages over to the thread; it ends when this is gone.
pub struct Owner(Sender<Message>);

impl Owner {
    /// Starts the thread.
    pub fn new(client: Client, load: Load) -> Self {
        let (messages, waiting) = channel();
        let runtime = tokio::runtime::Handle::current();
        thread::spawn(move || Keeper::new(client, runtime, load).keep(&waiting));
        Self(messages)
    }

    /// Hands a message over; it never waits.
    pub fn tell(&self, message: Message) {
        // The thread lives as long as this.
        let _ = self.0.send(message);
    }
}

/// What the thread keeps.
struct Keeper {
    documents: Documents,
    pool: Pool,
    publisher: Arc<Publisher>,
    /// How often something has changed.
    revision: Arc<AtomicU64>,
}

impl Keeper {
    fn new(client: Client, runtime: tokio::runtime::Handle, load: Load) -> Self {
        let revision = Arc::new(AtomicU64::new(0));
        let publisher = Arc::new(Publisher::new(client, runtime, revision.clone()));
        Self { documents: Documents::new(load), pool: Pool::new(), publisher, revision }
    }

    fn keep(mut self, waiting: &Receiver<Message>) {
        while let Ok(first) = waiting.recv() {
            // What has come meanwhile is taken together: what is wrong is asked once behind all of its edits.
            let mut changed = self.take(first);
            while let Ok(next) = waiting.try_recv() {
                changed |= self.take(next);
            }
            if changed {
                self.publish();
            }
        }
    }

    /// Takes a message; whether it changed anything.
    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Begin { folders, columns, diagnostics } => {
                self.documents.columns = columns;
                self.publisher.begin(diagnostics);
                for folder in folders {
                    // A folder that is no workspace has none until a document of one is opened.
                    let _ = self.documents.add_folder(&folder);
                }
            }
            Message::Edit(edit) => {
                self.revision.fetch_add(1, Ordering::SeqCst);
                self.edit(edit);
            }
            Message::Ask(question) => {
                let snapshot = self.snapshot();
                self.pool.run(move || question(&snapshot));
                return false;
            }
        }
        true
    }

    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Open(uri, version, text) => self.documents.open(&uri, version, text),
            Edit::Change(uri, version, changes) => self.documents.change(&uri, version, changes),
            Edit::Close(uri) => self.documents.close(&uri),
            Edit::Disk(uris) => uris.iter().for_each(|uri| self.documents.refresh(&crate::convert::file_of(uri))),
        }
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot { documents: self.documents.clone(), revision: self.revision.load(Ordering::SeqCst) }
    }

    fn publish(&self) {
        let (snapshot, publisher) = (self.snapshot(), self.publisher.clone());
        self.pool.run(move || publisher.publish(&snapshot));
    }
}
