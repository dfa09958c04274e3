//! The objects of OpenAPI 3.0.3, each with its keys and the kinds of their values.

mod content;
mod document;
mod extensions;

pub(crate) use extensions::EXTENSIONS;

use crate::spec::tree::{Node, Value};

/// An object of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Callback,
    Components,
    Contact,
    Discriminator,
    Document,
    DocumentedCode,
    Drift,
    Encoding,
    Example,
    ExternalDocs,
    Header,
    Info,
    License,
    Link,
    MediaType,
    OAuthFlow,
    OAuthFlows,
    Operation,
    Parameter,
    PathItem,
    Paths,
    RequestBody,
    Response,
    Responses,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
    Statement,
    Tag,
    Xml,
}

impl Kind {
    /// The key of `components` under which such objects stand.
    pub(crate) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Callback => "callbacks",
            Self::Example => "examples",
            Self::Header => "headers",
            Self::Link => "links",
            Self::Parameter => "parameters",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Schema => "schemas",
            Self::SecurityScheme => "securitySchemes",
            _ => return None,
        })
    }
}

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Any,
    String,
    /// A text that is the address of something on the web.
    Url,
    /// A text, a number, or yes or no.
    Scalar,
    Boolean,
    Integer,
    Number,
    Words(&'static [&'static str]),
    Object(Kind),
    OrReference(Kind),
    BooleanOr(&'static Shape),
    Array(&'static Shape),
    Map(&'static Shape),
}

impl Shape {
    /// Whether a value is of the right kind, whatever it holds.
    pub(crate) fn is_kind_of(self, node: &Node) -> bool {
        let value = &node.value;
        match self {
            Self::Any => true,
            Self::String | Self::Url | Self::Words(_) => matches!(value, Value::String(_)),
            Self::Scalar => !matches!(value, Value::Null | Value::Sequence(_) | Value::Mapping(_)),
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Integer => matches!(value, Value::Integer(_)),
            Self::Number => matches!(value, Value::Integer(_) | Value::Float(_)),
            Self::Object(_) | Self::OrReference(_) | Self::Map(_) => matches!(value, Value::Mapping(_)),
            Self::BooleanOr(other) => matches!(value, Value::Boolean(_)) || other.is_kind_of(node),
            Self::Array(_) => matches!(value, Value::Sequence(_)),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Object {
    /// With its article, for messages.
    pub(crate) name: &'static str,
    pub(crate) keys: Keys,
    /// Whether keys that begin with `x-` are allowed.
    pub(crate) is_extensible: bool,
    /// Pairs of keys of which one may be there, or has to be.
    pub(crate) exclusive: &'static [(&'static str, &'static str, Need)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    AtMostOne,
    ExactlyOne,
}

#[derive(Debug)]
pub(crate) enum Keys {
    /// These, of which some have to be there.
    Fixed(&'static [Key]),
    /// Any.
    Free(Shape),
}

#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) is_required: bool,
}

/// The keys of an object.
pub(crate) fn object(kind: Kind) -> &'static Object {
    match kind {
        Kind::Callback => const { &free("a callback", Shape::Object(Kind::PathItem)) },
        Kind::Components => document::COMPONENTS,
        Kind::Contact => document::CONTACT,
        Kind::Discriminator => content::DISCRIMINATOR,
        Kind::Document => document::DOCUMENT,
        Kind::DocumentedCode => extensions::DOCUMENTED_CODE,
        Kind::Drift => extensions::DRIFT,
        Kind::Encoding => content::ENCODING,
        Kind::Example => content::EXAMPLE,
        Kind::ExternalDocs => document::EXTERNAL_DOCS,
        Kind::Header => content::HEADER,
        Kind::Info => document::INFO,
        Kind::License => document::LICENSE,
        Kind::Link => content::LINK,
        Kind::MediaType => content::MEDIA_TYPE,
        Kind::OAuthFlow => document::OAUTH_FLOW,
        Kind::OAuthFlows => document::OAUTH_FLOWS,
        Kind::Operation => document::OPERATION,
        Kind::Parameter => content::PARAMETER,
        Kind::PathItem => document::PATH_ITEM,
        Kind::Paths => const { &free("the paths", Shape::Object(Kind::PathItem)) },
        Kind::RequestBody => content::REQUEST_BODY,
        Kind::Response => content::RESPONSE,
        Kind::Responses => const { &free("the responses", Shape::OrReference(Kind::Response)) },
        Kind::Schema => content::SCHEMA,
        Kind::SecurityRequirement => const { &closed(free("a security requirement", STRINGS)) },
        Kind::SecurityScheme => document::SECURITY_SCHEME,
        Kind::Server => document::SERVER,
        Kind::ServerVariable => document::SERVER_VARIABLE,
        Kind::Statement => extensions::STATEMENT,
        Kind::Tag => document::TAG,
        Kind::Xml => content::XML,
    }
}

/// What has to stand under a key, if the object has it.
pub(crate) fn shape_of(kind: Kind, name: &str) -> Option<Shape> {
    match &object(kind).keys {
        Keys::Free(shape) => Some(*shape),
        Keys::Fixed(keys) => keys.iter().find(|key| key.name == name).map(|key| key.shape),
    }
}

/// Shapes that stand in many places.
const STRINGS: Shape = Shape::Array(&Shape::String);
const SCHEMA_OR_REFERENCE: Shape = Shape::OrReference(Kind::Schema);
const SCHEMAS: Shape = Shape::Array(&SCHEMA_OR_REFERENCE);
const SERVERS: Shape = Shape::Array(&Shape::Object(Kind::Server));
const SECURITY: Shape = Shape::Array(&Shape::Object(Kind::SecurityRequirement));
const PARAMETERS: Shape = Shape::Array(&Shape::OrReference(Kind::Parameter));
const CONTENT: Shape = Shape::Map(&Shape::Object(Kind::MediaType));
const HEADERS: Shape = Shape::Map(&Shape::OrReference(Kind::Header));
const EXAMPLES: Shape = Shape::Map(&Shape::OrReference(Kind::Example));
const LINKS: Shape = Shape::Map(&Shape::OrReference(Kind::Link));
const CALLBACKS: Shape = Shape::Map(&Shape::OrReference(Kind::Callback));
const QUERY_STYLES: Shape = Shape::Words(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]);

const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, is_required: false }
}

const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, is_required: true }
}

const fn fixed(name: &'static str, keys: &'static [Key]) -> Object {
    Object { name, keys: Keys::Fixed(keys), is_extensible: true, exclusive: &[] }
}

const fn exclusive(object: Object, exclusive: &'static [(&'static str, &'static str, Need)]) -> Object {
    Object { exclusive, ..object }
}

const fn free(name: &'static str, values: Shape) -> Object {
    Object { name, keys: Keys::Free(values), is_extensible: true, exclusive: &[] }
}

const fn closed(object: Object) -> Object {
    Object { is_extensible: false, ..object }
}
