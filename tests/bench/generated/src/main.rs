//! Signing calls with the raw client, as it is generated from the spec.

use leegality_api::types::SignInvitationRequest;
use leegality_api::{Client, ConsentStatement, SignUrl};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, base_url, count] = std::env::args().collect::<Vec<_>>().try_into().map_err(|_| "BASE_URL COUNT")?;
    let sign_url = format!("{}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c", base_url.trim_end_matches("/api"));
    let http = reqwest::Client::builder().user_agent("bench-generated/0.0.0").build()?;
    let client = Client::new(&base_url.parse()?, http, 1024 * 1024);
    for _ in 0..count.parse::<u32>()? {
        let request = SignInvitationRequest {
            consent: ConsentStatement,
            profile_id: "d4NrfHV".to_owned(),
            sign_url: SignUrl::new(sign_url.as_str()),
        };
        let answer = client.sign_invitation(Some("my-auth-token".parse()?), &request).await?.value;
        if answer.status != Some(1) {
            return Err("not signed".into());
        }
    }
    Ok(())
}
