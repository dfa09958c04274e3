//! What requests carry, and the content of every body.

use std::rc::Rc;

use crate::spec::lint::index::reference;
use crate::spec::tree::Node;

use super::operation::{Call, is_true};
use super::schema::{self, Direction};
use super::trail::{Trail, shown};
use super::{Diff, codes, notes, pairs, pairs_by};

pub(super) fn compare<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) {
    let entry = |call: &Call<'a>| call.operation.node.entry("requestBody");
    match (entry(old), entry(new)) {
        (None, None) => {}
        (Some(body), None) => {
            let place = diff.new.spec.key_place(new.operation);
            diff.removed(codes::BODY_REMOVED, body, place, format!("{trail}: the request body is gone"));
        }
        (None, Some(body)) => {
            let place = diff.old.spec.key_place(old.operation);
            let is_required = diff.new.resolve(&body.node).is_ok_and(|body| is_true(body, "required"));
            let code = if is_required { codes::REQUIRED_BODY_ADDED } else { codes::OPTIONAL_BODY_ADDED };
            diff.added(code, place, body, format!("{trail}: there is a request body now"));
        }
        (Some(old), Some(new)) => both(diff, &old.node, &new.node, &trail.then(", request")),
    }
}

fn both<'a>(diff: &mut Diff<'a>, old: &'a Rc<Node>, new: &'a Rc<Node>, trail: &Trail) {
    let Some((old, new)) = resolve(diff, old, new, trail) else { return };
    if !diff.is_first(Some(old), Some(new)) {
        return;
    }
    let places = (diff.old.spec.head(old), diff.new.spec.head(new));
    match (is_true(old, "required"), is_true(new, "required")) {
        (false, true) => {
            diff.push(
                codes::BODY_BECAME_REQUIRED,
                places.0,
                places.1,
                format!("{trail}: the body is required now"),
            );
        }
        (true, false) => {
            diff.push(
                codes::BODY_BECAME_OPTIONAL,
                places.0,
                places.1,
                format!("{trail}: the body is optional now"),
            );
        }
        _ => {}
    }
    notes::compare(diff, old, new, &["required", "content"], trail);
    content(diff, old, new, Direction::Request, trail);
}

/// Follows the references of both sides, and says when a definition stands elsewhere now.
pub(super) fn resolve<'a>(
    diff: &mut Diff<'a>,
    old: &'a Rc<Node>,
    new: &'a Rc<Node>,
    trail: &Trail,
) -> Option<(&'a Rc<Node>, &'a Rc<Node>)> {
    moved(diff, old, new, trail);
    match (diff.old.resolve(old), diff.new.resolve(new)) {
        (Ok(old), Ok(new)) => Some((old, new)),
        // Nothing changed, and nothing is known about it.
        (Err(()), Err(())) if reference(old) == reference(new) => None,
        _ => {
            let (old, new) = (diff.old.spec.head(old), diff.new.spec.head(new));
            diff.push(codes::NOT_COMPARED, old, new, format!("{trail}: the reference leads nowhere"));
            None
        }
    }
}

/// Says when a definition that is no schema stands elsewhere now.
pub(super) fn moved(diff: &mut Diff<'_>, old: &Rc<Node>, new: &Rc<Node>, trail: &Trail) {
    if reference(old) != reference(new) {
        let (old, new) = (diff.old.spec.head(old), diff.new.spec.head(new));
        diff.push(codes::COMPONENT_MOVED, old, new, format!("{trail}: the definition stands elsewhere now"));
    }
}

/// Compares the bodies of all content types.
pub(super) fn content<'a>(
    diff: &mut Diff<'a>,
    old: &'a Rc<Node>,
    new: &'a Rc<Node>,
    direction: Direction,
    trail: &Trail,
) {
    let (removed, added) = match direction {
        Direction::Request => (codes::REQUEST_CONTENT_TYPE_REMOVED, codes::REQUEST_CONTENT_TYPE_ADDED),
        Direction::Response => (codes::RESPONSE_CONTENT_TYPE_REMOVED, codes::RESPONSE_CONTENT_TYPE_ADDED),
    };
    let (old_content, new_content) = (old.get("content"), new.get("content"));
    for pair in pairs_by(old_content, new_content, str::to_lowercase) {
        match (pair.old, pair.new) {
            (Some(entry), None) => {
                let place = diff.new.head(new_content.or(Some(new)));
                diff.removed(removed, entry, place, format!("{trail}: `{}` is gone", shown(&entry.key)));
            }
            (None, Some(entry)) => {
                let place = diff.old.head(old_content.or(Some(old)));
                diff.added(added, place, entry, format!("{trail}: `{}` is new", shown(&entry.key)));
            }
            (Some(old), Some(new)) => {
                notes::compare(diff, &old.node, &new.node, &["schema", "encoding"], trail);
                encoding(diff, &old.node, &new.node, trail);
                let schemas = (old.node.get("schema"), new.node.get("schema"));
                let owners = (&old.node, &new.node);
                schema::enqueue(diff, schemas.0, schemas.1, direction, owners, trail);
            }
            (None, None) => {}
        }
    }
}

fn encoding<'a>(diff: &mut Diff<'a>, old: &'a Rc<Node>, new: &'a Rc<Node>, trail: &Trail) {
    for pair in pairs(old.get("encoding"), new.get("encoding")) {
        let Some(either) = pair.old.or(pair.new) else { continue };
        if !matches!(pair.nodes(), (Some(old), Some(new)) if notes::is_same(old, new)) {
            let message = format!("{trail}: the encoding of `{}` changed", shown(&either.key));
            let place =
                |side: &super::side::Side<'a>, entry: Option<&crate::spec::tree::Entry>, node| match entry {
                    Some(entry) => side.spec.key_place(entry),
                    None => side.spec.head(node),
                };
            let (old, new) = (place(&diff.old, pair.old, old), place(&diff.new, pair.new, new));
            diff.push(codes::ENCODING_CHANGED, old, new, message);
        }
    }
}
