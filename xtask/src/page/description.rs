//! What the description of a row says beyond its sentences: the type it refers to, codes, values, the required text.

use std::ops::Range;

use crate::page::facts::{Fact, MessageCode, Side};
use crate::page::word::{Words, code_span};

/// More words than the name of a type or a label has.
const MAX_NAME_WORDS: usize = 5;

/// More words than are set in bold before a list.
const MAX_BOLD_WORDS: usize = 16;

#[derive(Default)]
pub(crate) struct Description {
    /// The type of "See **T** below."
    pub(crate) refers_to: Option<Fact<String>>,
    pub(crate) codes: Vec<MessageCode>,
    pub(crate) allowed: Vec<Fact<String>>,
    pub(crate) required_value: Option<Fact<String>>,
    /// Words that were left out one by one.
    pub(crate) prose: Vec<Range<usize>>,
}

/// What the items of a list are.
#[derive(Clone, Copy)]
enum List {
    Codes(Side),
    Values,
    /// It stands under a label that is not known, or behind other bold words, so nobody knows what its items are.
    Unknown,
}

pub(crate) fn parse(words: &Words, cell: Range<usize>) -> Result<Description, String> {
    let mut description = Description::default();
    let mut list = None;
    let mut index = cell.start;
    while index < cell.end {
        let word = words.get(index);
        if let Some((name, next)) = reference(words, index, cell.end) {
            if description.refers_to.as_ref().is_some_and(|known| known.value != name.value) {
                return Err(words.expected(index + 1, "one type in a row, not a second one"));
            }
            description.refers_to = Some(name);
            (list, index) = (None, next);
        } else if let Some((label, next)) = label(words, index, cell.end) {
            list = None;
            let before = std::mem::replace(&mut index, next);
            match label.to_lowercase().as_str() {
                "success code" | "success codes" => list = Some(List::Codes(Side::Success)),
                "error code" | "error codes" => list = Some(List::Codes(Side::Error)),
                "possible values" => list = Some(List::Values),
                "allowed" | "allowed values" => index = values(words, index..cell.end, &mut description)?,
                "required value" => {
                    if description.required_value.is_some() {
                        return Err(
                            words.expected(index - 1, "one required value in a row, not a second one")
                        );
                    }
                    let Some((bytes, next)) = code_span(words, index, cell.end) else {
                        return Err(words.expected(index, "the required value in backticks"));
                    };
                    let place = crate::diagnostic::Place::new(&words.file, bytes.clone());
                    description.required_value = Some(Fact::new(words.text(bytes), place));
                    index = next;
                }
                _ if item(words, index, cell.end).is_some() => {
                    return Err(unknown_list(words, index, &label));
                }
                _ => leave_out(&mut description.prose, before..index),
            }
            if list.is_some() && item(words, index, cell.end).is_none() {
                return Err(words.expected(index, &format!("a list with codes or values after `{label}`")));
            }
        } else if let Some((text, next)) = bold(words, index, cell.end) {
            if item(words, next, cell.end).is_some() {
                return Err(unknown_list(words, next, &text));
            }
            let is_item = list.is_some() && matches!(words.get(index - 1), "-" | "*" | "•");
            if is_item && text.starts_with('`') {
                return Err(words.expected(index, "a code or value in backticks only, not in bold"));
            }
            list = list.map(|_| List::Unknown);
            index = next;
        } else if let (Some(of), Some((value, next))) = (list, item(words, index, cell.end)) {
            match of {
                List::Codes(side) => description.codes.push(MessageCode { code: value, side }),
                List::Values => description.allowed.push(value),
                List::Unknown => return Err(unknown_list(words, index, "other words in bold")),
            }
            index = next;
        } else if matches!(word, "Allowed:") {
            index = values(words, index + 1..cell.end, &mut description)?;
        } else if let Some((value, next)) = meaning(words, index, cell.end) {
            description.allowed.push(value);
            index = next;
        } else {
            leave_out(&mut description.prose, index..index + 1);
            index += 1;
        }
    }
    Ok(description)
}

/// "`1` = Success", the text behind it left out.
fn meaning(words: &Words, index: usize, end: usize) -> Option<(Fact<String>, usize)> {
    let (value, next) = value(words, index, end)?;
    (words.get(next) == "=" && next + 1 < end).then_some((value, next + 1))
}

fn leave_out(prose: &mut Vec<Range<usize>>, words: Range<usize>) {
    match prose.last_mut().filter(|range| range.end == words.start) {
        Some(range) => range.end = words.end,
        None => prose.push(words),
    }
}

/// "See **T** below."
fn reference(words: &Words, index: usize, end: usize) -> Option<(Fact<String>, usize)> {
    if words.get(index) != "See" || !words.get(index + 1).starts_with("**") {
        return None;
    }
    let last = (index + 1..end.min(index + 1 + MAX_NAME_WORDS)).find(|&at| words.get(at).ends_with("**"))?;
    if last + 1 >= end || words.get(last + 1).trim_end_matches('.') != "below" {
        return None;
    }
    let name = words.join(index + 1..last + 1).trim_matches('*').to_owned();
    Some((Fact::new(name, words.place(index + 1..last + 1)), last + 2))
}

/// "**Label:**"
fn label(words: &Words, index: usize, end: usize) -> Option<(String, usize)> {
    if !words.get(index).starts_with("**") {
        return None;
    }
    let is_last = |at: &usize| words.get(*at).ends_with(":**") || words.get(*at).ends_with("**:");
    let last = (index..end.min(index + MAX_NAME_WORDS)).find(is_last)?;
    Some((words.join(index..last + 1).trim_matches(['*', ':']).to_owned(), last + 1))
}

/// "**Words** in bold" of any other kind.
fn bold(words: &Words, index: usize, end: usize) -> Option<(String, usize)> {
    let first = words.get(index).strip_prefix("**")?;
    if first.contains("**") {
        return Some((words.get(index).trim_matches(['*', ':']).to_owned(), index + 1));
    }
    let last = (index + 1..end.min(index + MAX_BOLD_WORDS)).find(|&at| words.get(at).contains("**"))?;
    Some((words.join(index..last + 1).trim_matches(['*', ':']).to_owned(), last + 1))
}

fn unknown_list(words: &Words, index: usize, label: &str) -> String {
    let label = crate::page::word::shortened(label);
    let what =
        format!("a list of codes or values under a label for them, not one that is not known, `{label}`");
    words.expected(index + 1, &what)
}

/// "- `A`", the text behind it left out.
fn item(words: &Words, index: usize, end: usize) -> Option<(Fact<String>, usize)> {
    if !matches!(words.get(index), "-" | "*" | "•") {
        return None;
    }
    value(words, index + 1, end)
}

/// "`A`, `B` or `C`."
fn values(words: &Words, range: Range<usize>, description: &mut Description) -> Result<usize, String> {
    let mut index = range.start;
    while index < range.end {
        match value(words, index, range.end) {
            Some((value, next)) => {
                description.allowed.push(value);
                index = next;
                // A full stop ends the list; what follows in backticks is another sentence.
                if words.get(index - 1).ends_with('.') {
                    break;
                }
            }
            None if index > range.start && matches!(words.get(index), "and" | "or") => index += 1,
            None => break,
        }
    }
    match index > range.start {
        true => Ok(index),
        false => Err(words.expected(index, "the allowed values in backticks")),
    }
}

fn value(words: &Words, index: usize, end: usize) -> Option<(Fact<String>, usize)> {
    let (bytes, next) = code_span(words, index, end)?;
    let place = crate::diagnostic::Place::new(&words.file, bytes.clone());
    (next <= end).then(|| (Fact::new(words.text(bytes), place), next))
}
