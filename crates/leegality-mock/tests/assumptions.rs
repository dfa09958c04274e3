//! What the vendor's pages leave open, as the crate's documentation lists it.

mod common;

use common::{client, counts, login_body, opened, post, sign, sign_body};
use leegality_api::facts::{AUTH_TOKEN_HEADER, LOGIN_PATH, SIGN_INVITATION_PATH};
use leegality_mock::Mock;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

const OPERATIONS: [&str; 2] = [SIGN_INVITATION_PATH, LOGIN_PATH];
const MEBIBYTE: usize = 1024 * 1024;

/// Checks that `response` is an error of `status` in the shape of the operation at `path`.
async fn rejected(response: reqwest::Result<Response>, path: &str, status: StatusCode) {
    let (seen, body) = opened(response).await;
    assert_eq!(seen, status, "{path}: {body}");
    let (message, expected) = if path == SIGN_INVITATION_PATH {
        let message = &body["messages"][0]["message"];
        (message, json!({ "status": 0, "data": {}, "messages": [{ "message": message }] }))
    } else {
        let message = &body["errors"][0]["message"];
        (
            message,
            json!({ "code": null, "errors": [{ "message": message, "path": LOGIN_PATH, "code": null }] }),
        )
    };
    assert!(message.is_string(), "{path}: {body}");
    assert_eq!(body, expected, "{path}");
}

fn valid_body(mock: &Mock, path: &str) -> Value {
    if path == LOGIN_PATH { login_body(mock) } else { sign_body(mock, &mock.sign_urls()[0]) }
}

#[tokio::test]
async fn auth_token_is_demanded() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        let request = || client().post(format!("{}{path}", mock.base_url())).json(&valid_body(&mock, path));
        rejected(request().send().await, path, StatusCode::UNAUTHORIZED).await;
        for token in ["", "unknown", &mock.auth_token().to_lowercase(), "t\u{f6}ken"] {
            rejected(request().header(AUTH_TOKEN_HEADER, token).send().await, path, StatusCode::UNAUTHORIZED)
                .await;
        }
        rejected(request().bearer_auth(mock.auth_token()).send().await, path, StatusCode::UNAUTHORIZED).await;
    }
    assert_eq!(counts(&mock), [0, 0, 0]);
}

#[tokio::test]
async fn body_has_to_be_a_json_object() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        for body in
            ["", "{", "null", "[]", "[\"a\", \"b\", \"c\"]", "\"text\"", "a=b", "{\"a\": 1} x", "\u{feff}{}"]
        {
            let request = post(&mock, path).header("Content-Type", "application/json").body(body);
            rejected(request.send().await, path, StatusCode::BAD_REQUEST).await;
        }
    }
}

#[tokio::test]
async fn required_fields_have_to_be_strings() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        let valid = valid_body(&mock, path);
        for field in valid.as_object().unwrap().keys() {
            let mut missing = valid.clone();
            missing.as_object_mut().unwrap().remove(field);
            rejected(post(&mock, path).json(&missing).send().await, path, StatusCode::BAD_REQUEST).await;
            for wrong in [json!(null), json!(1), json!(true), json!([]), json!({})] {
                let mut body = valid.clone();
                body[field] = wrong;
                rejected(post(&mock, path).json(&body).send().await, path, StatusCode::BAD_REQUEST).await;
            }
        }
    }
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        let mut body = valid_body(&mock, path);
        body["unknown"] = json!(1);
        assert_eq!(post(&mock, path).json(&body).send().await.unwrap().status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn content_type_has_to_be_json() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        let request = || post(&mock, path).body(valid_body(&mock, path).to_string());
        rejected(request().send().await, path, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
        for wrong in ["text/plain", "application/jsonp", "application/x-www-form-urlencoded"] {
            let request = request().header("Content-Type", wrong);
            rejected(request.send().await, path, StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
        }
        let request = request().header("Content-Type", "Application/JSON; charset=utf-8");
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn body_has_a_limit() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        let body = valid_body(&mock, path).to_string();
        let request = |length: usize| {
            let body = format!("{body}{}", " ".repeat(length - body.len()));
            post(&mock, path).header("Content-Type", "application/json").body(body)
        };
        rejected(request(MEBIBYTE + 1).send().await, path, StatusCode::PAYLOAD_TOO_LARGE).await;
        rejected(request(16 * MEBIBYTE).send().await, path, StatusCode::PAYLOAD_TOO_LARGE).await;
        assert_eq!(request(MEBIBYTE).send().await.unwrap().status(), StatusCode::OK);
    }
    assert!(mock.requests().iter().all(|request| request.body.len() == MEBIBYTE));
}

#[tokio::test]
async fn method_has_to_be_post() {
    let mock = Mock::start().await.unwrap();
    for path in OPERATIONS {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
            let request = client().request(method, format!("{}{path}", mock.base_url()));
            let response = request.send().await.unwrap();
            assert_eq!(response.headers()["allow"], "POST");
            rejected(Ok(response), path, StatusCode::METHOD_NOT_ALLOWED).await;
        }
    }
}

#[tokio::test]
async fn unknown_path_is_not_found() {
    let mock = Mock::start().await.unwrap();
    for path in [
        "",
        "/",
        "/v3.0/sign",
        "/v3.0/sign/docSigner/invitation/",
        "/auth/login",
        "/v3.0/sign/docsigner/invitation",
    ] {
        let response = post(&mock, path).json(&json!({})).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    }
    assert_eq!(mock.requests().len(), 6, "a request to an unknown path is recorded as well");
}

#[tokio::test]
async fn checks_come_in_their_order() {
    let mock = Mock::start().await.unwrap();
    let url = format!("{}{SIGN_INVITATION_PATH}", mock.base_url());
    let too_large = "x".repeat(MEBIBYTE + 1);
    let steps = [
        (client().put(&url).body("x"), StatusCode::METHOD_NOT_ALLOWED),
        (client().post(&url).body(too_large.clone()), StatusCode::UNAUTHORIZED),
        (post(&mock, SIGN_INVITATION_PATH).body(too_large.clone()), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (
            post(&mock, SIGN_INVITATION_PATH).header("Content-Type", "application/json").body(too_large),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ];
    for (request, status) in steps {
        rejected(request.send().await, SIGN_INVITATION_PATH, status).await;
    }

    let mut body = json!({ "signUrl": "unknown", "profileId": "unknown", "consent": "no" });
    let code = async |body: &Value| sign(&mock, body).await.1["messages"][0]["code"].clone();
    assert_eq!(code(&body).await, "invalid.consent");
    body["consent"] = json!(leegality_api::facts::CONSENT_STATEMENT);
    assert_eq!(code(&body).await, "invitation.not.exists");
    body["signUrl"] = json!(mock.sign_urls()[0]);
    assert_eq!(code(&body).await, "profile.not.exists");
}

#[tokio::test]
async fn sign_urls_are_compared_as_text() {
    let mock = Mock::start().await.unwrap();
    let sign_url = &mock.sign_urls()[0];
    for other in [format!("{sign_url}/"), format!("{sign_url}?"), sign_url.replace("127.0.0.1", "localhost")]
    {
        let (_, answer) = sign(&mock, &sign_body(&mock, &other)).await;
        assert_eq!(answer["messages"][0]["code"], "invitation.not.exists", "{other}");
    }
}
