//! A pair of schemas, in one direction.

use std::rc::Rc;

use crate::diagnostic::{Code, Severity};
use crate::spec::lint::index::reference;
use crate::spec::tree::Node;

use super::operation::deprecation;
use super::parts::Parts;
use super::trail::{Trail, shown};
use super::{Diff, alternatives, codes, enums, fields, notes, scalars};

/// Who sends what a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    Request,
    Response,
}

/// How a set of allowed values changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Narrowed,
    Widened,
    /// Some came and some went, or nobody can tell.
    Replaced,
}

/// The codes of one thing that can be narrowed and widened.
pub(super) struct Kind {
    /// The keyword of the schema.
    pub(super) key: &'static str,
    /// Narrowed in a request, widened in a response.
    pub(super) breaking: [&'static Code; 2],
    /// Widened in a request, narrowed in a response.
    pub(super) additive: [&'static Code; 2],
}

impl Kind {
    pub(super) fn code(&self, direction: Direction, shift: Shift) -> &'static Code {
        match (direction, shift) {
            (Direction::Request, Shift::Widened) => self.additive[0],
            (Direction::Request, _) => self.breaking[0],
            (Direction::Response, Shift::Narrowed) => self.additive[1],
            (Direction::Response, _) => self.breaking[1],
        }
    }
}

/// Schemas to be compared: on each side, those that all hold at once.
pub(super) struct Task<'a> {
    pub(super) old: Vec<&'a Rc<Node>>,
    pub(super) new: Vec<&'a Rc<Node>>,
    /// What holds the schemas, for the place of one that is missing.
    owners: (&'a Rc<Node>, &'a Rc<Node>),
    pub(super) direction: Direction,
    pub(super) trail: Trail,
}

/// Lets two schemas be compared; one that is missing allows anything.
pub(super) fn enqueue<'a>(
    diff: &mut Diff<'a>,
    old: Option<&'a Rc<Node>>,
    new: Option<&'a Rc<Node>>,
    direction: Direction,
    owners: (&'a Rc<Node>, &'a Rc<Node>),
    trail: &Trail,
) {
    enqueue_all(diff, old.into_iter().collect(), new.into_iter().collect(), direction, owners, trail);
}

/// As `enqueue`, for several schemas that all hold.
pub(super) fn enqueue_all<'a>(
    diff: &mut Diff<'a>,
    old: Vec<&'a Rc<Node>>,
    new: Vec<&'a Rc<Node>>,
    direction: Direction,
    owners: (&'a Rc<Node>, &'a Rc<Node>),
    trail: &Trail,
) {
    if old.is_empty() && new.is_empty() {
        return;
    }
    // References to the same components are one pair, wherever they stand.
    let identity = |side: &super::Side<'a>, nodes: &[&'a Rc<Node>]| -> Vec<*const Node> {
        let target = |node: &&'a Rc<Node>| match side.target(node) {
            Some(Ok(target)) => Rc::as_ptr(&target.node),
            _ => Rc::as_ptr(node),
        };
        nodes.iter().map(target).collect()
    };
    let key = (identity(&diff.old, &old), identity(&diff.new, &new), direction);
    if diff.tasks.insert(key) {
        diff.queue.push_back(Task { old, new, owners, direction, trail: trail.clone() });
    }
}

pub(super) fn compare<'a>(diff: &mut Diff<'a>, task: &Task<'a>) {
    let Some((old, new)) = parts(diff, task) else { return };
    let before = diff.findings.len();
    let context = Context { direction: task.direction, trail: &task.trail, old: &old, new: &new };
    if let (Some(old), Some(new)) = (wrapped(&task.old), wrapped(&task.new)) {
        // What is wrapped is compared once, and not in every wrapping.
        scalars::wrapping(diff, &context);
        enqueue(diff, Some(old), Some(new), task.direction, context.owners(), &task.trail);
    } else if !alternatives::one_or_many(diff, &context, task) && scalars::types(diff, &context) {
        enums::compare(diff, &context);
        scalars::compare(diff, &context);
        fields::compare(diff, &context);
        alternatives::compare(diff, &context);
    }
    let is_another =
        diff.findings[before..].iter().any(|finding| finding.code.severity != Severity::Cosmetic);
    words(diff, &context);
    let is_wrapped = wrapped(&task.old).is_some() && wrapped(&task.new).is_some();
    if !is_another && !is_wrapped && task.old.len() == 1 && task.new.len() == 1 && old.name != new.name {
        moved(diff, &context);
    }
}

/// The one reference of a schema that only adds words to it, and whether it may be null.
fn wrapped<'a>(schemas: &[&'a Rc<Node>]) -> Option<&'a Rc<Node>> {
    let [schema] = schemas else { return None };
    let [only] = schema.get("allOf")?.items() else { return None };
    let mut keys = schema.entries().iter().map(|entry| entry.key.as_str());
    let adds_nothing = keys.all(|key| {
        matches!(key, "allOf" | "default" | "deprecated" | "nullable") || !MEANINGS.contains(&key)
    });
    (reference(only).is_some() && adds_nothing).then_some(only)
}

/// Two schemas, as the comparisons of their keywords see them.
pub(super) struct Context<'c, 'a> {
    pub(super) direction: Direction,
    pub(super) trail: &'c Trail,
    pub(super) old: &'c Parts<'a>,
    pub(super) new: &'c Parts<'a>,
}

impl<'a> Context<'_, 'a> {
    /// Notes that a set of values changed.
    pub(super) fn shifted(&self, diff: &mut Diff<'a>, kind: &Kind, shift: Shift, what: &str) {
        let code = kind.code(self.direction, shift);
        self.push(diff, code, kind.key, what);
    }

    pub(super) fn push(&self, diff: &mut Diff<'a>, code: &'static Code, key: &str, what: &str) {
        let (old, new) = (self.old.place(&diff.old, key), self.new.place(&diff.new, key));
        diff.push(code, old, new, format!("{}: {what}", self.trail));
    }

    /// The objects that hold the schemas below, for the place of what is missing.
    pub(super) fn owners(&self) -> (&'a Rc<Node>, &'a Rc<Node>) {
        (self.old.owner(), self.new.owner())
    }
}

fn parts<'a>(diff: &mut Diff<'a>, task: &Task<'a>) -> Option<(Parts<'a>, Parts<'a>)> {
    let Diff { old, new, budget, .. } = diff;
    let (old_owner, new_owner) = task.owners;
    let before = Parts::of(old, &task.old, old_owner, task.direction, budget);
    let now = Parts::of(new, &task.new, new_owner, task.direction, budget);
    match (before, now) {
        (Ok(old), Ok(new)) => Some((old, new)),
        (Err(()), Err(())) if is_same(&task.old, &task.new) => None,
        _ => {
            let place = |nodes: &[&'a Rc<Node>], owner| nodes.first().copied().unwrap_or(owner);
            let old = diff.old.spec.head(place(&task.old, old_owner));
            let new = diff.new.spec.head(place(&task.new, new_owner));
            let message = format!(
                "{}: a reference leads nowhere or in a circle, or the schema is made of too many parts",
                task.trail
            );
            diff.push(codes::NOT_COMPARED, old, new, message);
            None
        }
    }
}

fn is_same(old: &[&Rc<Node>], new: &[&Rc<Node>]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| notes::is_same(old, new))
}

/// The keys of a schema that are compared by their meaning.
const MEANINGS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "type",
    "uniqueItems",
    "writeOnly",
    "x-documented-codes",
    "x-documented-values",
    "x-statements",
];

/// The words of the parts that stand in the same place of the composition.
fn words<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let count = match context.old.list.len() == context.new.list.len() {
        true => context.old.list.len(),
        false => 1,
    };
    for (old, new) in context.old.list.iter().zip(&context.new.list).take(count) {
        if diff.noted.contains(&(Rc::as_ptr(old), Rc::as_ptr(new))) {
            continue;
        }
        notes::compare(diff, old, new, MEANINGS, context.trail);
        deprecation(diff, old, new, context.trail);
        enums::documented(diff, old, new, context.trail);
    }
}

fn moved<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let component = |side: &super::Side<'a>, name: &str| side.index.component("schemas", name);
    if let (Some(before), Some(now)) = (context.old.name, context.new.name)
        && component(&diff.new, before).is_none()
        && component(&diff.old, now).is_none()
        && let (Some(old), Some(new)) = (component(&diff.old, before), component(&diff.new, now))
    {
        if diff.renamed.insert(before, now) != Some(now) {
            let message = format!("the schema `{}` is called `{}` now", shown(before), shown(now));
            diff.changed(codes::SCHEMA_RENAMED, old, new, message);
        }
        return;
    }
    let trail = context.trail;
    let message = match (context.old.name, context.new.name) {
        (None, Some(name)) => format!("{trail}: the schema is the component `{}` now", shown(name)),
        (Some(name), None) => format!("{trail}: the schema is the component `{}` no longer", shown(name)),
        _ => format!("{trail}: the schema is another component of the same shape"),
    };
    let (old, new) = context.owners();
    let (old, new) = (diff.old.spec.head(old), diff.new.spec.head(new));
    diff.push(codes::COMPONENT_MOVED, old, new, message);
}
