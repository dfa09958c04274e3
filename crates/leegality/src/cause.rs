//! Why something failed further down.

use std::error::Error as StdError;
use std::fmt;

/// The text of a cause, without its type: which HTTP library this crate uses is nobody's business but its own.
#[derive(Clone)]
pub(crate) struct Cause {
    text: String,
    source: Option<Box<Cause>>,
}

impl Cause {
    pub(crate) fn of(error: &(dyn StdError + 'static)) -> Self {
        let source = error.source().map(|source| Box::new(Self::of(source)));
        let mut text = error.to_string();
        // An HTTP/2 server may say in its own words why it closes a connection. `h2` quotes them as bytes, in the end of
        // its own text. They are worth as little as a response body, and may hold what was sent.
        if let Some(quote) = text.find(" (b\"") {
            text.truncate(quote);
        }
        Self { text, source }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)?;
        self.source.as_ref().map_or(Ok(()), |source| write!(f, " <- {source:?}"))
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
