//! The accept loop, its connections, and how both end.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::route;
use crate::state::State;
use crate::wire::{Line, Wire};

/// How long requests that are under way may take when the server is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How long the accept loop waits when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// A running server. Dropping it ends its connections where they are.
pub(crate) struct Server {
    stop: watch::Sender<Stop>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves what `listener` accepts. Has to be called within a Tokio runtime.
    pub(crate) fn spawn(listener: TcpListener, state: Arc<State>) -> Self {
        let (stop, stopped) = watch::channel(Stop::NotYet);
        Self { stop, accepting: tokio::spawn(accept(listener, state, stopped)) }
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
enum Stop {
    NotYet,
    Gracefully,
    Now,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns the listener and all connections.
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, state: Arc<State>, mut stopped: watch::Receiver<Stop>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let number = state.add_connection();
                    connections.spawn(serve(stream, number, Arc::clone(&state), stopped.clone()));
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

async fn serve(stream: TcpStream, number: u64, state: Arc<State>, mut stopped: watch::Receiver<Stop>) {
    // Without it, an answer may wait for the client's next packet. A failure costs time alone.
    let _ = stream.set_nodelay(true);
    let wire = Wire::new(stream);
    let line = TokioIo::new(Line::new(wire.clone(), Arc::clone(&state)));
    let service = service_fn(|request| route::answer(Arc::clone(&state), number, wire.clone(), request));
    let mut connection = pin!(http1::Builder::new().serve_connection(line, service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = wire.hung_up() => return,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // An error says that the client went away or did not speak HTTP: the client knows.
    drop(ended);
}
