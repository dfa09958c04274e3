//! The answers of both calls: any bytes under any HTTP status.

use std::time::Duration;

use leegality::{AuthToken, Client, Consent, Credentials, Environment, Error, Invitation, http};
use leegality_cli::fuzzing as command;
use tokio::runtime::Runtime;

use crate::answer::{Answer, Call};
use crate::claims::{self, MAX_RESPONSE_BYTES};
use crate::shown::{AUTH_TOKEN, PASSWORD, SIGN_URL, assert_is_plain};

thread_local! {
    static CALLER: Caller = Caller::new();
}

/// Makes the call that the answer is for, and holds its result against the answer.
pub fn decoder(data: &[u8]) {
    let answer = Answer::read(data);
    leegality_api::fuzzing::answer_with(answer.response());
    CALLER.with(|caller| match answer.call {
        Call::Sign => caller.sign(&answer),
        Call::Login => caller.log_in(&answer),
    });
}

struct Caller {
    runtime: Runtime,
    client: Client,
    invitation: Invitation,
    consent: Consent,
    credentials: Credentials,
}

impl Caller {
    fn new() -> Self {
        // Its clock stands still and jumps to the end of each wait.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let client = Client::builder(Environment::custom("http://127.0.0.1:9/api").unwrap())
            .auth_token(AuthToken::new(AUTH_TOKEN).unwrap())
            .max_response_bytes(MAX_RESPONSE_BYTES)
            .timeout(Duration::from_secs(20))
            .build();
        Self {
            runtime: runtime.unwrap(),
            client: client.unwrap(),
            invitation: Invitation::new(SIGN_URL.parse().unwrap(), "d4NrfHV".parse().unwrap()),
            consent: Consent::granted_by("tester@acme.example").unwrap(),
            credentials: Credentials::new("user@acme.example", PASSWORD),
        }
    }

    fn sign(&self, answer: &Answer) {
        let call = self.client.sign_invitation(&self.invitation, self.consent.clone());
        let result = self.runtime.block_on(call);
        claims::signing(answer, &result);
        match &result {
            Ok(receipt) => assert_is_masked(&command::messages(receipt, answer.call.secrets()), answer.call),
            Err(error) => assert_failure_is_masked(error, answer.call),
        }
    }

    fn log_in(&self, answer: &Answer) {
        let result = self.runtime.block_on(self.client.login(&self.credentials));
        claims::login(answer, &result);
        match &result {
            Ok(session) => command::profile(session).iter().for_each(|line| assert_is_plain(line)),
            Err(error) => assert_failure_is_masked(error, answer.call),
        }
    }
}

fn assert_failure_is_masked(error: &Error, call: Call) {
    assert_is_masked(&command::failure(error, call.secrets()), call);
}

/// The command shows the server's texts, but no secret that they repeat as it is.
#[track_caller]
fn assert_is_masked(lines: &[String], call: Call) {
    for line in lines {
        assert_is_plain(line);
        for secret in call.secrets() {
            assert!(!line.contains(secret), "{secret:?} is shown:\n{line}");
        }
    }
}

impl Answer {
    fn response(&self) -> http::Response<Vec<u8>> {
        let mut response = http::Response::new(self.body.clone());
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap();
        response
            .headers_mut()
            .extend(self.headers.iter().map(|(name, value)| (Some(name.clone()), value.clone())));
        response
    }
}
