//! The language server: the protocol around `baton-ide`.
//!
//! Architecture invariants: a handler's first act is to hand its message over, before anything is awaited, so that
//! messages keep their order; one owner thread holds the workspaces and applies edits in order; questions are answered
//! from snapshots by a pool of threads, and one that an edit overtakes is answered as modified, or asked again; nothing
//! waits for the client; a panic in one question ends that question alone.

#![expect(clippy::disallowed_methods, reason = "the server reads files, and has threads")]

mod capabilities;
mod client;
mod convert;
mod diagnostics;
mod documents;
mod files;
mod findings;
mod front;
mod memory;
mod messenger;
mod outbox;
mod owner;
mod pool;
mod refresher;
mod requests;
mod snapshot;

pub use files::{Find, Found};

use std::{
    panic::PanicHookInfo,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

use front::Front;

/// How many messages may be under way: more than any editor has, so that an edit never waits behind questions.
const UNDER_WAY: usize = 4_096;
/// How long a client that is leaving may take to read what was said last.
const FAREWELL: Duration = Duration::from_secs(2);

/// How a client left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It said so before.
    Announced,
    /// It was gone all at once.
    Suddenly,
}

/// Serves one client over standard input and output until it leaves.
///
/// # Errors
/// Where no thread can be started.
pub fn run(find: Find) -> std::io::Result<Left> {
    std::panic::set_hook(Box::new(say));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let left = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), find));
    // Standard input can't be given up while it is read; nobody waits for it.
    runtime.shutdown_background();
    Ok(left)
}

/// Serves one client over these until it leaves.
pub async fn serve(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    find: Find,
) -> Left {
    let (writer, written) = outbox::outbox(output);
    let leave = Arc::new(AtomicBool::new(false));
    let (service, socket) = LspService::build(|client| Front::new(client, find, leave.clone()))
        .custom_method("baton/graph", Front::graph)
        .finish();
    Server::new(input, writer, socket).concurrency_level(UNDER_WAY).serve(service).await;
    // A client that doesn't read what was said last isn't waited for.
    let _ = tokio::time::timeout(FAREWELL, written.done()).await;
    if leave.load(Ordering::SeqCst) { Left::Announced } else { Left::Suddenly }
}

/// Says on standard error, in a line, that the server made a mistake: standard output is the client's.
#[expect(clippy::print_stderr, reason = "there is nobody else to tell")]
fn say(panic: &PanicHookInfo<'_>) {
    let what = panic.payload_as_str().unwrap_or_default().lines().next().unwrap_or_default();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    eprintln!("baton lsp: a question wasn't answered, by a mistake of the program's: {what} ({place})");
}
