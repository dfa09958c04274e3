//! The types of a page's tables.

use std::ops::Range;

use crate::page::facts::Kind;
use crate::page::word::Words;

/// What a cell of the column "Type" says.
#[derive(Debug)]
pub(crate) struct TypeName {
    pub(crate) kind: Kind,
    /// Of an array.
    pub(crate) item: Kind,
    /// The name of a type with a table of its own: that of the field, or that of an array's items.
    pub(crate) named: Option<String>,
}

pub(crate) fn parse(words: &Words, cell: Range<usize>) -> Result<TypeName, String> {
    let text = words.join(cell.clone());
    let text = text.trim_matches('`');
    if let Some(kind) = simple(text) {
        return Ok(TypeName { kind, item: Kind::Unknown, named: None });
    }
    if let Some(item) = item(text) {
        return match simple(item) {
            Some(item) => Ok(TypeName { kind: Kind::Array, item, named: None }),
            None if item.is_empty() => Ok(TypeName { kind: Kind::Array, item: Kind::Unknown, named: None }),
            None if is_name(item) => {
                Ok(TypeName { kind: Kind::Array, item: Kind::Object, named: Some(item.to_owned()) })
            }
            None => Err(words.expected(cell.start, "the type of an array's items")),
        };
    }
    if !is_name(text) {
        return Err(words.expected(cell.start, "a type"));
    }
    Ok(TypeName { kind: Kind::Object, item: Kind::Unknown, named: Some(text.to_owned()) })
}

fn simple(text: &str) -> Option<Kind> {
    match text.to_ascii_lowercase().as_str() {
        "string" => Some(Kind::String),
        "integer" | "int" | "long" => Some(Kind::Integer),
        "number" | "float" | "double" => Some(Kind::Number),
        "boolean" | "bool" => Some(Kind::Boolean),
        "object" => Some(Kind::Object),
        "array" => Some(Kind::Array),
        _ => None,
    }
}

/// What an array is of: nothing in `array\`, `T` in `array\<T\>`, `array<T>` and `T[]`.
fn item(text: &str) -> Option<&str> {
    if let Some(item) = text.strip_suffix("[]") {
        return Some(item);
    }
    let rest = text.strip_prefix("array").or_else(|| text.strip_prefix("Array"))?;
    if rest == "\\" {
        return Some("");
    }
    let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix('<')?.strip_suffix('>')?;
    Some(rest.strip_suffix('\\').unwrap_or(rest))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ' ' | '-'))
}
