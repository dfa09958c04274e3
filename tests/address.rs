//! An address that is accepted means the same to the HTTP client, and to everybody else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use leegality::{Environment, SignUrl};
use proptest::prelude::*;
use proptest::sample::select;
use reqwest::Url;

/// Pieces of addresses, good and bad, so that what is put together from them is often nearly right.
const PIECES: &str = "http https HTTPS ftp : // :// / \\ @ ? # . .. %2e %41 [ ] ::1 [::1] [::ffff:127.0.0.1] [1::0:2] \
    127.0.0.1 127.1 0x7f 0177 2130706433 localhost LOCALHOST leegality.com sandbox app1 xn-- xn--bcher-kva - _ ~ * ü \
    Ａ 。 \u{ad} :443 :80 :0 :00 :65536 :+1 sign api a 1";

fn piece() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split(' ').chain([" ", "\t"]).collect();
    prop_oneof![4 => select(pieces).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

/// A text of such pieces, half of the time behind a scheme and a host.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat());
    (select(vec!["", "", "https://", "http://", "https://sandbox", "http://127.0.0.1"]), pieces)
        .prop_map(|(start, rest)| format!("{start}{rest}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn what_is_accepted_has_one_reading(text in text()) {
        if let Ok(sign_url) = text.parse::<SignUrl>() {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!(Some(sign_url.host()), url.host_str());
            prop_assert_eq!((url.username(), url.password()), ("", None));
            let is_local = sign_url.host() == "localhost" || sign_url.host() == "[::1]" || sign_url.host().starts_with("127.");
            prop_assert!(url.scheme() == "https" || (url.scheme() == "http" && is_local));
            prop_assert!(!sign_url.host().ends_with('.'));
        }
    }

    #[test]
    fn plain_addresses_are_accepted(
        host in "[a-wyzA-WYZ_-][a-zA-Z0-9_-]{0,20}(\\.[a-zA-Z][a-zA-Z0-9_]{0,10}){0,3}",
        port in prop::option::of(1u16..),
        path in "/[a-z]{1,9}[!-\\[\\]-~]{0,30}",
    ) {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let text = format!("https://{host}{port}{path}");
        prop_assert!(text.parse::<SignUrl>().is_ok(), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_custom_environment_is_one_that_a_client_can_be_built_for(text in text()) {
        if let Ok(environment) = Environment::custom(&text) {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
            prop_assert!(leegality::Client::builder(environment).build().is_ok());
        }
    }
}
