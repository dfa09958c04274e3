//! The OpenAPI document and the public interface say the same.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use leegality::api::facts;
use leegality::{Consent, MessageCode};
use serde_json::Value;
use support::spec;

/// SHA-256 of the consent statement. Who has to change this is about to change what people consent to: that is a major
/// release, and the statement that was in force stays in the document, with its date.
const STATEMENT_SHA256: &str = "9967326c0114afc576f4787c5a0dabe54c10f603db4e46ab8b2ad65a519660cf";

#[test]
fn the_consent_statement_is_the_one_of_the_document_and_has_not_changed() {
    let document = spec::document();
    let schema = &document["components"]["schemas"]["ConsentStatement"];
    assert_eq!(schema["enum"], serde_json::json!([Consent::STATEMENT]));

    let history = schema["x-statements"].as_array().expect("the statements with their dates");
    assert_eq!(history.last().expect("one is in force")["statement"], Consent::STATEMENT);
    let mut dates: Vec<_> = history.iter().map(|entry| entry["first-read"].as_str().unwrap()).collect();
    assert!(dates.iter().all(|date| date.len() == "2026-01-31".len()), "{dates:?}");
    let given = dates.clone();
    dates.sort_unstable();
    assert_eq!(given, dates, "the statements stand in the order of their dates");

    let sample = "/paths/~1v3.0~1sign~1docSigner~1invitation/post/requestBody/content/application~1json/examples\
                  /documented/value/consent";
    assert_eq!(document.pointer(sample).expect("the sample request has a consent"), Consent::STATEMENT);

    let record = Consent::granted_by("tester@acme.example").unwrap().record();
    assert_eq!(record.statement_sha256(), STATEMENT_SHA256);
    assert_eq!(Consent::STATEMENT.len(), 309);
}

#[test]
fn every_documented_code_has_a_variant_of_its_own() {
    let mut codes = Vec::new();
    for schema in spec::schemas().values() {
        for property in schema["properties"].as_object().into_iter().flatten().map(|(_, property)| property) {
            for code in property["x-documented-codes"].as_array().into_iter().flatten() {
                codes.push(code["code"].as_str().unwrap().to_owned());
            }
        }
    }
    assert!(codes.len() >= 8, "the document has lost codes: {codes:?}");
    for code in codes {
        let known = MessageCode::from(code.as_str());
        assert!(!matches!(known, MessageCode::Other(_)), "{code} has no variant");
        assert_eq!(known.as_str(), code);
        assert_eq!(known.to_string(), code);
    }
}

#[test]
fn the_codes_of_the_examples_are_documented_or_explained() {
    for example in spec::examples() {
        for message in example.body["messages"].as_array().into_iter().flatten() {
            let code = MessageCode::from(message["code"].as_str().unwrap());
            let is_explained = example.name == "documented";
            assert!(is_explained || !matches!(code, MessageCode::Other(_)), "{}: {code}", example.name);
        }
    }
}

#[test]
fn the_constants_of_the_raw_crate_are_those_of_the_document() {
    let document = spec::document();
    let servers = document["servers"].as_array().unwrap();
    let url = |environment: &str| {
        let server = servers.iter().find(|server| server["x-environment"] == environment).unwrap();
        server["url"].clone()
    };
    assert_eq!(url("production"), facts::PRODUCTION_URL);
    assert_eq!(url("sandbox"), facts::SANDBOX_URL);
    assert_eq!(document["components"]["securitySchemes"]["AuthToken"]["name"], facts::AUTH_TOKEN_HEADER);
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(paths.len(), 2);
    assert!(paths.iter().any(|path| path == facts::LOGIN_PATH), "{paths:?}");
    assert!(paths.iter().any(|path| path == facts::SIGN_INVITATION_PATH), "{paths:?}");
}

#[test]
fn the_derived_document_begins_with_the_command_that_makes_it() {
    let text = spec::text();
    let first_key = text.trim_start_matches(['{', '\n', ' ']);
    assert!(first_key.starts_with(r#""x-generated": "by `cargo xtask generate` from "#), "{}", &text[..120]);
}

#[test]
fn every_response_field_is_optional_and_nullable_and_open() {
    for example in spec::examples() {
        assert_lenient(&spec::resolve(&example.schema), &example.name);
    }
}

fn assert_lenient(schema: &Value, at: &str) {
    assert_eq!(schema.get("required"), None, "{at}");
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        assert_eq!(property["nullable"], true, "{at}");
        let property = spec::resolve(property);
        assert_eq!(property.get("enum"), None, "{at}");
        assert_ne!(property["format"], "date-time", "{at}");
        assert_lenient(&property, &at);
        if let Some(items) = property.get("items") {
            assert_lenient(&spec::resolve(items), &at);
        }
    }
}
