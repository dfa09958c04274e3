//! A connection, which a fault can get hold of while HTTP is spoken on it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::socket::Socket;

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// In good order; what was written arrives.
    Close,
    /// By a reset of TCP.
    Reset,
}

/// A handle to a connection.
#[derive(Clone)]
pub(crate) struct Wire {
    line: Line,
    socket: Socket,
    end: watch::Sender<Option<End>>,
}

impl Wire {
    /// A connection on which `stream`, encrypted or not, is spoken over `socket`.
    pub(crate) fn new(stream: impl Stream + 'static, socket: Socket) -> Self {
        Self { line: Line(Arc::new(Mutex::new(Box::pin(stream)))), socket, end: watch::Sender::new(None) }
    }

    /// What HTTP is spoken on.
    pub(crate) fn line(&self) -> Line {
        self.line.clone()
    }

    /// Writes around HTTP. Only the one handler of a connection of HTTP/1.1 may do this, before it answers, or whoever
    /// has ended HTTP on the connection: others would be written between, and nobody would wake them.
    pub(crate) async fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        let mut line = self.line();
        line.write_all(bytes).await?;
        line.flush().await
    }

    /// Asks for the end of the connection, whatever is under way on it.
    pub(crate) fn hang_up(&self, end: End) {
        self.end.send_replace(Some(end));
    }

    /// Asks for the end of the connection at a later time. Does not keep it open until then.
    pub(crate) fn hang_up_after(&self, delay: Duration) {
        let end = self.end.clone();
        tokio::spawn(async move {
            sleep(delay).await;
            end.send_replace(Some(End::Close));
        });
    }

    /// Waits until somebody asks for the end of the connection.
    pub(crate) async fn hung_up(&self) -> End {
        let mut asked = self.end.subscribe();
        loop {
            if let Some(end) = *asked.borrow_and_update() {
                return end;
            }
            // It fails only if the sender is gone, and this is one.
            let _ = asked.changed().await;
        }
    }

    /// Ends the connection, on which no HTTP is spoken any more.
    pub(crate) async fn close(mut self, end: End) {
        match end {
            // A client that has gone first is told nothing.
            End::Close => drop(self.line.shutdown().await),
            End::Reset => self.socket.reset_on_close(),
        }
    }
}

/// Bytes in both directions.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send {}
impl<T: AsyncRead + AsyncWrite + Send> Stream for T {}

/// The one stream of a connection, shared by HTTP and by faults.
#[derive(Clone)]
pub(crate) struct Line(Arc<Mutex<Pin<Box<dyn Stream>>>>);

impl Line {
    fn open(&self) -> MutexGuard<'_, Pin<Box<dyn Stream>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.open().as_mut().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.open().as_mut().poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.open().as_mut().poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.open().is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.open().as_mut().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.open().as_mut().poll_shutdown(cx)
    }
}
