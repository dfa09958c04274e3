//! A stage for one call after the other.

use leegality::Outcome::Unknown;
use leegality::{Client, ErrorKind, Outcome, RecordedOutcome};

use crate::sample;
use crate::server::{Reply, Server};

/// A server and a client for it that tries once.
#[derive(Debug)]
pub struct Stage {
    /// The server. Every connection gets the reply that was added for it.
    pub server: Server,
    /// The client, which reads 10,000 bytes at most.
    pub client: Client,
}

impl Stage {
    /// Starts the server and builds the client.
    pub async fn new() -> Self {
        let server = Server::start([]).await;
        let client = sample::client(&server).max_response_bytes(10_000).build().unwrap();
        Self { server, client }
    }

    /// The outcome of signing under this reply, nothing for a signature. What holds for every result is asserted: one
    /// request was sent and counted, and the record says the same as the error.
    pub async fn sign(&self, reply: Reply) -> (Option<Outcome>, Option<ErrorKind>) {
        let before = self.server.connections();
        self.server.reply(reply.clone());
        let result = self.client.sign_invitation(&sample::invitation(), sample::consent()).await;
        assert_eq!(self.server.connections(), before + 1, "{reply:?}");
        match result {
            Ok(receipt) => {
                assert_eq!((receipt.attempts(), receipt.http_status()), (1, 200));
                assert_eq!(receipt.record().outcome(), RecordedOutcome::Signed);
                (None, None)
            }
            Err(error) => {
                let record = error.record().expect("every error of signing has a record");
                assert_eq!(record.outcome(), error.outcome().into(), "{reply:?}");
                assert_eq!(record.http_status(), error.http_status(), "{reply:?}");
                assert_eq!(record.code(), error.code(), "{reply:?}");
                assert_eq!((error.attempts(), record.attempts()), (1, 1), "{reply:?}");
                let hint = error.to_string().contains("may have been signed");
                assert_eq!(hint, error.outcome() == Unknown, "{reply:?}: {error}");
                (Some(error.outcome()), Some(error.kind()))
            }
        }
    }

    /// The outcome of a login under this reply, nothing for a session.
    pub async fn login(&self, reply: Reply) -> (Option<Outcome>, Option<ErrorKind>) {
        let before = self.server.connections();
        self.server.reply(reply.clone());
        let result = self.client.login(&sample::credentials()).await;
        assert_eq!(self.server.connections(), before + 1, "{reply:?}");
        match result {
            Ok(session) => {
                assert_eq!((session.attempts(), session.access_token().expose()), (1, sample::ACCESS_TOKEN));
                (None, None)
            }
            Err(error) => {
                assert_eq!(error.attempts(), 1, "{reply:?}");
                assert!(error.record().is_none(), "a login has no signing record");
                (Some(error.outcome()), Some(error.kind()))
            }
        }
    }
}
