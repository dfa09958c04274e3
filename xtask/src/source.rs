//! A file that findings point into.

use std::fs;
use std::path::Path;

/// The text of a file, and where its lines begin.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path as the user gave it, with forward slashes.
    pub(crate) name: String,
    pub(crate) text: String,
    line_starts: Vec<usize>,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl SourceFile {
    /// Reads a file as UTF-8.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let name = path.display().to_string().replace('\\', "/");
        match fs::read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Self::new(name, text)),
                Err(error) => {
                    Err(format!("{name} is not UTF-8 from byte {} on", error.utf8_error().valid_up_to()))
                }
            },
            Err(error) => Err(format!("could not read {name}: {error}")),
        }
    }

    pub(crate) fn new(name: String, text: String) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name, text, line_starts }
    }

    /// The position of a byte; the end of the text if it lies beyond.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        Position { line, column: self.text[start..byte].chars().count() + 1 }
    }
}
