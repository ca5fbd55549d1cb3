//! What goes out to the client: kept until it reads, so that a client that doesn't read stops nobody.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncWrite, AsyncWriteExt as _},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
};

/// A writer that never waits.
pub struct Outbox {
    bytes: UnboundedSender<Vec<u8>>,
}

/// What hands the bytes on.
pub struct Written(JoinHandle<()>);

impl Written {
    /// Waits until everything has gone out, or nobody takes it.
    pub async fn done(self) {
        // That the client is gone is no news at the end.
        let _ = self.0.await;
    }
}

/// A writer for this output, and what hands on.
pub fn outbox(mut output: impl AsyncWrite + Unpin + Send + 'static) -> (Outbox, Written) {
    let (bytes, mut waiting): (_, UnboundedReceiver<Vec<u8>>) = unbounded_channel();
    let task = tokio::spawn(async move {
        while let Some(bytes) = waiting.recv().await {
            if output.write_all(&bytes).await.is_err() || output.flush().await.is_err() {
                return;
            }
        }
    });
    (Outbox { bytes }, Written(task))
}

impl AsyncWrite for Outbox {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.bytes.send(bytes.to_vec()) {
            Ok(()) => Poll::Ready(Ok(bytes.len())),
            Err(_) => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
