//! Where the objects of a document stand, by their kind and by their reference.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::table::Kind;
use crate::spec::tree::{Entry, Node};

/// A longer chain of references serves nobody.
const MAX_HOPS: usize = 64;

pub(crate) struct Index<'a> {
    pub(crate) root: &'a Rc<Node>,
    /// The components, by section and name.
    components: HashMap<&'a str, HashMap<&'a str, &'a Entry>>,
    visits: HashMap<Kind, Vec<Visit<'a>>>,
    pub(crate) references: Vec<Reference<'a>>,
    /// What an alias stands for is visited once.
    seen: HashSet<(*const Node, Kind)>,
}

/// An object, and the key that it stands under.
#[derive(Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub(crate) entry: Option<&'a Entry>,
    pub(crate) node: &'a Rc<Node>,
}

/// A reference, and what it has to refer to.
pub(crate) struct Reference<'a> {
    pub(crate) kind: Kind,
    /// The text of the reference.
    pub(crate) node: &'a Rc<Node>,
    pub(crate) target: &'a str,
}

impl<'a> Index<'a> {
    pub(crate) fn new(root: &'a Rc<Node>) -> Self {
        let mut components: HashMap<&str, HashMap<&str, &Entry>> = HashMap::new();
        for section in root.get("components").map(|node| node.entries()).unwrap_or_default() {
            let names = components.entry(&section.key).or_default();
            for entry in section.node.entries() {
                names.entry(&entry.key).or_insert(entry);
            }
        }
        Self { root, components, visits: HashMap::new(), references: Vec::new(), seen: HashSet::new() }
    }

    /// Notes an object; false if it was noted before.
    pub(super) fn note(&mut self, kind: Kind, entry: Option<&'a Entry>, node: &'a Rc<Node>) -> bool {
        if Rc::strong_count(node) > 1 && !self.seen.insert((Rc::as_ptr(node), kind)) {
            return false;
        }
        self.visits.entry(kind).or_default().push(Visit { entry, node });
        true
    }

    /// All objects of a kind, in the order of the document.
    pub(crate) fn all(&self, kind: Kind) -> &[Visit<'a>] {
        self.visits.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of a section of the components.
    pub(crate) fn names(&self, section: &str) -> impl Iterator<Item = &'a str> {
        self.components.get(section).into_iter().flat_map(|names| names.keys().copied())
    }

    /// The component under a section and a name.
    pub(crate) fn component(&self, section: &str, name: &str) -> Option<&'a Entry> {
        self.components.get(section)?.get(name).copied()
    }

    /// The component that a reference such as `#/components/schemas/Message` names.
    pub(crate) fn target(&self, reference: &str) -> Option<&'a Entry> {
        let (section, name) = split(reference)?;
        self.component(section, name)
    }

    /// Follows references until something stands there; none if they are broken or endless.
    pub(crate) fn resolve(&self, node: &'a Rc<Node>) -> Option<&'a Rc<Node>> {
        let mut node = node;
        for _ in 0..MAX_HOPS {
            match reference(node) {
                None => return Some(node),
                Some(reference) => node = &self.target(reference)?.node,
            }
        }
        None
    }

    /// What stands under a key, behind references.
    pub(crate) fn follow(&self, node: &'a Node, key: &str) -> Option<&'a Rc<Node>> {
        self.resolve(node.get(key)?)
    }
}

/// The text of `$ref`.
pub(crate) fn reference(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}

/// Section and name of a reference to a component.
pub(crate) fn split(reference: &str) -> Option<(&str, &str)> {
    let (section, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    (!name.contains('/')).then_some((section, name))
}
