//! What values show of themselves.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};

use crate::{assert_no_secret, render};

/// Collects what is shown, and panics if a secret is in it.
#[derive(Debug, Default)]
pub struct Shown(String);

impl Shown {
    /// All of it, for a snapshot.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Adds a text.
    #[track_caller]
    pub fn line(&mut self, what: &str, text: &str) {
        assert_no_secret(text, what);
        self.0.push_str(&format!("{what}: {}\n", render::stable(text)));
    }

    /// Adds what `Debug` shows, and looks at its long form.
    #[track_caller]
    pub fn debug(&mut self, value: &impl Debug) {
        assert_no_secret(&format!("{value:#?}"), "the long form of Debug");
        self.line("Debug", &format!("{value:?}"));
    }

    /// Adds what `Display` shows.
    #[track_caller]
    pub fn display(&mut self, value: &impl Display) {
        self.line("Display", &value.to_string());
    }

    /// Adds what an error shows, and looks at its causes and its record.
    #[track_caller]
    pub fn error(&mut self, what: &str, error: &leegality::Error) {
        self.0.push_str(&format!("\n{what}\n"));
        self.display(error);
        self.debug(error);
        let mut source = error.source();
        while let Some(cause) = source {
            assert_no_secret(&format!("{cause} {cause:?}"), what);
            source = cause.source();
        }
        let record = error.record();
        assert_no_secret(&format!("{record:?} {}", serde_json::to_string(&record).unwrap()), what);
    }
}
