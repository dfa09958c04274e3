//! TLS for the host names of [`crate::tls`], in front of a server that speaks plain HTTP.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::tls;

/// A listener on a random port of loopback that ends TLS. Dropping it ends it and its connections.
#[derive(Debug)]
pub struct TlsFront {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl TlsFront {
    /// Starts it in front of `server`.
    pub async fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, task: tokio::spawn(accept(listener, server)) }
    }

    /// `127.0.0.1` and the port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for TlsFront {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, server: SocketAddr) {
    let acceptor = tls::acceptor(&[]);
    // The connections end with this task.
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            // A handshake or an exchange that breaks off is what the tests are about: the client says what it saw.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut server = TcpStream::connect(server).await.unwrap();
                _ = copy_bidirectional(&mut stream, &mut server).await;
            }
        });
    }
}
