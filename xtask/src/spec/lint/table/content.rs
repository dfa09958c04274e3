//! What is sent and answered: parameters, bodies, schemas.

use super::Shape::{Any, Array, Boolean, BooleanOr, Integer, Map, Number, Object as Of, String, Words};
use super::{
    CONTENT, EXAMPLES, HEADERS, Kind, LINKS, Need, Object, QUERY_STYLES, SCHEMA_OR_REFERENCE, SCHEMAS,
    STRINGS, closed, exclusive, fixed, key, required,
};

pub(super) const PARAMETER: &Object = &exclusive(
    fixed(
        "a parameter",
        &[
            required("name", String),
            required("in", Words(&["query", "header", "path", "cookie"])),
            key("description", String),
            key("required", Boolean),
            key("deprecated", Boolean),
            key("allowEmptyValue", Boolean),
            key(
                "style",
                Words(&[
                    "matrix",
                    "label",
                    "form",
                    "simple",
                    "spaceDelimited",
                    "pipeDelimited",
                    "deepObject",
                ]),
            ),
            key("explode", Boolean),
            key("allowReserved", Boolean),
            key("schema", SCHEMA_OR_REFERENCE),
            key("example", Any),
            key("examples", EXAMPLES),
            key("content", CONTENT),
        ],
    ),
    &[("example", "examples", Need::AtMostOne), ("schema", "content", Need::ExactlyOne)],
);

pub(super) const HEADER: &Object = &exclusive(
    fixed(
        "a header",
        &[
            key("description", String),
            key("required", Boolean),
            key("deprecated", Boolean),
            key("allowEmptyValue", Boolean),
            key("style", Words(&["simple"])),
            key("explode", Boolean),
            key("allowReserved", Boolean),
            key("schema", SCHEMA_OR_REFERENCE),
            key("example", Any),
            key("examples", EXAMPLES),
            key("content", CONTENT),
        ],
    ),
    &[("example", "examples", Need::AtMostOne), ("schema", "content", Need::ExactlyOne)],
);

pub(super) const REQUEST_BODY: &Object = &fixed(
    "a request body",
    &[key("description", String), required("content", CONTENT), key("required", Boolean)],
);

pub(super) const MEDIA_TYPE: &Object = &exclusive(
    fixed(
        "a media type",
        &[
            key("schema", SCHEMA_OR_REFERENCE),
            key("example", Any),
            key("examples", EXAMPLES),
            key("encoding", Map(&Of(Kind::Encoding))),
        ],
    ),
    &[("example", "examples", Need::AtMostOne)],
);

pub(super) const ENCODING: &Object = &fixed(
    "an encoding",
    &[
        key("contentType", String),
        key("headers", HEADERS),
        key("style", QUERY_STYLES),
        key("explode", Boolean),
        key("allowReserved", Boolean),
    ],
);

pub(super) const RESPONSE: &Object = &fixed(
    "a response",
    &[required("description", String), key("headers", HEADERS), key("content", CONTENT), key("links", LINKS)],
);

pub(super) const EXAMPLE: &Object = &exclusive(
    fixed(
        "an example",
        &[
            key("summary", String),
            key("description", String),
            key("value", Any),
            key("externalValue", String),
        ],
    ),
    &[("value", "externalValue", Need::AtMostOne)],
);

pub(super) const LINK: &Object = &exclusive(
    fixed(
        "a link",
        &[
            key("operationRef", String),
            key("operationId", String),
            key("parameters", Map(&Any)),
            key("requestBody", Any),
            key("description", String),
            key("server", Of(Kind::Server)),
        ],
    ),
    &[("operationRef", "operationId", Need::AtMostOne)],
);

pub(super) const SCHEMA: &Object = &fixed(
    "a schema",
    &[
        key("title", String),
        key("multipleOf", Number),
        key("maximum", Number),
        key("exclusiveMaximum", Boolean),
        key("minimum", Number),
        key("exclusiveMinimum", Boolean),
        key("maxLength", Integer),
        key("minLength", Integer),
        key("pattern", String),
        key("maxItems", Integer),
        key("minItems", Integer),
        key("uniqueItems", Boolean),
        key("maxProperties", Integer),
        key("minProperties", Integer),
        key("required", STRINGS),
        key("enum", Array(&Any)),
        key("type", Words(&["string", "integer", "number", "boolean", "array", "object"])),
        key("allOf", SCHEMAS),
        key("oneOf", SCHEMAS),
        key("anyOf", SCHEMAS),
        key("not", SCHEMA_OR_REFERENCE),
        key("items", SCHEMA_OR_REFERENCE),
        key("properties", Map(&SCHEMA_OR_REFERENCE)),
        key("additionalProperties", BooleanOr(&SCHEMA_OR_REFERENCE)),
        key("description", String),
        key("format", String),
        key("default", Any),
        key("nullable", Boolean),
        key("discriminator", Of(Kind::Discriminator)),
        key("readOnly", Boolean),
        key("writeOnly", Boolean),
        key("xml", Of(Kind::Xml)),
        key("externalDocs", Of(Kind::ExternalDocs)),
        key("example", Any),
        key("deprecated", Boolean),
    ],
);

pub(super) const DISCRIMINATOR: &Object =
    &closed(fixed("a discriminator", &[required("propertyName", String), key("mapping", Map(&String))]));

pub(super) const XML: &Object = &fixed(
    "an XML description",
    &[
        key("name", String),
        key("namespace", String),
        key("prefix", String),
        key("attribute", Boolean),
        key("wrapped", Boolean),
    ],
);
