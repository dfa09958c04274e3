//! What an endless answer costs: the process's memory stays where it is. A file of its own, and so a process of its own,
//! in which nothing else allocates.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use leegality::{AuthToken, Client, Consent, Environment, ErrorKind, Invitation};
use leegality_mock::Mock;
use support::process::peak_memory_kib;

#[tokio::test]
async fn an_answer_of_1_gib_takes_less_than_8_mib() {
    let mock = Mock::start().await.unwrap();
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap())
        .auth_token(AuthToken::new(mock.auth_token()).unwrap())
        .build()
        .unwrap();
    let invitation =
        Invitation::new(mock.sign_urls()[0].parse().unwrap(), mock.profile_id().parse().unwrap());
    let sign = || client.sign_invitation(&invitation, Consent::granted_by("tester").unwrap());
    // What is needed once is there before.
    sign().await.unwrap();

    let before = peak_memory_kib();
    for fault in ["oversized=1073741824", "oversized-chunked=1073741824"] {
        mock.script([fault.parse().unwrap()]);
        assert_eq!(sign().await.unwrap_err().kind(), ErrorKind::ResponseTooLarge, "{fault}");
    }
    let grown = peak_memory_kib() - before;
    assert!(grown < 8 * 1024, "the peak grew by {grown} KiB");
}
