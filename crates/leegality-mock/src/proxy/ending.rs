//! How a connection to a client comes to an end.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::proxy::fault::Ending;

/// Neither HTTP nor TLS begins with it, and it is longer than any TLS record, so that one that it is inserted into fails
/// as well.
static NONSENSE: [u8; 32 * 1024] = [0xff; 32 * 1024];

/// How long a client may take to close its side.
const PATIENCE: Duration = Duration::from_secs(5);

impl Ending {
    /// Ends the connection, and returns when the client has taken note of it.
    pub(crate) async fn befall(self, mut client: TcpStream) -> io::Result<()> {
        match self {
            Self::Close => close(client).await,
            Self::Reset => client.set_zero_linger(),
            Self::Stall => until_closed(&mut client).await,
            Self::Garble => {
                client.write_all(&NONSENSE).await?;
                close(client).await
            }
        }
    }
}

/// Closes the connection in good order: a socket that is dropped with something unread sends a reset.
pub(crate) async fn close(mut client: TcpStream) -> io::Result<()> {
    client.shutdown().await?;
    // A client that goes on sending gets the reset.
    timeout(PATIENCE, until_closed(&mut client)).await.unwrap_or(Ok(()))
}

/// Reads for nothing, until the client closes its side.
async fn until_closed(client: &mut TcpStream) -> io::Result<()> {
    let mut chunk = [0; 1024];
    while client.read(&mut chunk).await? > 0 {}
    Ok(())
}
