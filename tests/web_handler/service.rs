//! The example, running.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use leegality::{RecordedOutcome, SigningRecord};
use leegality_mock::Mock;
use serde::Deserialize;
use serde_json::json;
use support::child;

/// Nothing takes this long, unless a test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A process of the example. Dropping it kills it.
#[derive(Debug)]
pub(crate) struct Service {
    process: Child,
    said: Arc<Mutex<String>>,
    pub(crate) caller: Caller,
}

/// Whoever uses the service.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    url: String,
    http: reqwest::Client,
}

/// A row as the service shows it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Row {
    pub(crate) state: State,
    pub(crate) record: SigningRecord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Started,
    Ended,
}

impl Service {
    /// Starts the service, and returns when it listens.
    pub(crate) fn start(mock: &Mock, journal: &Path) -> Self {
        let variables =
            [("LEEGALITY_BASE_URL", mock.base_url()), ("LEEGALITY_AUTH_TOKEN", mock.auth_token().to_owned())];
        let mut command = child::command(
            env!("CARGO_BIN_EXE_web_handler"),
            &variables.each_ref().map(|(name, value)| (*name, value.as_str())),
        );
        command.env("LISTEN", "127.0.0.1:0").env("JOURNAL", journal);
        // Spans are exported this many milliseconds after their end, at the latest.
        command.env("OTEL_BSP_SCHEDULE_DELAY", "20");
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let address = line.strip_prefix("listening on ").expect("the service says where it listens");
        let url = format!("{}/signatures", address.trim());
        let http =
            reqwest::Client::builder().no_proxy().tls_certs_only([]).timeout(PATIENCE).build().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                heard.lock().unwrap().extend([&line, "\n"]);
            }
        });
        Self { process, said, caller: Caller { url, http } }
    }

    /// What the service has printed since it listens, as soon as `expected` stands in it so many times.
    pub(crate) async fn says(&self, expected: &str, times: usize) -> String {
        let began = Instant::now();
        loop {
            let said = self.said.lock().unwrap().clone();
            if said.matches(expected).count() == times {
                return said;
            }
            assert!(began.elapsed() < PATIENCE, "expected `{expected}` {times} times in:\n{said}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Ends the service as a crash does.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Tells the service to stop, and waits until it has.
    #[cfg(unix)]
    pub(crate) async fn stop(mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        let told = std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "the service does not stop");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Caller {
    /// Asks for a signature, and returns the HTTP status if there is an answer. Dropping the future closes the
    /// connection.
    pub(crate) async fn sign(self, sign_url: String, profile_id: String) -> Option<u16> {
        let order =
            json!({"sign_url": sign_url, "profile_id": profile_id, "principal": "tester@acme.example"});
        Some(self.http.post(&self.url).json(&order).send().await.ok()?.status().as_u16())
    }

    /// The rows, where the service answers.
    pub(crate) async fn rows(&self) -> Option<Vec<Row>> {
        self.http.get(&self.url).send().await.ok()?.json().await.ok()
    }

    /// The only row, as soon as it is in this state.
    pub(crate) async fn row_in(&self, state: State) -> Row {
        let began = Instant::now();
        loop {
            let mut rows = self.rows().await.expect("the service answers");
            if rows.len() == 1 && rows[0].state == state {
                return rows.remove(0);
            }
            assert!(began.elapsed() < PATIENCE, "no row is {state:?}: {rows:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Row {
    pub(crate) fn outcome(&self) -> RecordedOutcome {
        self.record.outcome()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended already.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
