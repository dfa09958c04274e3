//! The client does what the generator's own client would do: it sends the same bytes, and reads the same answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use leegality_api::types::{LoginRequest, SignInvitationRequest};
use leegality_api::{Client, ConsentStatement, Error, Password, SignUrl};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What the types of the generator's client refer to.
mod secret {
    pub(crate) use leegality_api::{AccessToken, Password, SignUrl};
}
mod consent {
    pub(crate) use leegality_api::ConsentStatement;
}

/// The generator's client as it is before the build script rewrites it.
#[allow(
    clippy::all,
    clippy::unwrap_used,
    dead_code,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications
)]
mod generator {
    include!(concat!(env!("OUT_DIR"), "/generator.rs"));
}

type Failure = Box<dyn std::error::Error>;

/// Answers of every kind: a status, and a body.
const ANSWERS: [(&str, &str); 8] = [
    ("200 OK", r#"{"status":1,"data":{},"messages":[{"code":"signing.success","message":"Signed."}]}"#),
    (
        "200 OK",
        r#"{"code":"LE_SS_301","data":{"accessToken":"t","expiresIn":60,"roles":[{"name":"Admin"}]}}"#,
    ),
    ("200 OK", "{}"),
    ("200 OK", r#"{"status":"one","code":1}"#),
    ("401 Unauthorized", r#"{"code":"LE_ERR_SS_401","errors":[{"code":"LE_ERR_SS_301"}]}"#),
    ("500 Internal Server Error", r#"{"code":"LE_ERR_SS_500"}"#),
    ("500 Internal Server Error", "no JSON"),
    ("204 No Content", ""),
];

/// How a call ended, in the words of neither client.
#[derive(Debug, PartialEq)]
enum End {
    Success(Value),
    DocumentedError(Value),
    Unreadable,
    Undocumented(u16),
}

#[tokio::test]
async fn signing_is_what_the_generator_makes_of_it() -> Result<(), Failure> {
    let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
    let request = SignInvitationRequest {
        consent: ConsentStatement,
        profile_id: "d4NrfHV \"ü\"".to_owned(),
        sign_url: SignUrl::new(sign_url),
    };
    compare(
        async |client| end(client.sign_invitation(None, &request).await),
        async |client| Ok(their_end(client.sign_invitation(&same(&request)?).await)),
    )
    .await
}

#[tokio::test]
async fn login_is_what_the_generator_makes_of_it() -> Result<(), Failure> {
    let request =
        LoginRequest { username: "user@acme.example".to_owned(), password: Password::new("p\"ä\n") };
    compare(
        async |client| end(client.login(None, &request).await),
        async |client| Ok(their_end(client.login(&same(&request)?).await)),
    )
    .await
}

/// Makes one call with each client, for each answer.
async fn compare(
    ours: impl AsyncFn(Client) -> End,
    theirs: impl AsyncFn(generator::Client) -> Result<End, Failure>,
) -> Result<(), Failure> {
    for (status, body) in ANSWERS {
        let (base_url, received) = answer_once(status, body)?;
        let our_end = ours(Client::new(&base_url.parse()?, http()?, 1024 * 1024)).await;
        let our_request = received.join().map_err(|_| "the server panicked")??;

        let (base_url, received) = answer_once(status, body)?;
        let their_end = theirs(generator::Client::new_with_client(&base_url, http()?)).await?;
        let their_request = received.join().map_err(|_| "the server panicked")??;
        assert_eq!((our_end, our_request), (their_end, their_request), "{status} {body}");
    }
    Ok(())
}

fn http() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()
}

fn end<T: Serialize, E: Serialize>(result: Result<leegality_api::ResponseValue<T>, Error<E>>) -> End {
    match result {
        Ok(response) => End::Success(json(&response.value)),
        Err(Error::ErrorResponse(response)) => End::DocumentedError(json(&response.value)),
        Err(Error::InvalidResponsePayload(..)) => End::Unreadable,
        Err(Error::UnexpectedResponse(response)) => End::Undocumented(response.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

fn their_end<T, E>(result: Result<progenitor_client::ResponseValue<T>, progenitor_client::Error<E>>) -> End
where
    T: Serialize,
    E: Serialize,
{
    match result {
        Ok(response) => End::Success(json(&*response)),
        Err(progenitor_client::Error::ErrorResponse(response)) => End::DocumentedError(json(&*response)),
        Err(progenitor_client::Error::InvalidResponsePayload(..)) => End::Unreadable,
        Err(progenitor_client::Error::UnexpectedResponse(response)) => {
            End::Undocumented(response.status().as_u16())
        }
        Err(_) => panic!("the generator's client has an error of another kind"),
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// A value as the other client's type of the same schema.
fn same<T: DeserializeOwned>(value: &impl Serialize) -> serde_json::Result<T> {
    serde_json::from_value(serde_json::to_value(value)?)
}

/// A server that answers one request, and gives it without what the two are to differ in: the header that names the
/// version of the spec, and the port.
fn answer_once(
    status: &str,
    body: &str,
) -> std::io::Result<(String, JoinHandle<std::io::Result<Vec<String>>>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port().to_string();
    let base_url = format!("http://127.0.0.1:{port}/api");
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let received = thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut lines = Vec::new();
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().map_err(std::io::Error::other)?;
            }
            lines.push(line.replace(&port, "PORT"));
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        lines.retain(|line| !line.starts_with("api-version: "));
        lines.push(String::from_utf8(body).map_err(std::io::Error::other)?);
        stream.write_all(answer.as_bytes())?;
        Ok(lines)
    });
    Ok((base_url, received))
}
