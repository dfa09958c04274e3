//! What can differ between a page and the spec.

use crate::diagnostic::codes;

codes! {
    OPERATION_MISSING = "drift-operation-missing", Error, "a page whose operation the spec does not have",
        "No operation of the spec names this page in `externalDocs`, and none has its method and path. Either the page is \
         of another call than those of this SDK, or its address and its path changed at once. Correct the spec, or take \
         the page out of the run.";
    METHOD = "drift-method", Error, "another HTTP method",
        "A request with the old method may be refused or do something else. Change the method in the spec, and run \
         `cargo xtask generate`.";
    PATH = "drift-path", Error, "another path",
        "The page was found by its address, and its operation has another path now. The old path may go on working for a \
         while, which nobody promises. Change the path in the spec.";
    SOURCE = "drift-source", Error, "another address of the page",
        "`externalDocs.url` of the operation is what finds the page again and what `drift --fetch` reads. Set it to the \
         address after `> **Source:**`.";
    SERVER = "drift-server", Error, "another address of an environment",
        "A production address that is wrong sends legally binding requests to the wrong host, or nowhere. Change `servers` \
         in the spec only after the vendor has confirmed the new address in another way than by this page.";
    SERVER_MISSING_IN_SPEC = "drift-server-missing-in-spec", Error, "an environment that the spec does not have",
        "The page lists an environment that is missing in `servers`. Add it with its `x-environment`.";
    SERVER_MISSING_ON_PAGE = "drift-server-missing-on-page", Error, "an environment that the page does not have",
        "The page no longer lists an environment of the spec. It may have been shut down; ask before removing it.";
    REQUEST_URL = "drift-request-url", Error, "a request URL that belongs to no environment",
        "The address in the section \"Request URL\" is the operation's on none of the servers, neither those of the spec nor \
         those that the page lists. Read the page again later, and correct \
         `servers` if it stays as it is.";
    AUTHENTICATION = "drift-authentication", Error, "another demand for authentication",
        "The header that every request has to carry has another name, or is demanded on one side only. A token in the \
         wrong header reaches those who should not see it: change the security scheme, from which the \
         client has the header's name.";
    CONTENT_TYPE = "drift-content-type", Error, "another content type of the request",
        "Change the key under `requestBody.content`. Another one than JSON stops the build of `leegality-api`, until its \
         `Client::send` learns to send that.";
    STATUS_MISSING_IN_SPEC = "drift-status-missing-in-spec", Error, "a response that the spec does not have",
        "An answer with this status is unexpected to the generated client, so its body is not read. Add the response.";
    STATUS_MISSING_ON_PAGE = "drift-status-missing-on-page", Error, "a response that the page does not have",
        "The page no longer documents a status of the spec. Servers rarely stop sending one; ask before removing it.";
    STATUS_CHANGED = "drift-status-changed", Error, "a response under another status",
        "One status came and one went, so it is taken as one change. What the body holds was not compared; change the status \
         in the spec and run again.";
    FIELD_MISSING_IN_SPEC = "drift-field-missing-in-spec", Error, "a field that the spec does not have",
        "In a request, users of the SDK cannot send the field, and if it is required every call fails. In a response they \
         cannot see it. Add it to the schema, with a description in our own words.";
    FIELD_MISSING_ON_PAGE = "drift-field-missing-on-page", Error, "a field that the page does not have",
        "The server may refuse a request with the field, or no longer send it in responses. Removing it from the spec is a \
         breaking change; find out first whether the server still knows it.";
    FIELD_RENAMED = "drift-field-renamed", Error, "a field under another name",
        "In one object, one field came and one of the same type went, so it is taken as one change. Rename it in the spec; \
         what it holds is compared in the next run.";
    FIELD_TYPE = "drift-field-type", Error, "another type of a field",
        "A response that has the new type fails to decode, and a request with the old one is refused. Change the type in \
         the spec; it is a breaking change of the generated client.";
    TYPE_NAME = "drift-type-name", Error, "another name of a type",
        "The page's name of a type is neither that of the schema nor in its `x-vendor-schemas`. Its fields were compared all \
         the same. The type may be another one now: read its table, then add the name to `x-vendor-schemas`.";
    ITEM_TYPE = "drift-item-type", Error, "another type of an array's items",
        "As `drift-field-type`, for what an array holds. Change `items` in the spec.";
    FIELD_REQUIRED = "drift-field-required", Error, "another requiredness of a field",
        "In a request, a field that became required makes calls without it fail. In a response, the spec keeps every field \
         optional so that its absence never hides a signature: declare the difference there with `x-drift`.";
    NESTED_MISSING_IN_SPEC = "drift-nested-missing-in-spec", Error, "fields of a type that the spec leaves open",
        "The page has a table for what the field holds, the spec has none of it. Write the fields out in a named schema.";
    NESTED_MISSING_ON_PAGE = "drift-nested-missing-on-page", Error, "fields of a type that the page leaves open",
        "The page no longer refers to a table for what the field holds. The server probably still sends it: ask, and declare \
         the difference with `x-drift` meanwhile.";
    PARAMETER_MISSING_IN_SPEC = "drift-parameter-missing-in-spec", Error, "a parameter that the spec does not have",
        "Users of the SDK cannot send it, and if it is required every call fails. Add it to `parameters`.";
    PARAMETER_MISSING_ON_PAGE = "drift-parameter-missing-on-page", Error, "a parameter that the page does not have",
        "The server may ignore or refuse it. Find out before removing it from the spec.";
    PARAMETER_RENAMED = "drift-parameter-renamed", Error, "a parameter under another name",
        "One parameter came and one of the same place and type went, so it is taken as one change. Rename it in the spec.";
    PARAMETER_LOCATION = "drift-parameter-location", Error, "a parameter in another place of the request",
        "The same name stands in the path on one side and in the query on the other. Change `in`.";
    PARAMETER_TYPE = "drift-parameter-type", Error, "another type of a parameter",
        "The server may refuse what the generated client accepts. Change the parameter's schema.";
    PARAMETER_REQUIRED = "drift-parameter-required", Error, "another requiredness of a parameter",
        "Calls without a parameter that became required fail. Change `required`.";
    VALUE_MISSING_IN_SPEC = "drift-value-missing-in-spec", Error, "an allowed value that the spec does not have",
        "The page allows a value that the spec does not know. Add it to `enum` in a request. In a response add it to \
         `x-documented-values`: the field stays an open string, so that a new value never fails to decode.";
    VALUE_MISSING_ON_PAGE = "drift-value-missing-on-page", Error, "an allowed value that the page does not have",
        "The server may refuse it. Find out before removing it from the spec.";
    VALUE_CHANGED = "drift-value-changed", Error, "an allowed value under another name",
        "One value came and one went, so it is taken as one change. Change it in the spec.";
    CODE_MISSING_IN_SPEC = "drift-code-missing-in-spec", Error, "a message code that the spec does not have",
        "Without the code, the wrapper cannot tell users what happened; the verdict does not depend on it. Add it to \
         `x-documented-codes` with its `status` and a meaning in our own words.";
    CODE_MISSING_ON_PAGE = "drift-code-missing-on-page", Error, "a message code that the page does not have",
        "The page no longer documents a code. Old servers go on sending it, so keep it and declare the difference, unless \
         the vendor says that it is gone.";
    CODE_CHANGED = "drift-code-changed", Error, "a message code under another name",
        "One code came and one of the same side went, so it is taken as one change. Programs match on codes: add the new \
         one and keep the old one while servers may send it.";
    CODE_SIDE = "drift-code-side", Error, "a message code that tells success on one side and failure on the other",
        "Nothing is more dangerous to get wrong: what was a failure may now mean that a document is signed. Ask the vendor, \
         then change `status` beside the code.";
    CONSENT = "drift-consent", Error, "another text that a request has to send word for word",
        "The server refuses every other text, and people have consented to this one. A new wording is always a breaking \
         change: it becomes the single `enum` value and a new entry of `x-statements` with its date, the old entries stay, \
         and the next release is a major one, because nobody consents by updating a dependency.";
    SAMPLE_TYPE = "drift-sample-type", Error, "a sample whose value has another type than its table",
        "The page contradicts itself, or shows what its tables leave open. Servers tend to behave as the sample does. Decide, \
         write an `x-decision` beside the field, and declare the difference with `x-drift`.";
    SAMPLE_UNKNOWN_FIELD = "drift-sample-unknown-field", Error, "a sample with a field that no table has",
        "The page contradicts itself. Decide whether the field exists, write an `x-decision` beside the type, and declare the \
         difference with `x-drift`.";
    SAMPLE_REQUIRED = "drift-sample-required", Error, "a sample without a required field",
        "The page contradicts itself. Decide whether the field is required, write an `x-decision` beside it, and declare the \
         difference with `x-drift`.";
    SAMPLE_CODE = "drift-sample-code", Error, "an example with a code that its list lacks",
        "The page contradicts itself. Treat the code as one that occurs, and declare the difference with `x-drift` beside the \
         field, with the code as its `value`.";
    SAMPLE_MISSING = "drift-sample-missing", Error, "a page without the sample that the spec has",
        "The example `documented` of a request or of a success stands for the page's sample, and the page has none. A page \
         that was cut short has lost its samples first of all: fetch it again. Otherwise give the example another name.";
    SAMPLE_MISSING_IN_SPEC = "drift-sample-missing-in-spec", Error, "a sample that the spec has no example of",
        "The page's sample of a request or of a success stands in the spec as the example `documented`: tests and the stand-in \
         use it, and only under this name is it compared. Copy the sample into the spec.";
    SAMPLE_NOT_ALLOWED = "drift-sample-not-allowed", Error, "a sample with a value that its table does not allow",
        "The page contradicts itself. Treat the value as one that occurs, and declare the difference with `x-drift` beside \
         the field.";
    SAMPLE_VALUE = "drift-sample-value", Error, "another sample than the spec's example",
        "The spec keeps the page's sample as the example `documented`, and tests and the stand-in use it. Copy the new one.";
    TABLE_UNREFERENCED = "drift-table-unreferenced", Error, "a table that no row refers to",
        "Its rows were not compared with anything, because no field has its type. The page may have lost the reference, or \
         spells the type in another way. Find out what the table is for, and declare the difference with `x-drift`.";
    SECTION_UNKNOWN = "drift-section-unknown", Error, "a section that is not known",
        "The page says something under a heading that this tool does not know, such as limits of the rate of calls, and has no \
         table there. Nothing compares it, so read it: what it means for the spec or for the wrapper is yours to decide. Then \
         declare it with `x-drift` in the operation, with `path: page` and the first word of the heading as its `value`.";
    CONTRADICTION = "drift-contradiction", Error, "a page that contradicts itself",
        "The page says one thing in two ways. Decide, write an `x-decision` beside the place, and declare the difference.";
    DECLARATION_UNUSED = "drift-declaration-unused", Error, "a declared difference that does not exist",
        "An `x-drift` in the spec declares a difference that no page has: the page was corrected, or the declaration stands at \
         another place than it means. It silences nothing, and would hide a new difference. Remove or correct it.";
    DECLARATION_INVALID = "drift-declaration-invalid", Error, "a declared difference that is not understood",
        "A difference without a reason is an accident. Write `x-drift` as a list of `code` and `reason`, with `path` where the \
         place does not say which field is meant, and `value` where a finding is about one code or value of several.";
    LOCK_MISSING = "drift-lock-missing", Error, "an operation whose page was never recorded",
        "spec/docs.lock.yaml has no reading of the page that the operation names, so nothing compares it in CI. Record one \
         with `cargo xtask drift --update-lock PAGE`.";
    LOCK_OLD = "drift-lock-old", Error, "a page that was read too long ago",
        "The vendor changes pages without notice. A date in the future is reported as well, since such a reading would not \
         grow old. Read it again: `cargo xtask drift --fetch`, and then \
         `cargo xtask drift --fetch --update-lock`.";
}
