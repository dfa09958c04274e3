//! The objects around the operations.

use super::Shape::{Array, Boolean, Map, Object as Of, OrReference, String, Url, Words};
use super::{
    CALLBACKS, EXAMPLES, HEADERS, Kind, LINKS, Object, PARAMETERS, SCHEMA_OR_REFERENCE, SECURITY, SERVERS,
    STRINGS, fixed, key, required,
};

pub(super) const DOCUMENT: &Object = &fixed(
    "the document",
    &[
        required("openapi", String),
        required("info", Of(Kind::Info)),
        key("servers", SERVERS),
        required("paths", Of(Kind::Paths)),
        key("components", Of(Kind::Components)),
        key("security", SECURITY),
        key("tags", Array(&Of(Kind::Tag))),
        key("externalDocs", Of(Kind::ExternalDocs)),
    ],
);

pub(super) const INFO: &Object = &fixed(
    "the info",
    &[
        required("title", String),
        key("description", String),
        key("termsOfService", Url),
        key("contact", Of(Kind::Contact)),
        key("license", Of(Kind::License)),
        required("version", String),
    ],
);

pub(super) const CONTACT: &Object =
    &fixed("a contact", &[key("name", String), key("url", Url), key("email", String)]);

pub(super) const LICENSE: &Object = &fixed("a license", &[required("name", String), key("url", Url)]);

pub(super) const EXTERNAL_DOCS: &Object =
    &fixed("a link to documentation", &[key("description", String), required("url", Url)]);

pub(super) const SERVER: &Object = &fixed(
    "a server",
    &[required("url", String), key("description", String), key("variables", Map(&Of(Kind::ServerVariable)))],
);

pub(super) const SERVER_VARIABLE: &Object = &fixed(
    "a server variable",
    &[key("enum", STRINGS), required("default", String), key("description", String)],
);

pub(super) const COMPONENTS: &Object = &fixed(
    "the components",
    &[
        key("schemas", Map(&SCHEMA_OR_REFERENCE)),
        key("responses", Map(&OrReference(Kind::Response))),
        key("parameters", Map(&OrReference(Kind::Parameter))),
        key("examples", EXAMPLES),
        key("requestBodies", Map(&OrReference(Kind::RequestBody))),
        key("headers", HEADERS),
        key("securitySchemes", Map(&OrReference(Kind::SecurityScheme))),
        key("links", LINKS),
        key("callbacks", CALLBACKS),
    ],
);

pub(super) const PATH_ITEM: &Object = &fixed(
    "a path",
    &[
        key("$ref", String),
        key("summary", String),
        key("description", String),
        key("get", Of(Kind::Operation)),
        key("put", Of(Kind::Operation)),
        key("post", Of(Kind::Operation)),
        key("delete", Of(Kind::Operation)),
        key("options", Of(Kind::Operation)),
        key("head", Of(Kind::Operation)),
        key("patch", Of(Kind::Operation)),
        key("trace", Of(Kind::Operation)),
        key("servers", SERVERS),
        key("parameters", PARAMETERS),
    ],
);

pub(super) const OPERATION: &Object = &fixed(
    "an operation",
    &[
        key("tags", STRINGS),
        key("summary", String),
        key("description", String),
        key("externalDocs", Of(Kind::ExternalDocs)),
        key("operationId", String),
        key("parameters", PARAMETERS),
        key("requestBody", OrReference(Kind::RequestBody)),
        required("responses", Of(Kind::Responses)),
        key("callbacks", CALLBACKS),
        key("deprecated", Boolean),
        key("security", SECURITY),
        key("servers", SERVERS),
    ],
);

pub(super) const TAG: &Object = &fixed(
    "a tag",
    &[required("name", String), key("description", String), key("externalDocs", Of(Kind::ExternalDocs))],
);

pub(super) const SECURITY_SCHEME: &Object = &fixed(
    "a security scheme",
    &[
        required("type", Words(&["apiKey", "http", "oauth2", "openIdConnect"])),
        key("description", String),
        key("name", String),
        key("in", Words(&["query", "header", "cookie"])),
        key("scheme", String),
        key("bearerFormat", String),
        key("flows", Of(Kind::OAuthFlows)),
        key("openIdConnectUrl", Url),
    ],
);

pub(super) const OAUTH_FLOWS: &Object = &fixed(
    "the OAuth flows",
    &[
        key("implicit", Of(Kind::OAuthFlow)),
        key("password", Of(Kind::OAuthFlow)),
        key("clientCredentials", Of(Kind::OAuthFlow)),
        key("authorizationCode", Of(Kind::OAuthFlow)),
    ],
);

pub(super) const OAUTH_FLOW: &Object = &fixed(
    "an OAuth flow",
    &[
        key("authorizationUrl", Url),
        key("tokenUrl", Url),
        key("refreshUrl", Url),
        required("scopes", Map(&String)),
    ],
);
