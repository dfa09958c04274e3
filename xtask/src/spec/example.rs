//! Whether a value is what a schema describes, with the place of everything that is not.
//!
//! A small validator of our own over the tree, because a finding has to point into the document.

pub(crate) mod canonical;
mod formats;
pub(crate) mod pattern;
mod scalars;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use canonical::canonical;
use pattern::Patterns;

use crate::spec::tree::{Entry, Node, Value};

/// So many pairs of a schema and a value are looked at, over all examples.
const MAX_STEPS: usize = 1_000_000;

/// Schemas may nest so deep for one value.
const MAX_DEPTH: usize = 300;

/// Something that does not fit, at the value or at the key that does not.
pub(crate) struct Violation<'a> {
    pub(crate) at: At<'a>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    Value(&'a Node),
    Key(&'a Entry),
}

/// The check was given up: too many steps, too deep, or a pattern that does not end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivenUp;

/// Where a reference leads to, over as many hops as it takes.
pub(crate) type Resolve<'f, 'a> = &'f dyn Fn(&'a Rc<Node>) -> Option<&'a Rc<Node>>;

/// Required names that are no properties: that is a finding of its own, and not one of every example.
pub(crate) type Undeclared = HashSet<*const Node>;

/// Checks values; what one check has learned serves the next.
pub(crate) struct Checker<'f, 'a> {
    resolve: Resolve<'f, 'a>,
    undeclared: &'f Undeclared,
    patterns: Patterns,
    steps: usize,
    /// Whether a value, by its address, fits a schema.
    fits: HashMap<(*const Node, *const Node), bool>,
}

/// What was found about one value, and which pairs were looked at already.
#[derive(Default)]
struct Sink<'a> {
    violations: Vec<Violation<'a>>,
    seen: HashSet<(*const Node, *const Node)>,
}

impl<'a> Sink<'a> {
    fn value(&mut self, value: &'a Node, message: impl Into<String>) {
        self.violations.push(Violation { at: At::Value(value), message: message.into(), help: None });
    }
}

impl<'f, 'a> Checker<'f, 'a> {
    pub(crate) fn new(resolve: Resolve<'f, 'a>, undeclared: &'f Undeclared) -> Self {
        Self { resolve, undeclared, patterns: Patterns::default(), steps: 0, fits: HashMap::new() }
    }

    /// Everything in a value that its schema does not allow, and whether that is all.
    pub(crate) fn check(
        &mut self,
        schema: &'a Rc<Node>,
        value: &'a Rc<Node>,
    ) -> (Vec<Violation<'a>>, Result<(), GivenUp>) {
        let mut sink = Sink::default();
        let outcome = self.visit(schema, value, 0, &mut sink);
        (sink.violations, outcome)
    }

    fn step(&mut self, cost: usize) -> Result<(), GivenUp> {
        self.steps = self.steps.saturating_add(cost);
        if self.steps > MAX_STEPS { Err(GivenUp) } else { Ok(()) }
    }

    fn visit(
        &mut self,
        schema: &'a Rc<Node>,
        value: &'a Rc<Node>,
        depth: usize,
        sink: &mut Sink<'a>,
    ) -> Result<(), GivenUp> {
        if depth > MAX_DEPTH {
            return Err(GivenUp);
        }
        // A reference that leads nowhere is a finding of its own.
        let Some(schema) = (self.resolve)(schema) else { return Ok(()) };
        if !sink.seen.insert((Rc::as_ptr(schema), Rc::as_ptr(value))) {
            return Ok(());
        }
        // A step is what takes about as long as looking at a small schema.
        self.step(1 + schema.entries().len() / 16)?;
        let is_nullable = schema.get("nullable").and_then(|node| node.as_bool()).unwrap_or_default();
        if matches!(value.value, Value::Null) && is_nullable {
            return Ok(());
        }
        if let Some(problem) = scalars::wrong_type(schema, value) {
            sink.value(value, problem);
            return Ok(());
        }
        if let Some(allowed) = schema.get("enum").map(|list| list.items()).filter(|list| !list.is_empty()) {
            let written = allowed.iter().map(|allowed| allowed.range.len() / 16 + 1).sum::<usize>();
            self.step(written + value.range.len() / 16)?;
            let text = canonical(value);
            if !allowed.iter().any(|allowed| canonical(allowed) == text) {
                sink.value(value, "this is none of the allowed values");
            }
        }
        match &value.value {
            Value::String(text) => {
                self.step(text.len() / 16)?;
                scalars::string(schema, value, text, &mut self.patterns, sink)?;
            }
            Value::Integer(_) | Value::Float(_) => scalars::number(schema, value, sink),
            Value::Sequence(items) => self.array(schema, value, items, depth, sink)?,
            Value::Mapping(entries) => self.object(schema, value, entries, depth, sink)?,
            Value::Null | Value::Boolean(_) => {}
        }
        self.parts(schema, value, depth, sink)
    }

    fn array(
        &mut self,
        schema: &'a Node,
        value: &'a Node,
        items: &'a [Rc<Node>],
        depth: usize,
        sink: &mut Sink<'a>,
    ) -> Result<(), GivenUp> {
        scalars::count(schema, value, items.len(), ("minItems", "maxItems", "items"), sink);
        if let Some(schema) = schema.get("items") {
            for item in items {
                self.visit(schema, item, depth + 1, sink)?;
            }
        }
        if schema.get("uniqueItems").and_then(|node| node.as_bool()).unwrap_or_default() {
            self.step(value.range.len() / 16)?;
            let mut seen = HashSet::new();
            for item in items.iter().filter(|item| !seen.insert(canonical(item))) {
                sink.value(item, "this item is there already, and items have to be unique");
            }
        }
        Ok(())
    }

    fn object(
        &mut self,
        schema: &'a Node,
        value: &'a Node,
        entries: &'a [Entry],
        depth: usize,
        sink: &mut Sink<'a>,
    ) -> Result<(), GivenUp> {
        scalars::count(schema, value, entries.len(), ("minProperties", "maxProperties", "properties"), sink);
        let properties = schema.get("properties").map(|node| node.entries()).unwrap_or_default();
        let required = schema.get("required").map(|node| node.items()).unwrap_or_default();
        self.step(properties.len() + required.len())?;
        let properties: HashMap<&str, &'a Rc<Node>> =
            properties.iter().map(|entry| (entry.key.as_str(), &entry.node)).collect();
        let present: HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        let required = required.iter().filter(|name| !self.undeclared.contains(&Rc::as_ptr(name)));
        for name in required.filter_map(|name| name.as_str()) {
            let property = properties.get(name).copied().and_then(|property| (self.resolve)(property));
            if !present.contains(name) && !property.is_some_and(|property| is_one_way(property)) {
                sink.value(value, format!("the required property `{name}` is missing"));
            }
        }
        let others = schema.get("additionalProperties");
        for entry in entries {
            match (properties.get(entry.key.as_str()), others) {
                (Some(schema), _) => self.visit(schema, &entry.node, depth + 1, sink)?,
                (None, Some(others)) if others.as_bool() == Some(false) => sink.violations.push(Violation {
                    at: At::Key(entry),
                    message: "the schema does not have this property, and allows no others".to_owned(),
                    help: None,
                }),
                (None, Some(others)) if others.as_bool().is_none() => {
                    self.visit(others, &entry.node, depth + 1, sink)?;
                }
                (None, _) => {}
            }
        }
        Ok(())
    }

    /// `allOf`, `anyOf`, `oneOf` and `not`.
    fn parts(
        &mut self,
        schema: &'a Node,
        value: &'a Rc<Node>,
        depth: usize,
        sink: &mut Sink<'a>,
    ) -> Result<(), GivenUp> {
        let list = |key| schema.get(key).map(|list| list.items()).unwrap_or_default();
        for part in list("allOf") {
            self.visit(part, value, depth + 1, sink)?;
        }
        for key in ["anyOf", "oneOf"] {
            let alternatives = list(key);
            let mut fitting = 0;
            for alternative in alternatives {
                fitting += usize::from(self.does_fit(alternative, value, depth)?);
            }
            match alternatives {
                [] => {}
                [only] => self.visit(only, value, depth + 1, sink)?,
                _ if fitting == 0 => {
                    let nearest = self.nearest(alternatives, value, depth)?;
                    let message = format!("this fits none of the {} alternatives", alternatives.len());
                    sink.violations.push(Violation { at: At::Value(value), message, help: nearest });
                }
                _ if fitting > 1 && key == "oneOf" => {
                    sink.value(
                        value,
                        format!("this fits {fitting} alternatives, and has to fit exactly one"),
                    );
                }
                _ => {}
            }
        }
        if let Some(not) = schema.get("not")
            && self.does_fit(not, value, depth)?
        {
            sink.value(value, "this fits what `not` forbids");
        }
        Ok(())
    }

    fn does_fit(&mut self, schema: &'a Rc<Node>, value: &'a Rc<Node>, depth: usize) -> Result<bool, GivenUp> {
        let pair = (Rc::as_ptr(schema), Rc::as_ptr(value));
        if let Some(&known) = self.fits.get(&pair) {
            return Ok(known);
        }
        // A schema that asks about itself does not get an answer that way.
        self.fits.insert(pair, true);
        let mut sink = Sink::default();
        self.visit(schema, value, depth + 1, &mut sink)?;
        self.fits.insert(pair, sink.violations.is_empty());
        Ok(sink.violations.is_empty())
    }

    /// Why the alternative that fits best does not fit.
    fn nearest(
        &mut self,
        alternatives: &'a [Rc<Node>],
        value: &'a Rc<Node>,
        depth: usize,
    ) -> Result<Option<String>, GivenUp> {
        let mut best: Option<Vec<Violation<'a>>> = None;
        for alternative in alternatives {
            let mut sink = Sink::default();
            self.visit(alternative, value, depth + 1, &mut sink)?;
            if best.as_ref().is_none_or(|best| sink.violations.len() < best.len()) {
                best = Some(sink.violations);
            }
        }
        let first = best.into_iter().flatten().next();
        Ok(first.map(|violation| format!("of the nearest one: {}", violation.message)))
    }
}

/// Whether a property is in requests or in responses only, so that an example may lack it.
fn is_one_way(property: &Node) -> bool {
    ["readOnly", "writeOnly"]
        .iter()
        .any(|key| property.get(key).and_then(|node| node.as_bool()) == Some(true))
}
