//! The tokens of a page: what stands between white space.
//!
//! A page whose line breaks became spaces has the same words as before. Everything that reads pages reads words, so
//! it cannot tell the two apart.

use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::source::SourceFile;

/// Many times the size of the largest page; what is larger is something else.
const MAX_BYTES: usize = 5 * 1024 * 1024;

pub(crate) struct Words {
    pub(crate) file: Rc<SourceFile>,
    words: Vec<Range<usize>>,
}

impl Words {
    pub(crate) fn new(file: &Rc<SourceFile>) -> Result<Self, String> {
        if file.text.len() > MAX_BYTES {
            return Err(format!("{}: larger than {} MiB, so it is no page", file.name, MAX_BYTES >> 20));
        }
        let mut words = Vec::new();
        let mut start = None;
        for (at, byte) in file.text.bytes().enumerate() {
            // Spaces beyond ASCII are content: the consent statement is compared character by character.
            match (byte.is_ascii_whitespace(), start) {
                (false, None) => start = Some(at),
                (true, Some(first)) => {
                    words.push(first..at);
                    start = None;
                }
                _ => {}
            }
        }
        words.extend(start.map(|first| first..file.text.len()));
        // A byte order mark belongs to no word.
        if let Some(first) =
            words.first_mut().filter(|first| file.text[first.start..].starts_with('\u{feff}'))
        {
            first.start += '\u{feff}'.len_utf8();
        }
        Ok(Self { file: Rc::clone(file), words })
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// A word; nothing beyond the end.
    pub(crate) fn get(&self, index: usize) -> &str {
        self.words.get(index).map(|range| &self.file.text[range.clone()]).unwrap_or_default()
    }

    /// The bytes from the first to the last of these words.
    pub(crate) fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let end = self.file.text.len();
        let start = self.words.get(words.start).map_or(end, |range| range.start);
        match self.words[..words.end.min(self.words.len())].last() {
            Some(last) if words.start < words.end => start..last.end.max(start),
            _ => start..start,
        }
    }

    pub(crate) fn place(&self, words: Range<usize>) -> Place {
        Place::new(&self.file, self.bytes(words))
    }

    /// The words of a range with one space between them.
    pub(crate) fn join(&self, words: Range<usize>) -> String {
        words.map(|index| self.get(index)).collect::<Vec<_>>().join(" ")
    }

    /// The text of some bytes as it reads in a page without line breaks: other white space stays as it is.
    pub(crate) fn text(&self, bytes: Range<usize>) -> String {
        let text = &self.file.text[bytes];
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_whitespace()) {
            let (before, from) = rest.split_at(at);
            let after = from.trim_ascii_start();
            let gap = &from[..from.len() - after.len()];
            out.push_str(before);
            out.push_str(if gap.contains(['\n', '\r']) { " " } else { gap });
            rest = after;
        }
        out + rest
    }

    /// An error that says where the page is not what it has to be.
    pub(crate) fn expected(&self, index: usize, what: &str) -> String {
        let place = self.place(index..index + 1);
        let found = match self.get(index) {
            "" => "the end of the page".to_owned(),
            word => format!("`{}`", shortened(word.trim_matches('`'))),
        };
        format!("{}: expected {what}, found {found}", locate(&place))
    }
}

/// `file:line:column`.
pub(crate) fn locate(place: &Place) -> String {
    let position = place.file.position(place.range.start);
    format!("{}:{}:{}", place.file.name, position.line, position.column)
}

/// A text for a message: not longer than a line, and without control characters.
pub(crate) fn shortened(text: &str) -> String {
    const MAX_SHOWN: usize = 60;
    let mut shown = String::new();
    for character in text.chars().take(MAX_SHOWN) {
        match character {
            control if control.is_control() => shown.extend(control.escape_default()),
            character => shown.push(character),
        }
    }
    if text.chars().nth(MAX_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Two texts for a message, each from a little before their first difference on.
pub(crate) fn shortened_pair(one: &str, other: &str) -> (String, String) {
    const MAX_BEFORE: usize = 30;
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let from_difference = |text: &str| match common.checked_sub(MAX_BEFORE) {
        None | Some(0) => shortened(text),
        Some(cut) => format!("…{}", shortened(&text.chars().skip(cut).collect::<String>())),
    };
    (from_difference(one), from_difference(other))
}

/// What is between the backticks of a code span, and the word after it.
///
/// A span begins at the start of a word and ends at the end of one, save for punctuation.
pub(crate) fn code_span(words: &Words, index: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let first = words.get(index).strip_prefix('`')?;
    let start = words.bytes(index..index + 1).start + 1;
    if let Some(at) = first.find('`') {
        return Some((start..start + at, index + 1));
    }
    for next in index + 1..end {
        let word = words.get(next);
        if let Some(at) = word.find('`') {
            // A backtick at the start of a word opens another span: this one was left open.
            let is_opening = at == 0 && !word[1..].starts_with([',', '.', ';', ':', ')']) && word.len() > 1;
            return (!is_opening).then(|| (start..words.bytes(next..next + 1).start + at, next + 1));
        }
    }
    None
}
