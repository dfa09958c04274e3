//! Patterns: regular expressions of ECMA-262, by the engine that the generator and the generated code use as well.
//!
//! That engine backtracks, and a pattern such as `(a+)+$` keeps it busy for ever. So it works in a thread of its own,
//! which is left alone when it takes too long.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use regress::Regex;

use super::GivenUp;

/// Longer than any pattern that somebody can read.
const MAX_LENGTH: usize = 4096;

/// A pattern has so long for one text.
const PATIENCE: Duration = Duration::from_millis(500);

/// So many threads are left behind before patterns are no longer tried.
const MAX_LEFT_BEHIND: usize = 2;

/// What is wrong with a pattern, if anything.
pub(crate) fn problem(pattern: &str) -> Option<String> {
    compile(pattern).err()
}

fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > MAX_LENGTH {
        return Err(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    Regex::new(pattern).map_err(|error| error.to_string())
}

/// Whether matching cannot take long: there is at most one place to come back to, and the text is short.
fn is_tame(pattern: &str, text: &str) -> bool {
    pattern.matches(['*', '+', '?', '{', '|']).count() <= 1 && text.len() <= 256
}

/// Matches texts against patterns.
#[derive(Default)]
pub(super) struct Patterns {
    worker: Option<Worker>,
    left_behind: usize,
}

struct Worker {
    questions: Sender<(String, String)>,
    answers: Receiver<bool>,
}

impl Patterns {
    /// Whether the pattern is found in the text. One that does not compile, which is another finding, fits anything.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> Result<bool, GivenUp> {
        if is_tame(pattern, text) {
            return Ok(compile(pattern).map_or(true, |regex| regex.find(text).is_some()));
        }
        if self.left_behind >= MAX_LEFT_BEHIND {
            return Err(GivenUp);
        }
        let worker = self.worker.get_or_insert_with(Worker::start);
        let question = (pattern.to_owned(), text.to_owned());
        let answer = match worker.questions.send(question) {
            Ok(()) => worker.answers.recv_timeout(PATIENCE).ok(),
            Err(_) => None,
        };
        if answer.is_none() {
            self.worker = None;
            self.left_behind += 1;
        }
        answer.ok_or(GivenUp)
    }
}

impl Worker {
    fn start() -> Self {
        let (questions, asked) = channel::<(String, String)>();
        let (answer, answers) = channel();
        thread::spawn(move || {
            let mut compiled = HashMap::new();
            for (pattern, text) in asked {
                let regex = compiled.entry(pattern).or_insert_with_key(|pattern| compile(pattern).ok());
                let fits = regex.as_ref().is_none_or(|regex| regex.find(&text).is_some());
                if answer.send(fits).is_err() {
                    break;
                }
            }
        });
        Self { questions, answers }
    }
}

#[cfg(test)]
mod tests {
    use super::{Patterns, problem};

    #[test]
    fn patterns_are_those_of_ecma_262() {
        let mut patterns = Patterns::default();
        for (pattern, text, expected) in [
            (r"^\d{3}$", "123", true),
            (r"^\d{3}$", "12", false),
            (r"^(?=.*[A-Z]).{3,}$", "abC", true),
            (r"b", "abc", true),
            (r"^[\w-]+$", "a-b", true),
        ] {
            assert_eq!(patterns.matches(pattern, text).unwrap(), expected, "{pattern} {text}");
        }
        assert!(problem("(").is_some());
        assert!(problem(&"(".repeat(100_000)).is_some());
        assert!(problem("[a-z]+").is_none());
    }

    #[test]
    fn a_pattern_without_end_is_given_up() {
        let mut patterns = Patterns::default();
        assert!(patterns.matches("^(a+)+$", &format!("{}b", "a".repeat(60))).is_err());
        assert!(patterns.matches("^a", "a").unwrap());
    }
}
