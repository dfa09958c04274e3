//! `cargo xtask drift`, from outside: on pages of the vendor's grammar, about something else.

#![allow(clippy::unwrap_used, reason = "the lint's exception for tests does not reach their helpers")]

#[path = "drift/declarations.rs"]
mod declarations;
#[path = "drift/fetch.rs"]
mod fetch;
#[path = "support/folder.rs"]
mod folder;
#[path = "drift/hostile.rs"]
mod hostile;
#[path = "drift/lock.rs"]
mod lock;
#[path = "drift/messages.rs"]
mod messages;
#[path = "drift/mutations.rs"]
mod mutations;
#[path = "drift/nightly.rs"]
mod nightly;
#[path = "drift/openapi.rs"]
mod openapi;
#[path = "drift/refusals.rs"]
mod refusals;
#[path = "drift/spec.rs"]
mod spec;
#[path = "drift/support.rs"]
mod support;
