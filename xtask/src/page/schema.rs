//! From a schema of the spec to the fields of a body.

use std::collections::HashSet;
use std::rc::Rc;

use crate::page::facts::{Fact, Field, Kind, MAX_DEPTH, MAX_FIELDS, MessageCode, Side};
use crate::page::word::locate;
use crate::spec::Spec;
use crate::spec::tree::{Entry, Node, Value};

/// More mappings than define any one field together with what it lies in.
const MAX_ANCHORS: usize = 4 * MAX_DEPTH;

/// The fields that a schema describes, and every mapping that was seen on the way.
pub(crate) struct Walk<'a> {
    spec: &'a Spec,
    pub(crate) fields: Vec<Field>,
    pub(crate) seen: HashSet<usize>,
}

/// A schema with its references followed and its parts put together.
#[derive(Default)]
struct Schema<'a> {
    kind: Option<Fact<Kind>>,
    properties: Vec<&'a Entry>,
    required: Vec<Fact<String>>,
    items: Option<&'a Rc<Node>>,
    allowed: Vec<Fact<String>>,
    codes: Vec<MessageCode>,
    anchors: Vec<usize>,
    type_names: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(spec: &'a Spec) -> Self {
        Self { spec, fields: Vec::new(), seen: HashSet::new() }
    }

    /// Writes out a body.
    pub(crate) fn body(&mut self, root: &str, entry: &'a Entry) -> Result<(), String> {
        let field = Field::new(
            root.to_owned(),
            self.spec.key_place(entry),
            Fact::new(Kind::Unknown, self.spec.key_place(entry)),
        );
        self.field(field, &entry.node, &mut Vec::new())
    }

    /// Writes out a field and what is in it. `chain` is the mappings that define what it lies in.
    pub(crate) fn field(
        &mut self,
        field: Field,
        node: &'a Node,
        chain: &mut Vec<usize>,
    ) -> Result<(), String> {
        if self.fields.len() >= MAX_FIELDS {
            return Err(format!(
                "{}: the schemas expand to more than {MAX_FIELDS} fields",
                locate(&field.place)
            ));
        }
        let mut schema = Schema::default();
        self.resolve(node, &mut schema, 0)?;
        let is_recursive = schema.anchors.iter().any(|anchor| chain.contains(anchor));
        let kind = schema.kind.unwrap_or_else(|| {
            let kind = if schema.properties.is_empty() { Kind::Unknown } else { Kind::Object };
            Fact::new(kind, field.place.clone())
        });
        let mut field = Field { kind: kind.clone(), is_recursive, ..field };
        field.anchors.extend(&schema.anchors);
        field.allowed = schema.allowed;
        field.codes = schema.codes;
        field.type_names = schema.type_names;
        let path = field.path.clone();
        self.fields.push(field);
        if is_recursive {
            return Ok(());
        }
        if chain.len() > MAX_ANCHORS {
            return Err(format!(
                "{}: the schemas are nested deeper than {MAX_DEPTH} levels",
                locate(&kind.place)
            ));
        }

        let depth = chain.len();
        chain.extend(&schema.anchors);
        if let Some(items) = schema.items {
            let item = Field::new(
                format!("{path}[]"),
                self.spec.place(items),
                Fact::new(Kind::Unknown, self.spec.place(items)),
            );
            self.field(item, items, chain)?;
        }
        for property in schema.properties {
            let mut field = Field::new(
                format!("{path}.{}", property.key),
                self.spec.key_place(property),
                Fact::new(Kind::Unknown, self.spec.key_place(property)),
            );
            let required = schema.required.iter().find(|name| name.value == property.key);
            field.required = Some(match required {
                Some(name) => Fact::new(true, name.place.clone()),
                None => Fact::new(false, self.spec.key_place(property)),
            });
            self.field(field, &property.node, chain)?;
        }
        chain.truncate(depth);
        Ok(())
    }

    fn resolve(&mut self, node: &'a Node, schema: &mut Schema<'a>, depth: usize) -> Result<(), String> {
        // References that lead to themselves, and parts that double at each level.
        if depth > MAX_DEPTH || schema.anchors.len() > MAX_ANCHORS {
            return Err(format!("{}: this schema has too many parts", locate(&self.spec.place(node))));
        }
        if matches!(node.value, Value::Mapping(_)) {
            self.seen.insert(node.range.start);
            schema.anchors.push(node.range.start);
        }
        if let Some(reference) = node.get("$ref") {
            let target = follow(self.spec, reference)?;
            let name = reference.as_str().and_then(|pointer| pointer.rsplit('/').next());
            schema.type_names.extend(name.map(str::to_owned));
            return self.resolve(target, schema, depth + 1);
        }
        if let Some(kind) = node.get("type") {
            // Since 3.1 a list may say that `null` is allowed as well.
            let is_other = |kind: &&Rc<Node>| kind.as_str() != Some("null");
            let name = kind.as_str().or_else(|| kind.items().iter().find(is_other)?.as_str());
            let parsed = name.and_then(Kind::parse).unwrap_or(Kind::Unknown);
            schema.kind = Some(Fact::new(parsed, self.spec.place(kind)));
        }
        schema
            .properties
            .extend(node.get("properties").into_iter().flat_map(|properties| properties.entries()));
        schema.items = node.get("items").or(schema.items);
        schema.required.extend(self.strings(node, "required"));
        schema.allowed.extend(self.strings(node, "enum"));
        schema.allowed.extend(self.strings(node, "x-documented-values"));
        schema.type_names.extend(self.strings(node, "x-vendor-schemas").map(|name| name.value));
        for documented in node.get("x-documented-codes").into_iter().flat_map(|codes| codes.items()) {
            let Some(code) = documented.get("code") else { continue };
            let side = match documented.get("status").map(|status| &status.value) {
                Some(Value::Integer(1)) => Side::Success,
                Some(Value::Integer(0)) => Side::Error,
                _ => Side::Unsaid,
            };
            schema
                .codes
                .push(MessageCode { code: Fact::new(scalar_text(code), self.spec.place(code)), side });
        }
        for part in node.get("allOf").into_iter().flat_map(|parts| parts.items()) {
            self.resolve(part, schema, depth + 1)?;
        }
        Ok(())
    }

    fn strings(&self, node: &'a Node, key: &str) -> impl Iterator<Item = Fact<String>> + use<'a> {
        let spec = self.spec;
        node.get(key)
            .into_iter()
            .flat_map(|list| list.items())
            .map(move |item| Fact::new(scalar_text(item), spec.place(item)))
    }
}

/// The node that a reference of this document names.
pub(crate) fn follow<'a>(spec: &'a Spec, reference: &Node) -> Result<&'a Node, String> {
    reference
        .as_str()
        .and_then(|text| text.strip_prefix('#'))
        .and_then(|pointer| spec.root.pointer(pointer))
        .ok_or_else(|| format!("{}: this reference leads nowhere", locate(&spec.place(reference))))
}

/// A scalar as a page would show it.
pub(crate) fn scalar_text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.clone(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => serde_json::Value::from(*value).to_string(),
        Value::Boolean(value) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::Sequence(_) | Value::Mapping(_) => String::new(),
    }
}
