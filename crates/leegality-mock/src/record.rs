//! What the stand-in remembers: the requests that arrived and how often each invitation was signed.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// How often an invitation was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The sign URL of the invitation.
    pub sign_url: String,
    /// How often the stand-in signed it. Never more than once.
    pub count: u64,
}

/// A request as it arrived, with the credentials it carried.
///
/// Headers and body are kept verbatim, and `Debug` and `Serialize` show them: use throwaway credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: String,
    /// The path, with the query where there was one.
    pub path: String,
    /// Names and values in the order of arrival, the names in lower case. A name that was sent more than once stands
    /// where it came first, with its values in their order.
    pub headers: Vec<(String, String)>,
    /// The body, cut off at 1 MiB. Bytes that are not UTF-8 are replaced.
    pub body: String,
    /// The number of the TCP connection that carried the request, from 1.
    pub connection: u64,
    /// The version of HTTP, `HTTP/1.1` or `HTTP/2.0`. Of the latter, the header `host` is no part.
    pub version: String,
}

impl RecordedRequest {
    /// The first value of the header `name`, whose case does not matter.
    ///
    /// ```
    /// # fn example(request: &leegality_mock::RecordedRequest) {
    /// assert_eq!(request.header("Content-Type"), Some("application/json"));
    /// # }
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Which of the requests that arrive a stand-in keeps.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use leegality_mock::{Keep, Mock};
///
/// let mock = Mock::builder().keep_requests(Keep::Latest(10)).start().await?;
/// // … a load test of hours …
/// println!("{} requests, of which {} are kept", mock.request_count(), mock.requests().len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Keep {
    /// All of them, as long as the stand-in runs.
    #[default]
    All,
    /// This many, those that arrived last. With 0, they are counted and nothing is kept of them.
    Latest(usize),
}

/// The requests that arrived.
#[derive(Default)]
pub(crate) struct Requests {
    keep: Keep,
    kept: VecDeque<RecordedRequest>,
    count: u64,
}

impl Requests {
    pub(crate) fn new(keep: Keep) -> Self {
        Self { keep, ..Self::default() }
    }

    pub(crate) fn add(&mut self, request: RecordedRequest) {
        self.count += 1;
        self.kept.push_back(request);
        if let Keep::Latest(limit) = self.keep {
            while self.kept.len() > limit {
                self.kept.pop_front();
            }
        }
    }

    /// How many there were.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Those that are kept, in the order of arrival.
    pub(crate) fn kept(&self) -> Vec<RecordedRequest> {
        self.kept.iter().cloned().collect()
    }
}
