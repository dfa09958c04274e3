//! Signing calls with `leegality`.

use leegality::{AuthToken, Client, Consent, Environment, Invitation};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().collect();
    // With a fourth argument, one invitation is made before all calls; otherwise each call makes its own.
    let is_kept = arguments.len() == 4;
    arguments.truncate(3);
    let [_, base_url, count] = arguments.try_into().map_err(|_| "BASE_URL COUNT [kept]")?;
    let sign_url = format!("{}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c", base_url.trim_end_matches("/api"));
    let client = Client::builder(Environment::custom(base_url)?).auth_token(AuthToken::new("my-auth-token")?).build()?;
    let kept = Invitation::new(sign_url.parse()?, "d4NrfHV".parse()?);
    for _ in 0..count.parse::<u32>()? {
        let consent = Consent::granted_by("contracts@acme.example")?;
        match is_kept {
            true => client.sign_invitation(&kept, consent).await?,
            false => {
                let invitation = Invitation::new(sign_url.parse()?, "d4NrfHV".parse()?);
                client.sign_invitation(&invitation, consent).await?
            }
        };
    }
    Ok(())
}
