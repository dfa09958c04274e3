//! Reads the YAML of a spec and turns it into JSON, in the order in which it was written.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};

/// The command that makes the derived file stands in its first line, since JSON has no comments.
const ORIGIN_KEY: &str = "x-generated";
const ORIGIN: &str = "by `cargo xtask generate` from spec/leegality.yaml; do not edit";

/// The document at `path` as pretty-printed JSON that ends with a line break.
pub(crate) fn to_json(path: &Path) -> Result<String, String> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("could not read {shown}: {error}"))?;
    let documents =
        MarkedYaml::load_from_str(&text).map_err(|error| format!("{shown} is not valid YAML: {error}"))?;
    let [document] = documents.as_slice() else {
        return Err(format!("{shown} holds {} YAML documents instead of one", documents.len()));
    };
    let position = RefCell::new(None);
    let root = Root(Node { yaml: document, position: &position });
    let mut json = serde_json::to_string_pretty(&root).map_err(|error| match position.take() {
        Some((line, column)) => format!("{shown}:{line}:{column}: {error}"),
        None => format!("{shown}: {error}"),
    })?;
    json.push('\n');
    Ok(json)
}

/// The document itself: a mapping that starts with its origin.
struct Root<'a>(Node<'a>);

impl Serialize for Root<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let YamlData::Mapping(entries) = &self.0.yaml.data else {
            return Err(self.0.error("an OpenAPI document is a mapping"));
        };
        let mut map = serializer.serialize_map(Some(entries.len() + 1))?;
        map.serialize_entry(ORIGIN_KEY, ORIGIN)?;
        for (key, value) in entries {
            map.serialize_entry(self.0.child(key).key()?, &self.0.child(value))?;
        }
        map.end()
    }
}

/// A node on its way to JSON. Where it cannot go there, it leaves its line and column in `position`.
struct Node<'a> {
    yaml: &'a MarkedYaml<'a>,
    position: &'a RefCell<Option<(usize, usize)>>,
}

impl<'a> Node<'a> {
    fn child(&self, yaml: &'a MarkedYaml<'a>) -> Self {
        Self { yaml, position: self.position }
    }

    fn key<E: Error>(&self) -> Result<&'a str, E> {
        match &self.yaml.data {
            YamlData::Value(Scalar::String(key)) => Ok(key),
            _ => Err(self.error("a key has to be a string; put it in quotes")),
        }
    }

    fn error<E: Error>(&self, message: &str) -> E {
        let start = self.yaml.span.start;
        self.position.replace(Some((start.line(), start.col() + 1)));
        E::custom(message)
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.yaml.data {
            YamlData::Value(Scalar::Null) => serializer.serialize_unit(),
            YamlData::Value(Scalar::Boolean(value)) => serializer.serialize_bool(*value),
            YamlData::Value(Scalar::Integer(value)) => serializer.serialize_i64(*value),
            YamlData::Value(Scalar::FloatingPoint(value)) => serializer.serialize_f64(value.into_inner()),
            YamlData::Value(Scalar::String(value)) => serializer.serialize_str(value),
            YamlData::Sequence(items) => serializer.collect_seq(items.iter().map(|item| self.child(item))),
            YamlData::Mapping(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(self.child(key).key()?, &self.child(value))?;
                }
                map.end()
            }
            YamlData::Tagged(..) => Err(self.error("a YAML tag has no meaning in JSON; remove it")),
            YamlData::Representation(..) | YamlData::Alias(_) | YamlData::BadValue => {
                Err(self.error("this value cannot be read"))
            }
        }
    }
}
