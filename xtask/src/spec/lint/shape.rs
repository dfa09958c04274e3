//! The document against the table: unknown keys, values of the wrong kind, missing keys.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::Report;
use super::index::{Index, Reference};
use super::meaning::{listed, shown};
use super::nearest::nearest;
use super::table::{EXTENSIONS, Keys, Kind, Need, Object, Shape, object, shape_of};
use crate::spec::tree::{Entry, Node, Value};
use crate::spec::{Spec, codes};

/// Checks the shape, and notes every object on the way.
pub(super) fn check<'a>(spec: &'a Spec, report: &mut Report<'_>) -> Index<'a> {
    let mut walk = Walk { index: Index::new(&spec.root), report };
    walk.object(Kind::Document, None, &spec.root);
    walk.version();
    walk.index
}

struct Walk<'a, 'r, 's> {
    index: Index<'a>,
    report: &'r mut Report<'s>,
}

impl<'a> Walk<'a, '_, '_> {
    fn version(&mut self) {
        let Some(node) = self.index.root.get("openapi") else { return };
        if let Some(version) = node.as_str().filter(|version| !version.starts_with("3.0.")) {
            let message = format!("OpenAPI {} is not supported", shown(version));
            let finding = self.report.at(codes::UNSUPPORTED_VERSION, node, message);
            self.report.push(finding.help("the generator reads 3.0.x: write `openapi: 3.0.3`"));
        }
    }

    fn value(&mut self, shape: Shape, entry: Option<&'a Entry>, node: &'a Rc<Node>) {
        if !shape.is_kind_of(node) {
            return self.wrong_type(shape, entry, node);
        }
        match (shape, &node.value) {
            (Shape::Words(words), Value::String(word)) => self.word(words, word, node),
            (Shape::Url, Value::String(text)) => self.url(text, node),
            (Shape::Object(kind), _) => self.object(kind, entry, node),
            (Shape::OrReference(kind), _) => self.object_or_reference(kind, entry, node),
            (Shape::BooleanOr(other), Value::Mapping(_)) => self.value(*other, entry, node),
            (Shape::Array(items), Value::Sequence(nodes)) => {
                nodes.iter().for_each(|node| self.value(*items, None, node));
            }
            (Shape::Map(values), Value::Mapping(entries)) => {
                entries.iter().for_each(|entry| self.value(*values, Some(entry), &entry.node));
            }
            _ => {}
        }
    }

    fn url(&mut self, text: &str, node: &Node) {
        if !is_web_address(text) {
            let message = format!("`{}` is no address on the web", shown(text));
            let finding = self.report.at(codes::INVALID_URL, node, message);
            self.report.push(finding.help("write a whole URL: `https://...`"));
        }
    }

    fn wrong_type(&mut self, shape: Shape, entry: Option<&'a Entry>, node: &'a Rc<Node>) {
        let key = match (entry, shape) {
            (Some(entry), _) => format!("`{}`", shown(&entry.key)),
            (None, Shape::Object(Kind::Document)) => "the document".to_owned(),
            (None, _) => "this item".to_owned(),
        };
        let message = format!("{key} has to be {}, not {}", describe(shape), node.kind());
        let finding = match node.value {
            // There is nothing to point at but the key.
            Value::Null => self.report.about(codes::WRONG_TYPE, entry, node, message),
            _ => self.report.at(codes::WRONG_TYPE, node, message),
        };
        let key = entry.map(|entry| entry.key.as_str()).unwrap_or_default();
        self.report.push(finding.help(remedy(shape, key, &node.value)));
    }

    fn word(&mut self, words: &'static [&'static str], word: &'a str, node: &'a Rc<Node>) {
        if words.contains(&word) {
            return;
        }
        let finding =
            self.report.at(codes::UNKNOWN_WORD, node, format!("`{}` is not allowed here", shown(word)));
        let help = match nearest(word, words.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("allowed are {}", listed(words.iter().copied())),
        };
        self.report.push(finding.help(help));
    }

    fn object_or_reference(&mut self, kind: Kind, entry: Option<&'a Entry>, node: &'a Rc<Node>) {
        let Some(reference) = node.entry("$ref") else { return self.object(kind, entry, node) };
        match reference.node.as_str() {
            Some(target) => self.index.references.push(Reference { kind, node: &reference.node, target }),
            None => self.wrong_type(Shape::String, Some(reference), &reference.node),
        }
        for other in node.entries().iter().filter(|other| other.key != "$ref") {
            if other.key.starts_with("x-") {
                self.extension(kind, other);
                continue;
            }
            let message = format!("`{}` is ignored beside `$ref`", shown(&other.key));
            let finding = self.report.at_key(codes::KEY_BESIDE_REF, other, message);
            let help = match kind {
                Kind::Schema => "wrap the reference: `allOf: [{$ref: ...}]` may have other keys beside it",
                _ => "move it to what is referenced, or remove it",
            };
            self.report.push(finding.help(help));
        }
    }

    fn object(&mut self, kind: Kind, entry: Option<&'a Entry>, node: &'a Rc<Node>) {
        if !matches!(node.value, Value::Mapping(_)) {
            return self.wrong_type(Shape::Object(kind), entry, node);
        }
        if !self.index.note(kind, entry, node) {
            return;
        }
        let object = object(kind);
        // An unknown key that looks like a missing one is reported as the former only.
        let mut meant = Vec::new();
        let absent = LazyCell::new(|| absent(object, node));
        for entry in node.entries() {
            if object.is_extensible && entry.key.starts_with("x-") {
                self.extension(kind, entry);
                continue;
            }
            match shape_of(kind, &entry.key) {
                Some(shape) => self.value(shape, Some(entry), &entry.node),
                None => meant.extend(self.unknown_key(object, &absent, entry)),
            }
        }
        self.missing_keys(object, entry, node, &meant);
        self.exclusive_keys(object, node);
    }

    /// Extensions are free, but for those that this project reads, and those that look like one of them.
    fn extension(&mut self, kind: Kind, entry: &'a Entry) {
        if let Some((name, owner, shape)) = EXTENSIONS.iter().find(|(name, ..)| *name == entry.key) {
            match owner {
                Some(owner) if *owner != kind => {
                    let message = format!("{} has no key `{name}`", object(kind).name);
                    let finding = self.report.at_key(codes::UNKNOWN_KEY, entry, message);
                    self.report.push(finding.help(format!("it belongs to {}", object(*owner).name)));
                }
                _ => self.value(*shape, Some(entry), &entry.node),
            }
            return;
        }
        // The prefix says nothing about how near they are.
        let rest = entry.key.trim_start_matches("x-");
        let names = EXTENSIONS.iter().map(|(name, ..)| name.trim_start_matches("x-"));
        if let Some(near) = nearest(rest, names) {
            let message = format!("nothing reads `{}`", shown(&entry.key));
            let finding = self.report.at_key(codes::UNKNOWN_KEY, entry, message);
            self.report.push(finding.help(format!("did you mean `x-{near}`?")));
        }
    }

    /// Returns the key that was probably meant.
    fn unknown_key(
        &mut self,
        object: &Object,
        absent: &[&'static str],
        entry: &Entry,
    ) -> Option<&'static str> {
        let Keys::Fixed(keys) = &object.keys else { return None };
        let names = || keys.iter().map(|key| key.name);
        let meant = nearest(&entry.key, absent.iter().copied());
        let message = format!("{} has no key `{}`", object.name, shown(&entry.key));
        let finding = self.report.at_key(codes::UNKNOWN_KEY, entry, message);
        let help = match (meant, newer(&entry.key)) {
            (Some(meant), _) => format!("did you mean `{meant}`?"),
            (None, Some(newer)) => newer.to_owned(),
            (None, None) if nearest(&entry.key, names()).is_some() => {
                let taken = nearest(&entry.key, names()).unwrap_or_default();
                format!("did you mean `{taken}`? {} has it already", object.name)
            }
            (None, None) if object.is_extensible => {
                format!("known are {}; an extension begins with `x-`", listed(names()))
            }
            (None, None) => format!("known are {}", listed(names())),
        };
        self.report.push(finding.help(help));
        meant
    }

    fn missing_keys(&mut self, object: &Object, entry: Option<&Entry>, node: &Node, meant: &[&str]) {
        let Keys::Fixed(keys) = &object.keys else { return };
        let is_missing = |name: &&str| node.get(name).is_none() && !meant.contains(name);
        let alternatives = object
            .exclusive
            .iter()
            .filter(|(one, other, need)| *need == Need::ExactlyOne && is_missing(one) && is_missing(other));
        let required = keys.iter().filter(|key| key.is_required).map(|key| key.name).filter(is_missing);
        for name in required.chain(alternatives.map(|(one, ..)| *one)) {
            let message = format!("{} needs `{name}`", object.name);
            self.report.push(self.report.about(codes::MISSING_KEY, entry, node, message));
        }
    }

    fn exclusive_keys(&mut self, object: &Object, node: &Node) {
        for (one, other, _) in object.exclusive {
            if let (Some(one), Some(other)) = (node.entry(one), node.entry(other)) {
                let (first, second) =
                    if one.key_range.start < other.key_range.start { (one, other) } else { (other, one) };
                let message = format!("`{}` excludes `{}`", first.key, second.key);
                let finding = self.report.at_key(codes::CONFLICTING_KEYS, second, message);
                self.report.push(finding.related(self.report.key_place(first), "stands here already"));
            }
        }
    }
}

/// The keys that an object does not have: one that is there already was not meant by another.
fn absent(object: &Object, node: &Node) -> Vec<&'static str> {
    let Keys::Fixed(keys) = &object.keys else { return Vec::new() };
    let present: HashSet<&str> = node.entries().iter().map(|entry| entry.key.as_str()).collect();
    keys.iter().map(|key| key.name).filter(|name| !present.contains(name)).collect()
}

fn describe(shape: Shape) -> String {
    match shape {
        Shape::Any => "anything".to_owned(),
        Shape::String | Shape::Url => "a string".to_owned(),
        Shape::Scalar => "a string or a number".to_owned(),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Integer => "an integer".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Words(words) => format!("one of {}", listed(words.iter().copied())),
        Shape::Object(_) | Shape::OrReference(_) | Shape::Map(_) => "an object".to_owned(),
        Shape::BooleanOr(other) => format!("a boolean or {}", describe(*other)),
        Shape::Array(_) => "an array".to_owned(),
    }
}

/// What to write in place of a value of the wrong kind.
fn remedy(shape: Shape, key: &str, value: &Value) -> String {
    let is_scalar = !matches!(value, Value::Null | Value::Sequence(_) | Value::Mapping(_));
    let help = match (shape, value) {
        (_, Value::Null) => "write a value, or remove the key",
        (Shape::Words(_), Value::Sequence(_)) if key == "type" => {
            "a list of types belongs to OpenAPI 3.1: write one type, and `nullable: true` if `null` is one of them"
        }
        (Shape::Array(_), Value::Boolean(_)) if key == "required" => {
            "list the names of the required properties in the `required` of the schema around it"
        }
        (Shape::String | Shape::Url, _) if is_scalar => "put it in quotes",
        (Shape::Boolean | Shape::Integer | Shape::Number, Value::String(text))
            if text.parse::<f64>().is_ok() || matches!(text.as_str(), "true" | "false") =>
        {
            "remove the quotes"
        }
        (Shape::Array(_), _) if is_scalar => "write it as a list, in brackets",
        (Shape::Object(Kind::Document), _) => {
            "the document has to be an object: `openapi`, `info` and `paths` stand at its top"
        }
        _ => return format!("write {}", describe(shape)),
    };
    help.to_owned()
}

/// Whether a text is a URL that a browser opens.
pub(super) fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.chars().any(char::is_alphanumeric)
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c))
}

/// What to write in place of a key that later versions of OpenAPI, or JSON Schema, have.
fn newer(key: &str) -> Option<&'static str> {
    Some(match key {
        "const" => "this belongs to OpenAPI 3.1; write `enum` with one value",
        "examples" => "this belongs to OpenAPI 3.1; a schema has one `example` here",
        "webhooks"
        | "jsonSchemaDialect"
        | "pathItems"
        | "prefixItems"
        | "contentEncoding"
        | "contentMediaType"
        | "unevaluatedProperties"
        | "if"
        | "then"
        | "else"
        | "identifier" => "this belongs to OpenAPI 3.1, which the generator does not read",
        "patternProperties" | "propertyNames" | "contains" | "dependencies" | "dependentRequired"
        | "$schema" | "$id" | "$defs" | "definitions" => {
            "this belongs to JSON Schema; OpenAPI 3.0 does not have it"
        }
        _ => return None,
    })
}
