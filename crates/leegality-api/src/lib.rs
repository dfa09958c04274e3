#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
// On docs.rs, what a feature turns on says so.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod consent;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod response;
mod secret;

/// Constants of the spec: servers, paths, the auth header, the consent statement, the documented codes.
pub mod facts {
    #[cfg(not(feature = "codegen"))]
    include!("generated/facts.rs");
    #[cfg(feature = "codegen")]
    include!(concat!(env!("OUT_DIR"), "/facts.rs"));
}

#[allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic)]
#[allow(clippy::unwrap_used, clippy::doc_markdown)]
#[rustfmt::skip]
mod generated {
    #[cfg(not(feature = "codegen"))]
    include!("generated/client.rs");
    #[cfg(feature = "codegen")]
    include!(concat!(env!("OUT_DIR"), "/client.rs"));
}

// The public interface.
pub use client::Client;
pub use consent::ConsentStatement;
pub use error::{Error, Position};
pub use generated::types;
pub use response::{Head, Response, ResponseValue};
pub use secret::{AccessToken, Password, SignUrl};
