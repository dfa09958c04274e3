//! The tables of a page: which columns one has, and its rows, each of them whole or an error.

use std::collections::HashSet;
use std::ops::Range;

use crate::page::cell::{self, RowStart};
use crate::page::facts::Fact;
use crate::page::word::{Words, locate, shortened};

/// A table, and what it stands under.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) owner: Owner,
    /// The words of its heading, without the marker.
    pub(crate) heading: Range<usize>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    Request,
    Parameters,
    /// The response of a status.
    Response(String),
    /// A type that rows refer to, and the body below whose heading it stands.
    Type(Option<Box<Owner>>),
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: Fact<String>,
    /// The words of the cell.
    pub(crate) kind: Range<usize>,
    pub(crate) required: Fact<bool>,
    /// Of a parameter: `path`, `query`.
    pub(crate) location: Option<Fact<String>>,
    pub(crate) description: Range<usize>,
    pub(crate) example: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Field, Type, Required, Description, Example
    Body,
    /// Name, In, Required, Type, Description, Example
    Parameters,
}

impl Columns {
    const BODY: &[&str] = &["Field", "Type", "Required", "Description", "Example"];
    const PARAMETERS: &[&str] = &["Name", "In", "Required", "Type", "Description", "Example"];

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Body => Self::BODY,
            Self::Parameters => Self::PARAMETERS,
        }
    }

    /// What a row begins with, for messages.
    fn pattern(self) -> &'static str {
        match self {
            Self::Body => "a row that begins with | `name` | type | Yes or No |",
            Self::Parameters => "a row that begins with | `name` | path or query | Yes or No | type |",
        }
    }
}

/// Every row of a page's tables begins where one of these does.
pub(crate) struct RowStarts(Vec<usize>);

impl RowStarts {
    pub(crate) fn find(words: &Words) -> Self {
        let starts = (0..words.len()).filter(|&index| {
            [Columns::Body, Columns::Parameters]
                .into_iter()
                .any(|columns| cell::row_start(words, index, columns).is_some())
        });
        Self(starts.collect())
    }

    /// The next beginning of a row behind a word.
    fn after(&self, index: usize) -> Option<usize> {
        self.0.get(self.0.partition_point(|&start| start <= index)).copied()
    }
}

/// Reads the table that begins at a word, and gives the word after it.
pub(crate) fn parse(
    words: &Words,
    starts: &RowStarts,
    index: usize,
    expected: Columns,
) -> Result<(Vec<Row>, usize), String> {
    let mut next = header(words, index, expected)?;
    let mut rows = Vec::new();
    let mut names = HashSet::new();
    while words.get(next).starts_with('|') {
        let Some(start) = cell::row_start(words, next, expected) else {
            return Err(explain_row(words, next, expected, rows.last()));
        };
        let limit = starts.after(next).unwrap_or(words.len());
        let (row, after) = row(words, start, limit)?;
        let key = (row.location.as_ref().map(|location| location.value.clone()), row.name.value.clone());
        if !names.insert(key) {
            return Err(words.expected(next + 1, "one row for each name, not a second one"));
        }
        rows.push(row);
        next = after;
    }
    if rows.is_empty() {
        return Err(words.expected(next, expected.pattern()));
    }
    Ok((rows, next))
}

/// Whether a table begins at a bar.
pub(crate) fn is_header(words: &Words, index: usize, columns: Columns) -> bool {
    columns.names().first().is_some_and(|name| words.get(index + 1) == *name)
}

/// Reads the names of the columns and the line under them.
fn header(words: &Words, index: usize, columns: Columns) -> Result<usize, String> {
    let names = columns.names();
    let mut next = index;
    for name in names {
        for word in ["|", name] {
            if words.get(next) != word {
                let what = format!("a table with the columns {}", names.join(", "));
                return Err(words.expected(next, &what));
            }
            next += 1;
        }
    }
    if words.get(next) != "|" {
        return Err(words.expected(next, "`|` at the end of the table's header"));
    }
    next += 1;
    if words.get(next).starts_with(char::is_alphanumeric) {
        let count = if columns == Columns::Body { "five" } else { "six" };
        return Err(words.expected(next, &format!("{count} columns, {}", names.join(", "))));
    }
    // `|---|---|` is a word, `| --- | --- |` are several.
    let mut dashes = 0;
    while dashes < names.len() {
        let word = words.get(next);
        if word.is_empty() || !word.chars().all(|c| matches!(c, '|' | '-' | ':')) {
            return Err(words.expected(next, "the line of dashes under the table's header"));
        }
        dashes += word.split('|').filter(|part| !part.is_empty()).count();
        next += 1;
    }
    // The bar at the end may be a word of its own; the first row's bar follows it.
    if !words.get(next - 1).ends_with('|') {
        if words.get(next) != "|" {
            return Err(words.expected(next, "`|` at the end of the line of dashes"));
        }
        next += 1;
    }
    Ok(next)
}

fn row(words: &Words, start: RowStart, limit: usize) -> Result<(Row, usize), String> {
    let Some([description_end, example_end]) = cell::ends(words, start.rest, limit) else {
        let at = words.place(start.name..start.name + 1);
        return Err(format!(
            "{}: expected a description, an example and `|` after them in the row of {}, found {}",
            locate(&at),
            words.get(start.name),
            if limit < words.len() { "the next row" } else { "the end of the page" },
        ));
    };
    let name = words.get(start.name).trim_matches('`').to_owned();
    let is_required = words.get(start.required) == "Yes";
    let row = Row {
        name: Fact::new(name, words.place(start.name..start.name + 1)),
        kind: start.kind,
        required: Fact::new(is_required, words.place(start.required..start.required + 1)),
        location: start
            .location
            .map(|at| Fact::new(words.get(at).trim_matches('`').to_owned(), words.place(at..at + 1))),
        description: start.rest..description_end,
        example: description_end + 1..example_end,
    };
    Ok((row, example_end + 1))
}

/// Says that a bar behind a row begins no row.
pub(crate) fn behind_row(words: &Words, index: usize, row: &Row) -> String {
    let at = locate(&words.place(index..index + 1));
    let (name, found) = (shortened(&row.name.value), shortened(words.get(index + 1).trim_matches('`')));
    format!(
        "{at}: after the row of `{name}`: expected another row or the end of the table, found `| {found}`"
    )
}

/// Says which cell keeps a row from being one.
fn explain_row(words: &Words, index: usize, columns: Columns, before: Option<&Row>) -> String {
    let cells = cell::first_cells(words, index);
    let required = match columns {
        Columns::Body => cells.get(2),
        Columns::Parameters => {
            cells.get(2).filter(|_| cells.get(1).is_some_and(|cell| cell::is_location(words.get(cell.start))))
        }
    };
    let is_row = required.is_some_and(|required| cell::is_yes_or_no(words, required.clone()));
    let is_named = cells.first().is_some_and(|cell| cell::is_name(words, cell.clone()));
    match required {
        Some(required) if is_named && !cell::is_yes_or_no(words, required.clone()) => {
            words.expected(required.start, "`Yes` or `No`")
        }
        _ => match before.filter(|_| !is_row) {
            Some(row) => behind_row(words, index, row),
            None => words.expected(index + 1, columns.pattern()),
        },
    }
}
