//! A YAML or JSON document as a tree that knows where everything stands, repeated keys included.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use crate::source::SourceFile;

/// Deeper nesting than any spec has, and shallow enough to walk by recursion.
const MAX_DEPTH: usize = 128;

/// More nodes than any spec has once its aliases are written out; a few nested aliases could make billions.
const MAX_NODES: usize = 2_000_000;

/// A value and where it stands. An alias stands where its anchor stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// In bytes.
    pub(crate) range: Range<usize>,
    /// How many nodes it is, itself included.
    size: usize,
    /// How many levels it has below itself.
    height: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    Sequence(Vec<Rc<Node>>),
    /// In the order of the document, with every occurrence of a repeated key.
    Mapping(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_range: Range<usize>,
    pub(crate) node: Rc<Node>,
}

impl Node {
    /// The value under a key; the first one if the key is repeated.
    pub(crate) fn get(&self, key: &str) -> Option<&Rc<Node>> {
        self.entry(key).map(|entry| &entry.node)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries, none if this is no mapping.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items, none if this is no sequence.
    pub(crate) fn items(&self) -> &[Rc<Node>] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Boolean(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn as_number(&self) -> Option<f64> {
        match self.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        }
    }

    /// What kind of value it is, in the words of JSON.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Boolean(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::Sequence(_) => "an array",
            Value::Mapping(_) => "an object",
        }
    }

    /// Follows a JSON pointer: `/paths/~1a/get`.
    pub(crate) fn pointer(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            node = match &node.value {
                Value::Mapping(_) => node.get(&token)?,
                Value::Sequence(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}

/// Parses the one document of a file. An error names the line and the column.
pub(crate) fn parse(file: &SourceFile) -> Result<Rc<Node>, String> {
    let mut builder = Builder { file, bytes: byte_offsets(&file.text), anchors: HashMap::new() };
    let mut parser = Parser::new_from_str(&file.text);
    let scan = |error: &ScanError| {
        let marker = error.marker();
        format!("{}:{}:{}: not valid YAML: {}", file.name, marker.line(), marker.col() + 1, error.info())
    };
    let mut root = None;
    while let Some(event) = parser.next_event() {
        match event.map_err(|error| scan(&error))? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _) => {}
            (Event::StreamEnd, _) => break,
            (_, span) if root.is_some() => {
                return Err(builder.error(span, "a second document begins; there has to be one"));
            }
            first => root = Some(builder.node(first, &mut parser, &scan, 0)?),
        }
    }
    root.ok_or_else(|| format!("{}: the file holds no document", file.name))
}

struct Builder<'a> {
    file: &'a SourceFile,
    /// The byte at which each character begins, where they are not the same number.
    bytes: Option<Vec<usize>>,
    anchors: HashMap<usize, Rc<Node>>,
}

impl Builder<'_> {
    fn node<'i, I: saphyr_parser::Input>(
        &mut self,
        (event, span): (Event<'i>, Span),
        parser: &mut Parser<'i, I>,
        scan: &dyn Fn(&ScanError) -> String,
        depth: usize,
    ) -> Result<Rc<Node>, String> {
        if depth > MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        let start = self.byte(span.start.index());
        let mut end = self.byte(span.end.index());
        let mut size = 1;
        let mut height = 0;
        let next = |parser: &mut Parser<'i, I>| match parser.next_event() {
            Some(event) => event.map_err(|error| scan(&error)),
            None => Err("the document ends early".to_owned()),
        };
        let (value, anchor) = match event {
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.error(span, "this alias stands inside of its own anchor"));
                };
                // A chain of aliases is as deep as what it stands for.
                return if depth + node.height > MAX_DEPTH { Err(self.too_deep(span)) } else { Ok(node) };
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => {
                return Err(self.error(span, "a YAML tag has no meaning in JSON; remove it"));
            }
            Event::Scalar(text, style, anchor, None) => (scalar(&text, style), anchor),
            Event::SequenceStart(anchor, None) => {
                let mut items: Vec<Rc<Node>> = Vec::new();
                loop {
                    let event = next(parser)?;
                    if matches!(event.0, Event::SequenceEnd) {
                        break;
                    }
                    let item = self.node(event, parser, scan, depth + 1)?;
                    size += item.size;
                    height = height.max(item.height + 1);
                    self.check_size(size, span)?;
                    end = end.max(item.range.end);
                    items.push(item);
                }
                (Value::Sequence(items), anchor)
            }
            Event::MappingStart(anchor, None) => {
                let mut entries: Vec<Entry> = Vec::new();
                loop {
                    let event = next(parser)?;
                    if matches!(event.0, Event::MappingEnd) {
                        break;
                    }
                    let key_span = event.1;
                    let Event::Scalar(key, _, _, None) = event.0 else {
                        return Err(self.error(key_span, "a key has to be plain text"));
                    };
                    let key_range = self.byte(key_span.start.index())..self.byte(key_span.end.index());
                    let event = next(parser)?;
                    let node = self.node(event, parser, scan, depth + 1)?;
                    size += node.size + 1;
                    height = height.max(node.height + 1);
                    self.check_size(size, span)?;
                    end = end.max(key_range.end).max(node.range.end);
                    entries.push(Entry { key: key.into_owned(), key_range, node });
                }
                (Value::Mapping(entries), anchor)
            }
            _ => return Err(self.error(span, "the document ends early")),
        };
        let node = Rc::new(Node { value, range: start..end.max(start), size, height });
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        Ok(node)
    }

    fn too_deep(&self, span: Span) -> String {
        self.error(span, &format!("nested deeper than {MAX_DEPTH} levels"))
    }

    fn check_size(&self, size: usize, span: Span) -> Result<(), String> {
        if size > MAX_NODES {
            return Err(self.error(span, "the aliases make the document too large"));
        }
        Ok(())
    }

    fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            None => character,
            Some(bytes) => bytes.get(character).copied().unwrap_or(self.file.text.len()),
        }
    }

    fn error(&self, span: Span, problem: &str) -> String {
        let position = self.file.position(self.byte(span.start.index()));
        format!("{}:{}:{}: {problem}", self.file.name, position.line, position.column)
    }
}

/// The parser counts characters. In a text of ASCII, those are bytes.
fn byte_offsets(text: &str) -> Option<Vec<usize>> {
    (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect())
}

/// A scalar by the core schema of YAML 1.2, which is also how JSON reads it.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Boolean(true),
        "false" | "False" | "FALSE" => return Value::Boolean(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Value::String(text.to_owned());
    }
    let integer = match digits.get(..2) {
        Some("0x") => i64::from_str_radix(&digits[2..], 16).ok(),
        Some("0o") => i64::from_str_radix(&digits[2..], 8).ok(),
        _ => text.parse().ok(),
    };
    match (integer, text.parse::<f64>()) {
        (Some(integer), _) => Value::Integer(integer),
        (None, Ok(float)) if float.is_finite() => Value::Float(float),
        _ => Value::String(text.to_owned()),
    }
}
