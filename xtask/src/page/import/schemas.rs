//! The schemas of an operation.

use heck::ToPascalCase;

use crate::diagnostic::Finding;
use crate::page::facts::{Facts, Field, Kind, Side as Tells};
use crate::page::import::declarations::{Declarations, Spot};
use crate::page::import::examples;
use crate::page::import::model::{Class, Model, Property, Side};
use crate::page::import::names::Names;
use crate::yaml::Yaml;

/// Writes schemas, and remembers those that a property needs besides.
pub(super) struct Schemas<'a, 'f> {
    pub(super) facts: &'a Facts,
    pub(super) model: &'a Model<'a>,
    pub(super) declarations: &'a Declarations,
    pub(super) findings: &'f mut Vec<Finding>,
}

type Entries = Vec<(String, Yaml)>;

impl Schemas<'_, '_> {
    /// All components, each type followed by those of its values.
    pub(super) fn components(&mut self) -> Entries {
        let mut names = self.model.names.clone();
        let mut components = Entries::new();
        let model = self.model;
        let mut classes: Vec<&Class<'_>> =
            model.classes.iter().filter(|class| !class.name.is_empty()).collect();
        // As a reader meets them: what is sent, then what comes back.
        classes.sort_by_key(|class| class.side != Side::Request);
        for class in classes {
            let mut values = Entries::new();
            let mut schema = entries([("type", Yaml::text("object"))]);
            if class.page_names.iter().any(|name| *name != class.name) {
                push(
                    &mut schema,
                    "x-vendor-schemas",
                    Yaml::texts(class.page_names.iter().map(String::as_str)),
                );
            }
            let is_required = |property: &&Property<'_>| {
                class.side == Side::Request && property.fields.iter().any(|field| is_required(field))
            };
            let required: Vec<&str> =
                class.properties.iter().filter(is_required).map(|property| property.name.as_str()).collect();
            if !required.is_empty() {
                push(&mut schema, "required", Yaml::texts(required));
            }
            let mut properties = Entries::new();
            for property in &class.properties {
                let of_values = self.values(class, property, &mut names);
                let reference = of_values.as_ref().map(|(name, _)| name.clone());
                values.extend(of_values);
                properties
                    .push((property.name.clone(), self.property(class, property, reference.as_deref())));
            }
            push(&mut schema, "properties", Yaml::Map(properties));
            components.push((class.name.clone(), Yaml::Map(schema)));
            components.extend(values);
        }
        components
    }

    /// The schema for what a text of a request may be, if that is not anything.
    fn values(
        &mut self,
        class: &Class<'_>,
        property: &Property<'_>,
        names: &mut Names,
    ) -> Option<(String, Yaml)> {
        let field = property.fields.first().filter(|field| field.kind.value == Kind::String)?;
        if class.side != Side::Request {
            return None;
        }
        let mut schema = entries([("type", Yaml::text("string"))]);
        let pascal = property.name.to_pascal_case();
        let name = match &field.required_value {
            Some(statement) => {
                push(&mut schema, "enum", Yaml::texts([statement.value.as_str()]));
                names.take(&format!("{pascal}Statement"), "Value")
            }
            None if field.allowed.is_empty() => return None,
            None => {
                push(&mut schema, "enum", self.allowed(field));
                if let Some(example) = examples::example(self.facts, field, self.findings) {
                    push(&mut schema, "example", example);
                }
                names.take(&format!("{}{pascal}", class.name), "Value")
            }
        };
        Some((name, Yaml::Map(schema)))
    }

    fn property(&mut self, class: &Class<'_>, property: &Property<'_>, reference: Option<&str>) -> Yaml {
        let spot = Spot::property(&class.name, &property.name);
        let is_answer = class.side != Side::Request;
        let is_null = |field: &&Field| {
            !is_required(field)
                && examples::shown(self.facts, &field.path).any(|entry| entry.kind == Kind::Null)
        };
        let is_nullable = is_answer || property.fields.iter().any(is_null);
        let of_type = self.model.class_of(&property.fields).map(|class| class.name.as_str());
        if let Some(name) = reference.or(of_type) {
            return self.reference(name, is_nullable, &spot);
        }
        let mut schema = entries([("type", Yaml::text(property.kind().name()))]);
        nullable(&mut schema, is_nullable);
        if property.kind() == Kind::Array {
            let items = self.items(property, is_answer, &spot.items());
            push(&mut schema, "items", items);
        }
        let fields = property.fields.iter();
        let example = fields.clone().find_map(|field| examples::example(self.facts, field, self.findings));
        schema.extend(example.map(|example| ("example".to_owned(), example)));
        self.known_values(property, &mut schema);
        self.known_codes(property, is_answer, &mut schema);
        self.declare(&mut schema, &spot);
        Yaml::Map(schema)
    }

    fn items(&mut self, property: &Property<'_>, is_answer: bool, spot: &Spot) -> Yaml {
        if let Some(class) = self.model.class_of(&property.items) {
            return self.reference(&class.name, is_answer, spot);
        }
        let kind = match property.item_kind() {
            Kind::Unknown => self.shown_kind(&property.items),
            kind => Some(kind),
        };
        let Some(kind) = kind else { return Yaml::Map(Vec::new()) };
        let mut schema = entries([("type", Yaml::text(kind.name()))]);
        nullable(&mut schema, is_answer);
        self.declare(&mut schema, spot);
        Yaml::Map(schema)
    }

    /// What all items of a list are in the samples, where the table does not say it.
    fn shown_kind(&self, items: &[&Field]) -> Option<Kind> {
        let entries = items.iter().flat_map(|item| examples::shown(self.facts, &item.path));
        let mut kinds: Vec<Kind> = entries.map(|entry| entry.kind).collect();
        kinds.dedup();
        match kinds.as_slice() {
            [kind] if examples::is_scalar(*kind) => Some(*kind),
            _ => None,
        }
    }

    /// A reference, in a wrapper where something is said beside it.
    pub(super) fn reference(&self, name: &str, is_nullable: bool, spot: &Spot) -> Yaml {
        let target = Yaml::map([("$ref", Yaml::text(format!("#/components/schemas/{name}")))]);
        if !is_nullable {
            let Yaml::Map(mut schema) = target else { return target };
            self.declare(&mut schema, spot);
            return Yaml::Map(schema);
        }
        let mut schema = entries([("nullable", Yaml::Boolean(true)), ("allOf", Yaml::List(vec![target]))]);
        self.declare(&mut schema, spot);
        Yaml::Map(schema)
    }

    /// Values that are no closed list: of an answer, and of what the generator has no such lists for.
    fn known_values(&mut self, property: &Property<'_>, schema: &mut Entries) {
        let mut values: Vec<Yaml> = Vec::new();
        for field in &property.fields {
            for text in field.allowed.iter().chain(&field.required_value) {
                let value = match examples::is_scalar(field.kind.value) {
                    true => examples::value(field, text, self.findings),
                    false => Some(Yaml::text(&text.value)),
                };
                values.extend(value.filter(|value| !values.contains(value)));
            }
        }
        if !values.is_empty() {
            push(schema, "x-documented-values", Yaml::List(values));
        }
    }

    fn known_codes(&self, property: &Property<'_>, is_answer: bool, schema: &mut Entries) {
        let listed = property.fields.iter().flat_map(|field| &field.codes);
        let mut codes: Vec<(&str, Tells)> =
            listed.map(|code| (code.code.value.as_str(), code.side)).collect();
        // A field of this name has codes for programs, and those that are shown are all that is known.
        let is_code = is_answer && property.name == "code" && property.kind() == Kind::String;
        if codes.is_empty() && is_code {
            for field in &property.fields {
                let cell = field.shown.iter().map(|shown| shown.value.as_str());
                let samples = examples::shown(self.facts, &field.path);
                let samples = samples.filter_map(|entry| entry.value.as_deref());
                codes.extend(cell.chain(samples).map(|code| (code, Tells::Unsaid)));
            }
        }
        let mut list: Vec<(&str, Yaml)> = Vec::new();
        for (code, tells) in codes {
            if list.iter().any(|(known, _)| *known == code) {
                continue;
            }
            let mut entry = entries([("code", Yaml::text(code))]);
            match tells {
                Tells::Success => push(&mut entry, "status", Yaml::Number("1".to_owned())),
                Tells::Error => push(&mut entry, "status", Yaml::Number("0".to_owned())),
                Tells::Unsaid => {}
            }
            push(&mut entry, "meaning", Yaml::text(""));
            list.push((code, Yaml::Map(entry)));
        }
        if !list.is_empty() {
            let list = list.into_iter().map(|(_, entry)| entry).collect();
            push(schema, "x-documented-codes", Yaml::List(list));
        }
    }

    /// The values of a closed list, each once.
    pub(super) fn allowed(&mut self, field: &Field) -> Yaml {
        let mut values: Vec<Yaml> = Vec::new();
        for text in &field.allowed {
            let value = examples::value(field, text, self.findings);
            values.extend(value.filter(|value| !values.contains(value)));
        }
        Yaml::List(values)
    }

    pub(super) fn declare(&self, schema: &mut Entries, spot: &Spot) {
        schema.extend(self.declarations.at(spot).map(|list| ("x-drift".to_owned(), list)));
    }
}

pub(super) fn is_required(field: &Field) -> bool {
    field.required.as_ref().is_some_and(|required| required.value)
}

pub(super) fn entries<'a>(list: impl IntoIterator<Item = (&'a str, Yaml)>) -> Entries {
    list.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn push(map: &mut Entries, key: &str, value: Yaml) {
    map.push((key.to_owned(), value));
}

fn nullable(schema: &mut Entries, is_nullable: bool) {
    if is_nullable {
        push(schema, "nullable", Yaml::Boolean(true));
    }
}
