//! What can differ between a page and the spec.

use crate::diagnostic::codes;

codes! {
    FIELD_MISSING_IN_SPEC = "drift-field-missing-in-spec", Error, "a field of the page that the spec does not have",
        "The vendor documents a field that the spec lacks.";
}
