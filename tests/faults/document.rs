//! The table in `docs/reliability.md`, written from the run.

use support::reliability::Section;

use crate::rows::{Call, Claim, Row};
use crate::run::Seen;

const TABLE: Section = Section {
    begin: "<!-- The table is written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test faults -->",
    end: "<!-- The end of the table. -->",
};

/// Asserts that the document has the table of this run, or writes it there.
pub(crate) fn compare(rows: &[Row], seen: &[Seen]) {
    TABLE.compare(&render(rows, seen));
}

fn render(rows: &[Row], seen: &[Seen]) -> String {
    let mut table =
        "\n| call | over | what goes wrong, request by request | outcome | kind | signed | attempts |\n\
                     |---|---|---|---|---|---|---|\n"
            .to_owned();
    for (row, seen) in rows.iter().zip(seen) {
        let faults: Vec<_> =
            row.faults.iter().map(|fault| format!("`{}`", fault.replace('|', "\\|"))).collect();
        let (call, signed) = match row.call {
            Call::Sign => ("sign", if seen.signatures > 0 { "yes" } else { "no" }),
            Call::Login => ("login", ""),
        };
        let (outcome, kind) = match seen.claim {
            Claim::Done => ("**Ok**".to_owned(), String::new()),
            Claim::Failed(outcome, kind) => (format!("{outcome:?}"), format!("`{kind:?}`")),
        };
        let (server, attempts) = (row.server, seen.attempts);
        table.push_str(&format!(
            "| {call} | {server} | {} | {outcome} | {kind} | {signed} | {attempts} |\n",
            faults.join(", then ")
        ));
    }
    table.push('\n');
    table
}
