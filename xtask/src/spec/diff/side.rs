//! One of the two documents.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::spec::Spec;
use crate::spec::lint::index::{Index, reference, split};
use crate::spec::tree::{Entry, Node};

use super::schema::Direction;

pub(super) struct Side<'a> {
    pub(super) spec: &'a Spec,
    pub(super) index: Index<'a>,
    request_schemas: RefCell<HashSet<&'a str>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(spec: &'a Spec) -> Self {
        Self { spec, index: Index::new(&spec.root), request_schemas: RefCell::default() }
    }

    /// Where something under a key stands, or would stand: the object itself, or the beginning of the document.
    pub(super) fn head(&self, node: Option<&Rc<Node>>) -> Place {
        self.spec.head(node.unwrap_or(&self.spec.root))
    }

    /// The component that an object refers to. None if it is no reference.
    pub(super) fn target(&self, node: &'a Rc<Node>) -> Option<Result<&'a Entry, ()>> {
        let reference = reference(node)?;
        Some(self.index.target(reference).ok_or(()))
    }

    /// Follows references of anything but schemas.
    pub(super) fn resolve(&self, node: &'a Rc<Node>) -> Result<&'a Rc<Node>, ()> {
        let mut node = node;
        for _ in 0..64 {
            match self.target(node) {
                None => return Ok(node),
                Some(target) => node = &target?.node,
            }
        }
        Err(())
    }

    /// Notes that a direction reaches a schema, and gives its name.
    pub(super) fn name_of(&self, reference: &'a str, direction: Direction) -> Option<&'a str> {
        let (section, name) = split(reference)?;
        if direction == Direction::Request {
            self.request_schemas.borrow_mut().insert(name);
        }
        (section == "schemas").then_some(name)
    }

    pub(super) fn request_schemas(&self) -> HashSet<String> {
        self.request_schemas.borrow().iter().map(|name| (*name).to_owned()).collect()
    }

    /// The components that calls lead to.
    pub(super) fn reachable(&self) -> HashSet<*const Entry> {
        let mut reached: HashSet<*const Entry> = HashSet::new();
        let mut seen = HashSet::new();
        let top = self.spec.root.entries().iter().filter(|entry| entry.key != "components");
        let mut waiting: Vec<(&str, &'a Rc<Node>)> =
            top.map(|entry| (entry.key.as_str(), &entry.node)).collect();
        while let Some((key, node)) = waiting.pop() {
            if Rc::strong_count(node) > 1 && !seen.insert(Rc::as_ptr(node)) {
                continue;
            }
            let named = node.items().iter().filter(|_| key == "security").flat_map(|item| item.entries());
            let schemes = named.filter_map(|entry| self.index.component("securitySchemes", &entry.key));
            let mentioned = node.as_str().and_then(|text| self.index.target(text));
            for target in schemes.chain(mentioned) {
                if reached.insert(target) {
                    waiting.push(("", &target.node));
                }
            }
            waiting.extend(node.entries().iter().map(|entry| (entry.key.as_str(), &entry.node)));
            waiting.extend(node.items().iter().map(|item| ("", item)));
        }
        reached
    }
}
