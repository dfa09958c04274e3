//! A page as its author wrote it: sections, tables and samples, before anything is made of them.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::Place;
use crate::page::facts::Fact;
use crate::page::json;
use crate::page::sample::Sample;
use crate::page::section::{self, Section};
use crate::page::table::{self, Columns, Owner, RowStarts, Table};
use crate::page::word::{Words, code_span};
use crate::source::SourceFile;

pub(crate) struct Page {
    pub(crate) words: Words,
    pub(crate) source: Option<Fact<String>>,
    pub(crate) method: Fact<String>,
    pub(crate) path: Fact<String>,
    pub(crate) authentication: Option<Fact<String>>,
    pub(crate) request_url: (Fact<String>, Fact<String>),
    /// Name and address.
    pub(crate) environments: Vec<(Fact<String>, Fact<String>)>,
    /// Where the section "Request Body" begins, and its content type.
    pub(crate) request: Option<(Place, Option<Fact<String>>)>,
    pub(crate) statuses: Vec<Fact<String>>,
    pub(crate) tables: Vec<Table>,
    pub(crate) samples: Vec<Sample>,
    /// Words that were left out one by one.
    pub(crate) prose: Vec<Range<usize>>,
    /// Code and sections that were left out as a whole.
    pub(crate) ignored: Vec<Range<usize>>,
}

/// Reads a page. An error says where it is not a page of this grammar, and what was expected there.
pub(crate) fn parse(file: &Rc<SourceFile>) -> Result<Page, String> {
    let words = Words::new(file)?;
    let starts = RowStarts::find(&words);
    let (source, title) = metadata(&words);
    let (method, path, body) = section::title(&words, title)?;
    let mut reader = Reader {
        words: &words,
        starts: &starts,
        section: Section::Preamble,
        section_start: title,
        body: None,
        authentication: None,
        request_url: None,
        environments: Vec::new(),
        request: None,
        statuses: Vec::new(),
        tables: Vec::new(),
        samples: Vec::new(),
        prose: Vec::new(),
        ignored: Vec::new(),
        seen: HashSet::new(),
    };
    let mut index = body;
    while index < words.len() {
        index = reader.step(index)?;
    }
    reader.leave_section(index)?;
    let Reader { authentication, request_url, environments, request, statuses, tables, samples, .. } = reader;
    let (prose, ignored) = (reader.prose, reader.ignored);
    let Some(request_url) = request_url else {
        return Err(words.expected(words.len(), "a section `Request URL`"));
    };
    if statuses.is_empty() {
        return Err(words.expected(words.len(), "a section for a response, such as `### 200 — OK`"));
    }
    Ok(Page {
        source,
        method,
        path,
        authentication,
        request_url,
        environments,
        request,
        statuses,
        tables,
        samples,
        prose,
        ignored,
        words,
    })
}

/// The address in the lines above the title, and where the title is. The other lines are about the site.
fn metadata(words: &Words) -> (Option<Fact<String>>, usize) {
    let title = (0..words.len()).find(|&index| words.get(index) == "#").unwrap_or(words.len());
    let source = (0..title)
        .find(|&index| words.get(index) == ">" && words.get(index + 1) == "**Source:**")
        .filter(|index| index + 2 < title)
        .map(|index| Fact::new(words.get(index + 2).to_owned(), words.place(index + 2..index + 3)));
    (source, title)
}

struct Reader<'a> {
    words: &'a Words,
    starts: &'a RowStarts,
    section: Section,
    section_start: usize,
    /// The body that types belong to.
    body: Option<Owner>,
    authentication: Option<Fact<String>>,
    request_url: Option<(Fact<String>, Fact<String>)>,
    environments: Vec<(Fact<String>, Fact<String>)>,
    request: Option<(Place, Option<Fact<String>>)>,
    statuses: Vec<Fact<String>>,
    tables: Vec<Table>,
    samples: Vec<Sample>,
    prose: Vec<Range<usize>>,
    ignored: Vec<Range<usize>>,
    /// The sections and labels so far that a page has once: a second one would win over the first, or be lost.
    seen: HashSet<&'static str>,
}

impl Reader<'_> {
    /// Reads what begins at a word, and gives the word after it. Sentences are left out word by word.
    fn step(&mut self, index: usize) -> Result<usize, String> {
        match (self.words.get(index), &self.section) {
            (marker, _) if section::is_marker(marker) => self.heading(index),
            ("|", _) => self.table(index),
            (fence, _) if fence.starts_with("```") => self.fence(index),
            (bar, _) if bar.starts_with('|') => Err(self.words.expected(index, "`|` between spaces")),
            ("#", _) if section::is_title(self.words, index) => {
                Err(self.words.expected(index + 1, "one title on a page, not a second one"))
            }
            ("**Authentication:**", section) => {
                let is_first = matches!(section, Section::Preamble);
                self.once("**Authentication:**", index)?;
                if !is_first {
                    return Ok(self.prose(index));
                }
                let (header, next) = section::authentication(self.words, index + 1)?;
                if header.is_none() && self.words.get(index + 1).starts_with('`') {
                    self.ignored.push(index..next);
                }
                self.authentication = header;
                Ok(next)
            }
            ("**Environments:**", section) => {
                let is_ours = matches!(section, Section::RequestUrl);
                self.once("**Environments:**", index)?;
                if !is_ours {
                    return Ok(self.prose(index));
                }
                let (environments, next) = section::environments(self.words, index + 1)?;
                self.environments = environments;
                Ok(next)
            }
            ("**Content-Type:**", Section::RequestBody) => {
                self.once("**Content-Type:**", index)?;
                let Some((bytes, next)) = code_span(self.words, index + 1, self.words.len()) else {
                    return Err(self.words.expected(index + 1, "the content type in backticks"));
                };
                let place = Place::new(&self.words.file, bytes.clone());
                if let Some((_, content_type)) = &mut self.request {
                    *content_type = Some(Fact::new(self.words.text(bytes), place));
                }
                Ok(next)
            }
            _ => Ok(self.prose(index)),
        }
    }

    /// Leaves a word out.
    fn prose(&mut self, index: usize) -> usize {
        match self.prose.last_mut().filter(|range| range.end == index) {
            Some(range) => range.end += 1,
            None => self.prose.push(index..index + 1),
        }
        index + 1
    }

    /// Refuses the second occurrence of what a page has once.
    fn once(&mut self, what: &'static str, index: usize) -> Result<(), String> {
        match self.seen.insert(what) {
            true => Ok(()),
            false => Err(self.words.expected(index, &format!("one `{what}` on a page, not a second one"))),
        }
    }

    fn heading(&mut self, index: usize) -> Result<usize, String> {
        let level = self.words.get(index).len();
        let (section, next) = section::heading(self.words, index + 1)?;
        if let Some(name) = section.only_name() {
            self.once(name, index)?;
        }
        self.leave_section(index)?;
        match &section {
            Section::RequestBody => {
                self.body = Some(Owner::Request);
                self.request = Some((self.words.place(index..next), None));
            }
            Section::Response(status) => {
                if self.statuses.iter().any(|known| known.value == status.value) {
                    return Err(self.words.expected(index + 1, "one section for each status"));
                }
                self.body = Some(Owner::Response(status.value.clone()));
                self.statuses.push(status.clone());
            }
            Section::Other if level > 2 => {}
            _ => self.body = None,
        }
        self.section = section;
        self.section_start = index;
        Ok(next)
    }

    /// Checks that a section held what it is there for.
    fn leave_section(&mut self, index: usize) -> Result<(), String> {
        if matches!(self.section, Section::Other) && !self.has_table() {
            self.ignored.push(self.section_start..index.min(self.section_start + 2));
        }
        let is_ours = |owner: &Owner| self.tables.last().is_some_and(|table| table.owner == *owner);
        let has_sample = self.samples.last().is_some_and(|sample| {
            sample.place.range.start >= self.words.bytes(self.section_start..index).start
        });
        match &self.section {
            Section::RequestUrl if self.request_url.is_none() => {
                Err(self.words.expected(index, "a fenced `METHOD URL`"))
            }
            Section::RequestBody if !is_ours(&Owner::Request) => {
                Err(self.words.expected(index, "the table of the request body"))
            }
            Section::Parameters if !is_ours(&Owner::Parameters) => {
                Err(self.words.expected(index, "the table of the parameters"))
            }
            Section::Sample(_) if !has_sample => Err(self.words.expected(index, "a fenced sample in JSON")),
            _ => Ok(()),
        }
    }

    fn has_table(&self) -> bool {
        self.tables.last().is_some_and(|table| table.heading.start > self.section_start)
    }

    fn table(&mut self, index: usize) -> Result<usize, String> {
        let (owner, columns) = match &self.section {
            Section::RequestBody => (Owner::Request, Columns::Body),
            Section::Parameters => (Owner::Parameters, Columns::Parameters),
            Section::Response(status) => (Owner::Response(status.value.clone()), Columns::Body),
            Section::Other => (Owner::Type(self.body.clone().map(Box::new)), Columns::Body),
            _ => return Err(self.words.expected(index, "no table in this section")),
        };
        let has_table = self.has_table();
        let before = self.tables.last().and_then(|table| table.rows.last());
        if let Some(row) = before.filter(|_| has_table && !table::is_header(self.words, index, columns)) {
            return Err(table::behind_row(self.words, index, row));
        }
        if has_table {
            return Err(self.words.expected(index, "one table in a section"));
        }
        let (rows, next) = table::parse(self.words, self.starts, index, columns)?;
        self.tables.push(Table { owner, heading: self.section_start + 1..index, rows });
        Ok(next)
    }

    fn fence(&mut self, index: usize) -> Result<usize, String> {
        let language = self.words.get(index).trim_start_matches('`');
        let closing = (index + 1..self.words.len()).find(|&at| self.words.get(at).ends_with("```"));
        // A fence of one word: ```text```.
        if language.ends_with("```") {
            self.ignored.push(index..index + 1);
            return Ok(index + 1);
        }
        let Some(closing) = closing else {
            return Err(self.words.expected(self.words.len(), "the end of the code block, ```"));
        };
        let inside: Range<usize> = index + 1..closing + usize::from(self.words.get(closing) != "```");
        match &self.section {
            Section::RequestUrl if self.request_url.is_none() => {
                self.request_url = Some(section::request_url(self.words, inside)?);
            }
            Section::RequestUrl if section::is_request_url(self.words, inside.start) => {
                return Err(self.words.expected(inside.start, "one request URL on a page, not a second one"));
            }
            Section::Sample(body) if matches!(language, "" | "json") => {
                let mut bytes = self.words.bytes(inside);
                bytes.end -= self.words.file.text[bytes.clone()].len()
                    - self.words.file.text[bytes.clone()].trim_end_matches('`').len();
                if self.samples.iter().any(|sample| sample.body == *body) {
                    return Err(self.words.expected(index, "one sample of each body"));
                }
                self.samples.push(json::parse(&self.words.file, bytes, body)?);
            }
            // Code in other sections and languages is illustration.
            _ => self.ignored.push(index..index + 1),
        }
        Ok(closing + 1)
    }
}
