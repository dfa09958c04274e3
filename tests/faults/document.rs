//! The table in `docs/reliability.md`, written from the run.

use std::{env, fs};

use crate::rows::{Call, Claim, Row};
use crate::run::Seen;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");
const BEGIN: &str =
    "<!-- The table is written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test faults -->\n";
const END: &str = "<!-- The end of the table. -->\n";

/// Asserts that the document has the table of this run, or writes it there.
pub(crate) fn compare(rows: &[Row], seen: &[Seen]) {
    let text = fs::read_to_string(PATH).expect("docs/reliability.md can be read");
    let (before, rest) = text.split_once(BEGIN).expect("the beginning of the table is marked");
    let (table, after) = rest.split_once(END).expect("the end of the table is marked");
    let current = render(rows, seen);
    if env::var_os("UPDATE_RELIABILITY").is_some() {
        fs::write(PATH, format!("{before}{BEGIN}{current}{END}{after}")).unwrap();
        return;
    }
    assert!(
        table.replace("\r\n", "\n") == current,
        "docs/reliability.md is out of date; UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test faults \
         writes it anew:\n{current}"
    );
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
