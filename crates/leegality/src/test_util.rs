//! Receipts, errors and sessions made by hand, for the tests of a program that depends on this crate (feature
//! `test-util`).
//!
//! A program's own code after a call is what decides whether a document gets signed twice. These builders let a test
//! put it before every outcome and every kind of error, with no socket and no account.
//!
//! ```
//! use leegality::test_util::{ALL_ERROR_KINDS, ErrorBuilder, ReceiptBuilder};
//! use leegality::{Error, ErrorKind, Outcome, Receipt};
//!
//! fn may_try_again(result: Result<Receipt, Error>) -> bool {
//!     result.is_err_and(|error| error.outcome() == Outcome::NotSent)
//! }
//!
//! assert!(!may_try_again(Ok(ReceiptBuilder::new().build())));
//! assert!(may_try_again(Err(ErrorBuilder::new(ErrorKind::Connect).build())));
//! for &kind in ALL_ERROR_KINDS {
//!     let error = ErrorBuilder::new(kind).outcome(Outcome::Unknown).build();
//!     assert!(!may_try_again(Err(error)), "{kind:?}");
//! }
//! ```

mod error;
mod receipt;
mod session;
mod signing;

pub use error::{ALL_ERROR_KINDS, ErrorBuilder};
pub use receipt::ReceiptBuilder;
pub use session::SessionBuilder;
