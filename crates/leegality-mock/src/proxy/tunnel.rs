//! What goes through a tunnel.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::proxy::ending;
use crate::proxy::fault::{Ending, Point};
use crate::proxy::handshake::Handshake;
use crate::proxy::records::Records;

/// How much of what the upstream sends is taken at a time.
const CHUNK: usize = 16 * 1024;
/// How long the upstream may take for session tickets.
const UNTIL_TICKETS: Duration = Duration::from_secs(1);
/// How long the upstream is silent when it has sent them all.
const AFTER_TICKETS: Duration = Duration::from_millis(50);

/// A tunnel that stays open until both sides are done. `early` is what the client has sent already.
pub(crate) async fn lasts(mut client: TcpStream, early: Vec<u8>, mut upstream: TcpStream) -> io::Result<()> {
    upstream.write_all(&early).await?;
    copy_bidirectional(&mut client, &mut upstream).await?;
    Ok(())
}

/// A tunnel that comes to an end at `point`.
pub(crate) async fn ends(
    mut client: TcpStream,
    early: Vec<u8>,
    mut upstream: TcpStream,
    ending: Ending,
    point: Point,
) -> io::Result<()> {
    let mut from_client = Records::new(early);
    let mut handshake = Handshake::default();
    let mut is_asked = false;
    let mut has_tickets = false;
    let mut left = match point {
        Point::InHandshake { bytes } | Point::InAnswer { bytes } => bytes,
        Point::BeforeTunnel | Point::BeforeRequest => u64::MAX,
    };
    let mut chunk = vec![0; CHUNK];
    loop {
        tokio::select! {
            record = from_client.next(&mut client) => {
                let Some(record) = record? else { return Ok(()) };
                if !is_asked && handshake.is_over_at(&record) {
                    if point == Point::BeforeRequest {
                        return ending.befall(client).await;
                    }
                    if handshake.may_bring_tickets() && matches!(point, Point::InAnswer { .. }) {
                        pass_tickets(&mut upstream, &mut client, &mut chunk, has_tickets).await?;
                    }
                    is_asked = true;
                }
                upstream.write_all(record.bytes()).await?;
            }
            count = upstream.read(&mut chunk) => {
                let sent = &chunk[..count?];
                if sent.is_empty() {
                    return ending::close(client).await;
                }
                let counts = match point {
                    Point::InHandshake { .. } => !is_asked,
                    Point::InAnswer { .. } => is_asked,
                    Point::BeforeTunnel | Point::BeforeRequest => false,
                };
                if counts {
                    if let Some(last) = usize::try_from(left).ok().and_then(|left| sent.get(..left)) {
                        client.write_all(last).await?;
                        return ending.befall(client).await;
                    }
                    left -= sent.len() as u64;
                }
                client.write_all(sent).await?;
                has_tickets |= handshake.may_bring_tickets();
            }
        }
    }
}

/// Passes on what the upstream sends at the end of the handshake, before it is asked for anything.
async fn pass_tickets(
    upstream: &mut TcpStream,
    client: &mut TcpStream,
    chunk: &mut [u8],
    has_tickets: bool,
) -> io::Result<()> {
    let mut wait = if has_tickets { AFTER_TICKETS } else { UNTIL_TICKETS };
    while let Ok(count) = timeout(wait, upstream.read(chunk)).await {
        match count? {
            0 => break,
            count => client.write_all(&chunk[..count]).await?,
        }
        wait = AFTER_TICKETS;
    }
    Ok(())
}
