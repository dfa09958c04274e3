//! Signing calls with the Rust client that openapi-generator makes of the spec, in `client` beside this program.

use generated::apis::configuration::{ApiKey, Configuration};
use generated::apis::document_execution_api::sign_invitation;
use generated::models::{ConsentStatement, SignInvitationRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, base_url, count] = std::env::args().collect::<Vec<_>>().try_into().map_err(|_| "BASE_URL COUNT")?;
    let sign_url = format!("{}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c", base_url.trim_end_matches("/api"));
    let configuration = Configuration {
        base_path: base_url,
        api_key: Some(ApiKey { prefix: None, key: "my-auth-token".to_owned() }),
        ..Configuration::default()
    };
    for _ in 0..count.parse::<u32>()? {
        let consent = ConsentStatement::default();
        let request = SignInvitationRequest::new(sign_url.clone(), "d4NrfHV".to_owned(), consent);
        let answer = sign_invitation(&configuration, request).await?;
        if answer.status.flatten() != Some(1) {
            return Err("not signed".into());
        }
    }
    Ok(())
}
