//! The statement that a request has to send word for word.

use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::tree::{Entry, Node};

use super::side::Side;
use super::trail::shown;
use super::{Diff, codes, notes};

/// The schema that the constants of the generated crate take the statement from.
const NAME: &str = "ConsentStatement";

/// The statements of all times.
const HISTORY: &str = "x-statements";

/// Whether a schema is a consent statement: by its history or by its name.
pub(super) fn is_statement(side: &Side<'_>, schema: &Rc<Node>) -> bool {
    schema.entry(HISTORY).is_some()
        || side.index.component("schemas", NAME).is_some_and(|entry| Rc::ptr_eq(&entry.node, schema))
}

/// Compares the statements of both documents, whether a call uses them or not.
pub(super) fn compare(diff: &mut Diff<'_>) {
    let (old, new) = (statement(&diff.old), statement(&diff.new));
    let owners = (old.unwrap_or(&diff.old.spec.root), new.unwrap_or(&diff.new.spec.root));
    let entry =
        |schema: Option<&'_ Rc<Node>>, key: &str| schema.and_then(|schema| schema.entry(key).cloned());
    let history = (entry(old, HISTORY), entry(new, HISTORY));
    let is_kept = records(history.1.as_ref()).starts_with(&records(history.0.as_ref()));
    if !is_kept {
        let (old, new) = places(diff, &history, owners);
        diff.push(
            codes::CONSENT_HISTORY,
            old,
            new,
            "a consent statement that was recorded is missing, or its text or date is another one",
        );
    }
    let lists = (entry(old, "enum"), entry(new, "enum"));
    if changed(diff, lists.0.as_ref(), lists.1.as_ref(), owners) || !is_kept {
        return;
    }
    // What was added to the history by itself binds nobody.
    let is_same = match &history {
        (Some(old), Some(new)) => notes::is_same(&old.node, &new.node),
        (None, None) => true,
        _ => false,
    };
    if !is_same {
        let (old, new) = places(diff, &history, owners);
        diff.push(
            codes::EXTENSION,
            old,
            new,
            "the recorded consent statements changed, the one in force did not",
        );
    }
}

/// When each statement was first read, and its text.
fn records(history: Option<&Entry>) -> Vec<(Option<&str>, Option<&str>)> {
    let items = history.map(|history| history.node.items()).unwrap_or_default();
    items
        .iter()
        .map(|item| {
            (
                item.get("first-read").and_then(|date| date.as_str()),
                item.get("statement").and_then(|text| text.as_str()),
            )
        })
        .collect()
}

/// Where the history stands in both documents, or would stand.
fn places(
    diff: &Diff<'_>,
    history: &(Option<Entry>, Option<Entry>),
    owners: (&Rc<Node>, &Rc<Node>),
) -> (Place, Place) {
    let place = |side: &Side<'_>, entry: Option<&Entry>, owner: &Rc<Node>| match entry {
        Some(entry) => side.spec.key_place(entry),
        None => side.spec.head(owner),
    };
    (place(&diff.old, history.0.as_ref(), owners.0), place(&diff.new, history.1.as_ref(), owners.1))
}

fn statement<'a>(side: &Side<'a>) -> Option<&'a Rc<Node>> {
    let schemas = side.spec.root.get("components")?.get("schemas")?.entries();
    schemas.iter().map(|entry| &entry.node).find(|schema| is_statement(side, schema))
}

/// Compares two lists of allowed statements, of which all count, and says whether they differ.
pub(super) fn changed(
    diff: &mut Diff<'_>,
    old: Option<&Entry>,
    new: Option<&Entry>,
    owners: (&Rc<Node>, &Rc<Node>),
) -> bool {
    let texts = |list: Option<&Entry>| -> Vec<String> {
        let items = list.map(|list| list.node.items()).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str()).map(str::to_owned).collect()
    };
    let (before, now) = (texts(old), texts(new));
    if before == now {
        return false;
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
    true
}
