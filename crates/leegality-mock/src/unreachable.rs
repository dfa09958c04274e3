//! A port that refuses connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use tokio::net::TcpSocket;

/// Bound, so that nobody else gets the port, and never listening, so that it refuses.
static SOCKET: Mutex<Option<TcpSocket>> = Mutex::new(None);

/// The port's address, the same one each time.
pub(crate) fn address() -> io::Result<SocketAddr> {
    let mut socket = SOCKET.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(socket) = socket.as_ref() {
        return socket.local_addr();
    }
    let bound = TcpSocket::new_v4()?;
    bound.bind((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = bound.local_addr()?;
    *socket = Some(bound);
    Ok(address)
}
