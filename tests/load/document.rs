//! The numbers in `docs/reliability.md`.

use support::reliability::{Section, Update};

use crate::claims::Tally;
use crate::numbers::Numbers;
use crate::plan::{Mix, Plan};

const BURST: Section = Section {
    begin: "<!-- The 10,000 calls are written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test load -->",
    end: "<!-- The end of the 10,000 calls. -->",
};
const SOAK: Section = Section {
    begin: "<!-- The soak's numbers are written by: UPDATE_RELIABILITY=1 cargo test -p leegality-tests --test load -- --ignored -->",
    end: "<!-- The end of the soak's numbers. -->",
};

/// Asserts that the document says what went wrong with the calls, or writes it there.
pub(crate) fn compare_burst(calls: usize, unreachable: u64, plan: &Plan, mix: Mix) {
    let mut table = format!("\n| what goes wrong | in {} calls |\n|---|---:|\n", grouped(calls as u64));
    table.push_str(&format!("| `connection refused` | {unreachable} |\n"));
    for (name, _) in mix {
        table.push_str(&format!("| `{name}` | {} |\n", plan.count(&[name])));
    }
    table.push('\n');
    BURST.compare(&table);
}

/// Writes the numbers into the document, if that was asked for.
pub(crate) fn write_soak(numbers: &Numbers) {
    let Numbers { sign, login, cache, .. } = numbers;
    let mib = |kib: u64| format!("{}.{} MiB", kib / 1024, kib % 1024 * 10 / 1024);
    let mut table = "\n| | |\n|---|---:|\n".to_owned();
    let mut row = |name: &str, value: String| table.push_str(&format!("| {name} | {value} |\n"));
    row("duration", format!("{} s", numbers.took.as_secs()));
    row("starts of the servers", grouped(numbers.rounds as u64));
    row("signing calls", grouped(sign.calls));
    said(sign, &mut row);
    row("… `Unknown`, and signed", grouped(sign.unknown_and_signed));
    row("logins", grouped(login.calls));
    said(login, &mut row);
    row("calls of the session cache", grouped(cache.calls));
    row("… with an error", grouped(cache.errors));
    row("… that then gave the session up", grouped(cache.invalidated));
    row("sessions that the cache logged in for", grouped(cache.sessions));
    row("requests that arrived", grouped(numbers.requests));
    row("attempts to sign that met a closed connection", grouped(numbers.unread));
    row("connections", grouped(numbers.connections));
    let (first, second) = numbers.median_memory_kib();
    row("memory with the servers stopped, median of the first half", mib(first));
    row("… of the second half", mib(second));
    row("memory before they are stopped, at most", mib(numbers.memory_peak_kib));
    row("descriptors before the first round", numbers.descriptors_before.to_string());
    row("descriptors after the last round", numbers.descriptors_after.to_string());
    row("descriptors before servers are stopped, at most", numbers.descriptors_peak.to_string());
    table.push('\n');
    if SOAK.update(&table) == Update::NotAskedFor {
        println!("{table}");
    }
}

fn said(tally: &Tally, row: &mut impl FnMut(&str, String)) {
    for (what, count) in &tally.said {
        let what = what.replace(", ", "`, `");
        row(&format!("… `{what}`"), grouped(*count));
    }
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
