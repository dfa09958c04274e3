//! What can change between two specs, apart from schemas.
//!
//! A level says what a program that makes the calls has to face: the wire, and the names of the calls. What changes in
//! the Rust interface of the generated crate is derived apart, and counts for the version of that crate.

pub(crate) mod schema;

use crate::diagnostic::codes;

codes! {
    CONSENT = "diff-consent", Breaking, "another consent statement",
        "The statement that a request has to send word for word is another one, has come or has gone. It breaks whatever \
         else changed, and it is a major change of every crate: people consented to the old text, and nobody consents to a \
         new one by updating a dependency. Other tools see an enum value come and another go. Have the new text read by \
         whoever answers for it, and make a major release.";
    CONSENT_HISTORY = "diff-consent-history", Breaking, "a recorded consent statement that is gone or another one",
        "People consented to every wording that was ever in force, and their records name it by its digest: `x-statements` is \
         where the text stays. An entry of the old spec is missing in the new one, or has another text or date. Write the old \
         entries back as they were, each text in full, and add new ones below them. oasdiff does not look at extensions.";
    NOT_COMPARED = "diff-not-compared", Breaking, "something that could not be compared",
        "A reference leads nowhere or in a circle, or schemas are composed of more parts than any real spec has. What \
         could not be compared may break, so it counts as breaking. oasdiff refuses such a document. Run `cargo xtask \
         validate --spec` on both documents, and correct what it finds.";

    // Operations
    OPERATION_REMOVED = "diff-operation-removed", Breaking, "a call that is gone",
        "Neither its path and method nor its operation id are in the new spec. Programs that make the call no longer \
         compile with the new crates, and fail with the old ones. Announce it, and make a breaking release.";
    OPERATION_ADDED = "diff-operation-added", Additive, "a new call",
        "Nothing that exists notices it. Give it a place in the wrapper, or say why it has none.";
    PATH_CHANGED = "diff-path-changed", Breaking, "a call under another path",
        "The operation id is still there, under another path. Programs compile as before, but those built with the old crates \
         send the call to a path that may be gone. oasdiff calls it one removed and one new call. Release soon, and say in \
         the changelog from when on the old path fails.";
    METHOD_CHANGED = "diff-method-changed", Breaking, "a call by another HTTP method",
        "The operation id is still there, and its method is another one. Requests of programs built with the old crates are \
         refused or do something else. Release soon, and say so in the changelog.";
    PATH_PARAMETER_RENAMED = "diff-path-parameter-renamed", Cosmetic, "another name between the braces of a path",
        "The name of a path parameter is not sent. In Rust it names an argument, and arguments go by position. Nothing has \
         to be done.";
    OPERATION_ID_CHANGED = "diff-operation-id-changed", Breaking, "a call under another operation id",
        "The wire is the same, but the operation id is the name of the generated function, and of the constant with its \
         path: users of the raw crate no longer compile. oasdiff does not call it breaking, since it knows no SDK. Keep the \
         old id unless the new name is worth a breaking release.";
    DEPRECATED = "diff-deprecated", Additive, "a deprecation that was announced or taken back",
        "What is deprecated still works. Mention it in the documentation of the wrapper, with what to use instead.";

    // Parameters
    REQUIRED_PARAMETER_ADDED = "diff-required-parameter-added", Breaking, "a new required parameter",
        "Requests without it are refused, so every call of a program built with the old crates fails. In Rust the function has \
         one more argument. Make a breaking release.";
    OPTIONAL_PARAMETER_ADDED = "diff-optional-parameter-added", Additive, "a new optional parameter",
        "Requests without it work as before. The generated function has one more argument all the same, so `leegality-api` \
         needs a breaking version, and the list of its interface says so. Pass it on in the wrapper where it is useful.";
    PARAMETER_REMOVED = "diff-parameter-removed", Breaking, "a parameter that is gone",
        "The server ignores or refuses what programs still send, and what they meant by it does not happen. Make a \
         breaking release.";
    PARAMETER_MOVED = "diff-parameter-moved", Breaking, "a parameter in another place of the request",
        "It has the same name, but is sent in the query and no longer in a header, say. The server does not find it where \
         old programs put it. oasdiff sees one parameter go and another come. Make a breaking release.";
    PARAMETER_BECAME_REQUIRED = "diff-parameter-became-required", Breaking, "an optional parameter that is required now",
        "Programs that leave it out are refused. Make a breaking release.";
    PARAMETER_BECAME_OPTIONAL = "diff-parameter-became-optional", Additive, "a required parameter that is optional now",
        "Requests that have it work as before. The type of the argument becomes an `Option`, which the interface of \
         `leegality-api` shows. oasdiff takes a header that is spelt with other capitals for another one. Let callers \
         of the wrapper leave it out.";
    PARAMETER_ENCODING_CHANGED = "diff-parameter-encoding-changed", Breaking, "a parameter that is written differently",
        "`style`, `explode`, `allowReserved`, `allowEmptyValue` or the content type of the parameter are others, so the same \
         value is another text on the wire. oasdiff does not judge it. Make a breaking release.";

    // Bodies
    REQUIRED_BODY_ADDED = "diff-required-body-added", Breaking, "a request body where there was none",
        "Requests without the body are refused. Make a breaking release.";
    OPTIONAL_BODY_ADDED = "diff-optional-body-added", Additive, "a request body that may be sent",
        "Requests without it work as before; the generated function has one more argument. Pass it on in the wrapper where \
         it is useful.";
    BODY_REMOVED = "diff-body-removed", Breaking, "a request body that is gone",
        "What programs still send is ignored or refused. Make a breaking release.";
    BODY_BECAME_REQUIRED = "diff-body-became-required", Breaking, "an optional request body that is required now",
        "Requests without the body are refused. Make a breaking release.";
    BODY_BECAME_OPTIONAL = "diff-body-became-optional", Additive, "a required request body that is optional now",
        "Requests with the body work as before. Let callers of the wrapper leave it out.";
    REQUEST_CONTENT_TYPE_REMOVED = "diff-request-content-type-removed", Breaking, "a content type that requests no longer have",
        "The server refuses bodies of this type. Change what the generated client sends, and make a breaking release.";
    REQUEST_CONTENT_TYPE_ADDED = "diff-request-content-type-added", Additive, "a content type that requests may have",
        "Bodies of the other types are still taken. The generator knows one type for each body, so keep the one to send.";
    RESPONSE_CONTENT_TYPE_REMOVED = "diff-response-content-type-removed", Breaking, "a content type that responses no longer have",
        "A program that reads this type gets another one, or nothing. Make a breaking release.";
    RESPONSE_CONTENT_TYPE_ADDED = "diff-response-content-type-added", Additive, "a content type that responses may have",
        "The generated client asks for JSON and reads JSON, so it does not meet the other type. Nothing has to be done.";
    ENCODING_CHANGED = "diff-encoding-changed", Breaking, "another encoding of the parts of a body",
        "`encoding` says how the fields of a form are written, so the same values are another body. oasdiff does not judge \
         it. Make a breaking release.";

    // Responses
    STATUS_ADDED = "diff-status-added", Additive, "a response with a new status",
        "An old program meets it as an unexpected status, which is an error with the status in it. Say in the wrapper what \
         it means.";
    SUCCESS_STATUS_REMOVED = "diff-success-status-removed", Breaking, "a successful response that is gone",
        "Programs wait for a success that no longer comes; another status may have taken its place. Make a breaking release.";
    ERROR_STATUS_REMOVED = "diff-error-status-removed", Additive, "an error response that is gone",
        "The server promises one failure less, so nothing that was right becomes wrong. Servers rarely stop sending a status; \
         ask before relying on it.";
    HEADER_REMOVED = "diff-header-removed", Breaking, "a response header that is gone",
        "Programs that read the header do not find it. Make a breaking release.";
    HEADER_ADDED = "diff-header-added", Additive, "a new response header",
        "Nothing that exists notices it. Read it in the wrapper where it is useful.";
    HEADER_BECAME_OPTIONAL = "diff-header-became-optional", Breaking, "a response header that may be missing now",
        "Programs that rely on the header fail when it is missing. Make a breaking release.";
    HEADER_BECAME_REQUIRED = "diff-header-became-required", Additive, "a response header that is always there now",
        "Nothing that exists notices it. Nothing has to be done.";
    IGNORED_CHANGED = "diff-ignored-changed", Cosmetic, "callbacks or links, which this SDK does not use",
        "The generator skips both. Nothing has to be done.";

    // Security
    SECURITY_NARROWED = "diff-security-narrowed", Breaking, "credentials that no longer suffice",
        "A way of authenticating that was accepted is not listed any more, or has to be accompanied by another credential or \
         scope. Calls that rely on it are refused. oasdiff lists changes of security without calling them breaking. Change \
         `Client::send` of `leegality-api`, which sets the headers, and make a breaking release.";
    SECURITY_WIDENED = "diff-security-widened", Additive, "another way of authenticating that suffices",
        "All that was accepted is accepted still. Support the new way in the wrapper where somebody needs it.";
    SECURITY_SCHEME_CHANGED = "diff-security-scheme-changed", Breaking, "a credential that is sent in another way",
        "The scheme has another type, place, header name or token server, and a token in the wrong header reaches those who \
         should not see it. oasdiff lists it without calling it breaking. The client has the header's name from the scheme; \
         what else is another, `Client::send` of `leegality-api` has to learn.";

    // Servers
    SERVER_REMOVED = "diff-server-removed", Breaking, "a server that is gone",
        "Programs that send their requests there have nobody to talk to. oasdiff does not judge servers. Ask the vendor \
         before removing an environment from the wrapper.";
    SERVER_ADDED = "diff-server-added", Additive, "a new server",
        "Nothing that exists notices it. Offer it as an environment.";
    SERVER_URL_CHANGED = "diff-server-url-changed", Breaking, "an environment under another address",
        "The server has the same `x-environment` and another URL: programs built with the old crates send to the old one, \
         and the constant with the URL has another value. oasdiff does not judge servers. Have the address confirmed in \
         another way than by a page before releasing it.";
    SERVER_CHANGED = "diff-server-changed", Breaking, "other variables or another environment of a server",
        "The URL is the same, but the values that its variables may have, or the environment that it belongs to, are not. \
         A request may reach another host than before. oasdiff does not judge servers. Make a breaking release.";

    // What no program notices
    COMPONENT_MOVED = "diff-component-moved", Cosmetic, "a definition that stands elsewhere",
        "What was written in place is a component now, or the other way round, or the reference names another component. On \
         the wire that is nothing. In Rust the type may have another name, which the interface of `leegality-api` shows. \
         Nothing else has to be done.";
    SCHEMA_RENAMED = "diff-schema-renamed", Cosmetic, "a schema under another name",
        "The wire does not know names of schemas. The generated type has another name, which breaks users of the raw crate: \
         the interface of `leegality-api` shows it, and its version has to. Keep the old name unless the new one is worth it.";
    UNUSED_COMPONENT = "diff-unused-component", Cosmetic, "a component that no call reaches",
        "It was added, removed or changed, and no request or response notices. An unused schema still is a type of the raw \
         crate: the interface of `leegality-api` shows what becomes of it. Remove components that nobody needs.";
    EXAMPLE = "diff-example", Cosmetic, "another example",
        "The wire is the same; the stand-in server answers with other values. Read the snapshots that change.";
    DOCUMENTATION = "diff-documentation", Cosmetic, "other words for the same thing",
        "A title, summary, description, link, tag or a format that restricts nothing. oasdiff calls every change of a \
         format breaking, that to `password` too. It changes the documentation of the generated client. Nothing has \
         to be done.";
    EXTENSION = "diff-extension", Cosmetic, "another extension, or a key that has no effect",
        "Keys that begin with `x-` and are not read for the comparison, and keys that OpenAPI does not have. Nothing has to \
         be done.";
    SPELLING = "diff-spelling", Cosmetic, "the same, written differently",
        "The documents differ and mean the same: another order, a default that is written out, a schema that is composed in \
         another way. Nothing has to be done.";

    // What the versions have to say
    VERSION = "diff-version", Error, "crates whose version does not say what changed",
        "The change needs a higher version than the crates have, so that `cargo update` would bring a break to somebody who \
         asked for none. For 0.x, a breaking change is 0.(y+1).0 and every other one 0.y.(z+1). Raise `version` under \
         `[workspace.package]` and in the requirements of the workspace's own crates.";
}
