//! Signs one invitation: `sign_one PROFILE_ID PRINCIPAL`. The sign URL comes on the standard input, because it works like
//! a password and other users can see a program's arguments.
//!
//! `LEEGALITY_ENVIRONMENT` (or `LEEGALITY_BASE_URL`) and `LEEGALITY_AUTH_TOKEN` say where, and for which account.

use std::env;
use std::error::Error;
use std::io;
use std::process::ExitCode;

use leegality::{Client, Consent, Invitation, Outcome};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(profile_id), Some(principal)) = (arguments.next(), arguments.next()) else {
        return Err("say which profile signs and who consents: sign_one PROFILE_ID PRINCIPAL".into());
    };
    let sign_url = io::read_to_string(io::stdin())?.trim().parse()?;

    let client = Client::from_env()?;
    let invitation = Invitation::new(sign_url, profile_id.parse()?);
    println!("{principal} consents: {}", Consent::STATEMENT);
    let consent = Consent::granted_by(principal)?;

    match client.sign_invitation(&invitation, consent).await {
        Ok(receipt) => {
            println!("signed");
            println!("{}", serde_json::to_string(&receipt.record())?);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            match error.outcome() {
                Outcome::NotSent => println!("not sent, call again once this is put right: {error}"),
                Outcome::Refused => println!("refused, calling again will not help by itself: {error}"),
                Outcome::Unknown => println!("may be signed, look it up before anything else: {error}"),
            }
            if let Some(record) = error.record() {
                println!("{}", serde_json::to_string(&record)?);
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
