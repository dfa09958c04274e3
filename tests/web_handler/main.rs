//! The example of `docs/web-handler.md`, as a process of its own: its clients go away, it is told to stop, it is killed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod guide;
mod kill;
mod leaving;
mod naive;
mod service;
mod spans;
