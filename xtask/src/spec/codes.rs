//! What can be wrong with a spec.

use crate::diagnostic::codes;

codes! {
    // The shape of the document
    UNKNOWN_KEY = "unknown-key", Error, "a key that OpenAPI 3.0 does not have",
        "The parser under the client generator drops a key that it does not know without a word: `requird`, \
         `maxLenght` and `operationID` change nothing, and nobody notices. The same goes for the extensions that this project reads, such as \
         `x-documented-codes`. Correct the spelling, or begin \
         the key with `x-` if it is an extension.";
    REPEATED_KEY = "repeated-key", Error, "a key that stands twice in one object",
        "Which of the two values counts depends on the reader. Remove one of them.";
    REPEATED_VALUE = "repeated-value", Error, "a value that stands twice in a list of distinct values",
        "Values of `enum` and `required` and the names of tags have to differ. The second one does nothing, \
         or stands where another one was meant. Remove or correct it.";
    MISSING_KEY = "missing-key", Error, "a key that OpenAPI demands is missing",
        "Without it the document is not valid, and the generator's parser refuses it as a whole. Add the \
         key.";
    CONFLICTING_KEYS = "conflicting-keys", Error, "two keys that exclude each other",
        "Of `example` and `examples`, `schema` and `content`, `value` and `externalValue`, `operationRef` \
         and `operationId`, only one may stand in an object, and only one of `readOnly` and `writeOnly` may be \
         true. Readers differ in which one counts. Remove one \
         of them.";
    KEY_BESIDE_REF = "key-beside-ref", Error, "a key beside `$ref`, where OpenAPI 3.0 ignores it",
        "Everything beside `$ref` is ignored. For a schema, wrap the reference: `allOf: [{$ref: ...}]` may \
         have a description and `nullable` beside it. Otherwise move the key to what is referenced.";
    WRONG_TYPE = "wrong-type", Error, "a value of the wrong kind",
        "OpenAPI demands another kind of value here, for instance the boolean `true` and not the text \
         `'yes'`. The generator's parser refuses the document, or drops the value. Text that looks like a \
         number needs quotes in YAML. Write a value of the kind that the finding names.";
    UNKNOWN_WORD = "unknown-word", Error, "a word that is none of the allowed ones",
        "A closed set of words is allowed here, such as `string` for a type or `header` for the place of a \
         parameter. Some of them the generator drops silently, at others it panics. Choose one of the words \
         that the finding lists.";
    UNSUPPORTED_VERSION = "unsupported-version", Error, "the document is not OpenAPI 3.0",
        "The generator reads 3.0.x only, and these checks know the rules of 3.0.3. Write `openapi: 3.0.3`, \
         and 3.0's way of saying things: `nullable: true` for `type: [.., 'null']`, a single `enum` value \
         for `const`.";
    INVALID_COMPONENT_NAME = "invalid-component-name", Error, "a component name with other characters than letters, digits, `._-`",
        "OpenAPI allows only these characters, because the name becomes part of references. Rename the \
         component.";

    // Schemas
    INVALID_PATTERN = "invalid-pattern", Error, "a pattern that is no regular expression",
        "A pattern is a regular expression of ECMA-262. The generator refuses the document over one that it \
         cannot compile. Correct it; a literal bracket or brace needs a backslash.";
    UNKNOWN_FORMAT = "unknown-format", Warning, "a format that is not known for the type",
        "An unknown format is ignored by every reader, so that a misspelt one checks nothing. Correct the \
         spelling, move it to the type that it belongs to, or say it in the description.";
    CONTRADICTING_BOUNDS = "contradicting-bounds", Error, "bounds that no value can satisfy, or that bound nothing",
        "The lower bound lies above the upper one, or `exclusiveMinimum` has no `minimum` beside it (in \
         OpenAPI 3.0 it is a boolean; the generator panics at some of these). Correct the numbers.";
    NEGATIVE_LENGTH = "negative-length", Error, "a length, count or divisor that is negative",
        "Lengths and counts begin at 0, and `multipleOf` has to be above 0. Correct the number.";
    KEYWORD_OF_OTHER_TYPE = "keyword-of-other-type", Error, "a keyword that has no effect on this type",
        "`maxLength` on an integer restricts nothing: every keyword concerns one type only, and is ignored \
         for others. Use the keyword of this type (`maximum` for numbers, `maxLength` for strings, \
         `maxItems` for arrays), or correct the type.";
    MISSING_ITEMS = "missing-items", Error, "an array that does not say what it holds",
        "OpenAPI 3.0 demands `items` where the type is `array`. Without it the generated client holds raw \
         JSON. Add `items`; `items: {}` says that anything is allowed.";
    EMPTY_ENUM = "empty-enum", Error, "a list of allowed values, or of alternatives, that is empty",
        "Nothing satisfies an empty `enum`, `allOf`, `anyOf` or `oneOf`. List the values, or remove the \
         keyword.";
    EMPTY_REQUIRED = "empty-required", Error, "a `required` that names nothing",
        "OpenAPI 3.0 demands at least one name in `required`. Name the properties, or remove the key.";
    MISSING_TYPE = "missing-type", Error, "a property that does not say what it is",
        "Without `type`, `$ref`, `allOf`, `oneOf`, `anyOf` or `enum` a property allows anything, and the \
         generated client holds raw JSON; as a rule the type was forgotten. Add `type`, or reference a schema.";
    STATEMENT_MISMATCH = "statement-mismatch", Error, "recorded statements of which the last one is not in force",
        "`x-statements` records every wording with the date on which it was first read, and the last one is in \
         force: it has to be the single `enum` value beside it. Correct the one that is out of date.";
    STATEMENT_HISTORY = "statement-history", Error, "recorded statements that are no history",
        "`x-statements` keeps each wording that people consented to, with the date on which it was first read, the oldest \
         first. A wording that stands twice, as where a new entry was added and both refer to one text, has lost another \
         one; and dates are written YYYY-MM-DD and rise. Write each text in full.";
    REQUIRED_WITHOUT_PROPERTY = "required-without-property", Error, "a required name that is no property",
        "`required` names a property that neither this schema nor one that it extends declares, as a rule \
         because one of the two was renamed. Correct the name, or declare the property.";
    INVALID_ENUM_VALUE = "invalid-enum-value", Error, "an allowed value that the schema itself refuses",
        "The value is in `enum`, but contradicts the type or another keyword beside it, so that nothing can \
         have it. Correct one of them; `null` needs `nullable: true`.";
    INVALID_DEFAULT = "invalid-default", Error, "a default that violates its schema",
        "The generator refuses a default of the wrong type, and a server cannot mean it. Correct the default \
         or the schema.";
    INVALID_EXAMPLE = "invalid-example", Error, "an example that violates its schema",
        "People copy examples, and the stand-in server answers with them: an example that the schema refuses \
         is wrong, or the schema is. The place is the value that does not fit, however deep it lies. Correct \
         the example or the schema.";
    NOT_CHECKED = "not-checked", Error, "a value that takes too long to check",
        "Checking it was given up: the pattern backtracks without end, or the schemas branch or nest too \
         much. Nothing is known about it, which is not the same as a clean result. Simplify the pattern or \
         the schema.";

    // References
    BROKEN_REFERENCE = "broken-reference", Error, "a reference to something that does not exist",
        "The generator panics at it. Correct the name, or add the component.";
    OUTSIDE_REFERENCE = "outside-reference", Error, "a reference to another file or address",
        "The generator does not follow references out of the document, and panics. Copy what is referenced \
         to `components`, and reference it there.";
    WRONG_REFERENCE = "wrong-reference", Error, "a reference to something of another kind",
        "A schema is expected where a parameter is referenced, say, or the reference points at something \
         that is no component. The generator looks up the last part of the reference among the components of \
         the expected kind, and panics or takes the wrong one. Reference a component of that kind.";
    ENDLESS_REFERENCE = "endless-reference", Error, "references that lead back to themselves",
        "Following `$ref` and `allOf` only, one comes back to where one began, so that no value is ever \
         described, and the generated type would contain itself. Break the circle. (A property or an item \
         may refer back: that is a tree.)";
    UNUSED_COMPONENT = "unused-component", Warning, "a component that nothing refers to",
        "It becomes public code in the generated client, and nobody needs it; or the reference to it was \
         lost or misspelt. A component that only refers to itself is unused as well. Remove it, or refer to \
         it.";

    // Operations and paths
    MISSING_OPERATION_ID = "missing-operation-id", Error, "an operation without `operationId`",
        "The generated function is named by it, and the generator refuses a document without. Add one in \
         lower camel case: `signInvitation`.";
    REPEATED_OPERATION_ID = "repeated-operation-id", Error, "an `operationId` that two operations have",
        "It has to be unique in the document; the generator refuses it otherwise. Rename one of them.";
    INVALID_OPERATION_ID = "invalid-operation-id", Error, "an `operationId` that does not make a function name",
        "The generator bends it until it is an identifier: `type` becomes `type_`, `2go` becomes `_2go`, \
         `???` becomes `x`. Choose letters and digits that begin with a letter and are no keyword of Rust.";
    COLLIDING_NAMES = "colliding-names", Error, "two names that become one name in Rust",
        "`getThing` and `get_thing`, `LoginVO` and `LoginVo`, `user-name` and `userName` differ in the \
         document and are the same in the generated code, which then does not compile; of two parameters \
         with one name in different places the generator drops one. Rename one of them.";
    INVALID_STATUS = "invalid-status", Error, "a response key that is no HTTP status",
        "Statuses are `100` to `599`, ranges such as `4XX` with capital letters, and `default`. The \
         generator drops others without a word. Correct it.";
    NO_SUCCESS_RESPONSE = "no-success-response", Error, "an operation without a successful response",
        "Without a 2xx or `default` response the generated function returns raw bytes on success. Describe \
         what the server answers when all is well.";
    UNEXPECTED_BODY = "unexpected-body", Warning, "a request body where HTTP gives it no meaning",
        "The body of a `GET`, `HEAD` or `DELETE` request has no defined meaning; servers and proxies drop or \
         refuse it. Send parameters, or use another method.";
    INVALID_SERVER = "invalid-server", Error, "a server that requests cannot be sent to",
        "The URL of a server begins with `http://`, `https://` or `/`, has no trailing slash (paths begin with \
         one), no query and no fragment, is listed once, and each `{name}` in it stands in `variables`. \
         Correct the URL.";
    INVALID_URL = "invalid-url", Error, "a link that is no web address",
        "Links to documentation, terms, licenses and token servers are read by people and programs that do not \
         know what they would be relative to. Write a whole URL: `https://...`.";
    UNEXPECTED_SCOPES = "unexpected-scopes", Error, "scopes of a security scheme that has none",
        "Scopes exist for `oauth2` and `openIdConnect` only. For `apiKey` and `http` OpenAPI 3.0 demands an empty \
         list. Write `[]`.";
    UNDEFINED_SECURITY_SCHEME = "undefined-security-scheme", Error, "a security requirement that names no scheme",
        "It has to be a name of `components/securitySchemes`. Correct the name, or define the scheme.";
    UNDEFINED_TAG = "undefined-tag", Warning, "a tag that the document does not declare",
        "A tag that `tags` at the top does not list has no description, and is as a rule misspelt. Correct \
         or declare it.";
    INVALID_PATH = "invalid-path", Error, "a path that is no path template",
        "A path begins with `/`, has no query and no fragment, its braces are closed, and every `{name}` stands \
         in it once. The generator \
         refuses others, or skips them without a word. Correct the path.";
    AMBIGUOUS_PATHS = "ambiguous-paths", Error, "two paths that differ in the names of parameters only",
        "`/users/{id}` and `/users/{name}` match the same requests. Merge them.";
    UNDECLARED_PATH_PARAMETER = "undeclared-path-parameter", Error, "a `{name}` in a path that no parameter declares",
        "The generator panics at it. Declare a parameter with this name and `in: path`, for the path or for \
         each of its operations, or correct the spelling.";
    UNUSED_PATH_PARAMETER = "unused-path-parameter", Error, "a path parameter that the path does not have",
        "The generated function would ask for a value and send it nowhere. Put `{name}` into the path, \
         correct the spelling, or remove the parameter.";
    OPTIONAL_PATH_PARAMETER = "optional-path-parameter", Error, "a path parameter that is not `required: true`",
        "A path cannot leave out one of its parts. OpenAPI demands `required: true`, and the generator \
         panics without it.";
    REPEATED_PARAMETER = "repeated-parameter", Error, "a parameter that is declared twice",
        "Name and place together have to be unique in a list of parameters. Which declaration counts depends \
         on the reader. Remove one of them.";

    // What the generator cannot express
    SEVERAL_SUCCESS_TYPES = "several-success-types", Error, "successful responses of different types",
        "The generated function returns one type, and the generator panics when the 2xx responses (and \
         `default`, which counts as one of them unless the only success is `2XX`) have different ones; an \
         empty response beside one with a body is different too. Use one schema for all of them.";
    SEVERAL_ERROR_TYPES = "several-error-types", Error, "error responses of different types",
        "The generated function has one error type, and the generator panics when the 4xx and 5xx responses \
         and `default` have different ones; an error without a body beside one with a body is different too. \
         Use one schema for all of them, and record the vendor's names beside it.";
    SEVERAL_CONTENT_TYPES = "several-content-types", Error, "a body of several content types",
        "For a request the generator panics; of a response it takes the JSON and forgets the others. Keep \
         the one that the client is to use.";
    UNSUPPORTED_CONTENT_TYPE = "unsupported-content-type", Error, "a content type that the generator does not know",
        "Request bodies can be `application/json`, `application/x-www-form-urlencoded`, \
         `application/octet-stream` (with `type: string, format: binary`) and `text/plain` (with a plain \
         `type: string`). A response that is not `application/json` is handed over as bytes, and a schema \
         for it is forgotten. Describe it in one of these ways.";
    MISSING_SCHEMA = "missing-schema", Error, "a body without a schema",
        "The generator panics or refuses the document, because it has no type for the body. Add `schema`; an \
         empty one allows anything.";
    UNSUPPORTED_ENCODING = "unsupported-encoding", Error, "`encoding`, which the generator cannot follow",
        "The generator panics at `encoding` in any JSON or form body. Remove it.";
    UNSUPPORTED_PARAMETER = "unsupported-parameter", Error, "a parameter that the generator cannot send",
        "It sends path and header parameters of style `simple` and query parameters of style `form`, \
         described by `schema`. Cookies, other styles and `content` make it refuse the document.";
    UNSUPPORTED_SCHEMA = "unsupported-schema", Error, "a schema that the generator panics at",
        "The generator can express `not` only for a list of allowed values of one kind, and `enum` without a \
         `type` only if its values are of one kind. Rewrite the schema.";
    PATH_ITEM_REFERENCE = "path-item-reference", Error, "a path whose content is elsewhere",
        "The generator refuses a path item with `$ref`. Write its operations here.";

    // The rules of this project
    REQUIRED_RESPONSE_FIELD = "required-response-field", Error, "a response schema with required fields",
        "Responses are read leniently: a field that the vendor leaves out one day must not turn a signed \
         document into a decoding error. Remove `required` from every schema that a response can reach.";
    NON_NULLABLE_RESPONSE_FIELD = "non-nullable-response-field", Error, "a response field or item that is not nullable",
        "A `null` where none was documented, as a field or in a list, would fail the whole response. Add `nullable: true`; a reference \
         is wrapped: `nullable: true`, `description` and `allOf: [{$ref: ...}]`.";
    CLOSED_RESPONSE_ENUM = "closed-response-enum", Error, "a closed list of values in a response",
        "A value that the page does not show would fail the whole response. Keep the string open, and list \
         the known values under an `x-` key.";
    STRICT_RESPONSE_FIELD = "strict-response-field", Error, "a response field that refuses what the server may send",
        "The generated client parses `date`, `date-time`, `uuid` and addresses, checks lengths and patterns \
         of strings, and refuses unknown fields under `additionalProperties: false`. The vendor's own \
         samples break such promises. Remove the keyword, and say it in the description.";
    UNDESCRIBED_OPERATION = "undescribed-operation", Warning, "an operation without a description",
        "Descriptions become the documentation of the client. Add `description`: what the call does, in our \
         own words.";
    UNDESCRIBED_PARAMETER = "undescribed-parameter", Warning, "a parameter without a description",
        "Descriptions become the documentation of the client. Add `description`, in our own words.";
    UNDESCRIBED_FIELD = "undescribed-field", Warning, "a property without a description",
        "Descriptions become the documentation of the client. Add `description`, in our own words; for a \
         plain reference, to the referenced schema.";
    UNDESCRIBED_RESPONSE = "undescribed-response", Warning, "a response without a description",
        "OpenAPI demands a `description` of every response, and a blank one says nothing. Say what the answer means, in \
         our own words.";
    UNDESCRIBED_CODE = "undescribed-code", Warning, "a documented code without a meaning",
        "The meaning becomes the documentation of the code's constant, and a blank one says nothing. Write `meaning`, in our \
         own words.";
    MISSING_DOCUMENTATION_LINK = "missing-documentation-link", Warning, "an operation that does not name its documentation page",
        "Every operation says where it comes from: `externalDocs` with the `url` of the vendor's page. Add \
         it.";
}
