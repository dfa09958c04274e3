//! What can change in a schema, for each of the two directions.
//!
//! A request that is narrowed breaks, because what was accepted is refused; a response that is widened breaks, because
//! what never came may come.

use crate::diagnostic::codes;

codes! {
    // Fields
    REQUIRED_FIELD_ADDED = "diff-request-field-added-required", Breaking, "a new required field of a request",
        "Requests without it are refused, so every call of a program built with the old crates fails. oasdiff lets it pass \
         if the field has a default, but a server that demands a field does not read defaults. Make a breaking release, in \
         which the wrapper asks for the field.";
    REQUEST_FIELD_ADDED = "diff-request-field-added", Additive, "a new optional field of a request",
        "Requests without it work as before. The generated struct has one more field, and who writes a request of the raw \
         crate writes a literal of that struct: `leegality-api` needs a breaking version, the wire does not. Offer the field \
         in the wrapper.";
    REQUEST_FIELD_REMOVED = "diff-request-field-removed", Breaking, "a field that requests no longer have",
        "The server ignores or refuses what programs still send, and what they meant by it does not happen; a field that \
         became `readOnly` is one of these, which oasdiff does not call breaking. Make a breaking release.";
    REQUEST_FIELD_REQUIRED = "diff-request-field-became-required", Breaking, "an optional field of a request that is required now",
        "Programs that leave it out are refused. Make a breaking release, in which the wrapper asks for the field.";
    REQUEST_FIELD_OPTIONAL = "diff-request-field-became-optional", Additive, "a required field of a request that is optional now",
        "Requests that have it work as before. The generated field becomes an `Option`, which the interface of \
         `leegality-api` shows. Let callers of the wrapper leave it out.";
    RESPONSE_FIELD_ADDED = "diff-response-field-added", Additive, "a new field of a response",
        "Clients of this SDK ignore fields that they do not know. The generated struct has one more field; that breaks only \
         who builds a response as a literal, as a test may, which is no use that `leegality-api` promises anything for. \
         Offer the field in the wrapper.";
    RESPONSE_FIELD_REMOVED = "diff-response-field-removed", Breaking, "a field that responses no longer have",
        "Programs that read it find nothing, and no longer compile with the new raw crate. A field that became \
         `writeOnly` is one of these as well, which oasdiff does not call breaking. Make a breaking release.";
    RESPONSE_FIELD_OPTIONAL = "diff-response-field-became-optional", Breaking, "a field of a response that may be missing now",
        "Clients that demand it fail to read the response when it is missing. The generated client of a lenient schema never \
         demanded it. Make a breaking release.";
    RESPONSE_FIELD_REQUIRED = "diff-response-field-became-required", Additive, "a field of a response that is always there now",
        "Nothing on the wire breaks. The generated field is no `Option` any more, which the interface of `leegality-api` \
         shows. Keep response fields optional in this spec.";

    // Types and formats
    REQUEST_TYPE_CHANGED = "diff-request-type-changed", Breaking, "a value of a request that has another type",
        "What was accepted is refused. Make a breaking release.";
    REQUEST_TYPE_WIDENED = "diff-request-type-widened", Additive, "a value of a request that may have more types",
        "What was accepted is accepted still, as with an integer that may be any number. oasdiff calls it breaking \
         when a type goes altogether. The Rust type changes, which the interface of `leegality-api` shows. Pass it on \
         in the wrapper where it is useful.";
    RESPONSE_TYPE_CHANGED = "diff-response-type-changed", Breaking, "a value of a response that has another type",
        "Clients fail to read the response, as with an integer that may be any number. oasdiff does not look into the \
         schemas of headers. Make a breaking release.";
    RESPONSE_TYPE_NARROWED = "diff-response-type-narrowed", Additive, "a value of a response that has fewer types",
        "What comes is what could have come before, as with a number that is an integer. The Rust type changes, which \
         the interface of `leegality-api` shows. Nothing else has to be done.";
    REQUEST_FORMAT_CHANGED = "diff-request-format-changed", Breaking, "a value of a request that has another format",
        "A text that was free has to be a date, say, or an integer has fewer bits: what was accepted is refused. oasdiff takes \
         `date-time` for wider than `date`, but what has to have a time refuses a day. Make a breaking release.";
    REQUEST_FORMAT_WIDENED = "diff-request-format-widened", Additive, "a value of a request that is free of a format",
        "What was accepted is accepted still. oasdiff calls it breaking when a format goes from a text. The Rust type \
         may change, which the interface of `leegality-api` shows. Nothing else has to be done.";
    RESPONSE_FORMAT_CHANGED = "diff-response-format-changed", Breaking, "a value of a response that has another format",
        "A client that parses a date, or reads 32 bits, fails at what comes now. Make a breaking release.";
    RESPONSE_FORMAT_NARROWED = "diff-response-format-narrowed", Additive, "a value of a response that has a format",
        "What comes is what could have come before. oasdiff calls it breaking when a format comes to a number. The \
         generated type would refuse all else, so keep it out of this spec, which reads leniently.";

    // Values
    REQUEST_ENUM_NARROWED = "diff-request-enum-narrowed", Breaking, "values that a request may no longer have",
        "A value was taken off the list, or a list came where any value went. What was accepted is refused, and the variant \
         of the generated enum is gone. Make a breaking release.";
    REQUEST_ENUM_WIDENED = "diff-request-enum-widened", Additive, "values that a request may have",
        "What was accepted is accepted still. oasdiff calls it breaking when the list goes altogether, value by \
         value. Offer the new value in the wrapper.";
    RESPONSE_ENUM_WIDENED = "diff-response-enum-widened", Breaking, "values of a response that nobody knows yet",
        "Clients with a closed list of values fail to read the whole response at a new one. oasdiff says nothing when \
         the list goes altogether. Keep the string open in this spec, with the values in `x-documented-values`.";
    RESPONSE_ENUM_NARROWED = "diff-response-enum-narrowed", Additive, "values that a response no longer has",
        "What comes is what could have come before. A variant of the generated enum is gone, if it was closed. Keep \
         responses open in this spec.";
    REQUEST_BOUND_NARROWED = "diff-request-bound-narrowed", Breaking, "a tighter bound of a value in a request",
        "Of `minimum`, `maximum`, `multipleOf`, `uniqueItems` and the bounds of lengths and counts. What was accepted \
         is refused. oasdiff judges neither `multipleOf` nor `maxProperties`. Make a breaking release.";
    REQUEST_BOUND_WIDENED = "diff-request-bound-widened", Additive, "a looser bound of a value in a request",
        "What was accepted is accepted still. Loosen what the wrapper checks.";
    RESPONSE_BOUND_WIDENED = "diff-response-bound-widened", Breaking, "a looser bound of a value in a response",
        "A client that checks the old bound refuses what comes now, as generated types do with lengths. Keep bounds \
         of strings out of the responses of this spec.";
    RESPONSE_BOUND_NARROWED = "diff-response-bound-narrowed", Additive, "a tighter bound of a value in a response",
        "What comes is what could have come before. Keep bounds of strings out of the responses of this spec.";
    REQUEST_PATTERN_CHANGED = "diff-request-pattern-changed", Breaking, "another pattern of a text in a request",
        "Whether one pattern allows all that another does cannot be told, so a changed one counts as narrower. Make a \
         breaking release.";
    REQUEST_PATTERN_WIDENED = "diff-request-pattern-widened", Additive, "a text in a request that is free of a pattern",
        "What was accepted is accepted still. Loosen what the wrapper checks.";
    RESPONSE_PATTERN_CHANGED = "diff-response-pattern-changed", Breaking, "another pattern of a text in a response, or none",
        "A client that checks the old pattern refuses what comes now, as generated types do. oasdiff lists it without calling \
         it breaking. Keep patterns out of the responses of this spec.";
    RESPONSE_PATTERN_NARROWED = "diff-response-pattern-narrowed", Additive, "a text in a response that has a pattern",
        "What comes is what could have come before. Keep patterns out of the responses of this spec.";
    REQUEST_NOT_NULLABLE = "diff-request-not-nullable", Breaking, "a value of a request that may no longer be null",
        "Programs that send `null` are refused. Make a breaking release.";
    REQUEST_NULLABLE = "diff-request-nullable", Additive, "a value of a request that may be null",
        "What was accepted is accepted still. The Rust type becomes an `Option`, which the interface of `leegality-api` shows. \
         Nothing else has to be done.";
    RESPONSE_NULLABLE = "diff-response-nullable", Breaking, "a value of a response that may be null now",
        "A client that does not expect `null` fails to read the whole response. Make every response field nullable from the \
         beginning.";
    RESPONSE_NOT_NULLABLE = "diff-response-not-nullable", Additive, "a value of a response that is never null now",
        "What comes is what could have come before. The Rust type is no `Option` any more, which the interface of \
         `leegality-api` shows. Keep response fields nullable in this spec.";
    REQUEST_DEFAULT = "diff-request-default", Breaking, "another default of a request",
        "A program that leaves the value out means something else from now on, and nobody tells it. oasdiff lists it without \
         calling it breaking. Make a breaking release, and show both defaults in the changelog.";
    RESPONSE_DEFAULT = "diff-response-default", Cosmetic, "another default of a response",
        "What a missing field stands for is for readers to know; the server sends what it sends. Keep defaults out of \
         responses.";

    // Objects and composition
    REQUEST_OTHERS_NARROWED = "diff-request-other-fields-narrowed", Breaking, "other fields that a request may no longer have",
        "`additionalProperties` became `false`, or has a schema where it had none. What was accepted is refused. oasdiff does \
         not judge it. Make a breaking release.";
    REQUEST_OTHERS_WIDENED = "diff-request-other-fields-widened", Additive, "other fields that a request may have",
        "What was accepted is accepted still. Nothing has to be done.";
    RESPONSE_OTHERS_WIDENED = "diff-response-other-fields-widened", Breaking, "other fields that a response may have",
        "`additionalProperties` is `false` no longer, or has lost its schema. Clients that refuse unknown fields, as generated \
         ones do then, fail to read the response. oasdiff does not judge it. Leave responses open in this spec.";
    RESPONSE_OTHERS_NARROWED = "diff-response-other-fields-narrowed", Additive, "other fields that a response no longer has",
        "What comes is what could have come before. Leave responses open in this spec.";
    REQUEST_ALTERNATIVES_NARROWED = "diff-request-alternative-removed", Breaking, "an alternative that a request no longer has",
        "A branch of `oneOf` or `anyOf` is gone, or branches came where there was no choice. What was accepted is refused. \
         Branches of `allOf` have no codes of their own: what they add up to is compared. Make a breaking release.";
    REQUEST_ALTERNATIVES_WIDENED = "diff-request-alternative-added", Additive, "an alternative that a request may have",
        "What was accepted is accepted still. Offer it in the wrapper.";
    RESPONSE_ALTERNATIVES_WIDENED = "diff-response-alternative-added", Breaking, "an alternative of a response that nobody knows yet",
        "A client that knows the old branches of `oneOf` or `anyOf` fails to read another one. oasdiff calls it \
         breaking for `oneOf` only. Make a breaking release.";
    RESPONSE_ALTERNATIVES_NARROWED = "diff-response-alternative-removed", Additive, "an alternative that a response no longer has",
        "What comes is what could have come before. A variant of the generated enum is gone. Nothing else has to be done.";
    DISCRIMINATOR_CHANGED = "diff-discriminator-changed", Breaking, "alternatives that are told apart by something else",
        "The discriminator has come, gone or another property, or one of its values stands for another schema. oasdiff lists \
         it without calling it breaking. Make a breaking release.";
    DISCRIMINATOR_VALUE_ADDED = "diff-discriminator-value-added", Additive, "another value of a discriminator",
        "The alternatives themselves are compared apart. Nothing has to be done.";
    REQUEST_NOT_CHANGED = "diff-request-not-changed", Breaking, "another `not` in a request",
        "What is refused is another set of values. Only a `not` that goes is known to allow more. oasdiff does not \
         judge it. Make a breaking release.";
    REQUEST_NOT_WIDENED = "diff-request-not-removed", Additive, "a `not` of a request that is gone",
        "What was accepted is accepted still. Nothing has to be done.";
    RESPONSE_NOT_CHANGED = "diff-response-not-changed", Breaking, "another `not` in a response, or none",
        "What never came may come. oasdiff does not judge it. Make a breaking release.";
    RESPONSE_NOT_NARROWED = "diff-response-not-added", Additive, "a `not` of a response that is new",
        "What comes is what could have come before. Nothing has to be done.";

    // What the spec of this project lists beside a schema
    CODE_ADDED = "diff-documented-code-added", Additive, "a documented code or value that is new",
        "The field is an open string, so no program fails at it. Give it a variant in `MessageCode`, and an `ErrorKind` where \
         users should be able to match on it.";
    CODE_REMOVED = "diff-documented-code-removed", Breaking, "a documented code or value that is gone",
        "The constant of `leegality_api::facts` is gone, and programs that match on it wait in vain. oasdiff does not read \
         `x-documented-codes`. Keep the code until the vendor says that it is not sent any more.";
    CODE_STATUS = "diff-documented-code-status", Breaking, "a documented code that goes with another status",
        "A code that meant success means failure, or the other way round; the verdict on a signature may depend on it. \
         oasdiff does not read `x-documented-codes`. Have it confirmed in another way than by a page, and make a breaking \
         release.";
}
