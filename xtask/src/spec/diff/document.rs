//! The document as a whole: what it says of itself, its servers, and which of its calls belong together.

use std::collections::HashMap;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::tree::{Entry, Node};

use super::operation::{self, Call};
use super::side::Side;
use super::trail::{Trail, shown};
use super::{Diff, codes, notes, security, servers};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) fn compare(diff: &mut Diff<'_>) {
    let (old, new) = (&diff.old.spec.root, &diff.new.spec.root);
    let trail = Trail::new("the document");
    let mut elsewhere = vec!["components", "openapi", "paths", "security", "servers"];
    if let (Some(old), Some(new)) = (old.get("info"), new.get("info")) {
        elsewhere.push("info");
        notes::compare(diff, old, new, &[], &Trail::new("`info`"));
    }
    notes::compare(diff, old, new, &elsewhere, &trail);
    servers::compare(diff, old.get("servers"), new.get("servers"), &trail);
    security::compare(diff, old.get("security"), new.get("security"), &trail);
    security::compare_schemes(diff);
    calls(diff);
}

fn calls(diff: &mut Diff<'_>) {
    let (old, new) = (all(&diff.old.spec.root), all(&diff.new.spec.root));
    let mut matched: Vec<Option<&Call<'_>>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    // By the same path, by the same path with other names in it, by the same name.
    let same_path = |call: &Call<'_>| Some(format!("{} {}", call.method, call.path.key));
    let like_path = |call: &Call<'_>| Some(format!("{} {}", call.method, template(&call.path.key)));
    let same_id = |call: &Call<'_>| call.id().map(str::to_owned);
    type Key<'k> = &'k dyn for<'c> Fn(&Call<'c>) -> Option<String>;
    for key in [&same_path as Key<'_>, &like_path, &same_id] {
        let mut waiting: HashMap<String, usize> = HashMap::new();
        for (index, call) in new.iter().enumerate().filter(|(index, _)| !taken[*index]).rev() {
            if let Some(key) = key(call) {
                waiting.insert(key, index);
            }
        }
        for (index, call) in old.iter().enumerate() {
            if matched[index].is_none()
                && let Some(found) = key(call).and_then(|key| waiting.remove(&key))
            {
                matched[index] = new.get(found);
                taken[found] = true;
            }
        }
    }
    let (old_paths, new_paths) = (Paths::of(&diff.old), Paths::of(&diff.new));
    for (call, found) in old.iter().zip(matched) {
        match found {
            Some(found) => operation::compare(diff, call, found),
            None => {
                let place = new_paths.place(&diff.new, &call.path.key);
                let message = format!("`{}` is gone", call.name());
                diff.removed(codes::OPERATION_REMOVED, call.operation, place, message);
            }
        }
    }
    for call in new.iter().zip(taken).filter(|(_, taken)| !taken).map(|(call, _)| call) {
        let place = old_paths.place(&diff.old, &call.path.key);
        diff.added(codes::OPERATION_ADDED, place, call.operation, format!("`{}` is new", call.name()));
    }
}

/// The paths of one side, for the place of a call that it does not have.
struct Paths<'a> {
    all: Option<&'a Rc<Node>>,
    by_name: HashMap<&'a str, &'a Rc<Node>>,
}

impl<'a> Paths<'a> {
    fn of(side: &Side<'a>) -> Self {
        let all = side.spec.root.get("paths");
        let entries = all.map(|paths| paths.entries()).unwrap_or_default();
        Self { all, by_name: entries.iter().map(|entry| (entry.key.as_str(), &entry.node)).collect() }
    }

    fn place(&self, side: &Side<'a>, path: &str) -> Place {
        side.head(self.by_name.get(path).copied().or(self.all))
    }
}

fn all(root: &Rc<Node>) -> Vec<Call<'_>> {
    let mut calls = Vec::new();
    for path in root.get("paths").map(|paths| paths.entries()).unwrap_or_default() {
        for operation in path.node.entries().iter().filter(|entry| METHODS.contains(&entry.key.as_str())) {
            calls.push(Call { root, path, operation, method: operation.key.to_uppercase() });
        }
    }
    calls
}

/// A path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut text = String::new();
    for (index, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if index > 0 => {
                text.push_str("{}");
                text.push_str(rest);
            }
            _ => text.push_str(part),
        }
    }
    text
}

/// The names of the parameters of a path, in their order.
pub(super) fn names(path: &Entry) -> Vec<&str> {
    path.key.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

impl<'a> Call<'a> {
    pub(super) fn id(&self) -> Option<&'a str> {
        self.operation.node.get("operationId")?.as_str()
    }

    /// The name that people call it by.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, shown(&self.path.key))
    }
}
