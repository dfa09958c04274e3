//! The socket of a connection, which a fault can get hold of while HTTP is spoken on it.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::route::API_PATH;
use crate::state::State;

/// How much of a request is looked at before it is read: the method and the beginning of the path.
const GLANCE: usize = 32;

/// A handle to the socket of a connection. The socket closes when the last handle is gone.
#[derive(Clone)]
pub(crate) struct Wire {
    stream: Arc<TcpStream>,
    hung_up: Arc<Notify>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream: Arc::new(stream), hung_up: Arc::default() }
    }

    /// Makes the closing of the socket a reset, which also throws away what was not sent yet.
    pub(crate) fn reset_on_close(&self) {
        // A socket that cannot be set up is gone already.
        let _ = self.stream.set_zero_linger();
    }

    /// Asks for the end of the connection, whatever is under way on it.
    pub(crate) fn hang_up(&self) {
        self.hung_up.notify_one();
    }

    /// Waits until somebody asks for the end of the connection.
    pub(crate) async fn hung_up(&self) {
        self.hung_up.notified().await;
    }

    /// Writes around HTTP. Only a request's handler may do this, before it answers.
    pub(crate) async fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(bytes) {
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// What HTTP is spoken on.
pub(crate) struct Line {
    wire: Wire,
    state: Arc<State>,
}

impl Line {
    pub(crate) fn new(wire: Wire, state: Arc<State>) -> Self {
        Self { wire, state }
    }

    /// Whether the request that arrives now is to be reset unread.
    fn poll_reset(&self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        if !self.state.resets_next_unread() {
            return Poll::Ready(Ok(false));
        }
        let mut glance = [0; GLANCE];
        let mut glance = ReadBuf::new(&mut glance);
        ready!(self.wire.stream.poll_peek(cx, &mut glance))?;
        Poll::Ready(Ok(is_under_api(glance.filled()) && self.state.take_unread_reset()))
    }
}

/// Whether these are the first bytes of a request under `/api`.
fn is_under_api(glance: &[u8]) -> bool {
    let path = glance.splitn(2, |&byte| byte == b' ').nth(1);
    path.and_then(|path| path.strip_prefix(API_PATH.as_bytes())).is_some_and(|rest| rest.starts_with(b"/"))
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if ready!(self.poll_reset(cx))? {
            self.wire.reset_on_close();
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        loop {
            ready!(self.wire.stream.poll_read_ready(cx))?;
            match self.wire.stream.try_read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.wire.stream.poll_write_ready(cx))?;
            match self.wire.stream.try_write_vectored(slices) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => return Poll::Ready(result),
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// Does nothing: the socket closes with its last handle, right after this.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
