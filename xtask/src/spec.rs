//! The OpenAPI document that people edit.

pub(crate) mod codes;
pub(crate) mod diff;
mod example;
pub(crate) mod json;
pub(crate) mod lint;
pub(crate) mod surface;
pub(crate) mod tree;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::source::SourceFile;
use crate::spec::tree::{Entry, Node, Value};

/// A spec as it was read: the file, and its tree.
pub(crate) struct Spec {
    pub(crate) file: Rc<SourceFile>,
    pub(crate) root: Rc<Node>,
}

impl Spec {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        Self::parse(SourceFile::read(path)?)
    }

    pub(crate) fn parse(file: SourceFile) -> Result<Self, String> {
        let file = Rc::new(file);
        let root = tree::parse(&file)?;
        Ok(Self { file, root })
    }

    /// Where a value stands.
    pub(crate) fn place(&self, node: &Node) -> Place {
        // A block scalar reaches up to the next key; its text does not.
        let text = self.file.text.get(node.range.clone()).unwrap_or_default();
        let end = node.range.start + text.trim_ascii_end().len();
        Place::new(&self.file, node.range.start..end)
    }

    /// Where a value begins, which is enough to find it: its first key or item, or the first line of its text.
    pub(crate) fn head(&self, node: &Node) -> Place {
        Place::new(&self.file, self.head_range(node))
    }

    fn head_range(&self, node: &Node) -> Range<usize> {
        let Range { start, end } = node.range;
        let end = match &node.value {
            Value::Mapping(entries) => entries.first().map_or(end, |entry| entry.key_range.end),
            Value::Sequence(items) => items.first().map_or(end, |item| self.head_range(item).end),
            _ => end,
        };
        let text = self.file.text.get(start..end.max(start)).unwrap_or_default();
        start..start + text.lines().next().unwrap_or_default().trim_end().len()
    }

    /// Where a key stands.
    pub(crate) fn key_place(&self, entry: &Entry) -> Place {
        Place::new(&self.file, entry.key_range.clone())
    }
}

/// The spec of this workspace.
pub(crate) fn default_path() -> PathBuf {
    crate::in_workspace("spec/leegality.yaml")
}
