//! The tables in `docs/reliability.md`, written from the run.

use support::reliability::Section;

use crate::rows::{Call, Claim};
use crate::run::Seen;

/// One of the tables.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Table {
    Server,
    Proxy,
}

impl Table {
    fn section(self) -> Section {
        match self {
            Self::Server => Section {
                begin: "<!-- The table is written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test faults -->",
                end: "<!-- The end of the table. -->",
            },
            Self::Proxy => Section {
                begin: "<!-- The table of the proxy is written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests \
                        --test faults -->",
                end: "<!-- The end of the table of the proxy. -->",
            },
        }
    }

    /// What stands between the call and what came of it.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Server => &["over", "what goes wrong, request by request"],
            Self::Proxy => &["what goes wrong, tunnel by tunnel"],
        }
    }
}

/// Asserts that the document has the table of this run, or writes it there. A line is a call, the cells of
/// [`Table::columns`], and what came of it.
pub(crate) fn compare(table: Table, lines: impl Iterator<Item = (Call, Vec<String>, Seen)>) {
    table.section().compare(&render(table, lines));
}

fn render(table: Table, lines: impl Iterator<Item = (Call, Vec<String>, Seen)>) -> String {
    let columns = table.columns();
    let mut text = format!("\n| call | {} | outcome | kind | signed | attempts |\n", columns.join(" | "));
    text.push_str(&"|---".repeat(columns.len() + 5));
    text.push_str("|\n");
    for (call, cells, seen) in lines {
        let (call, signed) = match call {
            Call::Sign => ("sign", if seen.signatures > 0 { "yes" } else { "no" }),
            Call::Login => ("login", ""),
        };
        let (outcome, kind) = match seen.claim {
            Claim::Done => ("**Ok**".to_owned(), String::new()),
            Claim::Failed(outcome, kind) => (format!("{outcome:?}"), format!("`{kind:?}`")),
        };
        let (cells, attempts) = (cells.join(" | "), seen.attempts);
        text.push_str(&format!("| {call} | {cells} | {outcome} | {kind} | {signed} | {attempts} |\n"));
    }
    text.push('\n');
    text
}
