//! What the commands find out, in one shape for all of them.

pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod sarif;

use std::ops::Range;
use std::rc::Rc;

use clap::ValueEnum;

use crate::Verdict;
use crate::source::SourceFile;

/// A kind of finding, with a stable name.
#[derive(Debug)]
pub(crate) struct Code {
    /// The name that `explain`, JSON and SARIF know it by.
    pub(crate) id: &'static str,
    pub(crate) severity: Severity,
    /// One line.
    pub(crate) title: &'static str,
    /// What it means and why it matters, for `explain`; the last sentence says what to do.
    pub(crate) explanation: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    Error,
    Warning,
    /// A change that those who use the SDK have to act on.
    Breaking,
    /// A change that gives them more.
    Additive,
    /// A change that they read and no program notices.
    Cosmetic,
}

impl Severity {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Cosmetic => "cosmetic",
        }
    }

    /// The nearest of the levels that the tools of others know.
    pub(crate) fn common(self) -> Common {
        match self {
            Self::Error | Self::Breaking => Common::Error,
            Self::Warning => Common::Warning,
            Self::Additive | Self::Cosmetic => Common::Note,
        }
    }
}

/// The levels that the tools of others know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Common {
    Error,
    Warning,
    Note,
}

/// A stretch of a file, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) file: Rc<SourceFile>,
    pub(crate) range: Range<usize>,
}

impl Place {
    pub(crate) fn new(file: &Rc<SourceFile>, range: Range<usize>) -> Self {
        Self { file: Rc::clone(file), range }
    }
}

/// One problem.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) code: &'static Code,
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
    pub(crate) place: Place,
    /// Other places that belong to it, with what they are: the spec's side of a drift, the first of two equal keys.
    pub(crate) related: Vec<(Place, String)>,
}

impl Finding {
    pub(crate) fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, place, related: Vec::new() }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do: about this finding, or else about every one of its code.
    pub(crate) fn advice(&self) -> &str {
        match &self.help {
            Some(help) => help,
            None => self.code.explanation.rsplit(". ").next().unwrap_or_default(),
        }
    }

    pub(crate) fn related(mut self, place: Place, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Excerpts with carets, for people
    #[default]
    Human,
    /// {"findings": [...]}, and of changes {"changes": [...]}
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub workflows
    Github,
}

/// Prints the findings on stdout, in the order of their places, and says what they amount to.
///
/// `notes` say what was checked, such as how many rows of a page were matched. People see them on stderr.
pub(crate) fn report(mut findings: Vec<Finding>, notes: &[String], format: Format) -> Verdict {
    findings.sort_by(|a, b| {
        let start = |finding: &Finding| finding.place.range.start;
        a.place.file.name.cmp(&b.place.file.name).then_with(|| start(a).cmp(&start(b)))
    });
    let text = match format {
        Format::Human => human::render(&findings),
        Format::Json => json::render(&findings, notes),
        Format::Sarif => sarif::render(&findings),
        Format::Github => github::render(&findings),
    };
    print!("{text}");
    for note in notes {
        eprintln!("{note}");
    }
    if findings.is_empty() { Verdict::Clean } else { Verdict::Findings }
}

/// Declares codes, and `ALL` of them.
macro_rules! codes {
    ($($(#[$attribute:meta])* $name:ident = $id:literal, $severity:ident, $title:literal, $explanation:literal;)*) => {
        $(
            $(#[$attribute])*
            pub(crate) const $name: &$crate::diagnostic::Code = &$crate::diagnostic::Code {
                id: $id,
                severity: $crate::diagnostic::Severity::$severity,
                title: $title,
                explanation: $explanation,
            };
        )*

        /// All codes of this module.
        pub(crate) const ALL: &[&$crate::diagnostic::Code] = &[$($name),*];
    };
}
pub(crate) use codes;
