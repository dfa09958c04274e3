//! Paths: their templates, and the parameters that belong into them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Report;
use super::index::Index;
use super::meaning::{is_unreadable, name_and_place, operations, parameters, shown};
use super::nearest::nearest;
use super::table::Kind;
use crate::diagnostic::Finding;
use crate::spec::codes;
use crate::spec::tree::{Entry, Node};

/// Where the parameters of an operation, or of all operations of a path, are declared.
type Declared<'a> = Vec<(&'a str, &'a Rc<Node>)>;

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    let mut shapes: HashMap<String, &Entry> = HashMap::new();
    let paths = index.root.get("paths").map(|paths| paths.entries()).unwrap_or_default();
    for path in paths.iter().filter(|path| !path.key.starts_with("x-")) {
        let names = match template(&path.key) {
            Ok(names) => names,
            Err(problem) => {
                report.push(report.at_key(codes::INVALID_PATH, path, problem));
                continue;
            }
        };
        let earlier = *shapes.entry(shape(&path.key)).or_insert(path);
        if earlier.key != path.key {
            let message =
                format!("`{}` matches the same requests as `{}`", shown(&path.key), shown(&earlier.key));
            let finding = report.at_key(codes::AMBIGUOUS_PATHS, path, message);
            report.push(finding.related(report.key_place(earlier), "the other path"));
        }
        declarations(index, path, &names, report);
    }
}

/// The names of the parameters in a path.
fn template(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err(format!("`{}` does not begin with `/`", shown(path)));
    }
    if let Some(at) = path.find(['?', '#']) {
        return Err(format!("`{}` does not belong into a path", &path[at..=at]));
    }
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or("a `}` closes nothing")?;
        let (name, after) = inside.split_once('}').ok_or("a `{` is not closed")?;
        if name.is_empty() || name.contains(['/', '{']) {
            return Err(format!("`{{{}}}` is no name of a parameter", shown(name)));
        }
        if !seen.insert(name) {
            return Err(format!("`{{{}}}` stands in this path twice", shown(name)));
        }
        names.push(name);
        rest = after;
    }
    Ok(names)
}

/// A path whose parameters have no names.
fn shape(path: &str) -> String {
    let parts = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    parts.collect::<Vec<_>>().join("{}")
}

fn declarations(index: &Index<'_>, path: &Entry, names: &[&str], report: &mut Report<'_>) {
    let common = declared(index, &path.node);
    let methods: Vec<_> = operations(&path.node).map(|entry| (entry, declared(index, &entry.node))).collect();
    for (_, own) in &methods {
        unused(own, names, report);
    }
    unused(&common, names, report);

    for name in names {
        let has = |list: &Declared<'_>| list.iter().any(|(declared, _)| declared == name);
        if has(&common) || is_broken(index, Kind::PathItem, &path.node) {
            continue;
        }
        let lacking = methods
            .iter()
            .filter(|(method, own)| !has(own) && !is_broken(index, Kind::Operation, &method.node));
        let lacking: Vec<_> = lacking.map(|(method, _)| *method).collect();
        let message = format!("no parameter declares `{{{}}}`", shown(name));
        let help = "declare it: `name`, `in: path`, `required: true` and a `schema`";
        if !lacking.is_empty() && lacking.len() == methods.len() {
            report.push(
                inside_key(path, name, report.at_key(codes::UNDECLARED_PATH_PARAMETER, path, message))
                    .help(help),
            );
            continue;
        }
        for method in lacking {
            let message = format!("no parameter of `{}` declares `{{{}}}`", method.key, shown(name));
            report.push(report.at_key(codes::UNDECLARED_PATH_PARAMETER, method, message).help(help));
        }
    }
}

/// Whether a parameter cannot be read, or the reference to it is broken, which is a finding already.
fn is_broken(index: &Index<'_>, kind: Kind, node: &Node) -> bool {
    if node.kind() != "an object" || is_unreadable(node, kind, "parameters") {
        return true;
    }
    let items = node.get("parameters").map(|list| list.items()).unwrap_or_default();
    items.iter().any(|item| index.resolve(item).is_none_or(|parameter| name_and_place(parameter).is_none()))
}

fn declared<'a>(index: &Index<'a>, node: &'a Node) -> Declared<'a> {
    let list = parameters(index, node).into_iter().filter_map(|(item, parameter)| {
        let (name, place) = name_and_place(parameter)?;
        // A parameter that stands here is found at its name, another one at the reference to it.
        let at = item.get("$ref").or_else(|| parameter.get("name")).unwrap_or(item);
        (place == "path").then_some((name, at))
    });
    list.collect()
}

fn unused(declared: &Declared<'_>, names: &[&str], report: &mut Report<'_>) {
    for (name, at) in declared.iter().filter(|(name, _)| !names.contains(name)) {
        let message = format!("the path has no `{{{}}}`", shown(name));
        let finding = report.at(codes::UNUSED_PATH_PARAMETER, at, message);
        report.push(match nearest(name, names.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        });
    }
}

/// Moves a finding at a path to the part of it that it is about.
fn inside_key(path: &Entry, name: &str, mut finding: Finding) -> Finding {
    let part = format!("{{{name}}}");
    let text = finding.place.file.text.get(path.key_range.clone()).unwrap_or_default();
    if let Some(at) = text.find(&part) {
        let start = path.key_range.start + at;
        finding.place.range = start..start + part.len();
    }
    finding
}
