//! A documentation page of the vendor: its words, what they say, and how that differs from the spec.
//!
//! Text becomes words, words a document, a document facts. The spec, the lock and the vendor's OpenAPI file become
//! facts of the same shape, and one comparison serves them all.

pub(crate) mod codes;
pub(crate) mod compare;
pub(crate) mod declaration;
pub(crate) mod expand;
pub(crate) mod facts;
pub(crate) mod fetch;
pub(crate) mod import;
pub(crate) mod lock;
pub(crate) mod operation;
pub(crate) mod sample;
pub(crate) mod session;

mod cell;
mod description;
mod document;
mod json;
mod schema;
mod section;
mod table;
mod type_name;
mod types;
mod unread;
mod word;
