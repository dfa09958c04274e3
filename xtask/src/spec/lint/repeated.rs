//! Keys that stand twice in one object, in extensions and examples as well.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Report;
use super::meaning::shown;
use crate::spec::tree::{Entry, Node};
use crate::spec::{Spec, codes};

const FEW: usize = 16;

pub(super) fn check(spec: &Spec, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    let mut waiting = vec![&spec.root];
    while let Some(node) = waiting.pop() {
        if Rc::strong_count(node) > 1 && !seen.insert(Rc::as_ptr(node)) {
            continue;
        }
        keys(node, report);
        waiting.extend(node.entries().iter().map(|entry| &entry.node));
        waiting.extend(node.items());
    }
}

fn keys(node: &Node, report: &mut Report<'_>) {
    let entries = node.entries();
    // Most objects are small, and looking at each pair is then the fastest way.
    if entries.len() <= FEW {
        for (number, entry) in entries.iter().enumerate() {
            if let Some(earlier) = entries[..number].iter().find(|earlier| earlier.key == entry.key) {
                repeated(entry, earlier, report);
            }
        }
        return;
    }
    let mut first = HashMap::new();
    for entry in entries {
        let earlier = *first.entry(entry.key.as_str()).or_insert(entry);
        if !std::ptr::eq(earlier, entry) {
            repeated(entry, earlier, report);
        }
    }
}

fn repeated(entry: &Entry, earlier: &Entry, report: &mut Report<'_>) {
    let message = format!("`{}` stands here a second time", shown(&entry.key));
    let finding = report.at_key(codes::REPEATED_KEY, entry, message);
    report.push(finding.related(report.key_place(earlier), "the first one").help("remove one of the two"));
}
