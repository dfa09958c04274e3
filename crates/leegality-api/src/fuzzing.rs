//! Answers without a network, for the fuzzer in `tests/fuzz`.
//!
//! Only there with `--cfg fuzzing`, which whoever builds a program sets for all of it, and no dependency can. It is set as
//! well where somebody fuzzes a program of their own: so nothing changes until [`answer_with`] is called.

use std::cell::RefCell;

use reqwest::Response;

thread_local! {
    static ANSWER: RefCell<Option<http::Response<Vec<u8>>>> = const { RefCell::new(None) };
}

/// From now on, every request that this thread would send gets this answer.
pub fn answer_with(answer: http::Response<Vec<u8>>) {
    ANSWER.set(Some(answer));
}

pub(crate) fn answer() -> Option<Response> {
    ANSWER.with_borrow(|answer| answer.clone().map(Response::from))
}
