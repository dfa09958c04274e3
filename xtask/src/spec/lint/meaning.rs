//! Small questions that several checks ask about a document.

use std::borrow::Cow;
use std::rc::Rc;

use super::index::Index;
use super::nearest::nearest;
use super::table::{Keys, Kind, object, shape_of};
use crate::spec::tree::{Entry, Node};

/// The methods that a path can have, as its keys.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Longer names are cut in messages.
const MAX_SHOWN: usize = 80;

/// A name as a message shows it: on one line, and not longer than anybody reads.
pub(crate) fn shown(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !c.is_control();
    if name.len() <= MAX_SHOWN && name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let mut text: String =
        name.chars().take(MAX_SHOWN).map(|c| if is_plain(c) { c } else { '\u{fffd}' }).collect();
    if name.chars().nth(MAX_SHOWN).is_some() {
        text.push('…');
    }
    Cow::Owned(text)
}

/// The words as a list: `a`, `b`, `c`.
pub(crate) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{}`", shown(word))).collect::<Vec<_>>().join(", ")
}

/// Whether there is a text under a key, and not only white space. One that is misspelt or of another kind is a
/// finding already.
pub(crate) fn says(node: &Node, kind: Kind, key: &str) -> bool {
    match node.get(key) {
        Some(text) => text.as_str().is_none_or(|text| !text.trim().is_empty()),
        None => !is_absent(node, kind, key),
    }
}

/// Whether a key is absent, and is not meant by one that is misspelt, which is a finding already.
pub(crate) fn is_absent(node: &Node, kind: Kind, key: &str) -> bool {
    let Keys::Fixed(known) = &object(kind).keys else { return node.get(key).is_none() };
    !node.entries().iter().any(|entry| {
        let is_known = || known.iter().any(|known| known.name == entry.key);
        entry.key == key || !is_known() && nearest(&entry.key, [key]).is_some()
    })
}

/// Whether nothing in a schema says what its values are.
pub(crate) fn is_typeless(schema: &Node) -> bool {
    ["type", "$ref", "allOf", "oneOf", "anyOf", "enum"].iter().all(|key| {
        let is_there = schema.get(key).is_some();
        !is_there && is_absent(schema, Kind::Schema, key)
    })
}

/// Whether something was meant to stand under a key, but the key is misspelt or the value of the wrong kind, so that
/// nothing is known about it. Both are findings already.
pub(crate) fn is_unreadable(node: &Node, kind: Kind, key: &str) -> bool {
    match node.get(key) {
        Some(value) => shape_of(kind, key).is_some_and(|shape| !shape.is_kind_of(value)),
        None => !is_absent(node, kind, key),
    }
}

/// Whether a section of the components is there, but cannot be read.
pub(crate) fn is_unreadable_section(index: &Index<'_>, section: &str) -> bool {
    let components = index.root.get("components");
    is_unreadable(index.root, Kind::Document, "components")
        || components.is_some_and(|components| is_unreadable(components, Kind::Components, section))
}

/// The parameters in a list, each with what stands there: itself, or a reference to it.
pub(crate) fn parameters<'a>(index: &Index<'a>, node: &'a Node) -> Vec<(&'a Rc<Node>, &'a Rc<Node>)> {
    let items = node.get("parameters").map(|list| list.items()).unwrap_or_default();
    items.iter().filter_map(|item| Some((item, index.resolve(item)?))).collect()
}

/// Name and place of a parameter.
pub(crate) fn name_and_place(parameter: &Node) -> Option<(&str, &str)> {
    Some((parameter.get("name")?.as_str()?, parameter.get("in")?.as_str()?))
}

/// The operations of a path, under their methods.
pub(crate) fn operations(path: &Node) -> impl Iterator<Item = &Entry> {
    path.entries().iter().filter(|entry| METHODS.contains(&entry.key.as_str()))
}

/// Whether a content type is the JSON that the generator knows.
pub(crate) fn is_json(content_type: &str) -> bool {
    content_type == "application/json" || content_type.starts_with("application/json;")
}
