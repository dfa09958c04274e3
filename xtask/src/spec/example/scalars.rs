//! What a schema says about a single value: its type, bounds, lengths, pattern and format.

use super::formats;
use super::pattern::Patterns;
use super::{GivenUp, Sink};
use crate::spec::tree::{Node, Value};

/// What is wrong with the type of a value, if anything.
pub(super) fn wrong_type(schema: &Node, value: &Node) -> Option<String> {
    let kind = schema.get("type")?.as_str()?;
    let (is_right, expected) = match kind {
        "string" => (matches!(value.value, Value::String(_)), "a string"),
        "boolean" => (matches!(value.value, Value::Boolean(_)), "a boolean"),
        "array" => (matches!(value.value, Value::Sequence(_)), "an array"),
        "object" => (matches!(value.value, Value::Mapping(_)), "an object"),
        "number" => (value.as_number().is_some(), "a number"),
        "integer" => (value.as_number().is_some_and(|number| number.fract() == 0.0), "an integer"),
        // An unknown type is a finding of its own.
        _ => return None,
    };
    (!is_right).then(|| format!("the schema demands {expected}, and this is {}", value.kind()))
}

pub(super) fn string<'a>(
    schema: &'a Node,
    value: &'a Node,
    text: &str,
    patterns: &mut Patterns,
    sink: &mut Sink<'a>,
) -> Result<(), GivenUp> {
    count(schema, value, text.chars().count(), ("minLength", "maxLength", "characters"), sink);
    if let Some(pattern) = schema.get("pattern").and_then(|pattern| pattern.as_str())
        && !patterns.matches(pattern, text)?
    {
        sink.value(value, format!("this does not match the pattern `{pattern}`"));
    }
    if let Some(format) = schema.get("format").and_then(|format| format.as_str())
        && !formats::fits(format, text)
    {
        sink.value(value, format!("this is not of the format `{format}`"));
    }
    Ok(())
}

pub(super) fn number<'a>(schema: &'a Node, value: &'a Node, sink: &mut Sink<'a>) {
    let Some(number) = value.as_number() else { return };
    let limit = |key: &str| schema.get(key).and_then(|limit| limit.as_number());
    let is_exclusive = |key: &str| schema.get(key).and_then(|node| node.as_bool()).unwrap_or_default();
    if let Some(least) = limit("minimum")
        && (number < least || number == least && is_exclusive("exclusiveMinimum"))
    {
        sink.value(value, format!("this is too small, the minimum is {least}{}", excluded(number == least)));
    }
    if let Some(most) = limit("maximum")
        && (number > most || number == most && is_exclusive("exclusiveMaximum"))
    {
        sink.value(value, format!("this is too large, the maximum is {most}{}", excluded(number == most)));
    }
    if let Some(divisor) = limit("multipleOf").filter(|divisor| *divisor > 0.0) {
        let quotient = number / divisor;
        if (quotient - quotient.round()).abs() > 1e-9 {
            sink.value(value, format!("this is no multiple of {divisor}"));
        }
    }
    let is_too_large = match schema.get("format").and_then(|format| format.as_str()) {
        Some("int32") => number < f64::from(i32::MIN) || number > f64::from(i32::MAX),
        // What does not fit into 64 bits was read as a float.
        Some("int64") => matches!(value.value, Value::Float(_)) && number.abs() >= 9.2e18,
        _ => false,
    };
    if is_too_large {
        sink.value(value, "this does not fit into the integer format of the schema");
    }
}

fn excluded(is_equal: bool) -> &'static str {
    if is_equal { " and excluded" } else { "" }
}

/// Checks a length or a count against its two bounds.
pub(super) fn count<'a>(
    schema: &'a Node,
    value: &'a Node,
    count: usize,
    (least, most, what): (&str, &str, &str),
    sink: &mut Sink<'a>,
) {
    let bound = |key: &str| match schema.get(key).map(|node| &node.value) {
        Some(Value::Integer(bound)) => usize::try_from(*bound).ok(),
        _ => None,
    };
    if let Some(least) = bound(least).filter(|least| count < *least) {
        sink.value(value, format!("this has {count} {what}, and at least {least} are demanded"));
    }
    if let Some(most) = bound(most).filter(|most| count > *most) {
        sink.value(value, format!("this has {count} {what}, and at most {most} are allowed"));
    }
}
