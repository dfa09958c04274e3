//! The JSON of a sample, strictly, with the place of every value.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::page::facts::{Fact, Kind, MAX_DEPTH, MAX_NAME};
use crate::page::sample::{Entries, Path, Sample};
use crate::page::word::{locate, shortened};
use crate::source::SourceFile;

/// Reads the JSON that some bytes of a page are.
pub(crate) fn parse(file: &Rc<SourceFile>, bytes: Range<usize>, body: &str) -> Result<Sample, String> {
    let mut reader = Reader { file, at: bytes.start, end: bytes.end, entries: Entries::default() };
    reader.value(&Path::root(body), 0)?;
    reader.white_space();
    if reader.at < reader.end {
        return Err(reader.expected("nothing more"));
    }
    Ok(Sample::new(body.to_owned(), Place::new(file, bytes), reader.entries.list))
}

struct Reader<'a> {
    file: &'a Rc<SourceFile>,
    at: usize,
    end: usize,
    entries: Entries,
}

impl Reader<'_> {
    fn value(&mut self, path: &Path, depth: usize) -> Result<(), String> {
        if depth > MAX_DEPTH {
            return Err(self.expected(&format!("at most {MAX_DEPTH} levels of JSON")));
        }
        self.white_space();
        let start = self.at;
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                self.push(path, Kind::Object, None, start)?;
                self.members(path, depth)
            }
            Some(b'[') => {
                self.at += 1;
                self.push(path, Kind::Array, None, start)?;
                self.items(path, depth)
            }
            Some(b'"') => {
                let text = self.string()?;
                self.push(path, Kind::String, Some(text), start)
            }
            _ => self.plain(path),
        }
    }

    fn members(&mut self, path: &Path, depth: usize) -> Result<(), String> {
        self.white_space();
        if self.take(b'}') {
            return Ok(());
        }
        let mut keys = HashSet::new();
        loop {
            self.white_space();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in quotes"));
            }
            let start = self.at;
            let key = self.string()?;
            if key.len() > MAX_NAME {
                self.at = start;
                return Err(self.expected("a key, not a text of this length"));
            }
            if !keys.insert(key.clone()) {
                self.at = start;
                return Err(self.expected(&format!("each key once, not a second `{}`", shortened(&key))));
            }
            self.white_space();
            if !self.take(b':') {
                return Err(self.expected("`:` after the key"));
            }
            self.value(&path.key(&key), depth + 1)?;
            self.white_space();
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn items(&mut self, path: &Path, depth: usize) -> Result<(), String> {
        self.white_space();
        if self.take(b']') {
            return Ok(());
        }
        for index in 0.. {
            self.value(&path.item(index), depth + 1)?;
            self.white_space();
            if self.take(b']') {
                break;
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
        Ok(())
    }

    /// A text in quotes. Its escapes are the business of a JSON parser.
    fn string(&mut self) -> Result<String, String> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => {
                    let quoted = self.file.text.get(start..self.at).unwrap_or_default();
                    return serde_json::from_str(quoted).map_err(|_| {
                        self.at = start;
                        self.expected("a text without line breaks and with valid escapes")
                    });
                }
                _ => {}
            }
        }
        self.at = start;
        Err(self.expected("a text that ends"))
    }

    /// A number, `true`, `false` or `null`.
    fn plain(&mut self, path: &Path) -> Result<(), String> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
        {
            self.at += 1;
        }
        let word = &self.file.text[start..self.at];
        let (kind, value) = match serde_json::from_str(word) {
            Ok(serde_json::Value::Null) => (Kind::Null, None),
            Ok(serde_json::Value::Bool(value)) => (Kind::Boolean, Some(value.to_string())),
            Ok(serde_json::Value::Number(value)) if value.is_f64() => (Kind::Number, Some(value.to_string())),
            Ok(serde_json::Value::Number(value)) => (Kind::Integer, Some(value.to_string())),
            _ => {
                self.at = start;
                return Err(self.expected("a JSON value"));
            }
        };
        self.push(path, kind, value, start)
    }

    fn push(&mut self, path: &Path, kind: Kind, value: Option<String>, start: usize) -> Result<(), String> {
        let place = Place::new(self.file, start..self.at);
        self.entries
            .push(path, kind, Fact::new(value, place.clone()))
            .map_err(|problem| format!("{}: {problem}", locate(&place)))
    }

    fn white_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.file.text.as_bytes()[..self.end].get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == Some(byte);
        self.at += usize::from(is_here);
        is_here
    }

    fn expected(&self, what: &str) -> String {
        let at = self.at.min(self.end);
        let found = match self.file.text.get(at..self.end).and_then(|rest| rest.chars().next()) {
            Some(found) => format!("`{}`", shortened(&found.to_string())),
            None => "the end of the sample".to_owned(),
        };
        format!(
            "{}: expected {what} in the sample's JSON, found {found}",
            locate(&Place::new(self.file, at..at))
        )
    }
}
