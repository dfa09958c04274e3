//! What documented answers, and answers that are a little off, decode to.
//!
//! The answers come from the examples and schemas of the OpenAPI document, so that a new example or field is covered
//! by itself.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use httpmock::MockServer;
use leegality::{Client, Environment, Error, Outcome, Receipt, RetryPolicy, Session};
use serde_json::{Value, json};
use support::spec::Example;
use support::{render, sample, snapshot, spec};

/// A server and a client for it. Every call gets the answer that was set last.
struct Stage {
    server: MockServer,
    client: Client,
}

/// What became of a call, whichever it was.
#[derive(Debug)]
enum Result {
    Signing(leegality::Result<Receipt>),
    Login(leegality::Result<Session>),
}

impl Stage {
    async fn new() -> Self {
        let server = MockServer::start_async().await;
        let environment = Environment::custom(server.url("/api")).unwrap();
        let client = Client::builder(environment)
            .auth_token(sample::auth_token())
            .retry(RetryPolicy::never())
            .build()
            .unwrap();
        Self { server, client }
    }

    /// Makes the call of the example's operation, which answers `body` in place of the example's.
    async fn call(&self, example: &Example, body: &Value) -> Result {
        let mock = self
            .server
            .mock_async(|when, then| {
                when.method("POST").path(format!("/api{}", example.path));
                then.status(example.status).header("content-type", "application/json").body(body.to_string());
            })
            .await;
        let result = match example.operation.as_str() {
            "signInvitation" => {
                Result::Signing(self.client.sign_invitation(&sample::invitation(), sample::consent()).await)
            }
            "login" => Result::Login(self.client.login(&sample::credentials()).await),
            other => panic!("no test makes the call {other}"),
        };
        mock.assert_async().await;
        mock.delete_async().await;
        result
    }
}

impl Result {
    fn error(&self) -> Option<&Error> {
        match self {
            Self::Signing(result) => result.as_ref().err(),
            Self::Login(result) => result.as_ref().err(),
        }
    }

    /// The outcome of a failure, nothing for a success.
    fn outcome(&self) -> Option<Outcome> {
        self.error().map(Error::outcome)
    }

    fn rendered(&self) -> String {
        match self {
            Self::Signing(result) => render::signing(result),
            Self::Login(result) => render::login(result),
        }
    }
}

/// `sign__200_invalid_consent`
fn case(example: &Example) -> String {
    let operation = if example.operation == "signInvitation" { "sign" } else { &example.operation };
    let mut name = String::new();
    for character in example.name.chars() {
        if character.is_uppercase() {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    format!("{operation}__{}_{name}", example.status)
}

#[tokio::test]
async fn every_example_decodes_to_what_its_page_says() {
    let stage = Stage::new().await;
    let examples = spec::examples();
    assert!(examples.len() >= 8, "the document has lost examples: {examples:?}");
    for example in examples {
        let result = stage.call(&example, &example.body).await;
        snapshot!(case(&example), result.rendered());
    }
}

#[tokio::test]
async fn null_in_any_field_breaks_nothing_and_changes_no_verdict() {
    let stage = Stage::new().await;
    let mut tried = 0;
    for example in spec::examples() {
        let expected = stage.call(&example, &example.body).await.outcome();
        for field in spec::fields(&example.schema, &fullest(&example).body) {
            let mut body = example.body.clone();
            let Some(value) = body.pointer_mut(&field) else { continue };
            *value = Value::Null;
            let result = stage.call(&example, &body).await;
            tried += 1;
            let expected = match field.as_str() {
                // The verdict itself, and the token without which there is no login.
                "/status" => Some(Outcome::Unknown),
                "/data" | "/data/accessToken" if example.operation == "login" => Some(Outcome::Unknown),
                _ => expected,
            };
            let case = format!("{} with null in {field}", case(&example));
            assert_eq!(result.outcome(), expected, "{case}: {result:?}");
            if expected != Some(Outcome::Unknown) || example.status == 500 {
                assert_readable(&result, &case);
            }
        }
    }
    assert!(tried > 60, "only {tried} fields were tried");
}

#[tokio::test]
async fn null_in_a_list_breaks_nothing_and_changes_no_verdict() {
    let stage = Stage::new().await;
    let mut changed = Vec::new();
    for example in spec::examples() {
        let expected = stage.call(&example, &example.body).await.outcome();
        for field in spec::fields(&example.schema, &fullest(&example).body) {
            let mut body = example.body.clone();
            let Some(Value::Array(items)) = body.pointer_mut(&field) else { continue };
            items.push(Value::Null);
            let result = stage.call(&example, &body).await;
            if result.outcome() != expected {
                changed.push(format!(
                    "{} with null in the list {field}: {:?}",
                    case(&example),
                    result.error()
                ));
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[tokio::test]
async fn a_missing_field_breaks_nothing_and_changes_no_verdict() {
    let stage = Stage::new().await;
    for example in spec::examples() {
        let expected = stage.call(&example, &example.body).await.outcome();
        for field in spec::fields(&example.schema, &fullest(&example).body) {
            let (parent, name) = field.rsplit_once('/').unwrap();
            let mut body = example.body.clone();
            let Some(parent) = body.pointer_mut(parent).and_then(Value::as_object_mut) else { continue };
            if parent.remove(name).is_none() || field == "/status" {
                continue;
            }
            if example.operation == "login" && ["/data", "/data/accessToken"].contains(&field.as_str()) {
                continue;
            }
            let result = stage.call(&example, &body).await;
            assert_eq!(result.outcome(), expected, "{} without {field}: {result:?}", case(&example));
        }
    }
}

#[tokio::test]
async fn unknown_fields_everywhere_change_nothing() {
    fn with_unknown_fields(value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let known = map.iter().map(|(name, value)| (name.clone(), with_unknown_fields(value)));
                let new = [("x-new".to_owned(), json!({ "a": [1, null] })), ("Status".to_owned(), json!(7))];
                known.chain(new).collect()
            }
            Value::Array(items) => items.iter().map(with_unknown_fields).collect(),
            other => other.clone(),
        }
    }
    let stage = Stage::new().await;
    for example in spec::examples() {
        let expected = stage.call(&example, &example.body).await.rendered();
        let result = stage.call(&example, &with_unknown_fields(&example.body)).await;
        assert_eq!(result.rendered(), expected, "{}", case(&example));
    }
}

#[tokio::test]
async fn an_unknown_code_changes_no_verdict() {
    fn with_unknown_codes(value: &Value) -> Value {
        match value {
            Value::Object(map) => map
                .iter()
                .map(|(name, value)| {
                    let value = if name == "code" { json!("brand.new") } else { with_unknown_codes(value) };
                    (name.clone(), value)
                })
                .collect(),
            Value::Array(items) => items.iter().map(with_unknown_codes).collect(),
            other => other.clone(),
        }
    }
    let stage = Stage::new().await;
    for example in spec::examples() {
        let expected = stage.call(&example, &example.body).await.outcome();
        let result = stage.call(&example, &with_unknown_codes(&example.body)).await;
        assert_eq!(result.outcome(), expected, "{}: {result:?}", case(&example));
        assert_readable(&result, &case(&example));
        if let Some(error) = result.error() {
            assert_eq!(error.code(), Some("brand.new"), "{}", case(&example));
        }
    }
}

#[tokio::test]
async fn empty_objects_are_read_and_decide_nothing() {
    let stage = Stage::new().await;
    for example in spec::examples() {
        let result = stage.call(&example, &json!({})).await;
        let expected = if example.status == 401 { Outcome::Refused } else { Outcome::Unknown };
        assert_eq!(result.outcome(), Some(expected), "{}: {result:?}", case(&example));
        let message = result.error().unwrap().to_string();
        // The status or the token is what is missed; that `{}` is no JSON nobody may say.
        assert!(!message.contains("documented JSON"), "{}: {message}", case(&example));
    }
}

/// The example of the same answer that has all the fields.
fn fullest(example: &Example) -> Example {
    let same = |other: &Example| other.path == example.path && other.status == example.status;
    let others = spec::examples().into_iter().filter(same);
    others.max_by_key(|other| other.body.to_string().len()).unwrap()
}

/// The answer was decoded: no kind of error says that it was not.
#[track_caller]
fn assert_readable(result: &Result, case: &str) {
    if let Some(error) = result.error() {
        assert_ne!(error.kind(), leegality::ErrorKind::UnreadableResponse, "{case}: {error:?}");
    }
}
