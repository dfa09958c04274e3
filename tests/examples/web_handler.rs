//! A web service that signs and loses track of no signature. `docs/web-handler.md` explains it.
//!
//! It asks nobody for a password: a real service knows its callers, and takes the principal from that.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use leegality::{Client, Consent, Invitation, RecordedOutcome, SigningRecord};
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::signal;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, Level};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

struct App {
    client: Client,
    journal: Mutex<Journal>,
    calls: TaskTracker,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let spans = export_spans();
    let journal = env::var("JOURNAL").unwrap_or_else(|_| "signatures.jsonl".to_owned());
    let app = Arc::new(App {
        client: Client::from_env()?,
        journal: Mutex::new(Journal::open(Path::new(&journal))?),
        calls: TaskTracker::new(),
    });
    let routes = Router::new().route("/signatures", post(sign).get(list)).with_state(Arc::clone(&app));
    let listener = TcpListener::bind(env::var("LISTEN").as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);

    axum::serve(listener, routes).with_graceful_shutdown(asked_to_stop()).await?;
    // The HTTP clients are served or gone. The calls may still be going on.
    app.calls.close();
    app.calls.wait().await;
    spans.shutdown()?;
    Ok(())
}

/// Hands the spans of this service and of `leegality` to OpenTelemetry: here to the standard output, in a real service to a
/// collector, by the exporter of `opentelemetry-otlp`.
fn export_spans() -> SdkTracerProvider {
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    // What the libraries below log of a server may hold what the server says.
    let wanted = Targets::new().with_target("leegality", Level::INFO).with_target("web_handler", Level::INFO);
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("web_handler"));
    tracing_subscriber::registry().with(layer.with_filter(wanted)).init();
    provider
}

#[derive(Deserialize)]
struct Order {
    sign_url: String,
    profile_id: String,
    principal: String,
}

type Answer<T> = Result<T, (StatusCode, String)>;

async fn sign(State(app): State<Arc<App>>, Json(order): Json<Order>) -> Answer<(StatusCode, Json<Row>)> {
    let checked = order.check(&app.client);
    let (invitation, consent) = checked.map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    // This future is dropped when the HTTP client goes away. The task is not.
    let span = tracing::info_span!("signature", fingerprint = invitation.fingerprint());
    let call = app.calls.spawn(sign_in_a_task(Arc::clone(&app), invitation, consent).instrument(span));
    let record = call.await.map_err(failed)??;
    let status = match record.outcome() {
        RecordedOutcome::Signed => StatusCode::OK,
        RecordedOutcome::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        RecordedOutcome::NotSent => StatusCode::SERVICE_UNAVAILABLE,
        RecordedOutcome::Unknown => StatusCode::BAD_GATEWAY,
    };
    Ok((status, Json(Row::Ended(record))))
}

impl Order {
    /// Finds out all that can be wrong with the order before there is a row for it.
    fn check(self, client: &Client) -> leegality::Result<(Invitation, Consent)> {
        let invitation = Invitation::new(self.sign_url.parse()?, self.profile_id.parse()?);
        client.check_invitation(&invitation)?;
        Ok((invitation, Consent::granted_by(self.principal)?))
    }
}

async fn sign_in_a_task(app: Arc<App>, invitation: Invitation, consent: Consent) -> Answer<SigningRecord> {
    let intent = SigningRecord::intent(app.client.environment(), &invitation, &consent);
    let started = Row::Started(intent.clone());
    with_journal(&app, |journal| journal.begin(started)).await?;
    let record = match app.client.sign_invitation(&invitation, consent).await {
        Ok(receipt) => receipt.record(),
        // Without a record of the call, the intent is the truth: unknown.
        Err(error) => error.record().unwrap_or(intent),
    };
    let ended = Row::Ended(record.clone());
    let stored = with_journal(&app, |journal| journal.append(ended).map_err(failed)).await;
    stored.inspect_err(|_| eprintln!("this is not stored: {record:?}"))?;
    Ok(record)
}

async fn list(State(app): State<Arc<App>>) -> Answer<Json<Vec<Row>>> {
    with_journal(&app, |journal| Ok(Json(journal.rows.values().cloned().collect()))).await
}

/// Does something with the journal, on a thread that may wait for the disk.
async fn with_journal<T: Send + 'static>(
    app: &Arc<App>,
    act: impl FnOnce(&mut Journal) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let app = Arc::clone(app);
    let acted = tokio::task::spawn_blocking(move || {
        act(&mut app.journal.lock().unwrap_or_else(PoisonError::into_inner))
    });
    acted.await.map_err(failed)?
}

fn failed(error: impl Error) -> (StatusCode, String) {
    eprintln!("a call was not stored, or it panicked: {error}");
    (StatusCode::INTERNAL_SERVER_ERROR, "internal error".to_owned())
}

/// Where a signature stands: one row for each invitation.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "state", content = "record", rename_all = "snake_case")]
enum Row {
    /// A call may be going on.
    Started(SigningRecord),
    /// No call is going on. The record says how the last one ended.
    Ended(SigningRecord),
}

impl Row {
    fn record(&self) -> &SigningRecord {
        match self {
            Self::Started(record) | Self::Ended(record) => record,
        }
    }

    fn may_be_signed(&self) -> bool {
        // The outcome of an intent is unknown as well.
        matches!(self.record().outcome(), RecordedOutcome::Signed | RecordedOutcome::Unknown)
    }
}

/// The rows, in memory and in a file to which lines are appended.
struct Journal {
    /// Nothing, once a write failed: the file may end in the middle of a line then.
    file: Option<File>,
    rows: BTreeMap<String, Row>,
}

impl Journal {
    /// Finds the rows of an earlier process. Of its calls, none is going on any more.
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        #[cfg(unix)]
        if let Some(folder) = path.canonicalize()?.parent() {
            File::open(folder)?.sync_all()?; // The name of a new file has to survive as well.
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        // A line without its end was never acted upon.
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
        file.set_len(bytes.len() as u64)?;
        let mut rows = BTreeMap::new();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            // The last line of an invitation counts. An intent without a record says itself that it is unknown.
            let (Row::Started(record) | Row::Ended(record)) = serde_json::from_slice(line)?;
            rows.insert(record.fingerprint().to_owned(), Row::Ended(record));
        }
        Ok(Self { file: Some(file), rows })
    }

    /// Begins a call, unless its invitation is or may be signed: whoever got no answer asks again.
    fn begin(&mut self, started: Row) -> Answer<()> {
        let earlier = self.rows.get(started.record().fingerprint());
        if earlier.is_some_and(Row::may_be_signed) {
            return Err((StatusCode::CONFLICT, "the invitation is signed, or may be".to_owned()));
        }
        self.append(started).map_err(failed)
    }

    /// Stores a row. When this returns, it survives a power cut.
    fn append(&mut self, row: Row) -> io::Result<()> {
        let mut line = serde_json::to_vec(&row)?;
        line.push(b'\n');
        let mut file = self.file.take().ok_or_else(|| io::Error::other("an earlier write failed"))?;
        file.write_all(&line)?;
        file.sync_data()?;
        self.file = Some(file);
        self.rows.insert(row.record().fingerprint().to_owned(), row);
        Ok(())
    }
}

/// Waits for Ctrl-C, or for what stops a service.
async fn asked_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! { _ = terminate.recv() => {}, _ = signal::ctrl_c() => {} }
        return;
    }
    _ = signal::ctrl_c().await;
}
