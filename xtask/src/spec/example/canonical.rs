//! Values as texts that are equal if the values are.

use std::fmt::Write;

use crate::spec::tree::{Node, Value};

/// JSON with sorted keys, in which 1 and 1.0 are the same.
pub(crate) fn canonical(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    text
}

fn write(node: &Node, text: &mut String) {
    // Writing to a string cannot fail.
    let _ = match &node.value {
        Value::Null => text.write_str("null"),
        Value::Boolean(value) => write!(text, "{value}"),
        Value::Integer(value) => write!(text, "{value}"),
        Value::Float(value) => write!(text, "{value}"),
        Value::String(value) => write!(text, "{value:?}"),
        Value::Sequence(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.write_char(']')
        }
        Value::Mapping(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.cmp(&b.key));
            text.push('{');
            for entry in entries {
                let _ = write!(text, "{:?}:", entry.key);
                write(&entry.node, text);
                text.push(',');
            }
            text.write_char('}')
        }
    };
}
