//! Values that a page shows: sample JSON, and the texts of example cells.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::Finding;
use crate::page::facts::{Fact, Facts, Field, Kind};
use crate::page::import::codes;
use crate::page::sample::{Entry, Sample};
use crate::page::word::{locate, shortened};
use crate::yaml::Yaml;

/// At which the site cuts the text of an example cell.
const MAX_CELL: usize = 60;

/// A sample as it stands on the page.
pub(super) fn sample(sample: &Sample) -> Result<Yaml, String> {
    let json = sample.place.file.text.get(sample.place.range.clone()).unwrap_or_default();
    serde_json::from_str(json).map_err(|error| format!("{}: {error}", locate(&sample.place)))
}

/// What a sample shows at a path.
pub(super) fn shown<'a>(facts: &'a Facts, path: &str) -> impl Iterator<Item = &'a Entry> {
    let entries = facts.samples.iter().flat_map(|sample| &sample.entries);
    let path = path.to_owned();
    entries.filter(move |entry| entry.path == path)
}

/// The example of a field, of one that is no object and no array.
pub(super) fn example(facts: &Facts, field: &Field, findings: &mut Vec<Finding>) -> Option<Yaml> {
    let cell = field.example.as_ref()?;
    if cell.value == "null" || !is_scalar(field.kind.value) {
        return None;
    }
    if cell.value.chars().count() < MAX_CELL {
        return value(field, cell, findings);
    }
    // What was cut is whole in the sample, or nowhere.
    let samples = shown(facts, &field.path).filter_map(|entry| entry.value.as_ref());
    let whole = samples.into_iter().find(|value| value.starts_with(&cell.value));
    whole.filter(|_| field.kind.value == Kind::String).map(Yaml::text)
}

/// A text of a page as a value of the field's type.
pub(super) fn value(field: &Field, text: &Fact<String>, findings: &mut Vec<Finding>) -> Option<Yaml> {
    let value = typed(field.kind.value, &text.value);
    if value.is_none() {
        let (shown, name, kind) = (shortened(&text.value), shortened(&field.path), field.kind.value);
        let message = format!("`{shown}` is no value of `{name}`, which is {kind}");
        let finding = Finding::new(codes::EXAMPLE, text.place.clone(), message);
        findings.push(finding.related(field.kind.place.clone(), "its type"));
    }
    value
}

pub(super) fn is_scalar(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Integer | Kind::Number | Kind::Boolean)
}

fn typed(kind: Kind, text: &str) -> Option<Yaml> {
    match (kind, serde_json::from_str::<Yaml>(text)) {
        (Kind::String, _) => Some(Yaml::text(text)),
        (Kind::Boolean, Ok(value @ Yaml::Boolean(_))) => Some(value),
        (Kind::Number, Ok(value @ Yaml::Number(_))) => Some(value),
        (Kind::Integer, Ok(Yaml::Number(number))) => number.parse::<i64>().ok().map(|_| Yaml::Number(number)),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Json)
    }
}

/// Keeps the order of the keys.
struct Json;

impl<'de> Visitor<'de> for Json {
    type Value = Yaml;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Yaml, E> {
        Ok(Yaml::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Yaml, E> {
        Ok(Yaml::Number(serde_json::Value::from(value).to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Yaml::Map(map))
    }
}
