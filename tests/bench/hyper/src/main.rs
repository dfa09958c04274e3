//! Signing calls over one connection of hyper's, which nobody would write: what is left when a client does nothing.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
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
    let origin = base_url.trim_end_matches("/api");
    let sign_url = format!("{origin}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c");
    let host = origin.trim_start_matches("http://");

    let stream = tokio::net::TcpStream::connect(host).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    for _ in 0..count.parse::<u32>()? {
        let body = serde_json::to_vec(&Request { sign_url: &sign_url, profile_id: "d4NrfHV", consent: STATEMENT })?;
        let request = hyper::Request::post("/api/v3.0/sign/docSigner/invitation")
            .header("Host", host)
            .header("User-Agent", "bench-hyper/0.0.0")
            .header("X-Auth-Token", "my-auth-token")
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .body(Full::new(Bytes::from(body)))?;
        sender.ready().await?;
        let response = sender.send_request(request).await?;
        if !response.status().is_success() {
            return Err(format!("HTTP {}", response.status()).into());
        }
        let answer: Answer = serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?;
        if answer.status != Some(1) {
            return Err(format!("not signed: {:?}", answer.messages.first().and_then(|m| m.code.as_deref())).into());
        }
    }
    Ok(())
}
