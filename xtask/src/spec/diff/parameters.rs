//! The parameters of a call, those of its path included.

use std::collections::HashMap;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::tree::Node;

use super::document::names;
use super::operation::{Call, deprecation, is_true};
use super::schema::{self, Direction};
use super::side::Side;
use super::trail::{Trail, shown};
use super::{Diff, bodies, codes, notes};

/// A parameter behind its reference, and the item of the list that it stands in.
#[derive(Clone, Copy)]
struct Parameter<'a> {
    item: &'a Rc<Node>,
    node: &'a Rc<Node>,
    place: &'a str,
    name: &'a str,
}

pub(super) fn compare<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) {
    let Some((before, now)) = lists(diff, old, new, trail) else { return };
    let (old_place, new_place) =
        (diff.old.spec.key_place(old.operation), diff.new.spec.key_place(new.operation));

    let mut waiting: HashMap<String, usize> = HashMap::new();
    for (index, parameter) in now.iter().enumerate() {
        waiting.entry(parameter.key(new)).or_insert(index);
    }
    let mut gone = Vec::new();
    let mut is_matched = vec![false; now.len()];
    for parameter in &before {
        match waiting.get(&parameter.key(old)) {
            Some(&index) => {
                is_matched[index] = true;
                both(diff, parameter, &now[index], trail);
            }
            None => gone.push(parameter),
        }
    }
    let mut come: Vec<_> = now.iter().zip(is_matched).filter(|(_, is)| !is).map(|(it, _)| it).collect();
    let mut elsewhere: HashMap<&str, usize> = come.iter().map(|it| it.name).zip(0..).collect();
    let mut is_moved = vec![false; come.len()];
    for parameter in gone {
        match elsewhere.remove(parameter.name) {
            Some(index) => {
                is_moved[index] = true;
                moved(diff, parameter, come[index], trail);
            }
            None => {
                let old = diff.old.spec.head(parameter.item);
                let message = format!("{trail}: the {} is gone", parameter.title());
                diff.push(codes::PARAMETER_REMOVED, old, new_place.clone(), message);
            }
        }
    }
    let mut is_moved = is_moved.into_iter();
    come.retain(|_| !is_moved.next().unwrap_or_default());
    for parameter in come {
        added(diff, parameter, old_place.clone(), trail);
    }
}

type Lists<'a> = (Vec<Parameter<'a>>, Vec<Parameter<'a>>);

fn lists<'a>(diff: &mut Diff<'a>, old: &Call<'a>, new: &Call<'a>, trail: &Trail) -> Option<Lists<'a>> {
    match (list(&diff.old, old), list(&diff.new, new)) {
        (Ok(before), Ok(now)) => Some((before, now)),
        (before, now) => {
            let place = |side: &Side<'a>, list: Result<_, &'a Rc<Node>>, call: &Call<'a>| match list {
                Err(item) => side.spec.head(item),
                Ok::<Vec<_>, _>(_) => {
                    side.spec.key_place(call.operation.node.entry("parameters").unwrap_or(call.operation))
                }
            };
            let message = format!("{trail}: a parameter refers to nothing, so none was compared");
            let (old, new) = (place(&diff.old, before, old), place(&diff.new, now, new));
            diff.push(codes::NOT_COMPARED, old, new, message);
            None
        }
    }
}

/// The parameters of a call, each once: its own come before those of the path. An error is one that refers to nothing.
fn list<'a>(side: &Side<'a>, call: &Call<'a>) -> Result<Vec<Parameter<'a>>, &'a Rc<Node>> {
    let mut list = Vec::new();
    let mut seen = HashMap::new();
    for owner in [&call.operation.node, &call.path.node] {
        for item in owner.get("parameters").map(|node| node.items()).unwrap_or_default() {
            let node = side.resolve(item).map_err(|()| item)?;
            let text = |key: &str| node.get(key).and_then(|value| value.as_str()).unwrap_or_default();
            let parameter = Parameter { item, node, place: text("in"), name: text("name") };
            if seen.insert(parameter.key(call), ()).is_none() {
                list.push(parameter);
            }
        }
    }
    Ok(list)
}

impl Parameter<'_> {
    /// What makes it the same parameter: of a path, the position counts, and of a header, not the case.
    fn key(&self, call: &Call<'_>) -> String {
        match self.place {
            "path" => match names(call.path).iter().position(|name| *name == self.name) {
                Some(position) => format!("path {position}"),
                None => format!("path {{{}}}", self.name),
            },
            "header" => format!("header {}", self.name.to_lowercase()),
            place => format!("{place} {}", self.name),
        }
    }

    fn title(&self) -> String {
        format!("{} parameter `{}`", shown(self.place), shown(self.name))
    }

    fn is_required(&self) -> bool {
        self.place == "path" || is_true(self.node, "required")
    }

    /// How the value is written, with the defaults of OpenAPI filled in.
    fn encoding(&self) -> String {
        let form = matches!(self.place, "query" | "cookie");
        let style = self.node.get("style").and_then(|style| style.as_str());
        let style = style.unwrap_or(if form { "form" } else { "simple" });
        let explode = self.node.get("explode").and_then(|value| value.as_bool()).unwrap_or(style == "form");
        let content = self.node.get("content").and_then(|content| content.entries().first());
        let content = content.map(|entry| entry.key.as_str()).unwrap_or_default();
        let flag = |key| is_true(self.node, key);
        format!("{style} {explode} {} {} {content}", flag("allowReserved"), flag("allowEmptyValue"))
    }
}

fn added(diff: &mut Diff<'_>, parameter: &Parameter<'_>, old: Place, trail: &Trail) {
    let code = match parameter.is_required() {
        true => codes::REQUIRED_PARAMETER_ADDED,
        false => codes::OPTIONAL_PARAMETER_ADDED,
    };
    let new = diff.new.spec.head(parameter.item);
    diff.push(code, old, new, format!("{trail}: the {} is new", parameter.title()));
}

fn moved(diff: &mut Diff<'_>, old: &Parameter<'_>, new: &Parameter<'_>, trail: &Trail) {
    let message = format!("{trail}: the {} is a {} now", old.title(), new.title());
    let (old, new) = (diff.old.spec.head(old.node), diff.new.spec.head(new.node));
    diff.push(codes::PARAMETER_MOVED, old, new, message);
}

fn both<'a>(diff: &mut Diff<'a>, old: &Parameter<'a>, new: &Parameter<'a>, trail: &Trail) {
    let trail = trail.then(&format!(", {}", new.title()));
    bodies::moved(diff, old.item, new.item, &trail);
    // A component that many calls share is one change.
    if !diff.is_first(Some(old.node), Some(new.node)) {
        return;
    }
    let places = (diff.old.spec.head(old.node), diff.new.spec.head(new.node));
    match (old.is_required(), new.is_required()) {
        (false, true) => {
            let message = format!("{trail} is required now");
            diff.push(codes::PARAMETER_BECAME_REQUIRED, places.0.clone(), places.1.clone(), message);
        }
        (true, false) => {
            let message = format!("{trail} is optional now");
            diff.push(codes::PARAMETER_BECAME_OPTIONAL, places.0.clone(), places.1.clone(), message);
        }
        _ => {}
    }
    if old.encoding() != new.encoding() {
        let message = format!("{trail} is written in another way");
        diff.push(codes::PARAMETER_ENCODING_CHANGED, places.0, places.1, message);
    }
    deprecation(diff, old.node, new.node, &trail);
    let elsewhere = [
        "in",
        "name",
        "required",
        "schema",
        "content",
        "style",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "deprecated",
    ];
    notes::compare(diff, old.node, new.node, &elsewhere, &trail);
    let schema = |node: &'a Rc<Node>| {
        let content = node.get("content").and_then(|content| content.entries().first());
        node.get("schema").or_else(|| content.and_then(|media| media.node.get("schema")))
    };
    schema::enqueue(
        diff,
        schema(old.node),
        schema(new.node),
        Direction::Request,
        (old.node, new.node),
        &trail,
    );
}
