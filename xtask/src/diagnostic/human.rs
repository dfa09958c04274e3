//! Findings for people: an excerpt with carets, and what to do.

use std::io::IsTerminal;
use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Common, Finding, Place, Severity};
use crate::source::SourceFile;

/// So many findings are shown with an excerpt, and the others in two lines each.
const MAX_EXCERPTS: usize = 500;

/// An excerpt has at most so many bytes. Of longer lines, such as a page whose line breaks became spaces, it shows what
/// stands around the place.
const MAX_EXCERPT: usize = 4096;

/// So many bytes are shown before and behind a place in a long line.
const AROUND: usize = 48;

/// Two places share an excerpt if they are not further apart.
const MAX_LINES: usize = 30;

pub(crate) fn render(findings: &[Finding]) -> String {
    excerpts(findings) + &summary(findings)
}

/// The findings without the line that sums them up.
pub(crate) fn excerpts(findings: &[Finding]) -> String {
    let is_colourful = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if is_colourful { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for (number, finding) in findings.iter().enumerate() {
        let rendered = renderer.render(&[group(finding, number < MAX_EXCERPTS)]);
        for line in rendered.lines().filter(|line| !is_origin_of_nothing(line)) {
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

/// The renderer announces an excerpt without a path by a path that is empty.
fn is_origin_of_nothing(line: &str) -> bool {
    let mut colour = false;
    let plain = line.chars().filter(|&c| {
        let is_text = !colour && c != '\u{1b}';
        colour = if colour { c != 'm' } else { c == '\u{1b}' };
        is_text
    });
    plain.collect::<String>().trim() == ":::"
}

fn group(finding: &Finding, has_excerpts: bool) -> Group<'_> {
    let level = match finding.code.severity.common() {
        Common::Error => Level::ERROR,
        Common::Warning => Level::WARNING,
        Common::Note => Level::NOTE,
    };
    let level = level.with_name(finding.code.severity.name());
    let mut group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code.id));
    let mut excerpts = vec![Excerpt::new(&finding.place, AnnotationKind::Primary, None)];
    for (place, what) in &finding.related {
        let kind = AnnotationKind::Context;
        match excerpts.iter_mut().find(|excerpt| excerpt.is_near(place)) {
            Some(excerpt) => excerpt.marks.push((place, kind, Some(what))),
            None => excerpts.push(Excerpt::new(place, kind, Some(what))),
        }
    }
    for excerpt in excerpts {
        group = match excerpt.snippet().filter(|_| has_excerpts) {
            Some(snippet) => group.element(snippet),
            None if has_excerpts => group.element(excerpt.origin()).element(excerpt.window()),
            None => group.element(excerpt.origin()),
        };
    }
    group.element(Level::HELP.message(finding.advice()))
}

/// Places of one file that are near to each other. There is at least one.
struct Excerpt<'a> {
    file: &'a Rc<SourceFile>,
    marks: Vec<(&'a Place, AnnotationKind, Option<&'a str>)>,
}

impl<'a> Excerpt<'a> {
    fn new(place: &'a Place, kind: AnnotationKind, label: Option<&'a str>) -> Self {
        Self { file: &place.file, marks: vec![(place, kind, label)] }
    }

    fn is_near(&self, place: &Place) -> bool {
        let line = |place: &Place| self.file.position(place.range.start).line;
        let is_near = |mark: &Place| line(mark).abs_diff(line(place)) <= MAX_LINES;
        Rc::ptr_eq(self.file, &place.file) && self.marks.iter().all(|(mark, ..)| is_near(mark))
    }

    /// Only the lines that matter: the renderer reads all of what it is given, for every finding.
    fn snippet(&self) -> Option<Snippet<'a, Annotation<'a>>> {
        let start = self.marks.iter().map(|(place, ..)| place.range.start).min()?;
        let end = self.marks.iter().map(|(place, ..)| place.range.end).max()?;
        let lines = self.file.whole_lines(start..end);
        let text = self.file.text.get(lines.clone()).filter(|text| text.len() <= MAX_EXCERPT)?;
        let annotations = self.marks.iter().map(|(place, kind, label)| {
            let Range { start, end } = place.range;
            let within = |byte: usize| byte.saturating_sub(lines.start).min(text.len());
            (*kind).span(within(start)..within(end)).label(*label)
        });
        let snippet = Snippet::source(text).path(self.file.name.as_str());
        Some(snippet.line_start(self.file.position(start).line).annotations(annotations))
    }

    /// What stands around the first place. Its columns are not those of the line, so that it has no path.
    fn window(&self) -> Snippet<'a, Annotation<'a>> {
        let range = self.marks.first().map(|(place, ..)| place.range.clone()).unwrap_or_default();
        let text = &self.file.text;
        let boundary = |byte: usize| (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        let lines = self.file.whole_lines(range.start..range.start);
        let start = boundary(range.start.saturating_sub(AROUND)).unwrap_or_default().max(lines.start);
        let end = boundary(range.end.min(range.start + AROUND) + AROUND).unwrap_or_default().min(lines.end);
        let shown = text.get(start..end).unwrap_or_default();
        let within = |byte: usize| byte.saturating_sub(start).min(shown.len());
        Snippet::source(shown)
            .line_start(self.file.position(range.start).line)
            .annotation(AnnotationKind::Primary.span(within(range.start)..within(range.end)))
    }

    /// The place alone.
    fn origin(&self) -> Origin<'a> {
        let start = self.marks.first().map(|(place, ..)| place.range.start).unwrap_or_default();
        let position = self.file.position(start);
        Origin::path(self.file.name.as_str()).line(position.line).char_column(position.column)
    }
}

fn summary(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.code.severity == Severity::Error).count();
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    };
    let counts: Vec<_> =
        [count(errors, "error"), count(findings.len() - errors, "warning")].into_iter().flatten().collect();
    match findings {
        [] => "no findings\n".to_owned(),
        [first, ..] => {
            format!("{}; `cargo xtask explain {}` says more\n", counts.join(" and "), first.code.id)
        }
    }
}
