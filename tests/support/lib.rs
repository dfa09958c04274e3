//! What the tests of this package share.
//!
//! The tests see nothing but the public interface of the other crates, and everything between client and server goes
//! through real sockets on loopback. A test target is a file beside this folder, named after its subject.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what helps a test fails by panicking")]

pub mod capture;
pub mod chance;
pub mod child;
pub mod http2;
#[cfg(target_os = "linux")]
pub mod process;
pub mod reliability;
pub mod render;
pub mod request;
pub mod sample;
pub mod server;
pub mod session;
pub mod shown;
pub mod spec;
pub mod stage;
pub mod tls;
pub mod tls_front;

/// The README's Rust code is compiled as a documentation test of this item.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;

/// Asserts a snapshot that is named after its case alone: `snapshot!("sign__refused_invalid_consent", text)`.
///
/// The snapshots are in `tests/snapshots`. `INSTA_UPDATE=always cargo test -p leegality-tests` writes them anew.
#[macro_export]
macro_rules! snapshot {
    ($name:expr, $value:expr) => {
        ::insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            ::insta::assert_snapshot!($name, $value)
        })
    };
}

/// Asserts that no secret of [`sample`] is in the text.
#[track_caller]
pub fn assert_no_secret(text: &str, what: &str) {
    let lower = text.to_lowercase();
    for secret in sample::SECRETS {
        assert!(!lower.contains(&secret.to_lowercase()), "{what} shows the secret {secret:?}:\n{text}");
    }
}
