//! HTTP/1.1 on a connection. Answers that HTTP does not have are written by hand.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::answer::{self, Answer};
use crate::conduct::{Act, CONTRADICTION, HEAD_START};
use crate::fault::Framing;
use crate::oversized::Oversized;
use crate::route;
use crate::server::{self, Stop};
use crate::state::State;
use crate::wire::{End, Wire};

/// Serves one request after the other, and says how the connection is to end.
pub(crate) async fn serve(
    wire: &Wire,
    number: u64,
    state: &Arc<State>,
    stopped: &mut watch::Receiver<Stop>,
) -> End {
    let service = service_fn(|request| async {
        let act = route::answer(state, number, request).await;
        carry_out(act, wire).await
    });
    let mut connection = pin!(http1::Builder::new().serve_connection(TokioIo::new(wire.line()), service));
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // An error says that the client went away or did not speak HTTP: the client knows.
            _ = connection.as_mut() => return End::Close,
            end = wire.hung_up() => return end,
            () = server::asked_to_stop(stopped), if !is_stopping => {
                is_stopping = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Gives the answer that HTTP is to send, or never returns.
async fn carry_out(act: Act, wire: &Wire) -> Result<Answer, Infallible> {
    let (written, end) = match act {
        Act::Answer(answer) => return Ok(answer),
        Act::AnswerAndClose(answer, delay) => {
            wire.hang_up_after(delay);
            return Ok(answer);
        }
        Act::AnswerHalf(answer, end) => (write_half(answer, wire).await, end),
        Act::AnswerSlowly(answer, pause) => (write_slowly(answer, pause, wire).await, End::Close),
        Act::AnswerTwice(answer) => (write_twice(answer, wire).await, End::Close),
        Act::Oversized(body) => (write_oversized(&body, wire).await, End::Close),
        Act::HangUp(end) => (Ok(()), end),
        Act::Hang => pending().await,
        // There are no streams here. What is left is that the request gets no answer.
        Act::RefuseStream | Act::GoAway => (Ok(()), End::Close),
    };
    // The client has gone first, which many faults are meant to bring about.
    let end = if written.is_ok() { end } else { End::Close };
    wire.hang_up(end);
    pending().await
}

async fn write_half(answer: Answer, wire: &Wire) -> io::Result<()> {
    let (head, body) = written(answer, "").await;
    wire.write_all(&[head.as_slice(), &body[..body.len() / 2]].concat()).await?;
    sleep(HEAD_START).await;
    Ok(())
}

async fn write_slowly(answer: Answer, pause: Duration, wire: &Wire) -> io::Result<()> {
    let (head, body) = written(answer, "").await;
    for byte in head.iter().chain(&body) {
        sleep(pause).await;
        wire.write_all(&[*byte]).await?;
    }
    Ok(())
}

async fn write_twice(answer: Answer, wire: &Wire) -> io::Result<()> {
    let twice: String = CONTRADICTION.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let (head, body) = written(answer, &twice).await;
    wire.write_all(&[head.as_slice(), &body].concat()).await
}

/// A client that reads on gets all of it; one that gives up ends it.
async fn write_oversized(body: &Oversized, wire: &Wire) -> io::Result<()> {
    let size = match body.framing {
        Framing::ContentLength => format!("content-length: {}", body.length()),
        Framing::Chunked => "transfer-encoding: chunked".to_owned(),
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{size}\r\n\r\n");
    wire.write_all(head.as_bytes()).await?;
    for piece in body.pieces() {
        write_piece(&piece, body.framing, wire).await?;
    }
    match body.framing {
        Framing::ContentLength => Ok(()),
        // A chunk of no length is the last.
        Framing::Chunked => write_piece(b"", body.framing, wire).await,
    }
}

async fn write_piece(bytes: &[u8], framing: Framing, wire: &Wire) -> io::Result<()> {
    match framing {
        Framing::ContentLength => wire.write_all(bytes).await,
        Framing::Chunked => {
            let length = format!("{:x}\r\n", bytes.len());
            wire.write_all(&[length.as_bytes(), bytes, b"\r\n"].concat()).await
        }
    }
}

/// Head and body as they stand on the wire, with `headers` on top, each of them with its line break.
async fn written(answer: Answer, headers: &str) -> (Vec<u8>, Bytes) {
    let (parts, body) = answer.into_parts();
    let body = answer::whole(body).await;
    let mut head =
        format!("HTTP/1.1 {}\r\n{headers}content-length: {}\r\n", parts.status, body.len()).into_bytes();
    for (name, value) in &parts.headers {
        head.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend_from_slice(b"\r\n");
    (head, body)
}
