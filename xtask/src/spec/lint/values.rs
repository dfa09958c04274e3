//! Examples, defaults and allowed values against their schemas.

use std::rc::Rc;

use super::Report;
use super::index::{Index, Visit};
use super::table::Kind;
use crate::diagnostic::Code;
use crate::spec::codes;
use crate::spec::example::{At, Checker, Undeclared};
use crate::spec::tree::{Node, Value};

pub(super) fn check(index: &Index<'_>, undeclared: &Undeclared, report: &mut Report<'_>) {
    let resolve = |node| index.resolve(node);
    let mut values = Values { checker: Checker::new(&resolve, undeclared), report };
    for Visit { node, .. } in index.all(Kind::Schema) {
        for (key, code) in [("example", codes::INVALID_EXAMPLE), ("default", codes::INVALID_DEFAULT)] {
            if let Some(value) = node.get(key) {
                values.value(code, node, value);
            }
        }
        for value in node.get("enum").map(|list| list.items()).unwrap_or_default() {
            values.value(codes::INVALID_ENUM_VALUE, node, value);
        }
    }
    for kind in [Kind::MediaType, Kind::Parameter, Kind::Header] {
        for visit in index.all(kind) {
            let Some(schema) = visit.node.get("schema") else { continue };
            let examples = visit.node.get("examples").map(|examples| examples.entries()).unwrap_or_default();
            let examples = examples.iter().filter_map(|entry| index.resolve(&entry.node)?.get("value"));
            for value in visit.node.get("example").into_iter().chain(examples) {
                // XML is shown as text, which is nothing that a schema describes.
                let is_xml = visit.entry.is_some_and(|entry| entry.key.contains("xml"));
                if !(is_xml && matches!(value.value, Value::String(_))) {
                    values.value(codes::INVALID_EXAMPLE, schema, value);
                }
            }
        }
    }
}

struct Values<'f, 'a, 'r, 's> {
    checker: Checker<'f, 'a>,
    report: &'r mut Report<'s>,
}

impl<'a> Values<'_, 'a, '_, '_> {
    fn value(&mut self, code: &'static Code, schema: &'a Rc<Node>, value: &'a Rc<Node>) {
        let (violations, outcome) = self.checker.check(schema, value);
        if outcome.is_err() {
            let message = "checking this value takes too long";
            self.report.push(self.report.at(codes::NOT_CHECKED, value, message));
        }
        for violation in violations {
            let finding = match violation.at {
                At::Value(node) => self.report.at(code, node, violation.message),
                At::Key(entry) => self.report.at_key(code, entry, violation.message),
            };
            self.report.push(match violation.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
}
