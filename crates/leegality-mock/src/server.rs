//! The accept loop, its connections, and how both end.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::http1;
#[cfg(feature = "https")]
use crate::http2;
use crate::socket::Socket;
use crate::state::State;
#[cfg(feature = "https")]
use crate::tls::{self, Tls};
use crate::wire::Wire;

/// How long requests that are under way may take when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How long the accept loop waits when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// What HTTP is spoken over.
#[derive(Clone)]
pub(crate) enum Security {
    /// TCP alone.
    Plain,
    #[cfg(feature = "https")]
    Tls(Tls),
}

/// A running server. Dropping it ends its connections where they are.
pub(crate) struct Server {
    stop: watch::Sender<Stop>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves what `listener` accepts. Has to be called within a Tokio runtime.
    pub(crate) fn spawn(listener: TcpListener, security: Security, state: Arc<State>) -> Self {
        let (stop, stopped) = watch::channel(Stop::NotYet);
        Self { stop, accepting: tokio::spawn(accept(listener, security, state, stopped)) }
    }

    /// Stops accepting, and waits until the requests under way have their answers or the grace is over.
    pub(crate) async fn stop(mut self) {
        self.end(Stop::Gracefully).await;
    }

    /// Ends the connections where they are, and waits until nothing of them runs any more.
    pub(crate) async fn kill(mut self) {
        self.end(Stop::Now).await;
    }

    async fn end(&mut self, stop: Stop) {
        self.stop.send_replace(stop);
        // It fails only if the runtime has stopped the task already.
        let _ = (&mut self.accepting).await;
    }
}

/// How the server is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    NotYet,
    Gracefully,
    Now,
}

/// Waits until the server is to end gracefully. One that is to end now is not asked: its tasks are cut off, and nothing
/// is said to the clients.
pub(crate) async fn asked_to_stop(stopped: &mut watch::Receiver<Stop>) {
    if stopped.wait_for(|stop| *stop == Stop::Gracefully).await.is_err() {
        pending::<()>().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns the listener and all connections.
        self.accepting.abort();
    }
}

async fn accept(
    listener: TcpListener,
    security: Security,
    state: Arc<State>,
    mut stopped: watch::Receiver<Stop>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let number = state.add_connection();
                    let (security, state) = (security.clone(), Arc::clone(&state));
                    connections.spawn(serve(stream, security, number, state, stopped.clone()));
                }
                // A connection that was gone before it was accepted, or no file handle left: both pass.
                Err(_) => sleep(PAUSE).await,
            },
        }
    }
    drop(listener);
    if *stopped.borrow() == Stop::Gracefully {
        let all = async { while connections.join_next().await.is_some() {} };
        let _ = timeout(GRACE, all).await;
    }
    connections.shutdown().await;
}

async fn serve(
    stream: TcpStream,
    security: Security,
    number: u64,
    state: Arc<State>,
    mut stopped: watch::Receiver<Stop>,
) {
    let socket = Socket::new(stream);
    match security {
        Security::Plain => {
            let wire = Wire::new(socket.clone(), socket);
            let end = http1::serve(&wire, number, &state, &mut stopped).await;
            wire.close(end).await;
        }
        #[cfg(feature = "https")]
        Security::Tls(tls) => {
            let shaken = tokio::select! {
                shaken = tls.accept(socket.clone(), &state) => shaken,
                () = asked_to_stop(&mut stopped) => return,
            };
            let Some(stream) = shaken else { return };
            let is_http_2 = tls::is_http_2(&stream);
            let wire = Wire::new(stream, socket);
            let end = if is_http_2 {
                http2::serve(&wire, number, &state, &mut stopped).await
            } else {
                http1::serve(&wire, number, &state, &mut stopped).await
            };
            wire.close(end).await;
        }
    }
}
