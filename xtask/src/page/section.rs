//! The headings of a page and the labelled lines under them.

use std::ops::Range;

use crate::diagnostic::Place;
use crate::page::facts::Fact;
use crate::page::word::{Words, code_span};

const METHODS: [&str; 7] = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// More words than the name of an environment has.
const MAX_NAME_WORDS: usize = 3;

pub(crate) enum Section {
    /// Between the title and the first heading.
    Preamble,
    RequestUrl,
    RequestBody,
    Parameters,
    Responses,
    Response(Fact<String>),
    /// The body that it is a sample of.
    Sample(String),
    /// A type, if it has a table; prose, if not.
    Other,
}

impl Section {
    /// The name of a section that a page has once.
    pub(crate) fn only_name(&self) -> Option<&'static str> {
        match self {
            Self::RequestUrl => Some("Request URL"),
            Self::RequestBody => Some("Request Body"),
            Self::Responses => Some("Responses"),
            // Parameters may stand in a section for each place, and the others have a check of their own.
            _ => None,
        }
    }
}

/// `##` to `######`. A page has one title, and `#` alone is no heading behind it.
pub(crate) fn is_marker(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte == b'#')
}

/// "# METHOD path — title": the method, the path, and the word after them.
pub(crate) fn title(words: &Words, index: usize) -> Result<(Fact<String>, Fact<String>, usize), String> {
    if words.get(index) != "#" {
        return Err(words.expected(index, "a title, `# METHOD path — title`"));
    }
    let method = words.get(index + 1);
    if method == "WEBHOOK" {
        return Err(format!(
            "{}: `WEBHOOK` is no HTTP operation: the page describes a request that Leegality sends, and the spec has \
             the requests that it receives",
            crate::page::word::locate(&words.place(index + 1..index + 2)),
        ));
    }
    if !METHODS.contains(&method) {
        return Err(words.expected(index + 1, "an HTTP method in capitals after `#`"));
    }
    if !words.get(index + 2).starts_with('/') {
        return Err(words.expected(index + 2, "the path of the operation, beginning with `/`"));
    }
    if !is_dash(words.get(index + 3)) {
        return Err(words.expected(index + 3, "`—` and a title after the path"));
    }
    let fact = |at: usize| Fact::new(words.get(at).to_owned(), words.place(at..at + 1));
    Ok((fact(index + 1), fact(index + 2), index + 4))
}

/// Whether `#` begins a title: alone it is no heading.
pub(crate) fn is_title(words: &Words, index: usize) -> bool {
    let method = words.get(index + 1);
    (METHODS.contains(&method) || method == "WEBHOOK") && words.get(index + 2).starts_with('/')
}

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-")
}

/// What the heading begins that stands at a word, and the word after it.
pub(crate) fn heading(words: &Words, index: usize) -> Result<(Section, usize), String> {
    let first = words.get(index);
    let found = match (first, words.get(index + 1)) {
        ("Request", "URL") => (Section::RequestUrl, index + 2),
        ("Request", "Body") => (Section::RequestBody, index + 2),
        ("Sample", "Request") => (Section::Sample("request".to_owned()), index + 2),
        ("Sample", "Response") => {
            let status = words.get(index + 2).strip_prefix('(').and_then(|word| word.strip_suffix(')'));
            let Some(status) = status.filter(|status| is_status(status)) else {
                return Err(words.expected(index + 2, "the status of the sample in parentheses"));
            };
            (Section::Sample(status.to_owned()), index + 3)
        }
        ("Responses", _) => (Section::Responses, index + 1),
        ("Parameters", _) => (Section::Parameters, index + 1),
        ("Path" | "Query" | "Request", "Parameters") => (Section::Parameters, index + 2),
        (status, dash) if is_status(status) => {
            if !is_dash(dash) {
                return Err(words.expected(index + 1, "`—` and a title after the status"));
            }
            let status = Fact::new(status.to_owned(), words.place(index..index + 1));
            (Section::Response(status), index + 2)
        }
        _ => (Section::Other, index),
    };
    Ok(found)
}

fn is_status(word: &str) -> bool {
    word.len() == 3
        && word.starts_with(['1', '2', '3', '4', '5'])
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "**Authentication:** `X-Some-Header` header required on every request."
pub(crate) fn authentication(words: &Words, index: usize) -> Result<(Option<Fact<String>>, usize), String> {
    if matches!(words.get(index).trim_end_matches('.').to_lowercase().as_str(), "none" | "no" | "not") {
        return Ok((None, index + 1));
    }
    let Some((bytes, next)) = code_span(words, index, words.len()) else {
        return Err(words.expected(index, "the header in backticks, or `None`"));
    };
    let name = words.text(bytes.clone());
    let name = name.split([':', ' ']).next().unwrap_or_default().to_owned();
    let header = Fact::new(name, Place::new(&words.file, bytes));
    if words.get(next) != "header" {
        return Err(words.expected(next, "`header required` after the header's name"));
    }
    let after = next + 1 + usize::from(words.get(next + 1) == "is");
    match words.get(after).trim_end_matches(['.', ',']) {
        "required" => {
            only_header(words, after)?;
            Ok((Some(header), after + 1))
        }
        "optional" | "not" => Ok((None, after + 1)),
        _ => Err(words.expected(after, "`required`, `not required` or `optional`")),
    }
}

/// Checks that no second header is demanded, in the sentence or in those after it.
fn only_header(words: &Words, index: usize) -> Result<(), String> {
    let mut is_same_sentence = true;
    for at in index..words.len() {
        if is_marker(words.get(at)) {
            break;
        }
        if let Some((_, next)) = code_span(words, at, at + 2)
            && (is_same_sentence || words.get(next).starts_with("header"))
        {
            return Err(words.expected(at, "one header for authentication, not a second one"));
        }
        is_same_sentence &= !words.get(at).ends_with('.');
    }
    Ok(())
}

/// Whether a fence in the section "Request URL" holds another address, and not an illustration.
pub(crate) fn is_request_url(words: &Words, first: usize) -> bool {
    let word = words.get(first);
    METHODS.contains(&word) || word.starts_with("https://") || word.starts_with("http://")
}

/// "METHOD URL"
pub(crate) fn request_url(
    words: &Words,
    inside: Range<usize>,
) -> Result<(Fact<String>, Fact<String>), String> {
    if !METHODS.contains(&words.get(inside.start)) {
        return Err(words.expected(inside.start, "an HTTP method and a URL"));
    }
    let url = words.get(inside.start + 1).trim_end_matches("```");
    if inside.len() != 2 || !(url.starts_with("https://") || url.starts_with("http://")) {
        return Err(words.expected(inside.start + 1, "one URL after the method"));
    }
    let fact = |text: &str, at: usize| {
        let start = words.bytes(at..at + 1).start;
        Fact::new(text.to_owned(), Place::new(&words.file, start..start + text.len()))
    };
    Ok((fact(words.get(inside.start), inside.start), fact(url, inside.start + 1)))
}

type Environment = (Fact<String>, Fact<String>);

/// "- Production: `https://…` - Sandbox: `https://…`"
pub(crate) fn environments(words: &Words, index: usize) -> Result<(Vec<Environment>, usize), String> {
    let mut environments: Vec<Environment> = Vec::new();
    let mut next = index;
    while words.get(next) == "-" {
        let last = (next + 1..next + 1 + MAX_NAME_WORDS).find(|&at| words.get(at).ends_with(':'));
        let Some(last) = last else {
            return Err(words.expected(next + 1, "the name of an environment and `:`"));
        };
        let Some((bytes, after)) = code_span(words, last + 1, words.len()) else {
            return Err(words.expected(last + 1, "the environment's URL in backticks"));
        };
        let name = words.join(next + 1..last + 1).trim_end_matches(':').to_lowercase();
        if environments.iter().any(|(known, _)| known.value == name) {
            return Err(words.expected(next + 1, "each environment once"));
        }
        let url = Fact::new(words.text(bytes.clone()), Place::new(&words.file, bytes));
        environments.push((Fact::new(name, words.place(next + 1..last + 1)), url));
        next = after;
    }
    match environments.is_empty() {
        true => Err(words.expected(index, "a list of environments")),
        false => Ok((environments, next)),
    }
}
