//! Where requests go.

use std::collections::HashMap;
use std::rc::Rc;

use crate::spec::tree::Node;

use super::trail::{Trail, shown};
use super::{Diff, codes, notes, pairs};

/// Compares a list of servers, once for all calls that inherit it.
pub(super) fn compare<'a>(
    diff: &mut Diff<'a>,
    old: Option<&'a Rc<Node>>,
    new: Option<&'a Rc<Node>>,
    trail: &Trail,
) {
    if !diff.is_first(old, new) {
        return;
    }
    let items = |list: Option<&'a Rc<Node>>| list.map(|list| list.items()).unwrap_or_default();
    let (before, now) = (items(old), items(new));
    let mut is_taken = vec![false; now.len()];
    let mut found: Vec<Option<&'a Rc<Node>>> = vec![None; before.len()];
    // A server is known by its URL, and else by its environment.
    for key in ["url", "x-environment"] {
        let mut waiting: HashMap<&str, usize> = HashMap::new();
        for (index, server) in now.iter().enumerate().filter(|(index, _)| !is_taken[*index]).rev() {
            waiting.extend(text(server, key).map(|text| (text, index)));
        }
        for (index, server) in
            before.iter().enumerate().filter(|(index, _)| found[*index].is_none()).collect::<Vec<_>>()
        {
            if let Some(other) = text(server, key).and_then(|text| waiting.remove(text)) {
                found[index] = now.get(other);
                is_taken[other] = true;
            }
        }
    }
    for (server, other) in before.iter().zip(found) {
        match other {
            Some(other) => both(diff, server, other, trail),
            None => {
                let place = (diff.old.spec.head(server), diff.new.head(new));
                let message = format!("{trail}: the server `{}` is gone", url(server));
                diff.push(codes::SERVER_REMOVED, place.0, place.1, message);
            }
        }
    }
    for server in now.iter().zip(is_taken).filter(|(_, is_taken)| !is_taken).map(|(server, _)| server) {
        let place = (diff.old.head(old), diff.new.spec.head(server));
        let message = format!("{trail}: the server `{}` is new", url(server));
        diff.push(codes::SERVER_ADDED, place.0, place.1, message);
    }
}

fn both<'a>(diff: &mut Diff<'a>, old: &'a Rc<Node>, new: &'a Rc<Node>, trail: &Trail) {
    let places = (diff.old.spec.head(old), diff.new.spec.head(new));
    if text(old, "url") != text(new, "url") {
        let message = format!("{trail}: the server `{}` is `{}` now", url(old), url(new));
        diff.push(codes::SERVER_URL_CHANGED, places.0.clone(), places.1.clone(), message);
    }
    let variables = pairs(old.get("variables"), new.get("variables"));
    let is_other = |pair: &super::Pair<'_>| match pair.nodes() {
        (Some(old), Some(new)) => ["default", "enum"].iter().any(|key| match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => !notes::is_same(old, new),
            (None, None) => false,
            _ => true,
        }),
        _ => true,
    };
    if text(old, "x-environment") != text(new, "x-environment") || variables.iter().any(is_other) {
        let message =
            format!("{trail}: the server `{}` has other variables or another environment", url(new));
        diff.push(codes::SERVER_CHANGED, places.0, places.1, message);
    }
    for pair in &variables {
        if let (Some(old), Some(new)) = pair.nodes() {
            notes::compare(diff, old, new, &["default", "enum"], trail);
        }
    }
    notes::compare(diff, old, new, &["url", "variables", "x-environment"], trail);
}

fn text<'a>(server: &'a Node, key: &str) -> Option<&'a str> {
    server.get(key)?.as_str()
}

fn url(server: &Node) -> String {
    shown(text(server, "url").unwrap_or_default())
}
