//! The thread that owns everything: it applies edits in order, and hands out snapshots.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use tower_lsp::{
    Client,
    ls_types::{TextDocumentContentChangeEvent, Uri},
};

use crate::{
    client::{Abilities, Ability},
    convert,
    diagnostics::Publisher,
    documents::Documents,
    files::Find,
    memory::Memory,
    messenger::Messenger,
    pool::{Lane, Pool},
    refresher::Refresher,
    snapshot::Snapshot,
};

/// What the owner is told, in order.
pub enum Message {
    /// The editor has come, shows these folders, and can this.
    Begin(Vec<PathBuf>, Abilities),
    /// The editor listens: from now on it can be told something.
    Ready,
    /// Something changes.
    Edit(Edit),
    /// A question, which gets a snapshot.
    Ask(Lane, Box<dyn FnOnce(Snapshot) + Send>),
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
    /// The editor shows further folders, and doesn't show others any more.
    Folders {
        /// Those that it shows now.
        added: Vec<PathBuf>,
        /// Those that it showed.
        removed: Vec<PathBuf>,
    },
}

/// Hands messages over to the thread; it ends when this is gone.
pub struct Owner(Sender<Message>);

impl Owner {
    /// Starts the thread.
    pub fn new(client: Client, find: Find) -> Self {
        let (messages, waiting) = channel();
        let messenger = Messenger::new(client, tokio::runtime::Handle::current());
        thread::spawn(move || Keeper::new(messenger, find).keep(&waiting));
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
    memory: Arc<Memory>,
    pool: Pool,
    messenger: Messenger,
    client: Option<Abilities>,
    /// None until the editor listens.
    publisher: Option<Arc<Publisher>>,
    /// None for an editor that can't be asked to ask again.
    refresher: Option<Arc<Refresher>>,
    /// How often something has changed.
    revision: Arc<AtomicU64>,
}

impl Keeper {
    fn new(messenger: Messenger, find: Find) -> Self {
        Self {
            documents: Documents::new(find),
            memory: Arc::default(),
            pool: Pool::new(),
            messenger,
            client: None,
            publisher: None,
            refresher: None,
            revision: Arc::default(),
        }
    }

    fn keep(mut self, waiting: &Receiver<Message>) {
        while let Ok(first) = waiting.recv() {
            // What has come meanwhile is taken together: what is wrong is asked once behind all of its edits.
            let mut changed = self.attempt(first);
            while let Ok(next) = waiting.try_recv() {
                changed |= self.attempt(next);
            }
            if self.publisher.is_some() {
                self.documents.problems().into_iter().for_each(|problem| self.messenger.warn(problem));
            }
            if changed {
                self.publish();
            }
        }
    }

    /// Takes a message; whether it changed anything. One that panics is lost, and the thread goes on.
    fn attempt(&mut self, message: Message) -> bool {
        catch_unwind(AssertUnwindSafe(|| self.take(message))).unwrap_or(true)
    }

    fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Begin(folders, client) => {
                self.documents.columns = client.columns;
                self.documents.inserts = client.inserts;
                self.documents.links = client.can(Ability::Links);
                self.client = Some(client);
                self.documents.show(folders);
            }
            Message::Ready => self.ready(),
            Message::Edit(edit) => {
                self.revision.fetch_add(1, Ordering::SeqCst);
                self.edit(edit);
            }
            Message::Ask(lane, question) => {
                let snapshot = self.snapshot();
                self.pool.run(lane, move || question(snapshot));
                return false;
            }
        }
        true
    }

    fn ready(&mut self) {
        let Some(client) = self.client.clone() else { return };
        if client.can(Ability::Watch) {
            self.messenger.watch();
        }
        self.refresher = Refresher::new(self.messenger.clone(), &client).map(Arc::new);
        let publisher = Publisher::new(self.messenger.clone(), client, self.revision.clone());
        self.publisher = Some(Arc::new(publisher));
    }

    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Open(uri, version, text) => self.documents.open(&uri, version, text),
            Edit::Change(uri, version, changes) => self.documents.change(&uri, version, changes),
            Edit::Close(uri) => {
                self.documents.close(&uri);
                self.memory.forget_tokens(&uri);
                self.memory.forget_hints(&uri);
            }
            Edit::Disk(uris) => {
                self.refresh_client();
                uris.iter().filter_map(convert::path_of).for_each(|file| self.documents.refresh(&file));
                self.documents.retry();
            }
            Edit::Folders { added, removed } => {
                self.refresh_client();
                if !removed.is_empty() {
                    self.documents.hide(&removed);
                }
                self.documents.show(added);
            }
        }
    }

    /// A client that asks what is wrong asks again by itself behind edits of its own, but not when the disk changes.
    fn refresh_client(&self) {
        if let Some(publisher) = &self.publisher {
            publisher.ask_again();
        }
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            documents: self.documents.clone(),
            memory: self.memory.clone(),
            revision: self.revision.load(Ordering::SeqCst),
        }
    }

    fn publish(&self) {
        if let Some(publisher) = self.publisher.clone() {
            let snapshot = self.snapshot();
            self.pool.run(Lane::Checks, move || publisher.publish(&snapshot));
        }
        if let Some(refresher) = self.refresher.clone() {
            let snapshot = self.snapshot();
            self.pool.run(Lane::Asides, move || refresher.refresh(&snapshot));
        }
    }
}
