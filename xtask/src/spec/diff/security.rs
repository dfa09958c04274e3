//! Which credentials suffice, and how they are sent.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use crate::spec::tree::Node;

use super::side::Side;
use super::trail::{Trail, shown};
use super::{Diff, codes, notes, pairs};

/// More comparisons than a real list of alternatives makes.
const MAX_COMPARISONS: usize = 100_000;

/// Credentials that are demanded together, with their scopes.
type Alternative = BTreeSet<String>;

/// Compares what a call demands, once for all calls that inherit it.
pub(super) fn compare<'a>(
    diff: &mut Diff<'a>,
    old: Option<&'a Rc<Node>>,
    new: Option<&'a Rc<Node>>,
    trail: &Trail,
) {
    if !diff.is_first(old, new) {
        return;
    }
    let (before, now) = (alternatives(&diff.old, &diff.new, old), alternatives(&diff.new, &diff.old, new));
    if before == now {
        return;
    }
    let known: HashSet<&Alternative> = now.iter().collect();
    let lost: Vec<_> = before.iter().filter(|alternative| !known.contains(alternative)).collect();
    let is_satisfied = |had: &Alternative| now.iter().any(|demanded| demanded.is_subset(had));
    let is_narrowed = lost.len().saturating_mul(now.len()) > MAX_COMPARISONS
        || lost.iter().any(|alternative| !is_satisfied(alternative));
    let (code, what) = match is_narrowed {
        true => (codes::SECURITY_NARROWED, "credentials that sufficed do not suffice any more"),
        false => (codes::SECURITY_WIDENED, "there are more ways to authenticate"),
    };
    let (old, new) = (diff.old.head(old), diff.new.head(new));
    diff.push(code, old, new, format!("{trail}: {what}"));
}

/// The alternatives of a list; none at all demand nothing.
fn alternatives<'a>(side: &Side<'a>, other: &Side<'a>, list: Option<&'a Rc<Node>>) -> Vec<Alternative> {
    let items = list.map(|list| list.items()).unwrap_or_default();
    if items.is_empty() {
        return vec![Alternative::new()];
    }
    let one = |item: &'a Rc<Node>| {
        let demands = item.entries().iter().flat_map(|entry| {
            let scheme = identity(side, other, &entry.key);
            let scopes = entry.node.items().iter().filter_map(|scope| scope.as_str());
            let scopes: Vec<_> = scopes.map(|scope| format!("{scheme} with {scope}")).collect();
            scopes.into_iter().chain([scheme])
        });
        demands.collect()
    };
    items.iter().map(one).collect()
}

/// The name of a scheme, or, if the other document does not have it, what it is.
fn identity(side: &Side<'_>, other: &Side<'_>, name: &str) -> String {
    if other.index.component("securitySchemes", name).is_some() {
        return name.to_owned();
    }
    // Of two schemes that are the same, the one that both documents have gives the name.
    let this = side.index.component("securitySchemes", name);
    let schemes = other.spec.root.get("components").and_then(|components| components.get("securitySchemes"));
    let schemes = schemes.map(|schemes| schemes.entries()).unwrap_or_default();
    let twin = this.and_then(|this| {
        let is_twin = |that: &&crate::spec::tree::Entry| {
            side.index.component("securitySchemes", &that.key).is_none() && is_same(&this.node, &that.node)
        };
        schemes.iter().find(is_twin)
    });
    let name = twin.map_or(name, |twin| twin.key.as_str().min(name));
    format!("renamed {name}")
}

const MEANINGS: [&str; 6] = ["type", "in", "name", "scheme", "openIdConnectUrl", "flows"];

fn is_same(old: &Rc<Node>, new: &Rc<Node>) -> bool {
    MEANINGS.iter().all(|key| match (old.get(key), new.get(key)) {
        (Some(old), Some(new)) => notes::is_same(old, new),
        (None, None) => true,
        _ => false,
    })
}

/// Compares the schemes that both documents have.
pub(super) fn compare_schemes(diff: &mut Diff<'_>) {
    let old = diff.old.spec.root.get("components").and_then(|components| components.get("securitySchemes"));
    let new = diff.new.spec.root.get("components").and_then(|components| components.get("securitySchemes"));
    for pair in pairs(old, new) {
        let (Some(old), Some(new)) = (pair.old, pair.new) else { continue };
        let trail = Trail::new(format!("the security scheme `{}`", shown(&new.key)));
        let Some((before, now)) = super::bodies::resolve(diff, &old.node, &new.node, &trail) else {
            continue;
        };
        if !is_same(before, now) {
            let message = format!("{trail} is sent in another way");
            diff.changed(codes::SECURITY_SCHEME_CHANGED, old, new, message);
        }
        notes::compare(diff, before, now, &MEANINGS, &trail);
    }
}
