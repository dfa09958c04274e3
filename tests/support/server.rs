//! A server that records requests and plays the replies it was given, well-behaved or not.

use std::collections::VecDeque;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::request::Request;

/// What the server does with one connection. Every connection carries one request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Reads the request, writes these bytes and closes.
    Bytes(Vec<u8>),
    /// Reads the request, writes these bytes and waits.
    Stall(Vec<u8>),
    /// Closes without reading.
    Drop,
    /// Reads the request, waits, and then does the other thing.
    After(Duration, Box<Reply>),
}

impl Reply {
    /// A whole answer with JSON in it.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, &["content-type: application/json"], body)
    }

    /// A whole answer. Statuses that have no body get none.
    pub fn new(status: u16, headers: &[&str], body: &str) -> Self {
        let body = if [204, 304].contains(&status) { "" } else { body };
        let length = format!("content-length: {}", body.len());
        Self::Bytes(Self::text(status, &[headers, &[&length]].concat(), body))
    }

    /// A whole answer in chunks of unknown number.
    pub fn chunked(status: u16, chunks: &[&str]) -> Self {
        let body: String = chunks.iter().map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len())).collect();
        Self::Bytes(Self::text(status, &["transfer-encoding: chunked"], &format!("{body}0\r\n\r\n")))
    }

    /// An answer whose body is shorter than it says, by half.
    pub fn cut_short(status: u16, body: &str) -> Self {
        let length = format!("content-length: {}", body.len());
        Self::Bytes(Self::text(status, &[&length], &body[..body.len() / 2]))
    }

    fn text(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        format!("HTTP/1.1 {status} Reason\r\nconnection: close\r\n{headers}\r\n{body}").into_bytes()
    }
}

/// A listener on a random port of loopback. Dropping it ends it and its connections.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    replies: Mutex<VecDeque<Reply>>,
    requests: Mutex<Vec<Request>>,
    connections: Mutex<usize>,
    /// Where set, this is a proxy: it answers `CONNECT`, and is itself the server behind it.
    tunnel: Option<TlsAcceptor>,
}

impl Server {
    /// Starts a server. The first connection gets the first of `replies`, and so on.
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::open(ClosedPort::reserve(), replies)
    }

    /// Starts a server on a port that was closed up to now.
    pub fn open(port: ClosedPort, replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::listen(port.0, replies, None)
    }

    /// Starts a proxy that opens a tunnel to itself: it records the `CONNECT` request, and then, as the host that was
    /// asked for, with the certificate of [`crate::tls`], the request inside.
    pub async fn start_tunnel(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self::listen(ClosedPort::reserve().0, replies, Some(crate::tls::acceptor(&[])))
    }

    fn listen(
        socket: TcpSocket,
        replies: impl IntoIterator<Item = Reply>,
        tunnel: Option<TlsAcceptor>,
    ) -> Self {
        let listener = socket.listen(64).unwrap();
        let address = listener.local_addr().unwrap();
        let replies = Mutex::new(replies.into_iter().collect());
        let shared = Arc::new(Shared { replies, tunnel, ..Shared::default() });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// Adds the reply for one more connection.
    pub fn reply(&self, reply: Reply) {
        self.shared.replies.lock().unwrap().push_back(reply);
    }

    /// `127.0.0.1` and the port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for a client, `/api` included.
    pub fn base_url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// The only request.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request was expected: {requests:?}");
        requests.remove(0)
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> usize {
        *self.shared.connections.lock().unwrap()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A port of loopback that refuses connections. As long as this lives, nobody else gets it.
#[derive(Debug)]
pub struct ClosedPort(TcpSocket);

impl ClosedPort {
    /// Reserves a random port.
    pub fn reserve() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Self(socket)
    }

    /// `127.0.0.1` and the port.
    pub fn address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    /// The base URL for a client, `/api` included.
    pub fn base_url(&self) -> String {
        format!("http://{}/api", self.address())
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // The connections end with this task.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        *shared.connections.lock().unwrap() += 1;
        let reply = shared.replies.lock().unwrap().pop_front();
        let reply = reply.unwrap_or_else(|| Reply::json(599, r#"{"error":"no reply was planned"}"#));
        connections.spawn(open(stream, reply, Arc::clone(&shared)));
    }
}

async fn open(mut stream: TcpStream, reply: Reply, shared: Arc<Shared>) {
    if matches!(reply, Reply::Drop) {
        return;
    }
    let Some(tunnel) = &shared.tunnel else { return serve(stream, reply, &shared).await };
    let Some(request) = read(&mut stream).await else { return };
    shared.requests.lock().unwrap().push(request);
    if stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.is_ok()
        && let Ok(stream) = tunnel.accept(stream).await
    {
        serve(stream, reply, &shared).await;
    }
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, mut reply: Reply, shared: &Shared) {
    let Some(request) = read(&mut stream).await else { return };
    shared.requests.lock().unwrap().push(request);
    while let Reply::After(wait, next) = reply {
        tokio::time::sleep(wait).await;
        reply = *next;
    }
    // A client that has read enough closes first, and then writing fails.
    match reply {
        Reply::Bytes(bytes) => {
            _ = stream.write_all(&bytes).await;
            _ = stream.shutdown().await;
        }
        Reply::Stall(bytes) => {
            _ = stream.write_all(&bytes).await;
            _ = stream.flush().await;
            std::future::pending::<()>().await;
        }
        Reply::Drop | Reply::After(..) => {}
    }
}

/// Reads one request, or nothing where the client closes before its end.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Request> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let mut request = Request::parse_head(std::str::from_utf8(&bytes[..head]).unwrap());
    let length: usize = request.header("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < head + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    request.body = String::from_utf8(bytes.split_off(head + 4)).unwrap();
    Some(request)
}
