//! Connections that the server closes while requests are under way on them.

use std::collections::HashMap;

use leegality::{ErrorKind, Outcome};
use leegality_mock::Mock;
use support::chance::Chance;
use support::process::descriptors;
use support::sample;

use crate::claims::Tally;
use crate::plan::{Mix, Plan};
use crate::site::{all, client, most_that_hang, settled, sign};

const CALLS: usize = 2_000;
const MIX: Mix = &[("close-idle=0ms", 100), ("close-idle=1ms", 100), ("close-idle=3ms", 100)];

pub(crate) async fn two_thousand_calls() {
    let before = descriptors();
    let plan = Plan::draw(&mut Chance::new(2), MIX, CALLS);
    let mock = Mock::builder()
        .auth_token(sample::AUTH_TOKEN)
        .invitations(CALLS)
        .faults(plan.faults())
        .start()
        .await
        .unwrap();
    let client = client(&mock.base_url()).build().unwrap();
    let profile_id = mock.profile_id().to_owned();
    let sign_urls = mock.sign_urls();
    let claims =
        all(sign_urls.iter().map(|sign_url| sign(client.clone(), sign_url.clone(), profile_id.clone())))
            .await;

    let tally = Tally::held_against(&mock.ledger(), &claims);
    let lost = tally.count("Unknown, ConnectionLost");
    let hung = tally.count("Unknown, Timeout");
    println!("{tally:?}, {} connections", mock.connections());
    assert!(lost > 0, "no request met the closing of its connection: {tally:?}");
    assert!(lost <= plan.count(&["close-idle=0ms", "close-idle=1ms", "close-idle=3ms"]), "{tally:?}");
    assert!(hung <= most_that_hang(tally.calls), "{tally:?}");
    assert_eq!(tally.count("Ok") + lost + hung, tally.calls, "{tally:?}");

    let mut arrived = HashMap::<String, u32>::new();
    for request in mock.requests() {
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        *arrived.entry(body["signUrl"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    for (sign_url, claim) in sign_urls.iter().zip(&claims) {
        let arrived = arrived.get(sign_url).copied().unwrap_or_default();
        match claim.failure {
            // It was written to a connection of which the server had closed its end, or hung.
            Some((Outcome::Unknown, ErrorKind::ConnectionLost | ErrorKind::Timeout)) => {
                assert!(arrived <= 1, "{claim:?}");
            }
            _ => assert_eq!(arrived, claim.attempts, "{claim:?}"),
        }
        assert_eq!(claim.attempts, 1, "nothing is sent again");
    }
    drop(client);
    mock.shutdown().await;
    settled(before).await;
}
