//! From a page to its facts: every type's table is written out under the fields that have the type.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::page::description::{self, Description};
use crate::page::document::{self, Page};
use crate::page::facts::{Fact, Facts, Field, Kind, MAX_DEPTH, MAX_FIELDS, Origin, Server, Status};
use crate::page::table::{Owner, Row, Table};
use crate::page::type_name;
use crate::page::types::Types;
use crate::page::unread;
use crate::page::word::{code_span, locate};
use crate::source::SourceFile;

/// Reads a page, and gives its facts and how many rows its tables have.
pub(crate) fn read(file: &Rc<SourceFile>) -> Result<(Facts, usize), String> {
    let page = document::parse(file)?;
    let descriptions = describe(&page)?;
    let types = Types::find(&page, &descriptions)?;
    let rows = page.tables.iter().map(|table| table.rows.len()).sum();
    let mut expansion = Expansion {
        page: &page,
        descriptions: &descriptions,
        types: &types,
        first_rows: first_rows(&page.tables),
        used: HashSet::new(),
        fields: Vec::new(),
        contradictions: types.contradictions.clone(),
    };
    let parameters = expansion.roots()?;
    let Expansion { fields, contradictions, used, .. } = expansion;
    let unreferenced = unreferenced(&page, &types, &used);
    let sections = unread::sections(&page);
    let unread = unread::find(&page, &descriptions);
    let Page {
        words,
        source,
        method,
        path,
        authentication,
        request_url,
        environments,
        request,
        statuses,
        samples,
        ..
    } = page;
    let facts = Facts {
        origin: Origin::Page,
        place: method.place.clone(),
        source,
        method,
        path,
        request_url: Some(request_url),
        servers: environments
            .into_iter()
            .map(|(name, url)| Server { name: Some(name.value), url, anchors: Vec::new() })
            .collect(),
        authentication,
        content_type: request.and_then(|(_, content_type)| content_type),
        parameters,
        statuses: statuses.into_iter().map(|code| Status { code, anchors: Vec::new() }).collect(),
        fields,
        samples,
        unreferenced,
        sections,
        unread,
        contradictions,
        anchors: Vec::new(),
    };
    drop(words);
    Ok((facts, rows))
}

/// Of every table, the description of every row.
fn describe(page: &Page) -> Result<Vec<Vec<Description>>, String> {
    let of_row = |row: &Row| description::parse(&page.words, row.description.clone());
    page.tables.iter().map(|table| table.rows.iter().map(of_row).collect()).collect()
}

/// The number of each table's first row, counted through the page.
fn first_rows(tables: &[Table]) -> Vec<usize> {
    let counts = tables.iter().map(|table| table.rows.len());
    counts.scan(0, |next, count| Some(std::mem::replace(next, *next + count))).collect()
}

fn unreferenced(page: &Page, types: &Types, used: &HashSet<usize>) -> Vec<Fact<String>> {
    let is_unused = |index: &usize| !used.contains(types.repeated.get(index).unwrap_or(index));
    (0..page.tables.len())
        .filter(is_unused)
        .map(|index| {
            let heading: Range<usize> = page.tables[index].heading.clone();
            let name = types.names.get(&index).cloned().unwrap_or_default();
            let words = name.split(' ').count();
            Fact::new(name, page.words.place(heading.start..heading.start + words))
        })
        .collect()
}

struct Expansion<'a> {
    page: &'a Page,
    descriptions: &'a [Vec<Description>],
    types: &'a Types,
    first_rows: Vec<usize>,
    used: HashSet<usize>,
    fields: Vec<Field>,
    contradictions: Vec<Fact<String>>,
}

impl Expansion<'_> {
    /// Writes out the bodies, and gives the parameters.
    fn roots(&mut self) -> Result<Vec<Field>, String> {
        let mut parameters = Vec::new();
        for (index, table) in self.page.tables.iter().enumerate() {
            let root = match &table.owner {
                Owner::Request => "request".to_owned(),
                Owner::Response(status) => status.clone(),
                Owner::Parameters => {
                    self.used.insert(index);
                    let before = self.fields.len();
                    self.rows(index, &table.owner, "", &mut vec![index])?;
                    parameters.extend(self.fields.drain(before..));
                    continue;
                }
                Owner::Type(_) => continue,
            };
            self.used.insert(index);
            let place = self.page.words.place(table.heading.start..table.heading.start + 1);
            self.fields.push(Field::new(root.clone(), place.clone(), Fact::new(Kind::Object, place)));
            self.rows(index, &table.owner, &format!("{root}."), &mut vec![index])?;
        }
        Ok(parameters)
    }

    /// Writes out the rows of a table. `chain` is the tables that this one is written out in, itself the last.
    fn rows(
        &mut self,
        table: usize,
        body: &Owner,
        prefix: &str,
        chain: &mut Vec<usize>,
    ) -> Result<(), String> {
        for (number, row) in self.page.tables[table].rows.iter().enumerate() {
            let description = &self.descriptions[table][number];
            let kind = type_name::parse(&self.page.words, row.kind.clone())?;
            let kind_place = self.page.words.place(row.kind.clone());
            let location =
                row.location.as_ref().map(|location| format!("{}.", location.value)).unwrap_or_default();
            let path = format!("{prefix}{location}{}", row.name.value);
            if self.fields.len() >= MAX_FIELDS {
                return Err(format!(
                    "{}: the types expand to more than {MAX_FIELDS} fields",
                    locate(&kind_place)
                ));
            }

            let mut field =
                Field::new(path.clone(), row.name.place.clone(), Fact::new(kind.kind, kind_place.clone()));
            field.required = Some(row.required.clone());
            field.row = Some(self.first_rows[table] + number);
            field.allowed.clone_from(&description.allowed);
            field.required_value.clone_from(&description.required_value);
            field.shown = self.shown(row);
            field.example = self.example(row);
            let index = self.fields.len();
            self.fields.push(field);

            let mut of_type = self.type_table(row, body, kind.named.as_deref(), description)?;
            let says_other = kind.kind == Kind::Array && !matches!(kind.item, Kind::Object | Kind::Unknown);
            if let Some(reference) = description.refers_to.as_ref().filter(|_| says_other) {
                let (name, item) = (&row.name.value, kind.item);
                self.contradiction(
                    format!(
                        "{name} is an array of {item} in one cell and of `{}` in another",
                        reference.value
                    ),
                    row,
                );
                of_type = None;
            }
            let is_contradicted = description.refers_to.is_some() && says_other;
            let inner = match kind.kind {
                Kind::Array => {
                    let item_kind = match of_type {
                        Some(_) => Kind::Object,
                        None if is_contradicted => Kind::Unknown,
                        None => kind.item,
                    };
                    let mut item = Field::new(
                        format!("{path}[]"),
                        row.name.place.clone(),
                        Fact::new(item_kind, kind_place),
                    );
                    // The contradiction is the finding: whichever cell is wrong, nothing more is said about the items.
                    item.is_recursive = is_contradicted;
                    self.fields.push(item);
                    format!("{path}[]")
                }
                _ => path,
            };
            if let Some(of_type) = of_type {
                // The field that the type's rows are in: the items, of an array.
                if let Some(holder) = self.fields.last_mut() {
                    holder.type_names.extend(self.types.names.get(&of_type).cloned());
                }
                if chain.len() > MAX_DEPTH {
                    let at = locate(&row.name.place);
                    return Err(format!("{at}: the types are nested deeper than {MAX_DEPTH} levels"));
                }
                if chain.contains(&of_type) {
                    self.fields[index..].iter_mut().for_each(|field| field.is_recursive = true);
                } else {
                    chain.push(of_type);
                    self.rows(of_type, body, &format!("{inner}."), chain)?;
                    chain.pop();
                }
            }
            self.attach_codes(index, &inner, description);
        }
        Ok(())
    }

    /// The table of the type that a row has or refers to.
    fn type_table(
        &mut self,
        row: &Row,
        body: &Owner,
        named: Option<&str>,
        description: &Description,
    ) -> Result<Option<usize>, String> {
        let reference = description.refers_to.as_ref();
        let Some(name) = reference.map(|name| name.value.as_str()).or(named) else { return Ok(None) };
        if let (Some(named), Some(reference)) = (named, reference)
            && named != reference.value
        {
            let message = format!(
                "{} is a `{named}` in one cell and a `{}` in another",
                row.name.value, reference.value
            );
            self.contradiction(message, row);
        }
        let Some(table) = self.types.get(body, name) else {
            let at =
                reference.map_or_else(|| self.page.words.place(row.kind.clone()), |name| name.place.clone());
            return Err(format!("{}: expected a heading `{name}` with a table, found none", locate(&at)));
        };
        self.used.insert(table);
        Ok(Some(table))
    }

    fn contradiction(&mut self, message: String, row: &Row) {
        if !self.contradictions.iter().any(|known| known.value == message) {
            self.contradictions.push(Fact::new(message, self.page.words.place(row.kind.clone())));
        }
    }

    /// What the example cell holds, if it is one text in backticks.
    fn example(&self, row: &Row) -> Option<Fact<String>> {
        let words = &self.page.words;
        let (text, next) = code_span(words, row.example.start, row.example.end)?;
        let place = Place::new(&words.file, text.clone());
        (next == row.example.end).then(|| Fact::new(words.text(text), place))
    }

    /// The code in the example cell of a field for codes.
    fn shown(&self, row: &Row) -> Option<Fact<String>> {
        let word = self.page.words.get(row.example.start);
        let code = word.strip_prefix('`')?.strip_suffix('`')?;
        (row.example.len() == 1 && code != "null" && Field::holds_codes(&row.name.value))
            .then(|| Fact::new(code.to_owned(), self.page.words.place(row.example.clone())))
    }

    /// The codes that a row lists belong to the field `code` of what it holds.
    fn attach_codes(&mut self, index: usize, inner: &str, description: &Description) {
        if description.codes.is_empty() {
            return;
        }
        let path = format!("{inner}.code");
        let holder = self.fields[index..].iter().position(|field| field.path == path).unwrap_or(0);
        if let Some(field) = self.fields.get_mut(index + holder) {
            field.codes.extend(description.codes.iter().cloned());
        }
    }
}
