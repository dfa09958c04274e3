//! What calls answer: statuses, headers, bodies.

use std::rc::Rc;

use crate::spec::tree::{Entry, Node};

use super::operation::{Call, deprecation, is_true};
use super::schema::{self, Direction};
use super::trail::{Trail, shown};
use super::{Diff, bodies, codes, notes, pairs, pairs_by};

pub(super) fn compare<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) {
    let responses = |call: &Call<'a>| call.operation.node.get("responses");
    for pair in pairs_by(responses(old), responses(new), str::to_uppercase) {
        match (pair.old, pair.new) {
            (Some(entry), None) if entry.key.starts_with("x-") => {
                let place = diff.new.spec.key_place(new.operation);
                diff.removed(
                    codes::EXTENSION,
                    entry,
                    place,
                    format!("{trail}: `{}` is gone", shown(&entry.key)),
                );
            }
            (None, Some(entry)) if entry.key.starts_with("x-") => {
                let place = diff.old.spec.key_place(old.operation);
                diff.added(
                    codes::EXTENSION,
                    place,
                    entry,
                    format!("{trail}: `{}` is new", shown(&entry.key)),
                );
            }
            (Some(entry), None) => {
                let code = match entry.key.starts_with('2') {
                    true => codes::SUCCESS_STATUS_REMOVED,
                    false => codes::ERROR_STATUS_REMOVED,
                };
                let place = diff.new.head(responses(new).or(Some(&new.operation.node)));
                diff.removed(
                    code,
                    entry,
                    place,
                    format!("{trail}: the response {} is gone", shown(&entry.key)),
                );
            }
            (None, Some(entry)) => {
                let place = diff.old.head(responses(old).or(Some(&old.operation.node)));
                let message = format!("{trail}: the response {} is new", shown(&entry.key));
                diff.added(codes::STATUS_ADDED, place, entry, message);
            }
            (Some(old), Some(new)) if new.key.starts_with("x-") => {
                if !notes::is_same(&old.node, &new.node) {
                    diff.changed(
                        codes::EXTENSION,
                        old,
                        new,
                        format!("{trail}: `{}` changed", shown(&new.key)),
                    );
                }
            }
            (Some(old), Some(new)) => response(diff, old, new, &trail.then(&format!(", {}", new.key))),
            (None, None) => {}
        }
    }
}

fn response<'a>(diff: &mut Diff<'a>, old: &'a Entry, new: &'a Entry, trail: &Trail) {
    let Some((old, new)) = bodies::resolve(diff, &old.node, &new.node, trail) else { return };
    if !diff.is_first(Some(old), Some(new)) {
        return;
    }
    notes::compare(diff, old, new, &["headers", "content", "links"], trail);
    headers(diff, old, new, trail);
    for pair in pairs(old.get("links"), new.get("links")) {
        if !matches!(pair.nodes(), (Some(old), Some(new)) if notes::is_same(old, new)) {
            let message = format!("{trail}: the links changed");
            let (old, new) = (diff.old.spec.head(old), diff.new.spec.head(new));
            diff.push(codes::IGNORED_CHANGED, old, new, message);
        }
    }
    bodies::content(diff, old, new, Direction::Response, trail);
}

fn headers<'a>(diff: &mut Diff<'a>, old: &'a Rc<Node>, new: &'a Rc<Node>, trail: &Trail) {
    let (old_headers, new_headers) = (old.get("headers"), new.get("headers"));
    for pair in pairs_by(old_headers, new_headers, str::to_lowercase) {
        match (pair.old, pair.new) {
            (Some(entry), None) => {
                let place = diff.new.head(new_headers.or(Some(new)));
                let message = format!("{trail}: the header `{}` is gone", shown(&entry.key));
                diff.removed(codes::HEADER_REMOVED, entry, place, message);
            }
            (None, Some(entry)) => {
                let place = diff.old.head(old_headers.or(Some(old)));
                let message = format!("{trail}: the header `{}` is new", shown(&entry.key));
                diff.added(codes::HEADER_ADDED, place, entry, message);
            }
            (Some(old), Some(new)) => header(diff, old, new, &trail.then(&format!(", header `{}`", new.key))),
            (None, None) => {}
        }
    }
}

fn header<'a>(diff: &mut Diff<'a>, old_entry: &'a Entry, new_entry: &'a Entry, trail: &Trail) {
    let Some((old, new)) = bodies::resolve(diff, &old_entry.node, &new_entry.node, trail) else { return };
    if !diff.is_first(Some(old), Some(new)) {
        return;
    }
    match (is_true(old, "required"), is_true(new, "required")) {
        (true, false) => {
            let message = format!("{trail} may be missing now");
            diff.changed(codes::HEADER_BECAME_OPTIONAL, old_entry, new_entry, message);
        }
        (false, true) => {
            let message = format!("{trail} is always there now");
            diff.changed(codes::HEADER_BECAME_REQUIRED, old_entry, new_entry, message);
        }
        _ => {}
    }
    deprecation(diff, old, new, trail);
    let elsewhere = ["required", "schema", "content", "deprecated"];
    notes::compare(diff, old, new, &elsewhere, trail);
    let content = |node: &'a Rc<Node>| node.get("content").and_then(|content| content.entries().first());
    let schema = |node: &'a Rc<Node>| {
        node.get("schema").or_else(|| content(node).and_then(|media| media.node.get("schema")))
    };
    schema::enqueue(diff, schema(old), schema(new), Direction::Response, (old, new), trail);
}
