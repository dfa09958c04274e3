//! Login answers as its page says.

mod common;

use common::{client, example, login, login_body, opened, shape};
use leegality_api::facts::{AUTH_TOKEN_HEADER, LOGIN_PATH, code};
use leegality_mock::{Account, Mock, User};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn right_password_gets_a_token_and_the_whole_profile() {
    let mock = Mock::start().await.unwrap();
    let (status, body) = login(&mock, &login_body(&mock)).await;

    assert_eq!(status, StatusCode::OK);
    assert_eq!(shape(&body), shape(&example(LOGIN_PATH, "200", "documented")));
    assert_eq!(body["code"], code::LE_SS_301);
    assert_eq!(body["data"]["username"], mock.username());
    assert_eq!(body["data"]["tokenType"], "Bearer");
    assert_eq!(body["data"]["expiresIn"], 3600);
    assert_eq!(body["data"]["accessToken"].as_str().unwrap().split('.').count(), 3);
}

#[tokio::test]
async fn each_login_gets_a_token_of_its_own() {
    let mock = Mock::start().await.unwrap();
    let (_, first) = login(&mock, &login_body(&mock)).await;
    let (_, second) = login(&mock, &login_body(&mock)).await;
    assert_ne!(first["data"]["accessToken"], second["data"]["accessToken"]);
}

#[tokio::test]
async fn wrong_credentials_are_unauthorized() {
    let mock = Mock::start().await.unwrap();
    let documented = (StatusCode::UNAUTHORIZED, example(LOGIN_PATH, "401", "documented"));
    for (username, password) in [
        (mock.username(), ""),
        (mock.username(), "wrong"),
        ("nobody@example.com", mock.password()),
        ("USER@EXAMPLE.COM", mock.password()),
    ] {
        let body = json!({ "username": username, "password": password });
        assert_eq!(login(&mock, &body).await, documented, "{username} {password}");
    }
}

#[tokio::test]
async fn failing_user_gets_the_internal_error_with_its_nulls() {
    let mock = Mock::start().await.unwrap();
    mock.add_user(User::new("unlucky@example.com", "throwaway").failing());
    let documented = (StatusCode::INTERNAL_SERVER_ERROR, example(LOGIN_PATH, "500", "documented"));
    for password in ["throwaway", "wrong"] {
        let body = json!({ "username": "unlucky@example.com", "password": password });
        assert_eq!(login(&mock, &body).await, documented, "{password}");
    }
}

#[tokio::test]
async fn profile_can_be_any_json() {
    let mock = Mock::builder().credentials("user@example.com", "throwaway").start().await.unwrap();
    let profile = json!({ "name": null, "roles": null, "expiresIn": "soon", "shoeSize": 42 });
    mock.add_user(User::new("user@example.com", "throwaway").profile(profile));
    let (_, body) = login(&mock, &login_body(&mock)).await;
    let data = body["data"].as_object().unwrap();
    assert_eq!(data["name"], Value::Null);
    assert_eq!(data["roles"], Value::Null);
    assert_eq!(data["expiresIn"], "soon");
    assert_eq!(data["shoeSize"], 42);
    assert_eq!(data["username"], "user@example.com");
    assert!(data["accessToken"].is_string());
    assert!(!data.contains_key("departments"));

    mock.add_user(User::new("user@example.com", "throwaway").profile(Value::Null));
    let (status, body) = login(&mock, &login_body(&mock)).await;
    assert_eq!((status, &body["data"]), (StatusCode::OK, &Value::Null));
}

#[tokio::test]
async fn token_of_any_account_serves_any_user() {
    let mock = Mock::start().await.unwrap();
    mock.add_account(Account::new("another-account"));
    let request = client()
        .post(format!("{}{LOGIN_PATH}", mock.base_url()))
        .header(AUTH_TOKEN_HEADER, "another-account")
        .json(&login_body(&mock));
    assert_eq!(opened(request.send().await).await.0, StatusCode::OK);
}
