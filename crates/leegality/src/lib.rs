#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
// On docs.rs, what a feature turns on says so.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod cause;
mod client;
mod connection;
mod consent;
mod credentials;
mod digest;
mod environment;
mod error;
mod error_kind;
mod invitation;
mod lenient;
mod login;
mod message;
mod outcome;
mod receipt;
mod record;
mod retry;
mod secrets;
mod session;
mod session_cache;
mod sign;
mod telemetry;
#[cfg(feature = "test-util")]
pub mod test_util;
mod timestamp;
mod transport;
mod user;
mod variables;

// The public interface.
pub use builder::ClientBuilder;
pub use client::Client;
pub use consent::{Consent, ConsentRecord};
pub use credentials::{AccessToken, AuthToken, Credentials};
pub use environment::{BaseUrl, Environment};
pub use error::{Error, Result};
pub use error_kind::ErrorKind;
pub use http;
pub use invitation::{Invitation, ProfileId, SignUrl};
pub use message::{Message, MessageCode};
pub use outcome::Outcome;
pub use receipt::Receipt;
pub use record::{RecordedOutcome, SigningRecord};
pub use retry::RetryPolicy;
pub use session::Session;
pub use session_cache::{Clock, SessionCache, SessionCacheBuilder};
pub use user::{Department, Entitlement, Organization, Role, User};

/// The raw client underneath, generated from the OpenAPI document. It is outside of this crate's promise of stability.
pub use leegality_api as api;
