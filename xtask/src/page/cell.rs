//! Where the cells of a row begin and end.
//!
//! A row has no line of its own in a page whose line breaks became spaces, its cells hold lists and code, and a code
//! span may have been left open. So a row is known by how it begins, and its last two cells by the bars that stand
//! outside of code.

use std::ops::Range;

use crate::page::facts::MAX_NAME;
use crate::page::table::Columns;
use crate::page::word::Words;

/// More words than any type has.
const MAX_TYPE_WORDS: usize = 6;

/// The cells that a row is known by.
pub(crate) struct RowStart {
    pub(crate) name: usize,
    pub(crate) location: Option<usize>,
    pub(crate) required: usize,
    pub(crate) kind: Range<usize>,
    /// The first word of the description.
    pub(crate) rest: usize,
}

/// The row that begins at a word, if one does.
pub(crate) fn row_start(words: &Words, index: usize, columns: Columns) -> Option<RowStart> {
    if words.get(index) != "|" {
        return None;
    }
    let cells = first_cells(words, index);
    let name = cells.first().filter(|cell| is_name(words, (*cell).clone()))?.start;
    match (columns, cells.as_slice()) {
        (Columns::Body, [_, kind, required, ..]) => {
            (!kind.is_empty() && is_yes_or_no(words, required.clone())).then(|| RowStart {
                name,
                location: None,
                required: required.start,
                kind: kind.clone(),
                rest: required.end + 1,
            })
        }
        (Columns::Parameters, [_, location, required, kind]) => {
            let is_row = location.len() == 1
                && is_location(words.get(location.start))
                && is_yes_or_no(words, required.clone())
                && !kind.is_empty();
            is_row.then(|| RowStart {
                name,
                location: Some(location.start),
                required: required.start,
                kind: kind.clone(),
                rest: kind.end + 1,
            })
        }
        _ => None,
    }
}

/// Up to four cells that begin at a bar, none longer than a type.
pub(crate) fn first_cells(words: &Words, index: usize) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = index + 1;
    while cells.len() < 4 {
        let end = (start..=start + MAX_TYPE_WORDS).find(|&at| words.get(at) == "|");
        let Some(end) = end else { break };
        cells.push(start..end);
        start = end + 1;
    }
    cells
}

pub(crate) fn is_name(words: &Words, cell: Range<usize>) -> bool {
    let word = words.get(cell.start);
    let name = word.strip_prefix('`').and_then(|word| word.strip_suffix('`'));
    cell.len() == 1 && name.is_some_and(|name| (1..=MAX_NAME).contains(&name.len()) && !name.contains('`'))
}

pub(crate) fn is_yes_or_no(words: &Words, cell: Range<usize>) -> bool {
    cell.len() == 1 && matches!(words.get(cell.start), "Yes" | "No")
}

pub(crate) fn is_location(word: &str) -> bool {
    matches!(word.trim_matches('`'), "path" | "query" | "header" | "cookie")
}

/// The bars at which the description and the example end.
///
/// `limit` is where the next row begins: no cell reaches beyond it.
pub(crate) fn ends(words: &Words, start: usize, limit: usize) -> Option<[usize; 2]> {
    let mut bars = Bars::default();
    let mut index = start;
    while index < limit && bars.certain.len() < 2 {
        match words.get(index) {
            "|" => bars.add(index, is_structure(words, index + 1)),
            fence if fence.starts_with("```") && !bars.is_in_code => {
                let closing = (index + 1..limit).find(|&at| words.get(at).ends_with("```"));
                // A fence that does not end is text.
                index = closing.unwrap_or(index);
            }
            word => bars.backticks(word),
        }
        index += 1;
    }
    bars.left_open();
    match bars.certain.as_slice() {
        [first, second, ..] => Some([*first, *second]),
        _ => None,
    }
}

/// Whether something begins at a word that no cell holds: a heading, a rule, a fence, the end.
fn is_structure(words: &Words, index: usize) -> bool {
    let word = words.get(index);
    word.is_empty() || word == "---" || word.starts_with("```") || word.trim_start_matches('#').is_empty()
}

/// The bars of a row, while it is not known whether a code span has an end.
#[derive(Default)]
struct Bars {
    certain: Vec<usize>,
    /// Those inside of the current code span.
    pending: Vec<usize>,
    is_in_code: bool,
}

impl Bars {
    fn add(&mut self, index: usize, ends_table: bool) {
        match self.is_in_code {
            false => self.certain.push(index),
            true => self.pending.push(index),
        }
        if ends_table {
            self.left_open();
        }
    }

    fn backticks(&mut self, word: &str) {
        for (at, _) in word.match_indices('`') {
            if !self.is_in_code {
                self.is_in_code = true;
            } else if at == 0 && word.len() > 1 && !word[1..].starts_with([',', '.', ';', ':', ')']) {
                // It opens another span, so the one before was left open, and the bars in it are bars.
                self.left_open();
                self.is_in_code = true;
                if self.certain.len() >= 2 {
                    return;
                }
            } else {
                self.is_in_code = false;
                self.pending.clear();
            }
        }
    }

    fn left_open(&mut self) {
        self.is_in_code = false;
        self.certain.append(&mut self.pending);
    }
}
