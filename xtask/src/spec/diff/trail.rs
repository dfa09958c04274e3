//! Where in a call something is, for messages.

use std::fmt;
use std::rc::Rc;

/// A longer way is not shown whole; and it is dropped by recursion.
const MAX_STEPS: usize = 24;

/// A call, and the way from it to a value.
#[derive(Clone)]
pub(super) struct Trail(Rc<Step>);

struct Step {
    text: String,
    before: Option<Trail>,
    length: usize,
}

impl Trail {
    /// What stands before the first colon of a message, such as "`POST /x`, request".
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(Rc::new(Step { text: text.into(), before: None, length: 0 }))
    }

    /// A step further, such as "`.name`" or "`[]`".
    pub(super) fn then(&self, text: &str) -> Self {
        let text = shown(text);
        if self.0.length < MAX_STEPS {
            let length = self.0.length + 1;
            return Self(Rc::new(Step { text, before: Some(self.clone()), length }));
        }
        let mut first = self;
        while let Some(before) = &first.0.before {
            first = before;
        }
        let gap = Step { text: " …".to_owned(), before: Some(first.clone()), length: 1 };
        Self(Rc::new(Step { text, before: Some(Self(Rc::new(gap))), length: 2 }))
    }
}

impl fmt::Display for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = &self.0.before {
            before.fmt(f)?;
        }
        f.write_str(&self.0.text)
    }
}

/// A text of the document as a message shows it: one line, not too long, without control characters.
pub(super) fn shown(text: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    let mut short: String = text.chars().take(MAX_CHARACTERS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
