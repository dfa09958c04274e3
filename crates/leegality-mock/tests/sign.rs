//! Signing answers as its page says.

mod common;

use std::sync::Arc;

use common::{counts, example, shape, sign, sign_body};
use leegality_api::facts::{CONSENT_STATEMENT, SIGN_INVITATION_PATH};
use leegality_api::types::SignInvitationRequest;
use leegality_api::{Client, ConsentStatement, SignUrl};
use leegality_mock::{Account, Invitation, InvitationState, Mock, SignType};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinSet;

fn documented(name: &str) -> (StatusCode, Value) {
    (StatusCode::OK, example(SIGN_INVITATION_PATH, "200", name))
}

#[tokio::test]
async fn active_invitation_is_signed() {
    let mock = Mock::start().await.unwrap();
    let answer = sign(&mock, &sign_body(&mock, &mock.sign_urls()[1])).await;

    assert_eq!(answer, documented("signed"));
    assert_eq!(shape(&answer.1), shape(&documented("documented").1));
    assert_eq!(counts(&mock), [0, 1, 0]);
}

#[tokio::test]
async fn invitation_is_signed_once() {
    let mock = Mock::start().await.unwrap();
    let body = sign_body(&mock, &mock.sign_urls()[0]);

    assert_eq!(sign(&mock, &body).await, documented("signed"));
    assert_eq!(sign(&mock, &body).await, documented("invitationNotExists"));
    assert_eq!(counts(&mock), [1, 0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_simultaneous_requests_sign_once() {
    let mock = Arc::new(Mock::builder().invitations(1).start().await.unwrap());
    let mut requests = JoinSet::new();
    for _ in 0..200 {
        let mock = Arc::clone(&mock);
        requests.spawn(async move { sign(&mock, &sign_body(&mock, &mock.sign_urls()[0])).await });
    }
    let answers = requests.join_all().await;

    assert_eq!(answers.iter().filter(|answer| **answer == documented("signed")).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == documented("invitationNotExists")).count(), 199);
    assert_eq!(counts(&mock), [1]);
    assert_eq!(mock.requests().len(), 200);
}

#[tokio::test]
async fn invitation_does_not_exist_for_each_documented_reason() {
    let mock = Mock::builder().invitations(0).start().await.unwrap();
    mock.add_account(Account::new("another-account").profile_id(mock.profile_id()));
    let somebody_elses = Invitation::new().invitee("another-account");
    let reasons = [
        ("other sign type", mock.add_invitation(Invitation::new().sign_type(SignType::Other))),
        ("signed", mock.add_invitation(Invitation::new().state(InvitationState::Signed))),
        ("expired", mock.add_invitation(Invitation::new().state(InvitationState::Expired))),
        ("completed", mock.add_invitation(Invitation::new().state(InvitationState::Completed))),
        ("another account", mock.add_invitation(somebody_elses)),
        ("no account", mock.add_invitation(Invitation::new().invitee("nobody"))),
        ("unknown id", mock.base_url().replace("/api", "/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c")),
        ("not a URL", "invitation".to_owned()),
        ("empty", String::new()),
    ];
    for (reason, sign_url) in reasons {
        let answer = sign(&mock, &sign_body(&mock, &sign_url)).await;
        assert_eq!(answer, documented("invitationNotExists"), "{reason}");
    }
    assert_eq!(counts(&mock), [0; 6]);
}

#[tokio::test]
async fn invitation_of_another_account_is_signed_with_its_token_and_profile() {
    let mock = Mock::start().await.unwrap();
    mock.add_account(Account::new("another-account").profile_id("another-profile"));
    let sign_url = mock.add_invitation(Invitation::new().invitee("another-account"));
    let body = json!({ "signUrl": sign_url, "profileId": "another-profile", "consent": CONSENT_STATEMENT });

    let url = format!("{}{SIGN_INVITATION_PATH}", mock.base_url());
    let request = common::client().post(url).header("X-Auth-Token", "another-account").json(&body);
    assert_eq!(common::opened(request.send().await).await, documented("signed"));
    assert_eq!(counts(&mock), [0, 0, 0, 1]);
}

#[tokio::test]
async fn invitation_is_signed_under_the_sign_url_that_it_was_given() {
    let mock = Mock::builder().invitations(0).start().await.unwrap();
    let given = "https://sandbox.leegality.com/sign/2b0f";
    assert_eq!(mock.add_invitation(Invitation::new().sign_url(given)), given);
    let body = sign_body(&mock, given);

    assert_eq!(sign(&mock, &body).await, documented("signed"));
    assert_eq!(sign(&mock, &body).await, documented("invitationNotExists"));
    assert_eq!(counts(&mock), [1]);

    // Another one takes its place, and the ledger keeps both.
    mock.add_invitation(Invitation::new().sign_url(given));
    assert_eq!(sign(&mock, &body).await, documented("signed"));
    assert_eq!(counts(&mock), [1, 1]);
}

#[tokio::test]
async fn any_difference_in_the_consent_is_refused() {
    let mock = Mock::start().await.unwrap();
    let differences = [
        String::new(),
        "true".to_owned(),
        CONSENT_STATEMENT.to_lowercase(),
        format!("{CONSENT_STATEMENT} "),
        format!("\n{CONSENT_STATEMENT}"),
        CONSENT_STATEMENT.replace(". ", ".  "),
        CONSENT_STATEMENT.replace(',', ""),
        CONSENT_STATEMENT.replacen(' ', "\u{a0}", 1),
        CONSENT_STATEMENT.trim_end_matches('.').to_owned(),
    ];
    for consent in differences {
        let mut body = sign_body(&mock, &mock.sign_urls()[0]);
        body["consent"] = json!(consent);
        assert_eq!(sign(&mock, &body).await, documented("invalidConsent"), "{consent:?}");
    }
    assert_eq!(counts(&mock), [0, 0, 0]);
}

#[tokio::test]
async fn profile_has_to_be_one_of_the_account() {
    let mock = Mock::start().await.unwrap();
    mock.add_account(Account::new("another-account").profile_id("another-profile"));
    let mut body = sign_body(&mock, &mock.sign_urls()[0]);
    for profile_id in ["", "d4NrfHV", "another-profile", &mock.profile_id().to_lowercase()] {
        body["profileId"] = json!(profile_id);
        assert_eq!(sign(&mock, &body).await, documented("profileNotExists"), "{profile_id:?}");
    }

    body["profileId"] = json!(mock.profile_id());
    assert_eq!(sign(&mock, &body).await, documented("signed"), "a refusal leaves the invitation as it was");
}

#[tokio::test]
async fn generated_client_understands_the_answer() {
    let mock = Mock::start().await.unwrap();
    let client = Client::new(&mock.base_url().parse().unwrap(), common::client(), 1024);
    let request = SignInvitationRequest {
        sign_url: SignUrl::new(mock.sign_urls().remove(0)),
        profile_id: mock.profile_id().to_owned(),
        consent: ConsentStatement,
    };

    for status in [1, 0] {
        let answer =
            client.sign_invitation(Some(mock.auth_token().parse().unwrap()), &request).await.unwrap();
        assert_eq!(answer.value.status, Some(status));
    }
}
