//! What every address has to be, a base URL and a sign URL alike.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, Result};

/// Checks `text`, which an error calls `what` and never quotes: a sign URL is a secret.
///
/// The text is what goes over the wire, the parsed URL is what is judged. So a text whose host a person, a server and
/// the parser could read differently is refused.
pub(crate) fn check(text: &str, what: &str) -> Result<Url> {
    let refuse = |problem: &str| Err(Error::input(format!("the {what} {problem}")));
    if text.is_empty() {
        return refuse("is empty");
    }
    if let Some(position) = text.chars().position(|c| !c.is_ascii_graphic() || c == '\\') {
        return refuse(&format!("has a character that no URL has, at position {}", position + 1));
    }
    let Ok(url) = Url::parse(text) else {
        return refuse("is not a URL");
    };
    let Some(host) = url.host_str().filter(|_| ["http", "https"].contains(&url.scheme())) else {
        return refuse("has to start with https://");
    };
    if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
        return refuse("may not hold a username or a password");
    }
    if host.ends_with('.') {
        return refuse("may not have a host that ends in a dot");
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return refuse("has to start with https://");
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let written = authority(text).to_ascii_lowercase();
    let default_port = if url.scheme() == "https" { ":443" } else { ":80" };
    if written.strip_suffix(default_port).unwrap_or(&written) != format!("{host}{port}") {
        return refuse("has a host that is not written in its plain form");
    }
    Ok(url)
}

/// Whether the address is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// What stands between `//` and the path, as it was written.
fn authority(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[track_caller]
    fn refused(text: &str, problem: &str) {
        let message = check(text, "URL").expect_err(text).to_string();
        assert_eq!(message, format!("the URL {problem}"), "{text:?}");
    }

    #[test]
    fn https_and_loopback_are_accepted() {
        for text in [
            "https://sandbox.leegality.com/sign/a",
            "HTTPS://Sandbox.Leegality.com:443/sign/a",
            "https://leegality.example:8443/api",
            "http://127.0.0.1:4010/api",
            "http://127.9.9.9/api",
            "http://localhost:80/api",
            "http://[::1]:4010/api",
        ] {
            assert!(check(text, "URL").is_ok(), "{text}");
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        refused("", "is empty");
        refused("sandbox.leegality.com/sign/a", "is not a URL");
        refused("http://sandbox.leegality.com/sign/a", "has to start with https://");
        refused("http://localhost.evil.example/", "has to start with https://");
        refused("ftp://sandbox.leegality.com/", "has to start with https://");
        refused("https://user@sandbox.leegality.com/", "may not hold a username or a password");
        refused("https://@sandbox.leegality.com/", "may not hold a username or a password");
        refused("https://sandbox.leegality.com./", "may not have a host that ends in a dot");
        refused(
            "https://sandbox.leegality.com\\@evil.example/",
            "has a character that no URL has, at position 30",
        );
        refused("https://sandbox.leegality.com/a b", "has a character that no URL has, at position 32");
        refused("https:sandbox.leegality.com/", "has a host that is not written in its plain form");
        refused("https:///sandbox.leegality.com/", "has a host that is not written in its plain form");
        refused("https://sand%62ox.leegality.com/", "has a host that is not written in its plain form");
        refused("http://0x7f.1/", "has a host that is not written in its plain form");
    }
}
