//! The fields of objects and the items of arrays.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::tree::{Entry, Node};

use super::Diff;
use super::codes::schema as code;
use super::operation::is_true;
use super::parts::Parts;
use super::schema::{Context, Direction, Kind, Shift, enqueue_all};
use super::side::Side;
use super::trail::Trail;

const OTHERS: Kind = Kind {
    key: "additionalProperties",
    breaking: [code::REQUEST_OTHERS_NARROWED, code::RESPONSE_OTHERS_WIDENED],
    additive: [code::REQUEST_OTHERS_WIDENED, code::RESPONSE_OTHERS_NARROWED],
};

pub(super) fn compare<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    named(diff, context);
    others(diff, context);
    let items = |parts: &Parts<'a>| parts.entries("items").map(|entry| &entry.node).collect();
    let trail = context.trail.then("[]");
    enqueue_all(diff, items(context.old), items(context.new), context.direction, context.owners(), &trail);
}

/// The fields of one side that the direction has.
struct Fields<'a> {
    names: Vec<&'a str>,
    by_name: HashMap<&'a str, Field<'a>>,
}

#[derive(Default)]
struct Field<'a> {
    /// Where the field is declared; nowhere, if it is only required.
    entries: Vec<&'a Entry>,
    required: Option<&'a Rc<Node>>,
    is_hidden: bool,
}

impl<'a> Fields<'a> {
    fn of(side: &Side<'a>, parts: &Parts<'a>, direction: Direction) -> Self {
        let mut fields = Self { names: Vec::new(), by_name: HashMap::new() };
        let hidden = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        for part in &parts.list {
            let mut own = HashSet::new();
            for entry in part.get("properties").map(|node| node.entries()).unwrap_or_default() {
                if own.insert(entry.key.as_str()) {
                    let is_hidden = side.resolve(&entry.node).is_ok_and(|schema| is_true(schema, hidden));
                    let field = fields.field(&entry.key);
                    field.entries.push(entry);
                    field.is_hidden |= is_hidden;
                }
            }
            for name in part.get("required").map(|names| names.items()).unwrap_or_default() {
                if let Some(text) = name.as_str() {
                    fields.field(text).required.get_or_insert(name);
                }
            }
        }
        fields
    }

    fn field(&mut self, name: &'a str) -> &mut Field<'a> {
        let Self { names, by_name } = self;
        by_name.entry(name).or_insert_with(|| {
            names.push(name);
            Field::default()
        })
    }

    fn get(&self, name: &str) -> Option<&Field<'a>> {
        self.by_name.get(name).filter(|field| !field.is_hidden)
    }
}

impl<'a> Field<'a> {
    fn place(&self, side: &Side<'a>) -> Option<Place> {
        let declared = self.entries.first().map(|entry| side.spec.key_place(entry));
        declared.or_else(|| self.required.map(|name| side.spec.head(name)))
    }

    fn schemas(&self) -> Vec<&'a Rc<Node>> {
        self.entries.iter().map(|entry| &entry.node).collect()
    }
}

fn named<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let old = Fields::of(&diff.old, context.old, context.direction);
    let new = Fields::of(&diff.new, context.new, context.direction);
    let come = new.names.iter().filter(|name| old.get(name).is_none());
    for name in old.names.iter().chain(come) {
        let trail = context.trail.then(&format!(".{name}"));
        match (old.get(name), new.get(name)) {
            (Some(before), None) => {
                let code = match context.direction {
                    Direction::Request => code::REQUEST_FIELD_REMOVED,
                    Direction::Response => code::RESPONSE_FIELD_REMOVED,
                };
                // A field that only hides from this direction is still there.
                let hidden = new.by_name.get(name).and_then(|field| field.place(&diff.new));
                let place = hidden.unwrap_or_else(|| context.new.place(&diff.new, "properties"));
                let old =
                    before.place(&diff.old).unwrap_or_else(|| context.old.place(&diff.old, "properties"));
                diff.push(code, old, place, format!("{trail} is gone"));
            }
            (None, Some(now)) => {
                let code = match (context.direction, now.required) {
                    (Direction::Request, Some(_)) => code::REQUIRED_FIELD_ADDED,
                    (Direction::Request, None) => code::REQUEST_FIELD_ADDED,
                    (Direction::Response, _) => code::RESPONSE_FIELD_ADDED,
                };
                let hidden = old.by_name.get(name).and_then(|field| field.place(&diff.old));
                let place = hidden.unwrap_or_else(|| context.old.place(&diff.old, "properties"));
                let new = now.place(&diff.new).unwrap_or_else(|| context.new.place(&diff.new, "properties"));
                let what = if code.id == code::REQUIRED_FIELD_ADDED.id { "new and required" } else { "new" };
                diff.push(code, place, new, format!("{trail} is {what}"));
            }
            (Some(before), Some(now)) => {
                required(diff, context, before, now, &trail);
                enqueue_all(
                    diff,
                    before.schemas(),
                    now.schemas(),
                    context.direction,
                    owners(context, before, now),
                    &trail,
                );
            }
            (None, None) => {}
        }
    }
}

fn owners<'a>(context: &Context<'_, 'a>, old: &Field<'a>, new: &Field<'a>) -> (&'a Rc<Node>, &'a Rc<Node>) {
    let (old_owner, new_owner) = context.owners();
    (old.required.unwrap_or(old_owner), new.required.unwrap_or(new_owner))
}

fn required<'a>(
    diff: &mut Diff<'a>,
    context: &Context<'_, 'a>,
    old: &Field<'a>,
    new: &Field<'a>,
    trail: &Trail,
) {
    let (code, what) = match (context.direction, old.required, new.required) {
        (Direction::Request, None, Some(_)) => (code::REQUEST_FIELD_REQUIRED, "is required now"),
        (Direction::Request, Some(_), None) => (code::REQUEST_FIELD_OPTIONAL, "is optional now"),
        (Direction::Response, None, Some(_)) => (code::RESPONSE_FIELD_REQUIRED, "is always there now"),
        (Direction::Response, Some(_), None) => (code::RESPONSE_FIELD_OPTIONAL, "may be missing now"),
        _ => return,
    };
    let place = |side: &Side<'a>, field: &Field<'a>, owner: &Rc<Node>| match field.required {
        Some(name) => side.spec.head(name),
        None => field.place(side).unwrap_or_else(|| side.spec.head(owner)),
    };
    let (old_owner, new_owner) = context.owners();
    let (old, new) = (place(&diff.old, old, old_owner), place(&diff.new, new, new_owner));
    diff.push(code, old, new, format!("{trail} {what}"));
}

/// What an object may have beside its named fields.
enum Others<'a> {
    Anything,
    Nothing,
    Schemas(Vec<&'a Rc<Node>>),
}

fn others<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let of = |parts: &Parts<'a>| {
        if parts.entries(OTHERS.key).any(|entry| entry.node.as_bool() == Some(false)) {
            return Others::Nothing;
        }
        let schemas = parts.entries(OTHERS.key).map(|entry| &entry.node);
        let schemas: Vec<_> = schemas.filter(|schema| !schema.entries().is_empty()).collect();
        if schemas.is_empty() { Others::Anything } else { Others::Schemas(schemas) }
    };
    match (of(context.old), of(context.new)) {
        (Others::Anything, Others::Anything) | (Others::Nothing, Others::Nothing) => {}
        (Others::Schemas(old), Others::Schemas(new)) => {
            let trail = context.trail.then(".*");
            enqueue_all(diff, old, new, context.direction, context.owners(), &trail);
        }
        (Others::Nothing, _) | (Others::Schemas(_), Others::Anything) => {
            context.shifted(diff, &OTHERS, Shift::Widened, "more other fields are allowed");
        }
        _ => context.shifted(diff, &OTHERS, Shift::Narrowed, "fewer other fields are allowed"),
    }
}
