//! What the fuzz targets assert. The corpus is replayed through the same code.
//!
//! `answer`, `claims`, `shown` and `values` use public interfaces alone; `tests/corpus.rs` replays the corpus through them
//! in every `cargo test`. `decoder` and `command` need what there is only with `--cfg fuzzing`; `replay.rs` has them as well.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a finding is a panic")]

#[cfg(not(fuzzing))]
compile_error!("this is built by cargo-fuzz, or with RUSTFLAGS=\"--cfg fuzzing\"; see CONTRIBUTING.md");

mod answer;
mod claims;
#[cfg(fuzzing)]
mod command;
#[cfg(fuzzing)]
mod decoder;
mod shown;
mod values;

#[cfg(fuzzing)]
pub use decoder::decoder;

/// What a person or a file gives to the command. The first line says what it is.
#[cfg(fuzzing)]
pub fn inputs(data: &[u8]) {
    let (kind, value) = values::split(data);
    values::check(kind, &value);
    command::check(kind, &value);
}
