//! `cargo xtask import`, from outside: on pages of the vendor's grammar, about something else. That what comes out
//! compiles is a step of `cargo xtask ci`.

#![allow(clippy::unwrap_used, reason = "the lint's exception for tests does not reach their helpers")]

#[path = "import/agreement.rs"]
mod agreement;
#[path = "import/content.rs"]
mod content;
#[path = "support/folder.rs"]
mod folder;
#[path = "import/refusals.rs"]
mod refusals;
#[path = "import/support.rs"]
mod support;
