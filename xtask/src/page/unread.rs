//! What a page says in a way that its reader does not know, although it looks like more than a sentence.
//!
//! `drift` compares what it knows, and reports a section of the second level that it does not. Who writes a spec from the page has to
//! know about the rest as well.

use std::ops::Range;

use crate::page::description::Description;
use crate::page::document::Page;
use crate::page::facts::Fact;
use crate::page::table::Row;
use crate::page::word::{Words, code_span, shortened};

/// Labels of sentences. A value may follow in them, and means nothing.
const SENTENCES: [&str; 9] =
    ["note", "important", "warning", "caution", "tip", "info", "hint", "example", "examples"];

/// More words than a label has.
const MAX_LABEL_WORDS: usize = 5;

/// Each with what it is, in the order of the page.
pub(super) fn find(page: &Page, descriptions: &[Vec<Description>]) -> Vec<Fact<String>> {
    let words = &page.words;
    let mut unread = Vec::new();
    for range in &page.ignored {
        let what = match words.get(range.start) {
            fence if fence.starts_with("```") => "this code is no sample and no request URL".to_owned(),
            "**Authentication:**" => "a spec cannot say that this header may be left out".to_owned(),
            _ => {
                format!(
                    "the section `{}` is not known, and has no table",
                    shortened(words.get(range.start + 1))
                )
            }
        };
        unread.push(Fact::new(what, words.place(range.clone())));
    }
    let described = descriptions.iter().flatten().flat_map(|description| &description.prose);
    for range in page.prose.iter().chain(described) {
        prose(words, range.clone(), &mut unread);
    }
    for row in page.tables.iter().flat_map(|table| &table.rows) {
        example(words, row, &mut unread);
    }
    unread.sort_by_key(|fact| fact.place.range.start);
    unread
}

/// The first words of the sections of the second level that are not known and have no table. Where a heading ends, a page
/// without line breaks does not say.
pub(super) fn sections(page: &Page) -> Vec<Fact<String>> {
    let headings = page.ignored.iter().map(|range| range.start).filter(|&at| page.words.get(at) == "##");
    let word = |at: usize| Fact::new(page.words.get(at).to_owned(), page.words.place(at..at + 1));
    headings.map(|at| word(at + 1)).collect()
}

fn prose(words: &Words, range: Range<usize>, unread: &mut Vec<Fact<String>>) {
    let mut index = range.start;
    let mut dashed = None;
    while index < range.end {
        let next = match code_span(words, index, range.end) {
            Some((_, next)) => {
                if let Some(end) = enumeration(words, next, range.end) {
                    let what = "this list of values has no label that is known, such as `Allowed:`";
                    unread.push(Fact::new(what.to_owned(), words.place(index..end)));
                    end
                } else {
                    if is_dash(words.get(next)) && next < range.end && dashed.replace(index).is_some() {
                        let what =
                            "these values stand in no list that is known, such as `**Possible values:**`";
                        unread.push(Fact::new(what.to_owned(), words.place(index..next)));
                    }
                    next
                }
            }
            None => index + 1,
        };
        if let Some((label, value)) = label(words, index, range.end) {
            let is_item = matches!(words.get(value), "-" | "*") && words.get(value + 1).starts_with('`');
            let is_code = words.get(value).starts_with('`') && !words.get(value).starts_with("```");
            let is_value = is_code || is_item || words.get(value).starts_with(|c: char| c.is_ascii_digit());
            if value < range.end && is_value && !SENTENCES.contains(&&*label.to_lowercase()) {
                let what = format!("the label `{}` is not known, and a value follows it", shortened(&label));
                unread.push(Fact::new(what, words.place(index..value)));
                index = value + 1 + usize::from(is_item);
                continue;
            }
        }
        index = next;
    }
}

/// "`A`, `B`": where the values end that follow the first one.
fn enumeration(words: &Words, index: usize, end: usize) -> Option<usize> {
    let mut last = None;
    let mut next = index;
    loop {
        let is_joined = words.get(next - 1).ends_with([',', '/', '|']);
        let joins = usize::from(matches!(words.get(next), "and" | "or" | "/" | "|" | ","));
        if !is_joined && joins == 0 {
            return last;
        }
        match code_span(words, next + joins, end).filter(|(_, after)| *after <= end) {
            Some((_, after)) => (last, next) = (Some(after), after),
            None => return last,
        }
    }
}

/// "**Label:**" or "Label:", and the word behind it.
fn label(words: &Words, index: usize, end: usize) -> Option<(String, usize)> {
    let first = words.get(index);
    if !first.starts_with("**") {
        let name = first.strip_suffix(':')?;
        return name.starts_with(char::is_alphabetic).then(|| (name.to_owned(), index + 1));
    }
    let is_last = |at: &usize| words.get(*at).ends_with(":**") || words.get(*at).ends_with("**:");
    let last = (index..end.min(index + MAX_LABEL_WORDS)).find(is_last)?;
    Some((words.join(index..last + 1).trim_matches(['*', ':']).to_owned(), last + 1))
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-")
}

/// An example is a text in backticks, or none at all.
fn example(words: &Words, row: &Row, unread: &mut Vec<Fact<String>>) {
    let cell = row.example.clone();
    let is_absent = cell.is_empty() || cell.len() == 1 && is_dash(words.get(cell.start));
    let is_text = code_span(words, cell.start, cell.end).is_some_and(|(_, next)| next == cell.end);
    if !is_absent && !is_text {
        let what = format!("the example of `{}` is not in backticks", shortened(&row.name.value));
        unread.push(Fact::new(what, words.place(cell)));
    }
}
