//! The command as a person or a program runs it: arguments and variables in, outputs and an exit code out.

#![expect(clippy::expect_used, reason = "a helper that fails is a test that fails")]

mod completions;
mod consent;
mod demo;
mod interrupt;
mod login;
mod mock;
mod outcomes;
mod secrets;
mod sign;
mod support;
mod usage;
