//! As many signing calls in flight as are asked for, one for each sign URL of a file; prints how many a second.
//!
//! On one thread, as the load generator beside it: the other processor is the server's.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use leegality::{AuthToken, Client, Consent, Environment, Invitation, ProfileId};
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, base_url, auth_token, profile_id, file, in_flight] = std::env::args()
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "BASE_URL AUTH_TOKEN PROFILE_ID FILE IN_FLIGHT")?;
    let client = Client::builder(Environment::custom(base_url)?).auth_token(AuthToken::new(auth_token)?).build()?;
    let profile_id: ProfileId = profile_id.parse()?;
    let sign_urls: Arc<Vec<String>> = Arc::new(std::fs::read_to_string(file)?.lines().map(str::to_owned).collect());
    let next = Arc::new(AtomicUsize::new(0));

    let began = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..in_flight.parse()? {
        let (client, profile_id, sign_urls, next) =
            (client.clone(), profile_id.clone(), Arc::clone(&sign_urls), Arc::clone(&next));
        callers.spawn(async move {
            while let Some(sign_url) = sign_urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                let invitation = Invitation::new(sign_url.parse()?, profile_id.clone());
                client.sign_invitation(&invitation, Consent::granted_by("contracts@acme.example")?).await?;
            }
            Ok::<_, leegality::Error>(())
        });
    }
    while let Some(result) = callers.join_next().await {
        result??;
    }
    println!("{}", sign_urls.len() as f64 / began.elapsed().as_secs_f64());
    Ok(())
}
