//! What every address has to be, a base URL and a sign URL alike.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::error::{Error, Result};

const NOT_A_URL: &str = "is not a URL";
const NOT_HTTPS: &str = "has to start with https://";
const NOT_PLAIN: &str = "has a host that is not written in its plain form";

/// An address in its plain form.
///
/// Its text is what goes over the wire, and whoever reads it there need not read as we do. So a host that two readers
/// could take for different ones is refused. What is left reads the same to the HTTP client, which a test says.
pub(crate) struct Address<'a> {
    pub(crate) is_encrypted: bool,
    host: &'a str,
    ip: Option<IpAddr>,
    /// The path and what follows it.
    rest: &'a str,
}

impl<'a> Address<'a> {
    /// Reads `text`, which an error calls `what` and never quotes: a sign URL is a secret.
    pub(crate) fn parse(text: &'a str, what: &str) -> Result<Self> {
        Self::read(text).map_err(|problem| Error::input(format!("the {what} {problem}")))
    }

    fn read(text: &'a str) -> Result<Self, Cow<'static, str>> {
        if text.is_empty() {
            return Err("is empty".into());
        }
        if let Some(position) = text.bytes().position(|byte| !byte.is_ascii_graphic() || byte == b'\\') {
            return Err(format!("has a character that no URL has, at position {}", position + 1).into());
        }
        let (scheme, rest) = text.split_once(':').ok_or(NOT_A_URL)?;
        let is_encrypted = scheme.eq_ignore_ascii_case("https");
        if !is_encrypted && !scheme.eq_ignore_ascii_case("http") {
            return Err(if rest.starts_with("//") { NOT_HTTPS } else { NOT_A_URL }.into());
        }
        let rest = rest.strip_prefix("//").ok_or(NOT_PLAIN)?;
        let (authority, rest) = split_at_any(rest, b"/?#");
        if authority.contains('@') {
            return Err("may not hold a username or a password".into());
        }
        let host = without_port(authority)?;
        if host.ends_with('.') {
            return Err("may not have a host that ends in a dot".into());
        }
        let ip = ip(host)?;
        if ip.is_none() && !is_plain_name(host, text) {
            return Err(NOT_PLAIN.into());
        }
        let address = Self { is_encrypted, host, ip, rest };
        if is_encrypted || address.is_loopback() { Ok(address) } else { Err(NOT_HTTPS.into()) }
    }

    /// The host, in lower case.
    pub(crate) fn host(&self) -> String {
        self.host.to_ascii_lowercase()
    }

    /// Whether the address is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost") || self.ip.is_some_and(|ip| ip.is_loopback())
    }

    /// Whether there is something behind the host, and more than slashes and dots.
    pub(crate) fn has_path(&self) -> bool {
        let (path, _) = split_at_any(self.rest, b"?#");
        path.bytes().any(|byte| byte != b'/' && byte != b'.')
    }

    pub(crate) fn has_query_or_fragment(&self) -> bool {
        let (_, query_or_fragment) = split_at_any(self.rest, b"?#");
        !query_or_fragment.is_empty()
    }
}

/// What is before the first of some ASCII characters, and what begins with it.
fn split_at_any<'a>(text: &'a str, characters: &[u8]) -> (&'a str, &'a str) {
    let position = text.bytes().position(|byte| characters.contains(&byte));
    text.split_at(position.unwrap_or(text.len()))
}

/// The host, if the port behind it is a number as one writes it.
fn without_port(authority: &str) -> Result<&str, &'static str> {
    let Some((host, port)) = authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) else {
        return Ok(authority);
    };
    if port.is_empty() || port.starts_with('0') {
        return Err(NOT_PLAIN);
    }
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if is_number { Ok(host) } else { Err(NOT_A_URL) }
}

/// The IP address that a host is, if it is to be one. Other notations of IP addresses than the usual ones, which some
/// readers know and others take for names, are refused.
fn ip(host: &str) -> Result<Option<IpAddr>, &'static str> {
    if let Some(text) = host.strip_prefix('[') {
        let ip = text.strip_suffix(']').and_then(|text| text.parse::<Ipv6Addr>().ok());
        // There are two notations of an IPv4 address in an IPv6 one.
        let ip =
            ip.filter(|ip| ip.to_ipv4_mapped().is_none() && host.eq_ignore_ascii_case(&format!("[{ip}]")));
        return ip.map(|ip| Some(ip.into())).ok_or(NOT_PLAIN);
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_hex = last.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
    if !is_hex && !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    host.parse::<Ipv4Addr>().map(|ip| Some(ip.into())).map_err(|_| NOT_PLAIN)
}

/// Whether a host is a name of letters, digits, hyphens and underscores, with dots in between.
fn is_plain_name(host: &str, text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    host.split('.').all(|label| {
        // Whether a label of another script is a valid one, the parser knows.
        let is_punycode = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
        !label.is_empty() && label.bytes().all(is_plain) && (!is_punycode || Url::parse(text).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use reqwest::Url;

    use super::Address;

    #[track_caller]
    fn refused(text: &str, problem: &str) {
        let message = Address::parse(text, "URL").map(|_| ()).expect_err(text).to_string();
        assert_eq!(message, format!("the URL {problem}"), "{text:?}");
    }

    #[test]
    fn https_and_loopback_are_accepted_and_read_as_the_http_client_reads_them() {
        for text in [
            "https://sandbox.leegality.com/sign/a",
            "HTTPS://Sandbox.Leegality.com:443/sign/a",
            "https://leegality.example:8443/api",
            "https://my_server/api?q#f",
            "https://xn--bcher-kva.example/",
            "https://1server/",
            "https://10.0.0.1:65535?a=:80",
            "https://[2001:db8::1]#x",
            "https://[2001:DB8::1]/",
            "http://127.0.0.1:4010/api",
            "http://127.9.9.9/api",
            "http://localhost:80/api",
            "http://[::1]:4010/api",
        ] {
            let address = Address::parse(text, "URL").unwrap_or_else(|error| panic!("{text}: {error}"));
            let url = Url::parse(text).expect(text);
            assert_eq!(Some(&*address.host()), url.host_str(), "{text}");
            assert_eq!(address.is_encrypted, url.scheme() == "https", "{text}");
            assert_eq!(address.has_path(), url.path() != "/", "{text}");
            let is_bare = url.query().or(url.fragment()).is_none();
            assert_eq!(address.has_query_or_fragment(), !is_bare, "{text}");
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        refused("", "is empty");
        refused("sandbox.leegality.com/sign/a", "is not a URL");
        refused("sandbox.leegality.com:443/sign/a", "is not a URL");
        refused("https://sandbox.leegality.com:70000/", "is not a URL");
        refused("https://sandbox.leegality.com:+443/", "is not a URL");
        refused("http://sandbox.leegality.com/sign/a", "has to start with https://");
        refused("http://localhost.evil.example/", "has to start with https://");
        refused("http://10.0.0.1/", "has to start with https://");
        refused("ftp://sandbox.leegality.com/", "has to start with https://");
        refused("https://user@sandbox.leegality.com/", "may not hold a username or a password");
        refused("https://@sandbox.leegality.com/", "may not hold a username or a password");
        refused("https://sandbox.leegality.com./", "may not have a host that ends in a dot");
        let odd = "has a character that no URL has, at position";
        refused("https://sandbox.leegality.com\\@evil.example/", &format!("{odd} 30"));
        refused("https://sandbox.leegality.com/a b", &format!("{odd} 32"));
        refused("https://sändbox.leegality.com/", &format!("{odd} 10"));
    }

    #[test]
    fn a_host_that_is_not_written_plainly_is_refused() {
        for text in [
            "https:sandbox.leegality.com/",
            "https:/sandbox.leegality.com/",
            "https:///sandbox.leegality.com/",
            "https://",
            "https://sand%62ox.leegality.com/",
            "https://sandbox..leegality.com/",
            "https://sandbox.leegality.com:/",
            "https://sandbox.leegality.com:0443/",
            "https://sandbox,leegality.com/",
            "https://xn--/",
            "http://0x7f.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.0.0.0x1/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::1/",
        ] {
            refused(text, "has a host that is not written in its plain form");
        }
    }
}
