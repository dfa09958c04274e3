//! Signing calls as one writes them with reqwest and the documentation at hand.

use serde::{Deserialize, Serialize};

/// Written beside this program from the spec, which is its only home.
const STATEMENT: &str = include_str!("../consent.txt");

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    sign_url: &'a str,
    profile_id: &'a str,
    consent: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    status: Option<i64>,
    #[serde(default)]
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    code: Option<String>,
    #[allow(dead_code)]
    message: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, base_url, count] = std::env::args().collect::<Vec<_>>().try_into().map_err(|_| "BASE_URL COUNT")?;
    let sign_url = format!("{}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c", base_url.trim_end_matches("/api"));
    let client = reqwest::Client::builder().user_agent("bench-reqwest/0.0.0").build()?;
    for _ in 0..count.parse::<u32>()? {
        let answer: Answer = client
            .post(format!("{base_url}/v3.0/sign/docSigner/invitation"))
            .header("X-Auth-Token", "my-auth-token")
            .header("Accept", "application/json")
            .json(&Request { sign_url: &sign_url, profile_id: "d4NrfHV", consent: STATEMENT })
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        if answer.status != Some(1) {
            return Err(format!("not signed: {:?}", answer.messages.first().and_then(|m| m.code.as_deref())).into());
        }
    }
    Ok(())
}
