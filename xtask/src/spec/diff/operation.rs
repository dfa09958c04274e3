//! One call: how it is named and reached, and everything that belongs to it.

use std::rc::Rc;

use crate::spec::tree::{Entry, Node};

use super::document::{names, template};
use super::trail::{Trail, shown};
use super::{Diff, bodies, codes, notes, parameters, responses, security, servers};

/// An operation and where it stands.
pub(super) struct Call<'a> {
    pub(super) root: &'a Rc<Node>,
    pub(super) path: &'a Entry,
    pub(super) operation: &'a Entry,
    /// In capital letters.
    pub(super) method: String,
}

impl<'a> Call<'a> {
    fn get(&self, key: &str) -> Option<&'a Rc<Node>> {
        self.operation.node.get(key)
    }

    /// A value that the path or the document has for all calls.
    fn inherited(&self, key: &str) -> Option<&'a Rc<Node>> {
        self.get(key).or_else(|| self.path.node.get(key)).or_else(|| self.root.get(key))
    }
}

pub(super) fn compare<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>) {
    let trail = Trail::new(format!("`{}`", new.name()));
    address(diff, old, new);
    name(diff, old, new, &trail);
    deprecation(diff, &old.operation.node, &new.operation.node, &trail);
    ignored(diff, old, new, &trail);

    let elsewhere = [
        "callbacks",
        "deprecated",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "security",
        "servers",
    ];
    notes::compare(diff, &old.operation.node, &new.operation.node, &elsewhere, &trail);
    let methods =
        ["get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters", "servers"];
    notes::compare(
        diff,
        &old.path.node,
        &new.path.node,
        &methods,
        &Trail::new(format!("`{}`", shown(&new.path.key))),
    );

    servers::compare(diff, old.inherited("servers"), new.inherited("servers"), &trail);
    security::compare(diff, old.security(), new.security(), &trail);
    parameters::compare(diff, old, new, &trail);
    bodies::compare(diff, old, new, &trail);
    responses::compare(diff, old, new, &trail);
}

impl<'a> Call<'a> {
    fn security(&self) -> Option<&'a Rc<Node>> {
        self.get("security").or_else(|| self.root.get("security"))
    }
}

fn address<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>) {
    if old.method != new.method {
        let message = format!("`{}` is `{}` now", old.name(), new.name());
        diff.changed(codes::METHOD_CHANGED, old.operation, new.operation, message);
    } else if template(&old.path.key) != template(&new.path.key) {
        let message = format!("`{}` is `{}` now", old.name(), new.name());
        diff.changed(codes::PATH_CHANGED, old.path, new.path, message);
    } else {
        let pairs = names(old.path).into_iter().zip(names(new.path));
        for (before, now) in pairs.filter(|(before, now)| before != now) {
            let message =
                format!("`{}`: `{{{}}}` is called `{{{}}}` now", old.name(), shown(before), shown(now));
            diff.changed(codes::PATH_PARAMETER_RENAMED, old.path, new.path, message);
        }
    }
}

fn name<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) {
    let entry = |call: &Call<'a>| call.operation.node.entry("operationId");
    let id = |call: &Call<'a>| call.id().map(shown);
    if old.id() == new.id() {
        return;
    }
    let message = match (id(old), id(new)) {
        (Some(old), Some(new)) => format!("{trail}: the operation id `{old}` is `{new}` now"),
        (Some(old), None) => format!("{trail}: the operation id `{old}` is gone"),
        (None, new) => format!("{trail}: the operation id `{}` is new", new.unwrap_or_default()),
    };
    let (old, new) = (entry(old).unwrap_or(old.operation), entry(new).unwrap_or(new.operation));
    diff.changed(codes::OPERATION_ID_CHANGED, old, new, message);
}

/// Compares `deprecated` of an operation, a parameter, a header or a schema.
pub(super) fn deprecation(diff: &mut Diff<'_>, old: &Rc<Node>, new: &Rc<Node>, trail: &Trail) {
    let is_deprecated = |node: &Node| is_true(node, "deprecated");
    let what = match (is_deprecated(old), is_deprecated(new)) {
        (false, true) => "deprecated now",
        (true, false) => "not deprecated any more",
        _ => return,
    };
    let place = |entry: Option<&Entry>, spec: &crate::spec::Spec, node: &Rc<Node>| match entry {
        Some(entry) => spec.key_place(entry),
        None => spec.head(node),
    };
    let old = place(old.entry("deprecated"), diff.old.spec, old);
    let new = place(new.entry("deprecated"), diff.new.spec, new);
    diff.push(codes::DEPRECATED, old, new, format!("{trail} is {what}"));
}

pub(super) fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(|value| value.as_bool()) == Some(true)
}

fn ignored<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) {
    let entry = |call: &Call<'a>| call.operation.node.entry("callbacks");
    let is_same = match (old.get("callbacks"), new.get("callbacks")) {
        (Some(old), Some(new)) => notes::is_same(old, new),
        (None, None) => true,
        _ => false,
    };
    if !is_same {
        let (old, new) = (entry(old).unwrap_or(old.operation), entry(new).unwrap_or(new.operation));
        diff.changed(codes::IGNORED_CHANGED, old, new, format!("{trail}: the callbacks changed"));
    }
}
