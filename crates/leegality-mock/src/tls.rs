//! TLS on a connection.

use std::io;
use std::sync::Arc;

use tokio::io::{copy, sink};
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::server::Acceptor;
use tokio_rustls::server::TlsStream;

use crate::certificate::Identity;
use crate::conduct::{self, Act};
use crate::fault::Moment;
use crate::socket::Socket;
use crate::state::State;
use crate::wire::End;

/// What a client has to say to get HTTP/2.
const HTTP_2: &[u8] = b"h2";
const HTTP_1_1: &[u8] = b"http/1.1";

/// The server's side of TLS.
#[derive(Clone)]
pub(crate) struct Tls(Arc<ServerConfig>);

impl Tls {
    pub(crate) fn new(identity: Identity) -> io::Result<Self> {
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(vec![identity.certificate], identity.key)
            });
        let mut config = config.map_err(io::Error::other)?;
        config.alpn_protocols = vec![HTTP_2.to_vec(), HTTP_1_1.to_vec()];
        Ok(Self(Arc::new(config)))
    }

    /// Shakes hands with a client. Without a stream, the connection is over: the client does not trust the certificate,
    /// does not speak TLS, or went away, or a fault struck.
    pub(crate) async fn accept(&self, mut socket: Socket, state: &State) -> Option<TlsStream<Socket>> {
        let hello = LazyConfigAcceptor::new(Acceptor::default(), socket.clone()).await.ok()?;
        let Some(fault) = state.take_due(Moment::Handshake) else {
            return hello.into_stream(Arc::clone(&self.0)).await.ok();
        };
        match conduct::replace(fault) {
            Act::HangUp(End::Reset) => socket.reset_on_close(),
            // Until the client gives up.
            Act::Hang => drop(copy(&mut socket, &mut sink()).await),
            _ => {}
        }
        None
    }
}

/// Whether the client and the server have settled on HTTP/2.
pub(crate) fn is_http_2(stream: &TlsStream<Socket>) -> bool {
    let (_, connection) = stream.get_ref();
    connection.alpn_protocol() == Some(HTTP_2)
}
