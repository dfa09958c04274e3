#![doc = include_str!("../README.md")]
//!
//! # Assumptions
//!
//! Leegality's pages for the two calls say what is in a request, what is in an answer and which codes there are. What
//! they leave open was decided here. Each of these may be different on the real servers:
//!
//! - **Order of the checks**: path, method, auth token, content type, size of the body, JSON, fields; then, for a
//!   signature, consent, invitation, profile. The first that fails is answered.
//! - **Unknown path below `/api`**: 404, in plain text.
//! - **Another method than POST**: 405 with `Allow: POST`.
//! - **`X-Auth-Token` missing or of no account**: 401. Login demands the header as signing does, and takes the token of
//!   any account for any user.
//! - **Another content type than `application/json`**: 415. Parameters such as a charset are fine.
//! - **A body above 1 MiB**: 413.
//! - **A body that is not a JSON object, a required field missing or not a string**: 400. Unknown fields are ignored.
//! - **Shape of these errors**: the shape of the operation's documented answers, without any code. Signing answers with
//!   `status` 0, empty `data` and one message; login with a null `code` and one error that has a null `code`.
//! - **Sign URLs** are compared as text: another spelling of the same address is an unknown invitation.
//! - **Simultaneous requests** for one invitation: one signs, and the others find it signed.
//! - **Usernames** are compared as text, and an unknown user is answered like a wrong password.
//! - **The texts of a signature's messages**: only their codes are documented.
//! - **Internal errors of login**: they strike whatever the password is ([`User::failing`]).
//!
//! The access token looks like a JWT, but its signature is noise. Nothing here accepts it.

#![deny(missing_docs)]
// On docs.rs, what a feature turns on says so.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod account;
mod answer;
mod builder;
#[cfg(feature = "https")]
mod certificate;
mod conduct;
mod door;
mod fault;
mod fault_text;
mod gzip;
mod http1;
#[cfg(feature = "https")]
mod http2;
mod invitation;
mod jwt;
mod login;
mod mock;
mod oversized;
mod proxy;
mod record;
mod route;
mod script;
mod seed;
mod server;
mod sign;
mod socket;
mod state;
#[cfg(feature = "https")]
mod tls;
mod unreachable;
mod user;
mod wire;

// The public interface.
pub use account::Account;
pub use builder::MockBuilder;
#[cfg(feature = "https")]
pub use certificate::{Certificate, ParseCertificateError};
pub use fault::{Fault, Framing, RetryAfter, Signs};
pub use fault_text::ParseFaultError;
pub use invitation::{Invitation, InvitationState, SignType};
pub use mock::Mock;
pub use proxy::{ConnectRequest, Ending, Point, Proxy, ProxyFault};
pub use record::{Keep, LedgerEntry, RecordedRequest};
pub use user::User;
