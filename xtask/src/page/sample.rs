//! Sample JSON, as a list of the values in it.

use hmac_sha256::Hash;

use crate::diagnostic::Place;
use crate::page::facts::{Fact, Kind, MAX_DEPTH};
use crate::spec::Spec;
use crate::spec::tree::{Node, Value};

/// What the paths of one sample may take together: nesting under long names would multiply without end.
const MAX_PATH_BYTES: usize = 8 * 1024 * 1024;

#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// `request`, `200`
    pub(crate) body: String,
    /// The name of an example in the spec.
    pub(crate) name: Option<String>,
    pub(crate) place: Place,
    /// Of the values and where they stand in the sample, not of its text.
    pub(crate) sha256: String,
    /// Every value, each before the values in it.
    pub(crate) entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// `200.data.roles[0].id`; without the indices in the lock, which keeps one entry for all items.
    pub(crate) pointer: String,
    /// `200.data.roles[].id`
    pub(crate) path: String,
    pub(crate) kind: Kind,
    /// Of a scalar. The lock keeps those of codes.
    pub(crate) value: Option<String>,
    pub(crate) place: Place,
}

impl Sample {
    pub(crate) fn new(body: String, place: Place, entries: Vec<Entry>) -> Self {
        Self { body, name: None, place, sha256: fingerprint(&entries), entries }
    }

    /// The sample that a node of the spec is.
    pub(crate) fn of_node(spec: &Spec, body: &str, node: &Node) -> Result<Self, String> {
        let mut entries = Entries::default();
        entries.node(spec, node, &Path::root(body), 0)?;
        Ok(Self::new(body.to_owned(), spec.place(node), entries.list))
    }
}

fn fingerprint(entries: &[Entry]) -> String {
    let mut lines: Vec<String> = entries
        .iter()
        .map(|entry| {
            format!("{}\t{}\t{:?}\n", entry.pointer, entry.kind, entry.value.as_deref().unwrap_or(""))
        })
        .collect();
    // The order of an object's keys is no fact.
    lines.sort_unstable();
    hex(&Hash::hash(lines.concat().as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a value stands, with and without the indices.
#[derive(Clone)]
pub(crate) struct Path {
    pointer: String,
    path: String,
}

impl Path {
    pub(crate) fn root(body: &str) -> Self {
        Self { pointer: body.to_owned(), path: body.to_owned() }
    }

    pub(crate) fn key(&self, key: &str) -> Self {
        Self { pointer: format!("{}.{key}", self.pointer), path: format!("{}.{key}", self.path) }
    }

    pub(crate) fn item(&self, index: usize) -> Self {
        Self { pointer: format!("{}[{index}]", self.pointer), path: format!("{}[]", self.path) }
    }
}

/// The entries so far, and how much they take.
#[derive(Default)]
pub(crate) struct Entries {
    pub(crate) list: Vec<Entry>,
    path_bytes: usize,
}

impl Entries {
    pub(crate) fn push(
        &mut self,
        path: &Path,
        kind: Kind,
        value: Fact<Option<String>>,
    ) -> Result<(), String> {
        self.path_bytes += path.pointer.len() + path.path.len();
        if self.path_bytes > MAX_PATH_BYTES {
            return Err("the sample is larger than any of a page".to_owned());
        }
        self.list.push(Entry {
            pointer: path.pointer.clone(),
            path: path.path.clone(),
            kind,
            value: value.value,
            place: value.place,
        });
        Ok(())
    }

    fn node(&mut self, spec: &Spec, node: &Node, path: &Path, depth: usize) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err(format!("an example in {} is nested deeper than {MAX_DEPTH} levels", spec.file.name));
        }
        let (kind, value) = match &node.value {
            Value::Null => (Kind::Null, None),
            Value::Boolean(value) => (Kind::Boolean, Some(value.to_string())),
            Value::Integer(value) => (Kind::Integer, Some(value.to_string())),
            // As JSON spells it: `2.0` and `1e+100`.
            Value::Float(value) => (Kind::Number, Some(serde_json::Value::from(*value).to_string())),
            Value::String(value) => (Kind::String, Some(value.clone())),
            Value::Sequence(_) => (Kind::Array, None),
            Value::Mapping(_) => (Kind::Object, None),
        };
        self.push(path, kind, Fact::new(value, spec.place(node)))?;
        for (index, item) in node.items().iter().enumerate() {
            self.node(spec, item, &path.item(index), depth + 1)?;
        }
        for entry in node.entries() {
            self.node(spec, &entry.node, &path.key(&entry.key), depth + 1)?;
        }
        Ok(())
    }
}
