//! The objects of OpenAPI 3.0.3, each with its keys and the kinds of their values.

mod content;
mod document;

/// An object of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Callback,
    Components,
    Contact,
    Discriminator,
    Document,
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
        Kind::Tag => document::TAG,
        Kind::Xml => content::XML,
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
