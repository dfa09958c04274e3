//! Signs once more after an unknown outcome, and says what is left to a person: `reconcile PROFILE_ID PRINCIPAL`, with the
//! sign URL on the standard input.
//!
//! **Only for invitations of which a second signature would do no harm.** That the server refuses an invitation which is
//! signed already is an assumption: the documentation does not say so. `TIMEOUT_SECONDS` is how long an attempt may take,
//! and so how long this waits before it signs again.

use std::env;
use std::error::Error;
use std::io;
use std::process::ExitCode;
use std::time::Duration;

use leegality::{ClientBuilder, Consent, Invitation, RecordedOutcome, RetryPolicy};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(profile_id), Some(principal)) = (arguments.next(), arguments.next()) else {
        return Err("say which profile signs and who consents: reconcile PROFILE_ID PRINCIPAL".into());
    };
    let sign_url = io::read_to_string(io::stdin())?.trim().parse()?;
    let timeout = Duration::from_secs(env::var("TIMEOUT_SECONDS").as_deref().unwrap_or("60").parse()?);

    let client = ClientBuilder::from_env()?
        .connect_timeout(timeout / 4)
        .timeout(timeout)
        .retry(RetryPolicy::reconcile())
        .build()?;
    let invitation = Invitation::new(sign_url, profile_id.parse()?);
    let record = match client.sign_invitation(&invitation, Consent::granted_by(principal)?).await {
        Ok(receipt) => receipt.record(),
        Err(error) => {
            println!("{error}");
            error.record().ok_or("every signing call leaves a record")?
        }
    };
    println!("{}", serde_json::to_string(&record)?);

    let attempts = record.attempts();
    let (advice, code) = match record.outcome() {
        RecordedOutcome::Signed => ("signed", ExitCode::SUCCESS),
        RecordedOutcome::NotSent | RecordedOutcome::Refused => ("not signed by this call", ExitCode::FAILURE),
        // An answer such as `invitation.not.exists` to the second request may mean that the first one signed.
        RecordedOutcome::Unknown => ("may be signed: a person has to look", ExitCode::from(3)),
    };
    println!("{advice}, after {attempts} attempts; the invitation is {}", record.fingerprint());
    Ok(code)
}
