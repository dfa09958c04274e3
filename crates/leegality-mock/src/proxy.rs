//! A stand-in for a forward proxy.

mod connect;
mod ending;
mod fault;
mod fault_text;
mod handshake;
mod records;
mod tunnel;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

pub use crate::proxy::connect::ConnectRequest;
pub use crate::proxy::fault::{Ending, Point, ProxyFault};

use crate::script::Script;

/// How long the accept loop waits when the system has no connection to give.
const PAUSE: Duration = Duration::from_millis(50);

/// A stand-in for a forward proxy: it takes `CONNECT` on a random port of the loopback address, and opens a tunnel to one
/// address, whatever host it was asked for.
///
/// So a client that goes by a host's real name reaches a stand-in for that host, and what a proxy can do to a call can
/// be tried. Faults are scripted tunnel by tunnel, with [`ProxyFault`]. Requests of other methods than `CONNECT` are
/// answered with 405: this is a proxy for HTTPS.
///
/// Dropping it cuts all connections and frees the port as soon as the runtime gets to it; [`Proxy::kill`] waits for both.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use leegality_mock::{Mock, Proxy};
/// use tokio::io::{AsyncReadExt, AsyncWriteExt};
/// use tokio::net::TcpStream;
///
/// let mock = Mock::start().await?;
/// let proxy = Proxy::start(mock.address()).await?;
/// proxy.script(["status=407".parse().unwrap()]);
///
/// // What a client does for https://sandbox.leegality.com.
/// let mut stream = TcpStream::connect(proxy.address()).await?;
/// stream.write_all(b"CONNECT sandbox.leegality.com:443 HTTP/1.1\r\n\r\n").await?;
/// let mut answer = String::new();
/// stream.read_to_string(&mut answer).await?;
///
/// assert!(answer.starts_with("HTTP/1.1 407 "));
/// assert_eq!(proxy.connects()[0].target, "sandbox.leegality.com:443");
/// assert_eq!(proxy.tunnels(), 0);
/// # Ok(())
/// # }
/// ```
pub struct Proxy {
    shared: Arc<Shared>,
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

/// What the proxy and its connections know.
pub(crate) struct Shared {
    upstream: SocketAddr,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    script: Script<ProxyFault>,
    connects: Vec<ConnectRequest>,
    tunnels: u64,
}

impl Proxy {
    /// Starts a proxy whose tunnels all lead to `upstream`. When this returns, it accepts connections.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Mock, Proxy};
    ///
    /// let mock = Mock::start().await?;
    /// let proxy = Proxy::start(mock.address()).await?;
    /// assert!(proxy.url().starts_with("http://127.0.0.1:"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// There is no port to listen on.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime with I/O and time enabled.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { upstream, seen: Mutex::default() });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self { shared, address, accepting })
    }

    /// Where the proxy listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address as a URL for a client's settings, `http://127.0.0.1:PORT`.
    ///
    /// The proxy lets everybody in. Credentials may be added to the URL, to see them in [`connects`](Self::connects).
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Lets things go wrong: the first `CONNECT` from now on gets the first of `faults`, and so on. Those after that
    /// get none. What is left of an earlier script is forgotten.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Ending, Mock, Point, Proxy, ProxyFault};
    ///
    /// let mock = Mock::start().await?;
    /// let proxy = Proxy::start(mock.address()).await?;
    /// proxy.script([ProxyFault::None, ProxyFault::Ends(Ending::Reset, Point::InAnswer { bytes: 0 })]);
    /// // The request through the second tunnel is answered, and the answer is lost.
    /// # Ok(())
    /// # }
    /// ```
    pub fn script(&self, faults: impl IntoIterator<Item = ProxyFault>) {
        self.shared.open().script = Script::of(faults);
    }

    /// Lets the same thing go wrong with every `CONNECT` from now on, until the next [`script`](Self::script).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Ending, Mock, Point, Proxy, ProxyFault};
    ///
    /// let mock = Mock::start().await?;
    /// let proxy = Proxy::start(mock.address()).await?;
    /// proxy.always(ProxyFault::Ends(Ending::Stall, Point::BeforeTunnel));
    /// // …
    /// proxy.script([]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn always(&self, fault: ProxyFault) {
        self.shared.open().script = Script::always(fault);
    }

    /// Every `CONNECT` that arrived, in the order of the script.
    pub fn connects(&self) -> Vec<ConnectRequest> {
        self.shared.open().connects.clone()
    }

    /// How many tunnels were opened.
    pub fn tunnels(&self) -> u64 {
        self.shared.open().tunnels
    }

    /// Ends as a crash does: cuts all connections where they are and frees the port.
    pub async fn kill(mut self) {
        self.accepting.abort();
        // It says that the task was stopped, which was the intention.
        let _ = (&mut self.accepting).await;
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("url", &self.url())
            .field("upstream", &self.shared.upstream)
            .finish_non_exhaustive()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // The task owns the listener and all connections.
        self.accepting.abort();
    }
}

impl Shared {
    /// Writes the request down and returns its fault: in one step, so that both have the same order.
    fn record(&self, request: ConnectRequest) -> ProxyFault {
        let seen = &mut *self.open();
        seen.connects.push(request);
        seen.script.take().unwrap_or(ProxyFault::None)
    }

    fn add_tunnel(&self) {
        self.open().tunnels += 1;
    }

    fn open(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&shared)));
                }
                // A connection that was gone before it was accepted, or no file handle left: both pass.
                Err(_) => sleep(PAUSE).await,
            },
        }
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // Without it, bytes may wait for the other side's next packet. A failure costs time alone.
    let _ = stream.set_nodelay(true);
    // An error says that a side went away: the other one gets to know by the end of its connection.
    let _ = connect::answer(stream, &shared).await;
}
