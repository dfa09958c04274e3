//! What a schema is made of: itself, what it refers to, and the branches of `allOf`.

use std::collections::HashSet;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::lint::index::reference;
use crate::spec::tree::{Entry, Node};

use super::schema::Direction;
use super::side::Side;

/// More parts than any real schema has.
const MAX_PARTS: usize = 512;

/// More parts than all schemas of any real spec have together.
pub(super) const BUDGET: usize = 4_000_000;

pub(super) struct Parts<'a> {
    pub(super) list: Vec<&'a Rc<Node>>,
    /// The component, if it is one and nothing else.
    pub(super) name: Option<&'a str>,
    /// What has a place if there is no part.
    owner: &'a Rc<Node>,
}

impl<'a> Parts<'a> {
    /// Adds up schemas that all hold. An error if something cannot be found, or if there is too much of it.
    pub(super) fn of(
        side: &Side<'a>,
        schemas: &[&'a Rc<Node>],
        owner: &'a Rc<Node>,
        direction: Direction,
        budget: &mut usize,
    ) -> Result<Self, ()> {
        let mut list = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting: Vec<&'a Rc<Node>> = schemas.iter().rev().copied().collect();
        while let Some(node) = waiting.pop() {
            if !seen.insert(Rc::as_ptr(node)) {
                continue;
            }
            *budget = budget.checked_sub(1).ok_or(())?;
            if seen.len() > MAX_PARTS {
                return Err(());
            }
            if let Some(reference) = reference(node) {
                side.name_of(reference, direction);
            }
            match side.target(node) {
                Some(target) => waiting.push(&target?.node),
                None => {
                    list.push(node);
                    waiting.extend(node.get("allOf").map(|all| all.items()).unwrap_or_default().iter().rev());
                }
            }
        }
        if list.is_empty() && !schemas.is_empty() {
            return Err(()); // A circle of references.
        }
        let name = match schemas {
            [only] => name(only).and_then(|reference| side.name_of(reference, direction)),
            _ => None,
        };
        Ok(Self { list, name, owner })
    }

    pub(super) fn owner(&self) -> &'a Rc<Node> {
        self.list.first().copied().unwrap_or(self.owner)
    }

    /// The first entry of a key.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.list.iter().find_map(|part| part.entry(key))
    }

    /// All entries of a key.
    pub(super) fn entries<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'a Entry> + 's {
        self.list.iter().filter_map(move |part| part.entry(key))
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.entries(key).any(|entry| entry.node.as_bool() == Some(true))
    }

    /// Where a key stands, or would stand.
    pub(super) fn place(&self, side: &Side<'_>, key: &str) -> Place {
        match self.entry(key) {
            Some(entry) => side.spec.key_place(entry),
            None => side.spec.head(self.owner()),
        }
    }
}

/// What a schema refers to if it is a reference, or one in the wrapping that lets words stand beside it.
pub(super) fn name(node: &Node) -> Option<&str> {
    reference(node).or_else(|| match node.get("allOf")?.items() {
        [only] => reference(only),
        _ => None,
    })
}
