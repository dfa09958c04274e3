//! A file that findings point into.

use std::fs;
use std::ops::Range;
use std::path::Path;

/// The text of a file, and where its lines begin.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path as the user gave it, with forward slashes.
    pub(crate) name: String,
    pub(crate) text: String,
    line_starts: Vec<usize>,
    /// How many characters stand before each block of the text, so that a line of megabytes is not counted again
    /// and again.
    marks: Vec<usize>,
}

/// In bytes.
const BLOCK: usize = 4096;

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
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            *count += characters(block);
            Some(*count)
        });
        let marks = std::iter::once(0).chain(blocks).collect();
        Self { name, text, line_starts, marks }
    }

    /// The position of a byte; the end of the text if it lies beyond.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        Position { line, column: self.characters_before(byte) - self.characters_before(start) + 1 }
    }

    /// The bytes of all lines that a stretch of the text touches.
    pub(crate) fn whole_lines(&self, range: Range<usize>) -> Range<usize> {
        let first = self.position(range.start).line - 1;
        let last = self.position(range.end.max(range.start)).line;
        let start_of = |line: usize| self.line_starts.get(line).copied().unwrap_or(self.text.len());
        start_of(first)..start_of(last)
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let mark = self.marks.get(block).copied().unwrap_or_default();
        mark + characters(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}
