//! References that lead nowhere, elsewhere, to the wrong thing or in a circle, and components that none leads to.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Report;
use super::index::{Index, Reference, split};
use super::meaning::{is_unreadable, is_unreadable_section, shown};
use super::nearest::{MAX_SUGGESTIONS, nearest};
use super::security::scheme;
use super::table::{Keys, Kind, object};
use crate::spec::codes;
use crate::spec::tree::{Entry, Node, Value};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    let mut suggestions = Suggestions { left: MAX_SUGGESTIONS, meant: Vec::new() };
    for reference in &index.references {
        target(index, reference, &mut suggestions, report);
    }
    for visit in index.all(Kind::Discriminator) {
        for mapping in visit.node.get("mapping").map(|node| node.entries()).unwrap_or_default() {
            discriminator_target(index, &mapping.node, &mut suggestions, report);
        }
    }
    circles(index, report);
    unused(index, suggestions.meant, report);
}

/// The components that broken references meant, as far as that can be told.
struct Suggestions<'a> {
    left: usize,
    meant: Vec<&'a Entry>,
}

impl<'a> Suggestions<'a> {
    fn nearest(&mut self, index: &Index<'a>, section: &str, name: &str) -> Option<&'a str> {
        let exact = index.component(section, name).map(|entry| entry.key.as_str());
        let near = exact.or_else(|| {
            self.left = self.left.checked_sub(1)?;
            nearest(name, index.names(section))
        })?;
        self.meant.extend(index.component(section, near));
        Some(near)
    }
}

fn target<'a>(
    index: &Index<'a>,
    reference: &Reference<'_>,
    suggestions: &mut Suggestions<'a>,
    report: &mut Report<'_>,
) {
    let Reference { kind, node, target } = *reference;
    let expected = kind.section().unwrap_or_default();
    // Whatever it looks like, its last part is probably the name.
    let name = target.rsplit(['/', '#']).next().unwrap_or_default();
    let name = [".yaml", ".yml", ".json"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    if !target.starts_with('#') {
        let message = format!("`{}` is outside of this document", shown(target));
        let help = match suggestions.nearest(index, expected, name) {
            Some(near) => format!("did you mean `#/components/{expected}/{near}`?"),
            None => format!("copy it to `components/{expected}`, and reference it there"),
        };
        report.push(report.at(codes::OUTSIDE_REFERENCE, node, message).help(help));
        return;
    }
    let Some((section, name)) = split(target) else {
        suggestions.nearest(index, expected, name);
        let message = format!("`{}` is no component", shown(target));
        let help = format!("the generator follows references to `#/components/{expected}/...` only");
        report.push(report.at(codes::WRONG_REFERENCE, node, message).help(help));
        return;
    };
    match index.component(section, name) {
        Some(_) if section == expected => {}
        Some(found) => {
            suggestions.nearest(index, expected, name);
            let message = format!("a reference to `components/{expected}` is expected here");
            let finding = report.at(codes::WRONG_REFERENCE, node, message);
            report.push(finding.related(report.key_place(found), "it refers to this"));
        }
        None => broken(index, node, expected, section, name, suggestions, report),
    }
}

fn broken<'a>(
    index: &Index<'a>,
    node: &Node,
    expected: &str,
    section: &str,
    name: &str,
    suggestions: &mut Suggestions<'a>,
    report: &mut Report<'_>,
) {
    if is_unreadable_section(index, section) {
        return;
    }
    let message = format!("`components/{}` has no `{}`", shown(section), shown(name));
    let finding = report.at(codes::BROKEN_REFERENCE, node, message);
    let finding = match suggestions.nearest(index, expected, name) {
        Some(near) => finding.help(format!("did you mean `#/components/{expected}/{near}`?")),
        None => finding,
    };
    report.push(finding);
}

/// The values of `mapping` are references, or bare names of schemas.
fn discriminator_target<'a>(
    index: &Index<'a>,
    node: &Rc<Node>,
    suggestions: &mut Suggestions<'a>,
    report: &mut Report<'_>,
) {
    match node.as_str() {
        Some(text) if text.contains(['/', '#']) => {
            target(index, &Reference { kind: Kind::Schema, node, target: text }, suggestions, report);
        }
        Some(name) if index.component("schemas", name).is_none() => {
            broken(index, node, "schemas", "schemas", name, suggestions, report);
        }
        _ => {}
    }
}

/// Where a component stands in the search for circles.
#[derive(PartialEq)]
enum Mark {
    OnTheWay,
    Done,
}

fn circles(index: &Index<'_>, report: &mut Report<'_>) {
    let mut marks: HashMap<*const Entry, Mark> = HashMap::new();
    for start in components(index) {
        // A stack of our own: a chain of references may be as long as the document.
        let mut way = vec![(start, edges(&start.node))];
        if marks.contains_key(&std::ptr::from_ref(start)) {
            continue;
        }
        marks.insert(start, Mark::OnTheWay);
        while let Some((entry, waiting)) = way.last_mut() {
            let entry = *entry;
            let Some(edge) = waiting.pop() else {
                marks.insert(entry, Mark::Done);
                way.pop();
                continue;
            };
            let Some(next) = edge.as_str().and_then(|text| index.target(text)) else { continue };
            match marks.get(&std::ptr::from_ref(next)) {
                Some(Mark::Done) => {}
                Some(Mark::OnTheWay) => {
                    let message = format!("`{}` leads back to itself", shown(&next.key));
                    let finding = report.at(codes::ENDLESS_REFERENCE, edge, message);
                    report.push(finding.related(report.key_place(next), "the circle begins here"));
                }
                None => {
                    marks.insert(next, Mark::OnTheWay);
                    way.push((next, edges(&next.node)));
                }
            }
        }
    }
}

/// The references that a component is made of altogether.
fn edges(node: &Rc<Node>) -> Vec<&Rc<Node>> {
    match node.get("$ref") {
        Some(reference) => vec![reference],
        None => node.get("allOf").map(|all| all.items().iter().flat_map(edges).collect()).unwrap_or_default(),
    }
}

fn components<'a>(index: &Index<'a>) -> impl Iterator<Item = &'a Entry> {
    sections(index).filter(|section| is_section(&section.key)).flat_map(|section| section.node.entries())
}

fn sections<'a>(index: &Index<'a>) -> impl Iterator<Item = &'a Entry> {
    index.root.get("components").map(|node| node.entries()).unwrap_or_default().iter()
}

fn is_section(key: &str) -> bool {
    matches!(&object(Kind::Components).keys, Keys::Fixed(keys) if keys.iter().any(|known| known.name == key))
}

fn unused<'a>(index: &Index<'a>, meant: Vec<&'a Entry>, report: &mut Report<'_>) {
    let used = used(index, meant);
    for entry in components(index).filter(|entry| !used.contains(&std::ptr::from_ref(*entry))) {
        let message = format!("nothing refers to `{}`", shown(&entry.key));
        report.push(report.at_key(codes::UNUSED_COMPONENT, entry, message).help("remove it, or refer to it"));
    }
}

/// The components that can be reached from outside of the components.
fn used<'a>(index: &Index<'a>, meant: Vec<&'a Entry>) -> HashSet<*const Entry> {
    let mut used = HashSet::new();
    let mut waiting: Vec<&Rc<Node>> = Vec::new();
    // What stands in a section that does not exist is reported with that.
    waiting.extend(sections(index).filter(|section| !is_section(&section.key)).map(|section| &section.node));
    // A component that stands there twice is reported for that.
    let repeated = sections(index).filter(|section| is_section(&section.key)).flat_map(|section| {
        let is_first = |entry: &Entry| {
            index.component(&section.key, &entry.key).is_some_and(|it| std::ptr::eq(it, entry))
        };
        section.node.entries().iter().filter(move |entry| !is_first(entry))
    });
    for entry in index.root.entries().iter().filter(|entry| entry.key != "components") {
        waiting.push(&entry.node);
    }
    let mut left = 0..MAX_SUGGESTIONS;
    let schemes = index.all(Kind::SecurityRequirement).iter().flat_map(|visit| visit.node.entries());
    let schemes = schemes.filter_map(|entry| scheme(index, &entry.key, &mut left));
    let mapped = index.all(Kind::Discriminator).iter().filter_map(|visit| visit.node.get("mapping"));
    let mapped = mapped.flat_map(|mapping| mapping.entries()).filter_map(|entry| entry.node.as_str());
    let mapped = mapped.filter_map(|name| index.component("schemas", name));
    if is_unreadable(index.root, Kind::Document, "security") {
        let schemes = index.root.get("components").and_then(|components| components.get("securitySchemes"));
        for entry in schemes.map(|schemes| schemes.entries()).unwrap_or_default() {
            used.insert(std::ptr::from_ref(entry));
        }
    }
    for entry in schemes.chain(mapped).chain(meant).chain(repeated) {
        if used.insert(std::ptr::from_ref(entry)) {
            waiting.push(&entry.node);
        }
    }
    let mut seen = HashSet::new();
    while let Some(node) = waiting.pop() {
        if Rc::strong_count(node) > 1 && !seen.insert(Rc::as_ptr(node)) {
            continue;
        }
        if let Value::String(text) = &node.value
            && let Some(target) = index.target(text)
            && used.insert(std::ptr::from_ref(target))
        {
            waiting.push(&target.node);
        }
        waiting.extend(node.entries().iter().map(|entry| &entry.node));
        waiting.extend(node.items());
    }
    used
}
