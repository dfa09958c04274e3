//! A tree as JSON, in the order of the document.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::spec::tree::{Node, Value};

/// The command that makes the derived file stands in its first line, since JSON has no comments.
const ORIGIN_KEY: &str = "x-generated";
const ORIGIN: &str = "by `cargo xtask generate` from spec/leegality.yaml; do not edit";

/// The document as pretty-printed JSON that says where it comes from and ends with a line break.
pub(crate) fn derive(document: &Node) -> Result<String, String> {
    let json = serde_json::to_string_pretty(&Root(document)).map_err(|error| error.to_string())?;
    Ok(json + "\n")
}

struct Root<'a>(&'a Node);

impl Serialize for Root<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.entries();
        let mut map = serializer.serialize_map(Some(entries.len() + 1))?;
        map.serialize_entry(ORIGIN_KEY, ORIGIN)?;
        for entry in entries {
            map.serialize_entry(&entry.key, &*entry.node)?;
        }
        map.end()
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Integer(value) => serializer.serialize_i64(*value),
            Value::Float(value) => serializer.serialize_f64(*value),
            Value::String(value) => serializer.serialize_str(value),
            Value::Sequence(items) => serializer.collect_seq(items.iter().map(|item| &**item)),
            Value::Mapping(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&entry.key, &*entry.node)?;
                }
                map.end()
            }
        }
    }
}
