//! A request as it came over the wire.

use serde_json::Value;

use crate::sample;

/// A request: its first line, its headers with their names as they were written, and its body.
#[derive(Clone, Debug)]
pub struct Request {
    /// Such as `POST /api/v3.0/sign/docSigner/invitation HTTP/1.1`.
    pub line: String,
    /// Names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Request {
    /// Reads the head of a request: everything before the empty line.
    pub(crate) fn parse_head(head: &str) -> Self {
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap_or_default().to_owned();
        let headers = lines.filter(|line| !line.is_empty()).map(|line| {
            let (name, value) = line.split_once(": ").expect("a header has a colon");
            (name.to_owned(), value.to_owned())
        });
        Self { line, headers: headers.collect(), body: String::new() }
    }

    /// The value of a header that came once; its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "the header {name} came twice");
        value
    }

    /// The names of the headers in lower case, sorted.
    pub fn header_names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort();
        names
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// The whole request for a snapshot: headers in their order, ports, versions and known auth tokens replaced, the
    /// body pretty. A secret that is not where it belongs stays visible, and so does any other header.
    pub fn rendered(&self) -> String {
        let mut text = format!("{}\n", self.line);
        for (name, value) in &self.headers {
            let value = match name.as_str() {
                "x-auth-token" => match value.as_str() {
                    sample::AUTH_TOKEN => "[the client's auth token]".to_owned(),
                    sample::SIGN_STATION_AUTH_TOKEN => "[Sign Station's auth token]".to_owned(),
                    other => panic!("an unknown auth token: {other}"),
                },
                "host" => without_port(value),
                "user-agent" => value.replace(env!("CARGO_PKG_VERSION"), "[version]"),
                _ => value.clone(),
            };
            text.push_str(&format!("{name}: {value}\n"));
        }
        if !self.body.is_empty() {
            let body = pretty(&self.json()).replace(sample::PASSWORD, "[the password]");
            text.push_str(&format!("\n{body}\n"));
        }
        text
    }
}

/// A loopback host has a random port.
fn without_port(host: &str) -> String {
    match host.rsplit_once(':') {
        Some(("127.0.0.1", _)) => "127.0.0.1:[port]".to_owned(),
        _ => host.to_owned(),
    }
}

/// JSON with its keys sorted: whether `serde_json` keeps their order depends on what else is built along.
pub fn pretty(value: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_by_key(|(key, _)| key.as_str());
                entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect()
            }
            Value::Array(items) => items.iter().map(sorted).collect(),
            other => other.clone(),
        }
    }
    serde_json::to_string_pretty(&sorted(value)).unwrap()
}
