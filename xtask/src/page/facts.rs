//! What a document says about one operation: a page, the lock, the spec and the vendor's OpenAPI file in one shape,
//! every value with the place where it stands.

use std::fmt;

use crate::diagnostic::Place;
use crate::page::sample::Sample;

/// More than any operation has; types that refer to each other could multiply without end.
pub(crate) const MAX_FIELDS: usize = 2_000;

/// Deeper than any body nests, and shallow enough to walk by recursion.
pub(crate) const MAX_DEPTH: usize = 32;

/// Longer than any name, so that paths stay short.
pub(crate) const MAX_NAME: usize = 128;

#[derive(Clone, Debug)]
pub(crate) struct Fact<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

impl<T> Fact<T> {
    pub(crate) fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Page,
    Lock,
    Spec,
    /// The vendor's OpenAPI file, which is silent about much that a page tells.
    OpenApi,
}

impl Origin {
    /// How messages call the document.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "the page",
            Self::Lock => "the page as last read",
            Self::Spec => "the spec",
            Self::OpenApi => "the vendor's OpenAPI file",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) origin: Origin,
    /// Where the operation begins. What points at something absent points here.
    pub(crate) place: Place,
    /// The page's address.
    pub(crate) source: Option<Fact<String>>,
    /// In capitals.
    pub(crate) method: Fact<String>,
    pub(crate) path: Fact<String>,
    /// The method and the address of the section "Request URL".
    pub(crate) request_url: Option<(Fact<String>, Fact<String>)>,
    pub(crate) servers: Vec<Server>,
    /// The header that every request has to carry.
    pub(crate) authentication: Option<Fact<String>>,
    pub(crate) content_type: Option<Fact<String>>,
    /// Their paths are `path.id`, `query.limit`.
    pub(crate) parameters: Vec<Field>,
    pub(crate) statuses: Vec<Status>,
    /// Every parent before its children: `request`, `request.signUrl`, `200.data.roles[]`, `200.data.roles[].id`.
    pub(crate) fields: Vec<Field>,
    pub(crate) samples: Vec<Sample>,
    /// Tables of a page that no row refers to.
    pub(crate) unreferenced: Vec<Fact<String>>,
    /// The first words of a page's sections of the second level that its reader does not know and that have no table.
    pub(crate) sections: Vec<Fact<String>>,
    /// What looks like a fact of a page and is none that its reader knows: each with what it is.
    pub(crate) unread: Vec<Fact<String>>,
    /// What a page says against itself.
    pub(crate) contradictions: Vec<Fact<String>>,
    /// The mappings of the spec that speak of the operation as a whole.
    pub(crate) anchors: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// `production`, `sandbox`.
    pub(crate) name: Option<String>,
    /// The operation's whole address there.
    pub(crate) url: Fact<String>,
    pub(crate) anchors: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Status {
    pub(crate) code: Fact<String>,
    pub(crate) anchors: Vec<usize>,
}

/// A body, a field of it at any depth, the items of an array, or a parameter.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) path: String,
    /// Where its name stands.
    pub(crate) place: Place,
    pub(crate) kind: Fact<Kind>,
    /// Nothing for a body and for the items of an array.
    pub(crate) required: Option<Fact<bool>>,
    pub(crate) allowed: Vec<Fact<String>>,
    /// The one text that a request has to send.
    pub(crate) required_value: Option<Fact<String>>,
    pub(crate) codes: Vec<MessageCode>,
    /// The code in the example cell of a field for codes.
    pub(crate) shown: Option<Fact<String>>,
    /// The text of the example cell.
    pub(crate) example: Option<Fact<String>>,
    /// The row of the page that it comes from.
    pub(crate) row: Option<usize>,
    /// Whether its type is one that it stands in, so that its fields are not written out again.
    pub(crate) is_recursive: bool,
    /// Where the mappings of the spec begin that define it; a deliberate difference is declared in one of them.
    pub(crate) anchors: Vec<usize>,
    /// What the vendor calls its type.
    pub(crate) type_names: Vec<String>,
}

impl Field {
    pub(crate) fn new(path: String, place: Place, kind: Fact<Kind>) -> Self {
        Self {
            path,
            place,
            kind,
            required: None,
            allowed: Vec::new(),
            required_value: None,
            codes: Vec::new(),
            shown: None,
            example: None,
            row: None,
            is_recursive: false,
            anchors: Vec::new(),
            type_names: Vec::new(),
        }
    }

    /// Whether it is the kind of field that holds codes for programs.
    pub(crate) fn holds_codes(path: &str) -> bool {
        path.rsplit(['.', ']']).next().is_some_and(|name| name.to_ascii_lowercase().ends_with("code"))
    }
}

#[derive(Clone, Debug)]
pub(crate) struct MessageCode {
    pub(crate) code: Fact<String>,
    pub(crate) side: Side,
}

/// What a code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Success,
    Error,
    /// The document does not say.
    Unsaid,
}

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Unsaid => "unsaid",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Integer,
    Number,
    Boolean,
    /// Only in samples.
    Null,
    /// The document does not say, as where `array\` is what is left of `array\<T\>`.
    Unknown,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Object,
        Self::Array,
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Null,
        Self::Unknown,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The path of what a path lies in: `200.data` of `200.data.id` and of `200.data[]`.
pub(crate) fn parent(path: &str) -> Option<&str> {
    match path.strip_suffix("[]") {
        Some(array) => Some(array),
        None => path.rsplit_once('.').map(|(parent, _)| parent),
    }
}

/// Whether a path is another one or lies inside of it.
pub(crate) fn is_within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
