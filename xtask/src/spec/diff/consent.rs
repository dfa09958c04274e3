//! The statement that a request has to send word for word.

use std::rc::Rc;

use crate::spec::tree::{Entry, Node};

use super::side::Side;
use super::trail::shown;
use super::{Diff, codes};

/// The schema that the constants of the generated crate take the statement from.
const NAME: &str = "ConsentStatement";

/// Whether a schema is a consent statement: by its history or by its name.
pub(super) fn is_statement(side: &Side<'_>, schema: &Rc<Node>) -> bool {
    schema.entry("x-statements").is_some()
        || side.index.component("schemas", NAME).is_some_and(|entry| Rc::ptr_eq(&entry.node, schema))
}

/// Compares the statements of both documents, whether a call uses them or not.
pub(super) fn compare(diff: &mut Diff<'_>) {
    let (old, new) = (statement(&diff.old), statement(&diff.new));
    let owners = (old.unwrap_or(&diff.old.spec.root), new.unwrap_or(&diff.new.spec.root));
    let list = |schema: Option<&'_ Rc<Node>>| schema.and_then(|schema| schema.entry("enum").cloned());
    let lists = (list(old), list(new));
    changed(diff, lists.0.as_ref(), lists.1.as_ref(), owners);
}

fn statement<'a>(side: &Side<'a>) -> Option<&'a Rc<Node>> {
    let schemas = side.spec.root.get("components")?.get("schemas")?.entries();
    schemas.iter().map(|entry| &entry.node).find(|schema| is_statement(side, schema))
}

/// Compares two lists of allowed statements; of several, all count.
pub(super) fn changed(
    diff: &mut Diff<'_>,
    old: Option<&Entry>,
    new: Option<&Entry>,
    owners: (&Rc<Node>, &Rc<Node>),
) {
    let texts = |list: Option<&Entry>| -> Vec<String> {
        let items = list.map(|list| list.node.items()).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str()).map(str::to_owned).collect()
    };
    let (before, now) = (texts(old), texts(new));
    if before == now {
        return;
    }
    let message = match (&before[..], &now[..]) {
        ([before], [now]) => {
            let same = before.chars().zip(now.chars()).take_while(|(a, b)| a == b).count();
            let rest = |text: &str| shown(&text.chars().skip(same).collect::<String>());
            format!(
                "the consent statement differs from character {} on: it went on with `{}` and goes on with `{}`",
                same + 1,
                rest(before),
                rest(now)
            )
        }
        ([], _) => "there is a consent statement now".to_owned(),
        (_, []) => "the consent statement is gone".to_owned(),
        _ => "the consent statements are others".to_owned(),
    };
    let place =
        |side: &Side<'_>, list: Option<&Entry>, owner: &Rc<Node>| match list.map(|list| list.node.items()) {
            Some([only]) => side.spec.head(only),
            _ => side.spec.head(owner),
        };
    let (old, new) = (place(&diff.old, old, owners.0), place(&diff.new, new, owners.1));
    diff.push(codes::CONSENT, old, new, message);
}
