//! What the stand-in remembers, and the pages beside the API.

mod common;

use std::time::Duration;

use common::{address, client, counts, origin, post, sign, sign_body};
use leegality_mock::{Invitation, InvitationState, Keep, LedgerEntry, Mock, RecordedRequest};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn requests_are_recorded_as_they_came() {
    let mock = Mock::builder().auth_token("token").start().await.unwrap();
    let mut stream = TcpStream::connect(address(&mock)).await.unwrap();
    let request = "POST /api/v3.0/sign/docSigner/invitation?x=1 HTTP/1.1\r\nHost: example.com\r\n\
                   X-Two: 1\r\nX-Auth-Token: token\r\nContent-Length: 4\r\nX-Two: 2\r\nConnection: close\r\n\r\nbody";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");

    let expected = json!([{
        "method": "POST",
        "path": "/api/v3.0/sign/docSigner/invitation?x=1",
        "headers": [
            ["host", "example.com"], ["x-two", "1"], ["x-two", "2"], ["x-auth-token", "token"],
            ["content-length", "4"], ["connection", "close"],
        ],
        "body": "body",
        "connection": 1,
        "version": "HTTP/1.1",
    }]);
    assert_eq!(serde_json::to_value(mock.requests()).unwrap(), expected);
    assert_eq!(mock.requests()[0].header("X-AUTH-TOKEN"), Some("token"));

    let url = format!("{}/_mock/requests", origin(&mock));
    let served: Value = client().get(&url).send().await.unwrap().json().await.unwrap();
    assert_eq!(served, expected);
    let again: Vec<RecordedRequest> = client().get(&url).send().await.unwrap().json().await.unwrap();
    assert_eq!(again, mock.requests(), "reading the records is not recorded");
}

#[tokio::test]
async fn as_many_requests_are_kept_as_was_asked_for_and_all_are_counted() {
    for (keep, kept) in
        [(Keep::All, &["1", "2", "3"][..]), (Keep::Latest(2), &["2", "3"]), (Keep::Latest(0), &[])]
    {
        let mock = Mock::builder().keep_requests(keep).start().await.unwrap();
        for body in ["1", "2", "3"] {
            post(&mock, "/x").body(body).send().await.unwrap();
        }
        assert!(
            mock.requests().iter().map(|request| request.body.as_str()).eq(kept.iter().copied()),
            "{keep:?}"
        );
        assert_eq!(mock.request_count(), 3, "{keep:?}");
    }
}

#[tokio::test]
async fn interrupted_body_is_recorded() {
    let mock = Mock::start().await.unwrap();
    let mut stream = TcpStream::connect(address(&mock)).await.unwrap();
    stream.write_all(b"POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf").await.unwrap();
    drop(stream);
    let recorded = async {
        while mock.requests().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(5), recorded).await.unwrap();
    assert_eq!(mock.requests()[0].body, "half");
}

#[tokio::test]
async fn ledger_lists_every_invitation_in_order() {
    let mock = Mock::start().await.unwrap();
    let signed_before = mock.add_invitation(Invitation::new().state(InvitationState::Signed));
    sign(&mock, &sign_body(&mock, &mock.sign_urls()[2])).await;

    let mut sign_urls = mock.sign_urls();
    sign_urls.push(signed_before);
    let url = format!("{}/_mock/ledger", origin(&mock));
    let served: Vec<LedgerEntry> = client().get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(served, mock.ledger());
    assert!(served.iter().map(|entry| &entry.sign_url).eq(&sign_urls));
    assert_eq!(counts(&mock), [0, 0, 1, 0]);
    let entry = serde_json::to_value(&served[2]).unwrap();
    assert_eq!(entry, json!({ "sign_url": sign_urls[2], "count": 1 }));
}

#[tokio::test]
async fn sign_url_has_a_page() {
    let mock = Mock::start().await.unwrap();
    let sign_url = &mock.sign_urls()[0];
    let page = async |url: String| {
        let response = client().get(url).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    };
    assert!(page(sign_url.clone()).await.1.contains("State: Active"));
    sign(&mock, &sign_body(&mock, sign_url)).await;
    assert!(page(sign_url.clone()).await.1.contains("State: Signed"));
    assert_eq!(page(format!("{sign_url}0")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(page(origin(&mock)).await.0, StatusCode::NOT_FOUND);
    assert_eq!(page(format!("{}beta", mock.base_url())).await.0, StatusCode::NOT_FOUND);
    assert_eq!(mock.requests().len(), 1, "only what is under /api is recorded");
}

#[tokio::test]
async fn pages_take_get_alone() {
    let mock = Mock::start().await.unwrap();
    let others = [format!("{}/_mock/ledger", origin(&mock)), format!("{}/_mock/requests", origin(&mock))];
    for url in mock.sign_urls().into_iter().take(1).chain(others) {
        let response = client().post(&url).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{url}");
        assert_eq!(response.headers()["allow"], "GET, HEAD");
        assert_eq!(client().head(&url).send().await.unwrap().status(), StatusCode::OK, "{url}");
    }
}
