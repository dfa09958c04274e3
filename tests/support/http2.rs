//! A server that speaks HTTP/2, behind a proxy that opens a tunnel to it. The proxy is the same process.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::Reason;
use h2::server::SendResponse;
use http::Response;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::request::Request;
use crate::{server, tls};

/// What the server does with one request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Sends all of an answer.
    Whole(Response<String>),
    /// Sends the head and half of the body, and resets the stream.
    Half(Response<String>),
    /// Closes the connection with these words. Only the first request of a connection can get this.
    GoAway(String),
}

/// A listener on a random port of loopback. Dropping it ends it and its connections.
#[derive(Debug)]
pub struct Http2Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    answers: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Request>>,
}

impl Http2Server {
    /// Starts the proxy and the server. The first request inside of a tunnel gets the first of `answers`, and so on.
    pub async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers = Mutex::new(answers.into_iter().collect());
        let shared = Arc::new(Shared { answers, requests: Mutex::default() });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// Where the proxy listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far, those for tunnels among them.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }
}

impl Drop for Http2Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // The connections end with this task.
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        connections.spawn(open(stream, Arc::clone(&shared)));
    }
}

async fn open(mut stream: TcpStream, shared: Arc<Shared>) {
    let Some(request) = server::read(&mut stream).await else { return };
    shared.requests.lock().unwrap().push(request);
    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
    let mut stream = tls::acceptor(&[b"h2"]).accept(stream).await.unwrap();
    let words = match shared.answers.lock().unwrap().front() {
        Some(Answer::GoAway(words)) => Some(words.clone()),
        _ => None,
    };
    if let Some(words) = words {
        shared.answers.lock().unwrap().pop_front();
        // A client that has read enough closes first.
        _ = go_away(&mut stream, &words).await;
        return;
    }
    let mut connection = h2::server::handshake(stream).await.unwrap();
    let mut requests = JoinSet::new();
    while let Some(Ok((request, respond))) = connection.accept().await {
        requests.spawn(answer(request, respond, Arc::clone(&shared)));
    }
}

async fn answer(
    request: http::Request<h2::RecvStream>,
    mut respond: SendResponse<Bytes>,
    shared: Arc<Shared>,
) {
    let (head, mut body) = request.into_parts();
    let mut bytes = Vec::new();
    while let Some(Ok(chunk)) = body.data().await {
        _ = body.flow_control().release_capacity(chunk.len());
        bytes.extend_from_slice(&chunk);
    }
    let headers = head.headers.iter();
    shared.requests.lock().unwrap().push(Request {
        line: format!("{} {} {:?}", head.method, head.uri, head.version),
        headers: headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: String::from_utf8(bytes).unwrap(),
    });
    let answer = shared.answers.lock().unwrap().pop_front().expect("no answer was planned");
    let (answer, is_whole) = match answer {
        Answer::Whole(answer) => (answer, true),
        Answer::Half(answer) => (answer, false),
        Answer::GoAway(_) => panic!("the connection was used before"),
    };
    let (head, body) = answer.into_parts();
    let mut sending = respond.send_response(Response::from_parts(head, ()), false).unwrap();
    let body = Bytes::from(body);
    if is_whole {
        sending.send_data(body, true).unwrap();
    } else {
        sending.send_data(body.slice(..body.len() / 2), false).unwrap();
        sending.send_reset(Reason::INTERNAL_ERROR);
    }
}

/// Reads up to the first request, and refuses it with a frame in which a server may say why. No library sends one with
/// words of one's own.
async fn go_away(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), words: &str) -> std::io::Result<()> {
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    const GOAWAY: u8 = 7;
    stream.write_all(&frame(SETTINGS, &[])).await?;
    stream.read_exact(&mut [0; b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len()]).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        stream.read_exact(&mut vec![0; length as usize]).await?;
        if head[3] == HEADERS {
            break;
        }
    }
    // The last stream that was acted upon is 0, which is none.
    let payload =
        [&0u32.to_be_bytes(), &u32::from(Reason::ENHANCE_YOUR_CALM).to_be_bytes(), words.as_bytes()];
    stream.write_all(&frame(GOAWAY, &payload.concat())).await?;
    stream.shutdown().await?;
    // Closing with unread bytes would be a reset, which could overtake the frame.
    tokio::io::copy(stream, &mut tokio::io::sink()).await.map(|_| ())
}

/// A frame of the connection itself, without flags.
fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, 0], &[0; 4], payload].concat()
}
