//! Answers that nobody thought of: any JSON and any bytes. A call never panics, and it is a success only if the answer says
//! so.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::future::Future;

use leegality::Outcome;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use support::sample;
use support::server::Reply;
use support::stage::Stage;

/// How many answers each test gives.
const CASES: u32 = 400;

#[test]
fn no_json_makes_a_signature_but_a_status_of_1() {
    with_stage(|stage| async move {
        run(&answer(&["status", "data", "messages", "code", "message"]), |body| {
            let signed = body.is_object() && body["status"] == json!(1) && !denies(&body);
            let (outcome, kind) = now(stage.sign(Reply::json(200, &body.to_string())));
            // A body of a wrong shape may be refused in spite of its status, but never the other way round.
            assert!(outcome.is_some() || signed, "{body} made a signature");
            if outcome == Some(Outcome::Refused) {
                assert!(body["status"] == json!(0), "{body} is a refusal: {kind:?}");
            }
            assert_ne!(outcome, Some(Outcome::NotSent), "{body}");
        });
    });
}

#[test]
fn no_json_makes_a_session_but_one_with_a_token() {
    with_stage(|stage| async move {
        run(
            &answer(&["code", "message", "data", "accessToken", "expiresIn", "roles", "authorities"]),
            |body| {
                let reply = Reply::json(200, &body.to_string());
                stage.server.reply(reply);
                let result = now(stage.client.login(&sample::credentials()));
                match result {
                    Ok(session) => {
                        let token = session.access_token().expose();
                        assert!(!token.is_empty() && body.to_string().contains(token), "{body}");
                        let _ = (session.is_expired(), session.authorization(), format!("{session:?}"));
                    }
                    Err(error) => assert_eq!(error.outcome(), Outcome::Unknown, "{body}"),
                }
            },
        );
    });
}

#[test]
fn no_bytes_make_a_signature() {
    with_stage(|stage| async move {
        let statuses = prop_oneof![Just(200u16), Just(201), Just(400), Just(429), Just(500), 200u16..=599];
        let bytes = prop_oneof![any::<Vec<u8>>(), broken_json()];
        run(&(statuses, bytes), |(status, bytes)| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let reads_as_success = serde_json::from_str::<Value>(&text)
                .is_ok_and(|body| body.is_object() && body["status"] == json!(1));
            let (outcome, _) = now(stage.sign(Reply::json(status, &text)));
            assert!(outcome.is_some() || (status == 200 && reads_as_success), "HTTP {status} {text:?}");
            if outcome == Some(Outcome::Refused) && status != 200 {
                assert!(!reads_as_success, "HTTP {status} {text:?} is a refusal that says signed");
            }
        });
    });
}

/// JSON in which the documented names and values are likely.
fn answer(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => prop::sample::select(vec![json!(1), json!(0), json!(null), json!("1"), json!(true), json!(2), json!(1.0)]),
        2 => prop::sample::select(vec![
            json!("signing.success"), json!("invalid.consent"), json!("LE_SS_301"), json!("a.b.c"), json!(i64::MAX), json!(-1),
        ]),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
    ];
    let tree = leaf.prop_recursive(4, 40, 6, move |inner| {
        let name = prop_oneof![9 => prop::sample::select(names.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
        let fields = prop::collection::vec((name, inner.clone()), 0..6);
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::from),
            3 => fields.prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    });
    // What is looked at first is there more often than not.
    let status =
        prop::sample::select(vec![json!(1), json!(1), json!(0), json!("1"), json!(null), json!([1])]);
    (tree, prop::option::weighted(0.7, status)).prop_map(move |(mut tree, status)| {
        if let (Some(object), Some(status)) = (tree.as_object_mut(), status) {
            object.insert(names[0].to_owned(), status);
        }
        tree
    })
}

/// A success that was cut, doubled or scratched.
fn broken_json() -> impl Strategy<Value = Vec<u8>> {
    let whole = sample::SIGNED.as_bytes();
    (0..=whole.len(), any::<Option<(usize, u8)>>(), any::<bool>()).prop_map(move |(cut, scratch, doubled)| {
        let mut bytes = whole[..cut].to_vec();
        if let (Some((place, byte)), false) = (scratch, bytes.is_empty()) {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        if doubled { [bytes.clone(), bytes].concat() } else { bytes }
    })
}

/// Whether a documented code says that nothing was signed.
fn denies(body: &Value) -> bool {
    let codes = ["invitation.not.exists", "invalid.consent", "profile.not.exists"];
    body["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .any(|item| codes.iter().any(|code| item["code"] == *code))
}

fn run<S: Strategy>(strategy: &S, test: impl Fn(S::Value)) {
    // No file of earlier failures: a failure prints its case, which then becomes a test of its own.
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(strategy, |value| {
            test(value);
            Ok(())
        })
        .unwrap();
}

/// Runs a test on a runtime of its own whose threads go on while a case waits.
fn with_stage<F: Future<Output = ()>>(test: impl FnOnce(Stage) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async { test(Stage::new().await).await });
}

/// Waits for a call from within a case, which is no future.
fn now<T>(call: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(call))
}
