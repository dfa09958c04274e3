//! What can be wrong with a spec.

use crate::diagnostic::codes;

codes! {
    UNKNOWN_KEY = "unknown-key", Error, "a key that OpenAPI 3.0 does not have",
        "The parser under the client generator drops a key that it does not know without a word: `requird`, `maxLenght` \
         and `operationID` change nothing, and nobody notices. Correct the spelling, or begin the key with `x-` if it is \
         an extension.";
    REPEATED_KEY = "repeated-key", Error, "a key that stands twice in one object",
        "Which of the two values counts depends on the reader. Remove one of them.";
}
