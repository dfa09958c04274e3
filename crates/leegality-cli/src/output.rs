//! What is printed, and where.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::text::{printable, printable_json};

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Text for people
    Human,
    /// JSON for programs
    Json,
}

/// Standard output could not be written.
pub(crate) struct Unwritable(pub(crate) io::Error);

/// Writes to standard output as it stands. A reader that has seen enough and went away is no error.
pub(crate) fn print(text: &str) -> Result<(), Unwritable> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Unwritable(error)),
        _ => Ok(()),
    }
}

/// Writes one line of JSON to standard output.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Unwritable> {
    print(&format!("{}\n", json(value)?))
}

/// A value as JSON on one line, fit to be shown on a terminal.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Unwritable> {
    let json = serde_json::to_string(value).map_err(|error| Unwritable(error.into()))?;
    Ok(printable_json(&json))
}

/// Writes a line to standard error. Where that fails, there is nobody to tell.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a question to standard error, where the answer follows on the same line.
pub(crate) fn ask(question: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{question} ").and_then(|()| stderr.flush());
}

/// Labels and values in two columns, indented, with everything escaped that should not reach a terminal.
pub(crate) fn columns<L: AsRef<str>, V: AsRef<str>>(rows: &[(L, V)]) -> String {
    let width = rows.iter().map(|(label, _)| label.as_ref().chars().count()).max().unwrap_or_default();
    let row = |(label, value): &(L, V)| {
        format!("  {:width$}  {}\n", printable(label.as_ref()), printable(value.as_ref()))
    };
    rows.iter().map(row).collect()
}
