//! The branches of `oneOf` and `anyOf`, and what tells them apart.

use std::collections::HashMap;
use std::rc::Rc;

use crate::spec::tree::Node;

use super::codes::schema as code;
use super::parts::{self, Parts};
use super::schema::{Context, Kind, Shift, Task, enqueue};
use super::trail::shown;
use super::{Diff, notes, pairs};

const ONE_OF: Kind = kind("oneOf");
const ANY_OF: Kind = kind("anyOf");

const fn kind(key: &'static str) -> Kind {
    Kind {
        key,
        breaking: [code::REQUEST_ALTERNATIVES_NARROWED, code::RESPONSE_ALTERNATIVES_WIDENED],
        additive: [code::REQUEST_ALTERNATIVES_WIDENED, code::RESPONSE_ALTERNATIVES_NARROWED],
    }
}

pub(super) fn compare<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let (old, new) = (lists(context.old), lists(context.new));
    for index in 0..old.len().max(new.len()) {
        match (old.get(index), new.get(index)) {
            (Some(old), Some(new)) => both(diff, context, old, new),
            (Some(old), None) => context.shifted(diff, old.kind, Shift::Widened, "the choice is gone"),
            (None, Some(new)) => context.shifted(diff, new.kind, Shift::Narrowed, "there is a choice now"),
            (None, None) => {}
        }
    }
    discriminator(diff, context);
}

/// Compares a schema with the choice that came in its place, or that it came in the place of; false if neither is so.
pub(super) fn one_or_many<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>, task: &Task<'a>) -> bool {
    let ([old_schema], [new_schema]) = (&task.old[..], &task.new[..]) else { return false };
    let (old, new) = (lists(context.old), lists(context.new));
    let is_choice = |parts: &Parts<'a>| {
        ["type", "properties", "items", "enum"].iter().all(|key| parts.entry(key).is_none())
    };
    let one = |kind, schema: &'a Rc<Node>| Alternatives { kind, branches: std::slice::from_ref(schema) };
    match (&old[..], &new[..]) {
        ([], [many]) if is_choice(context.new) && !is_choice(context.old) => {
            both(diff, context, &one(many.kind, old_schema), many);
        }
        ([many], []) if is_choice(context.old) && !is_choice(context.new) => {
            both(diff, context, many, &one(many.kind, new_schema));
        }
        _ => return false,
    }
    true
}

struct Alternatives<'a> {
    kind: &'static Kind,
    branches: &'a [Rc<Node>],
}

fn lists<'a>(parts: &Parts<'a>) -> Vec<Alternatives<'a>> {
    let lists = parts.list.iter().flat_map(|part| {
        [&ONE_OF, &ANY_OF].into_iter().filter_map(|kind| {
            let branches = part.get(kind.key)?.items();
            Some(Alternatives { kind, branches })
        })
    });
    lists.collect()
}

fn both<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>, old: &Alternatives<'a>, new: &Alternatives<'a>) {
    match (old.kind.key, new.kind.key) {
        ("oneOf", "anyOf") => {
            context.shifted(diff, new.kind, Shift::Widened, "several alternatives may hold at once now");
        }
        ("anyOf", "oneOf") => {
            context.shifted(diff, new.kind, Shift::Narrowed, "exactly one alternative has to hold now");
        }
        _ => {}
    }
    let Matches { mut matched, gone, come } = matches(old.branches, new.branches);
    // As many as went came: they are taken as changed, each in its turn.
    let is_even = gone.len() == come.len();
    if is_even {
        matched.extend(gone.iter().copied().zip(come.iter().copied()));
    }
    for (before, now) in matched {
        let name = parts::name(now).and_then(|reference| reference.rsplit('/').next());
        let trail = context.trail.then(&name.map_or(" (a branch)".to_owned(), |name| format!(" ({name})")));
        enqueue(diff, Some(before), Some(now), context.direction, context.owners(), &trail);
    }
    if is_even {
        return;
    }
    for branch in gone {
        let what = format!("the alternative {} is gone", title(branch));
        let (code, old) = (old.kind.code(context.direction, Shift::Narrowed), diff.old.spec.head(branch));
        let place = context.new.place(&diff.new, new.kind.key);
        diff.push(code, old, place, format!("{}: {what}", context.trail));
    }
    for branch in come {
        let what = format!("the alternative {} is new", title(branch));
        let (code, place) = (new.kind.code(context.direction, Shift::Widened), diff.new.spec.head(branch));
        let old = context.old.place(&diff.old, old.kind.key);
        diff.push(code, old, place, format!("{}: {what}", context.trail));
    }
}

fn title(branch: &Node) -> String {
    let name = parts::name(branch).and_then(|reference| reference.rsplit('/').next());
    match name.or_else(|| kind_of(branch)) {
        Some(name) => format!("`{}`", shown(name)),
        None => "without a name".to_owned(),
    }
}

fn kind_of(branch: &Node) -> Option<&str> {
    branch.get("type")?.as_str()
}

type Branches<'a> = Vec<&'a Rc<Node>>;

/// The branches that belong together, those that are gone, and those that are new.
struct Matches<'a> {
    matched: Vec<(&'a Rc<Node>, &'a Rc<Node>)>,
    gone: Branches<'a>,
    come: Branches<'a>,
}

fn matches<'a>(old: &'a [Rc<Node>], new: &'a [Rc<Node>]) -> Matches<'a> {
    let mut matched = Vec::new();
    let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, branch) in new.iter().enumerate().rev() {
        waiting.entry(identity(branch)).or_default().push(index);
    }
    let mut is_taken = vec![false; new.len()];
    let mut gone = Vec::new();
    for branch in old {
        match waiting.get_mut(&identity(branch)).and_then(Vec::pop) {
            Some(index) => {
                is_taken[index] = true;
                matched.push((branch, &new[index]));
            }
            None => gone.push(branch),
        }
    }
    let come = new.iter().zip(is_taken).filter(|(_, is_taken)| !is_taken).map(|(branch, _)| branch);
    let mut come: Branches<'a> = come.collect();
    if gone.len() != come.len() && gone.len().min(come.len()) == 1 {
        // The one of the same type is the one that it was.
        let is_like = |a: &Rc<Node>, b: &Rc<Node>| kind_of(a).is_some() && kind_of(a) == kind_of(b);
        let pairs = (0..gone.len()).flat_map(|from| (0..come.len()).map(move |to| (from, to)));
        if let Some((from, to)) = pairs.into_iter().find(|&(from, to)| is_like(gone[from], come[to])) {
            matched.push((gone.remove(from), come.remove(to)));
        }
    }
    Matches { matched, gone, come }
}

/// What a branch is known by: the component that it is, or else its text.
fn identity(branch: &Node) -> String {
    match parts::name(branch) {
        Some(reference) => reference.to_owned(),
        None => serde_json::to_string(branch).unwrap_or_default(),
    }
}

fn discriminator<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let (old, new) = match (context.old.entry("discriminator"), context.new.entry("discriminator")) {
        (None, None) => return,
        (Some(old), Some(new)) => (&old.node, &new.node),
        _ => {
            context.push(
                diff,
                code::DISCRIMINATOR_CHANGED,
                "discriminator",
                "the discriminator has come or gone",
            );
            return;
        }
    };
    let property = |node: &'a Node| node.get("propertyName").and_then(|name| name.as_str());
    let mapping = pairs(old.get("mapping"), new.get("mapping"));
    let is_other = mapping.iter().any(|pair| match pair.nodes() {
        (Some(old), Some(new)) => !notes::is_same(old, new),
        (Some(_), None) => true,
        _ => false,
    });
    if property(old) != property(new) || is_other {
        let what = "the alternatives are told apart in another way";
        context.push(diff, code::DISCRIMINATOR_CHANGED, "discriminator", what);
        return;
    }
    for added in mapping.iter().filter(|pair| pair.old.is_none()).filter_map(|pair| pair.new) {
        let message =
            format!("{}: the value `{}` of the discriminator is new", context.trail, shown(&added.key));
        let place = context.old.place(&diff.old, "discriminator");
        diff.added(code::DISCRIMINATOR_VALUE_ADDED, place, added, message);
    }
}
