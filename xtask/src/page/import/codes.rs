//! What keeps a page from becoming a spec, beyond what `drift` and `validate` find.

use crate::diagnostic::codes;

codes! {
    UNREAD = "import-unread", Error, "a part of the page that is not understood",
        "It looks like more than a sentence: a list of values without a label that is known, a section or code that is none \
         of the page's grammar. A spec without it may be wrong in a way that nothing shows later on. Teach the page reader, \
         or take it out of a copy of the page and write it into the spec by hand.";
    EXAMPLE = "import-example", Error, "an example or a value that its own type refuses",
        "The text in the cell is no value of the type in the row, or none of the allowed values. One of the two is wrong. \
         Decide, correct a copy of the page, and write an `x-decision` into the spec.";
    CONFLICTING_TYPES = "import-conflicting-types", Error, "one field with two types, where the spec can have one",
        "The generator gives an operation one type for its successes and one for its errors, so the tables of several \
         statuses become one schema, and fields of one name one field. These two cannot. Decide which one to follow, in a \
         copy of the page.";
    BODILESS_SUCCESS = "import-bodiless-success", Error, "a success without a table beside one that has one",
        "The generator gives an operation one type for its successes, and a body that is not there is no body of that type. \
         Import the page without one of the two, in a copy of it.";
    SERVER = "import-server", Error, "an address that does not end with the operation's path",
        "The spec has the servers and the path apart, and the address of an environment is one after the other. Find out which \
         of the two is wrong, in a copy of the page.";
    NO_SOURCE = "import-no-source", Error, "a page that does not say its address",
        "Every operation names its page, which is how `drift` finds the two together. Add the line `> **Source:** ADDRESS` \
         above the title.";
}
