//! Writing YAML that reads as what was written.

use std::fmt::Write;

/// A value to be written. Mappings keep their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    Null,
    Boolean(bool),
    /// In the spelling of JSON.
    Number(String),
    Text(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

/// A line that is wider than this is written as several, where it can be.
const MAX_WIDTH: usize = 100;

impl Yaml {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub(crate) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// The value as a whole document.
    pub(crate) fn document(&self) -> String {
        let mut out = String::new();
        match self.on_one_line() {
            Some(line) => out.push_str(&line),
            None => self.lines(0, &mut out),
        }
        out.truncate(out.trim_end().len());
        out + "\n"
    }

    fn on_one_line(&self) -> Option<String> {
        match self {
            Self::Null => Some("null".to_owned()),
            Self::Boolean(value) => Some(value.to_string()),
            Self::Number(number) => Some(number.clone()),
            Self::Text(text) => Some(scalar(text)),
            Self::List(items) => {
                let is_nested = |item: &Self| matches!(item, Self::List(_) | Self::Map(_));
                let items: Option<Vec<_>> =
                    items.iter().map(|item| item.on_one_line().filter(|_| !is_nested(item))).collect();
                let line = format!("[{}]", items?.join(", "));
                (line.chars().count() <= MAX_WIDTH).then_some(line)
            }
            Self::Map(entries) => entries.is_empty().then(|| "{}".to_owned()),
        }
    }

    /// Writes the lines of a value that does not fit on one, the first of them where the caller stands.
    fn lines(&self, indent: usize, out: &mut String) {
        match self {
            Self::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    separate(number, indent, out);
                    out.push_str("- ");
                    match item.on_one_line() {
                        Some(line) => out.push_str(&line),
                        None => item.lines(indent + 2, out),
                    }
                }
            }
            Self::Map(entries) => {
                for (number, (key, value)) in entries.iter().enumerate() {
                    separate(number, indent, out);
                    let _ = write!(out, "{}:", if key == "$ref" { key.clone() } else { scalar(key) });
                    match value.on_one_line() {
                        Some(line) => {
                            let _ = write!(out, " {line}");
                        }
                        None => {
                            let _ = write!(out, "\n{:1$}", "", indent + 2);
                            value.lines(indent + 2, out);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

fn separate(number: usize, indent: usize, out: &mut String) {
    if number > 0 {
        let _ = write!(out, "\n{:1$}", "", indent);
    }
}

/// A text that YAML reads as the same text, in quotes where it has to be.
pub(crate) fn scalar(text: &str) -> String {
    if is_plain(text, "._-/") { text.to_owned() } else { quoted(text) }
}

/// A key outside of braces, which may hold the brackets of a path.
pub(crate) fn path_key(text: &str) -> String {
    if is_plain(text, "._-/[]") { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str, signs: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
        && text.contains(|c: char| c.is_ascii_alphabetic())
        && text.parse::<f64>().is_err()
        && !text.starts_with("0x")
        && !text.starts_with("0o")
        // YAML 1.1 reads some of these as booleans.
        && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(&&*text.to_lowercase())
}

fn quoted(text: &str) -> String {
    if !text.contains(needs_escape) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            character if needs_escape(character) => {
                let _ = write!(out, "\\U{:08X}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out + "\""
}

/// What is no character of a YAML document, or what some reader takes for the end of a line.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::SourceFile;
    use crate::spec::tree::{self, Node, Value};

    fn read(node: &Node) -> Yaml {
        match &node.value {
            Value::Null => Yaml::Null,
            Value::Boolean(value) => Yaml::Boolean(*value),
            Value::Integer(value) => Yaml::Number(value.to_string()),
            Value::Float(value) => Yaml::Number(serde_json::Value::from(*value).to_string()),
            Value::String(text) => Yaml::text(text),
            Value::Sequence(items) => Yaml::List(items.iter().map(|item| read(item)).collect()),
            Value::Mapping(entries) => {
                Yaml::Map(entries.iter().map(|entry| (entry.key.clone(), read(&entry.node))).collect())
            }
        }
    }

    #[track_caller]
    fn assert_reads_back(value: &Yaml) {
        let text = value.document();
        let file = SourceFile::new("written.yaml".to_owned(), text.clone());
        let root = tree::parse(&file).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read(&root), *value, "{text}");
    }

    #[test]
    fn texts_that_look_like_something_else() {
        for text in [
            "",
            " ",
            "yes",
            "No",
            "y",
            "on",
            "null",
            "~",
            "true",
            "1",
            "1.0",
            "-1",
            "1e3",
            "0x1F",
            "0o7",
            ".5",
            ".inf",
            "2020-02-02",
            "12:30",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "-",
            "---",
            "...",
            "? a",
            "*a",
            "&a",
            "!a",
            "|",
            ">-",
            "%a",
            "@a",
            "`a`",
            "'",
            "''",
            "\"",
            "\\n",
            "a\nb",
            "\n",
            "a\n",
            "  a",
            "a  ",
            "a\tb",
            "{",
            "[a]",
            "a, b",
            "\u{feff}a",
            "\u{85}",
            "\u{2028}",
            "\0",
            "\u{7f}",
            "\r\n",
            "ö",
            "📦",
            "$ref",
            "=",
            "<<",
            "inf",
            "nan",
            "I accept that \"glass\" & 'china' travel at my own risk: 100 % # no, really",
        ] {
            assert_reads_back(&Yaml::text(text));
            assert_reads_back(&Yaml::List(vec![Yaml::text(text), Yaml::List(vec![]), Yaml::text(text)]));
            assert_reads_back(&Yaml::map([(text, Yaml::map([(text, Yaml::text(text))]))]));
        }
    }

    fn value() -> impl Strategy<Value = Yaml> {
        let text = prop_oneof!["\\PC{0,20}", "[ -~\n\t]{0,12}", any::<String>()];
        let leaf = prop_oneof![
            Just(Yaml::Null),
            any::<bool>().prop_map(Yaml::Boolean),
            any::<i64>().prop_map(|number| Yaml::Number(number.to_string())),
            any::<f64>()
                .prop_filter("JSON has no other", |number| number.is_finite())
                .prop_map(|number| Yaml::Number(serde_json::Value::from(number).to_string())),
            text.clone().prop_map(Yaml::Text),
        ];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Yaml::List),
                prop::collection::vec((text.clone(), inner), 0..5).prop_map(Yaml::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in value()) {
            assert_reads_back(&value);
        }
    }
}
