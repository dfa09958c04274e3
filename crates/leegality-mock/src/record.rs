//! What the stand-in remembers: the requests that arrived and how often each invitation was signed.

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
