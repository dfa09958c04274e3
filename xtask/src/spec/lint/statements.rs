//! The statements that a request has to send word for word, of all times.

use std::rc::Rc;

use super::Report;
use super::meaning::is_unreadable;
use super::table::Kind;
use crate::date::Date;
use crate::spec::codes;
use crate::spec::tree::{Node, Value};

/// The last of the recorded statements is the one in force.
pub(super) fn check(node: &Node, report: &mut Report<'_>) {
    let Some(entry) = node.entry("x-statements") else { return };
    let Value::Sequence(items) = &entry.node.value else { return };
    statement_history(items, report);
    let last = items.last().and_then(|item| item.get("statement"));
    if last.is_some_and(|last| last.as_str().is_none()) || (last.is_none() && !items.is_empty()) {
        // Reported with the table.
        return;
    }
    let allowed = node.get("enum").map(|list| list.items()).unwrap_or_default();
    let is_in_force = match (allowed, last) {
        ([only], Some(last)) => only.as_str() == last.as_str(),
        _ => false,
    };
    if !is_in_force && !is_unreadable(node, Kind::Schema, "enum") {
        let message = "the last statement is not the single value of `enum`";
        let finding = match last {
            Some(last) => report.at(codes::STATEMENT_MISMATCH, last, message),
            None => report.at_key(codes::STATEMENT_MISMATCH, entry, message),
        };
        report.push(match node.entry("enum") {
            Some(list) => finding.related(report.key_place(list), "what is allowed"),
            None => finding.help("add `enum` with this statement as its single value"),
        });
    }
}

/// Each wording once, with dates that rise.
fn statement_history(items: &[Rc<Node>], report: &mut Report<'_>) {
    let mut before: Option<Date> = None;
    for (index, item) in items.iter().enumerate() {
        if let Some(statement) = item.get("statement")
            && items[..index]
                .iter()
                .any(|other| other.get("statement").and_then(|text| text.as_str()) == statement.as_str())
        {
            report.push(report.at(codes::STATEMENT_HISTORY, statement, "this wording stands above already"));
        }
        let Some((node, text)) = item.get("first-read").and_then(|node| Some((node, node.as_str()?))) else {
            // Reported with the table.
            continue;
        };
        match text.parse::<Date>() {
            Ok(date) if before.is_none_or(|before| before < date) => before = Some(date),
            Ok(_) => {
                report.push(report.at(
                    codes::STATEMENT_HISTORY,
                    node,
                    "this date is not after the one above",
                ));
            }
            Err(problem) => report.push(report.at(codes::STATEMENT_HISTORY, node, problem)),
        }
    }
}
