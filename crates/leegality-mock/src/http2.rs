//! HTTP/2 on a connection.

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE};
use http::response::Parts;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::{Body, Frame};
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

/// Serves the requests that arrive, all of them at a time, and says how the connection is to end.
pub(crate) async fn serve(
    wire: &Wire,
    number: u64,
    state: &Arc<State>,
    stopped: &mut watch::Receiver<Stop>,
) -> End {
    let begun = tokio::select! {
        begun = h2::server::handshake(wire.line()) => begun,
        () = server::asked_to_stop(stopped) => return End::Close,
    };
    // An error says that the client went away or did not speak HTTP/2: the client knows.
    let Ok(mut connection) = begun else { return End::Close };
    // They run in this task and in no other, so that nothing is done any more once it has ended.
    let mut streams = FuturesUnordered::new();
    let mut is_stopping = false;
    let left = loop {
        tokio::select! {
            // The connection comes first: what there is to send leaves before somebody can hang up.
            biased;
            accepted = connection.accept() => match accepted {
                Some(Ok((request, respond))) => streams.push(answer(request, respond, wire, number, state)),
                Some(Err(_)) | None => return End::Close,
            },
            Some(after) = streams.next() => if let After::GoAway { last_stream } = after {
                break last_stream;
            },
            end = wire.hung_up() => return end,
            () = server::asked_to_stop(stopped), if !is_stopping => {
                is_stopping = true;
                connection.graceful_shutdown();
            }
        }
    };
    // It would say that the request was taken.
    drop((streams, connection));
    let _ = wire.write_all(&go_away(left)).await;
    End::Close
}

/// What a request leaves to do.
enum After {
    Nothing,
    /// The connection is to end, and this is the last stream that was taken.
    GoAway {
        last_stream: u32,
    },
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    wire: &Wire,
    number: u64,
    state: &State,
) -> After {
    let method = request.method().clone();
    let act = route::answer(state, number, request.map(Received)).await;
    // An error says that the client has gone first, which many faults are meant to bring about.
    let _ = match act {
        Act::Answer(answer) => send_whole(answer, &method, &mut respond).await,
        Act::AnswerAndClose(answer, delay) => {
            let sent = send_whole(answer, &method, &mut respond).await;
            wire.hang_up_after(delay);
            sent
        }
        Act::AnswerHalf(answer, end) => send_half(answer, end, wire, &mut respond).await,
        Act::AnswerSlowly(answer, pause) => send_slowly(answer, pause, &mut respond).await,
        Act::AnswerTwice(answer) => send_twice(answer, &mut respond).await,
        Act::Oversized(body) => send_oversized(&body, &mut respond).await,
        Act::HangUp(end) => hang_up(end, wire).await,
        // Until the client takes the request back.
        Act::Hang => poll_fn(|cx| respond.poll_reset(cx)).await.map(drop),
        Act::RefuseStream => {
            respond.send_reset(Reason::REFUSED_STREAM);
            Ok(())
        }
        Act::GoAway => {
            // Those of clients are every other one.
            return After::GoAway { last_stream: u32::from(respond.stream_id()).saturating_sub(2) };
        }
    };
    After::Nothing
}

async fn send_whole(
    answer: Answer,
    method: &Method,
    respond: &mut SendResponse<Bytes>,
) -> Result<(), h2::Error> {
    let (head, body) = opened(answer).await;
    let is_bodiless =
        *method == Method::HEAD || [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&head.status);
    if is_bodiless {
        return respond.send_response(Response::from_parts(head, ()), true).map(drop);
    }
    let mut stream = respond.send_response(Response::from_parts(head, ()), false)?;
    send(&mut stream, body).await?;
    finish(&mut stream)
}

async fn send_half(
    answer: Answer,
    end: End,
    wire: &Wire,
    respond: &mut SendResponse<Bytes>,
) -> Result<(), h2::Error> {
    let (head, body) = opened(answer).await;
    let mut stream = respond.send_response(Response::from_parts(head, ()), false)?;
    send(&mut stream, body.slice(..body.len() / 2)).await?;
    sleep(HEAD_START).await;
    hang_up(end, wire).await
}

async fn send_slowly(
    answer: Answer,
    pause: Duration,
    respond: &mut SendResponse<Bytes>,
) -> Result<(), h2::Error> {
    let (head, body) = opened(answer).await;
    sleep(pause).await;
    let mut stream = respond.send_response(Response::from_parts(head, ()), false)?;
    for index in 0..body.len() {
        sleep(pause).await;
        send(&mut stream, body.slice(index..=index)).await?;
    }
    finish(&mut stream)
}

async fn send_twice(answer: Answer, respond: &mut SendResponse<Bytes>) -> Result<(), h2::Error> {
    let (mut head, body) = opened(answer).await;
    let own = std::mem::take(&mut head.headers);
    for (name, value) in CONTRADICTION {
        head.headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // `extend` would put each name's own values in the place of these.
    for (name, value) in &own {
        head.headers.append(name, value.clone());
    }
    let mut stream = respond.send_response(Response::from_parts(head, ()), false)?;
    send(&mut stream, body).await?;
    finish(&mut stream)
}

/// A client that reads on gets all of it; one that gives up ends it.
async fn send_oversized(body: &Oversized, respond: &mut SendResponse<Bytes>) -> Result<(), h2::Error> {
    let mut head = Response::new(());
    head.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    match body.framing {
        Framing::ContentLength => {
            head.headers_mut().insert(CONTENT_LENGTH, body.length().into());
        }
        Framing::Chunked => {}
    }
    let mut stream = respond.send_response(head, false)?;
    for piece in body.pieces() {
        send(&mut stream, piece).await?;
    }
    finish(&mut stream)
}

/// Never returns: a request that is given up would have its stream reset, before the connection ends.
async fn hang_up(end: End, wire: &Wire) -> Result<(), h2::Error> {
    wire.hang_up(end);
    pending().await
}

/// Head and body, with the headers that HTTP/1.1 adds by itself.
async fn opened(answer: Answer) -> (Parts, Bytes) {
    let (mut head, body) = answer.into_parts();
    let body = answer::whole(body).await;
    if head.status != StatusCode::NO_CONTENT {
        head.headers.insert(CONTENT_LENGTH, body.len().into());
    }
    if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(SystemTime::now())) {
        head.headers.insert(DATE, date);
    }
    (head, body)
}

/// Sends as the client makes room.
async fn send(stream: &mut SendStream<Bytes>, mut data: Bytes) -> Result<(), h2::Error> {
    while !data.is_empty() {
        stream.reserve_capacity(data.len());
        match poll_fn(|cx| stream.poll_capacity(cx)).await {
            Some(Ok(room)) => stream.send_data(data.split_to(room.min(data.len())), false)?,
            Some(Err(error)) => return Err(error),
            None => return Err(Reason::CANCEL.into()),
        }
    }
    Ok(())
}

fn finish(stream: &mut SendStream<Bytes>) -> Result<(), h2::Error> {
    stream.send_data(Bytes::new(), true)
}

/// The frame `GOAWAY` (RFC 9113, section 6.8) with `NO_ERROR`. The library has none that leaves a request out that it has
/// handed over.
fn go_away(last_stream: u32) -> [u8; 17] {
    const HEAD: [u8; 9] = [0, 0, 8, 7, 0, 0, 0, 0, 0];
    let mut frame = [0; 17];
    frame[..9].copy_from_slice(&HEAD);
    frame[9..13].copy_from_slice(&last_stream.to_be_bytes());
    frame
}

/// The body of a request.
struct Received(RecvStream);

impl Body for Received {
    type Data = Bytes;
    type Error = h2::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, h2::Error>>> {
        let data = ready!(self.0.poll_data(cx));
        Poll::Ready(data.map(|data| {
            let data = data?;
            self.0.flow_control().release_capacity(data.len())?;
            Ok(Frame::data(data))
        }))
    }
}
