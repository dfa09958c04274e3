//! Clients that show what happens to a connection.

use std::future::poll_fn;
use std::io;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use http::Request;
use leegality_api::facts::{AUTH_TOKEN_HEADER, LOGIN_PATH, SIGN_INVITATION_PATH};
use leegality_mock::Mock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

use crate::common::{login_body, origin, sign_body};

pub(crate) const HTTP_2: &[u8] = b"h2";
pub(crate) const HTTP_1_1: &[u8] = b"http/1.1";

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum Broken {
    Tls(rustls::Error),
    Io(ErrorKind),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(inner) => Self::Tls(inner.clone()),
            None => Self::Io(error.kind()),
        }
    }
}

pub(crate) struct Connected {
    pub(crate) stream: TlsStream<TcpStream>,
}

pub(crate) fn address(mock: &Mock) -> SocketAddr {
    origin(mock).trim_start_matches("https://").parse().unwrap()
}

/// Connects as a client that trusts the stand-in's root, and asks for `protocol`.
pub(crate) async fn connect(mock: &Mock, protocol: &[u8]) -> Result<Connected, Broken> {
    connect_as(mock, "127.0.0.1", mock.root_certificate_pem().unwrap(), protocol).await
}

pub(crate) async fn connect_as(
    mock: &Mock,
    host: &str,
    root: &str,
    protocol: &[u8],
) -> Result<Connected, Broken> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(root.as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    if !protocol.is_empty() {
        config.alpn_protocols = vec![protocol.to_vec()];
    }
    let tcp = TcpStream::connect(address(mock)).await.unwrap();
    let name = ServerName::try_from(host.to_owned()).unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, tcp).await?;
    let expected = Some(protocol).filter(|protocol| !protocol.is_empty());
    assert_eq!(stream.get_ref().1.alpn_protocol(), expected);
    Ok(Connected { stream })
}

impl Connected {
    pub(crate) async fn http_2(self) -> Client {
        let (send, connection) = h2::client::handshake(self.stream).await.unwrap();
        tokio::spawn(connection);
        Client { send }
    }
}

/// A client of HTTP/2 that repeats nothing.
#[derive(Clone)]
pub(crate) struct Client {
    send: SendRequest<Bytes>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: Option<u16>,
    pub(crate) content_length: Option<usize>,
    pub(crate) body: String,
    pub(crate) end: Result<(), h2::Error>,
}

impl Client {
    /// Signs the first invitation.
    pub(crate) async fn sign(&mut self, mock: &Mock) -> Seen {
        signing(self, mock).await.finish().await
    }

    pub(crate) async fn login(&mut self, mock: &Mock) -> Seen {
        self.post(mock, LOGIN_PATH, login_body(mock).to_string()).await.finish().await
    }

    async fn post(&mut self, mock: &Mock, path: &str, body: String) -> Pending {
        let request = Request::post(format!("{}{path}", mock.base_url()))
            .header(AUTH_TOKEN_HEADER, mock.auth_token())
            .header("content-type", "application/json")
            .body(())
            .unwrap();
        Pending(self.try_send(request, body).await)
    }

    async fn try_send(&mut self, request: Request<()>, body: String) -> Result<ResponseFuture, h2::Error> {
        poll_fn(|cx| self.send.poll_ready(cx)).await?;
        let (response, mut stream) = self.send.send_request(request, false)?;
        stream.send_data(body.into(), true)?;
        Ok(response)
    }
}

/// Sends the request, and does not wait for its answer.
pub(crate) async fn signing(client: &mut Client, mock: &Mock) -> Pending {
    let body = sign_body(mock, &mock.sign_urls()[0]).to_string();
    client.post(mock, SIGN_INVITATION_PATH, body).await
}

/// An answer that is yet to come.
pub(crate) struct Pending(Result<ResponseFuture, h2::Error>);

impl Pending {
    pub(crate) async fn finish(self) -> Seen {
        let mut seen = Seen { status: None, content_length: None, body: String::new(), end: Ok(()) };
        seen.end = timeout(PATIENCE, self.read(&mut seen)).await.expect("it ends");
        seen
    }

    async fn read(self, seen: &mut Seen) -> Result<(), h2::Error> {
        let (head, mut body) = self.0?.await?.into_parts();
        seen.status = Some(head.status.as_u16());
        let length = head.headers.get("content-length");
        seen.content_length = length.map(|length| length.to_str().unwrap().parse().unwrap());
        while let Some(data) = body.data().await {
            let data = data?;
            body.flow_control().release_capacity(data.len())?;
            seen.body.push_str(&String::from_utf8_lossy(&data));
        }
        Ok(())
    }
}

/// Signs over HTTP/1.1: what arrives until the end of the connection, and how that ends.
pub(crate) async fn exchange(
    stream: &mut TlsStream<TcpStream>,
    mock: &Mock,
) -> (String, Result<(), ErrorKind>) {
    write(stream, mock, "close").await;
    let mut seen = Vec::new();
    let end = timeout(PATIENCE, stream.read_to_end(&mut seen)).await.expect("it ends");
    (String::from_utf8_lossy(&seen).into_owned(), end.map(drop).map_err(|error| error.kind()))
}

/// Sends the request, and keeps the connection for another.
pub(crate) async fn send(stream: &mut TlsStream<TcpStream>, mock: &Mock) {
    write(stream, mock, "keep-alive").await;
}

/// Reads the beginning of an answer.
pub(crate) async fn read_some(stream: &mut TlsStream<TcpStream>) {
    let read = timeout(PATIENCE, stream.read(&mut [0; 4096])).await.expect("there is an answer");
    assert!(read.unwrap() > 0);
}

async fn write(stream: &mut TlsStream<TcpStream>, mock: &Mock, connection: &str) {
    let body = sign_body(mock, &mock.sign_urls()[0]).to_string();
    let head = format!(
        "POST /api{SIGN_INVITATION_PATH} HTTP/1.1\r\nhost: mock\r\nconnection: {connection}\r\n\
         {AUTH_TOKEN_HEADER}: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        mock.auth_token(),
        body.len(),
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
}
