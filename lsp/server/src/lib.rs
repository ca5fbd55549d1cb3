//! The language server: the protocol around `baton-ide`.
//!
//! Architecture invariants: a handler's first act is to hand its message over, before anything is awaited, so that
//! messages keep their order; one owner thread holds the workspaces and applies edits in order; questions are answered
//! from snapshots by a pool of threads, and one that an edit overtakes is answered as modified; nothing waits for the
//! client; a panic in one question ends that question alone.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the server reads files, and has threads")]

mod capabilities;
mod convert;
mod diagnostics;
mod documents;
mod files;
mod front;
mod outbox;
mod owner;
mod pool;
mod requests;
mod snapshot;

pub use files::{Load, Loaded};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

use front::Front;

/// How many messages may be under way: more than any editor has, so that an edit never waits behind questions.
const UNDER_WAY: usize = 4_096;

/// Serves one client over standard input and output until it says that it leaves.
///
/// # Errors
/// Where no thread can be started.
pub fn run(load: Load) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), load));
    // Standard input can't be given up while it is read; nobody waits for it.
    runtime.shutdown_background();
    Ok(())
}

/// Serves one client over these.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin + Send + 'static, load: Load) {
    let (writer, written) = outbox::outbox(output);
    let (service, socket) =
        LspService::build(|client| Front::new(client, load)).custom_method("baton/graph", Front::graph).finish();
    Server::new(input, writer, socket).concurrency_level(UNDER_WAY).serve(service).await;
    written.done().await;
}
