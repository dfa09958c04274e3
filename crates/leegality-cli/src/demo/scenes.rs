//! The steps, one after the other. Each says what it does, does it, and holds the outcome against what it should be.

use leegality::{Client, Consent, Credentials, Error, Invitation, Outcome, Receipt};
use serde_json::Value;

use crate::demo::stage::Stage;
use crate::demo::step::{Ended, Step};
use crate::demo::traffic;
use crate::text::count;

/// The invitation that is signed, and the one that is not.
const FIRST: usize = 0;
const SECOND: usize = 1;

const SANDBOX_SIGN_URL: &str = "https://sandbox.leegality.com/sign/00000000-0000-4000-8000-000000000000";

pub(crate) fn start(stage: &Stage) -> Step {
    let mut step = Step::new("Start a stand-in for Leegality");
    let waiting = stage.mock.ledger().iter().filter(|entry| entry.count == 0).count();
    step.fact("listens on", stage.mock.base_url());
    step.fact("has", "an account with a DocSigner profile, a Sign Station user, and three invitations");
    step.expect("invitations that wait for a signature", 3, waiting);
    step.expect("requests so far", 0, stage.mock.requests().len());
    step
}

pub(crate) async fn log_in(stage: &Stage) -> Step {
    let mut step = Step::new("Log in to Sign Station");
    let (seen, username) = (stage.mock.requests().len(), stage.mock.username());
    step.out("command", format!("log in as {username}, with a password that is not shown"));
    step.out("wrapper", "Client::login(&credentials)");

    let result = stage.client.login(&Credentials::new(username, stage.mock.password())).await;
    travelled(stage, seen, "login", &mut step);
    match result {
        Ok(session) => {
            let user = session.user();
            let organization = user.organization().and_then(|organization| organization.name());
            step.back("stand-in", "HTTP 200: the user's profile and an access token");
            step.back(
                "back",
                format!(
                    "Session: {} of {}; the token is not shown",
                    user.name().unwrap_or("a user"),
                    organization.unwrap_or("an organization")
                ),
            );
            step.ended = Ended::LoggedIn;
            step.expect("logged in as", username, user.username().unwrap_or_default());
            step.expect(
                "the token",
                "not expired",
                if session.is_expired() { "expired" } else { "not expired" },
            );
        }
        Err(error) => failed(&error, Ended::LoggedIn, &mut step),
    }
    step
}

pub(crate) fn consent(stage: &Stage) -> Step {
    let mut step = Step::new("Read the consent statement, and consent");
    let record = stage.consent.record();
    step.fact("statement", Consent::STATEMENT);
    step.fact("SHA-256", record.statement_sha256());
    step.fact("granted by", record.principal());

    let other = Consent::STATEMENT.replacen("I agree", "I disagree", 1);
    let result = Consent::from_statement(other, record.principal());
    if let Err(error) = &result {
        step.fact("other words", error.to_string());
    }
    step.expect(
        "a text in other words",
        "not accepted",
        if result.is_ok() { "accepted" } else { "not accepted" },
    );
    step
}

pub(crate) async fn sign(stage: &Stage) -> Step {
    let mut step = Step::new("Sign an invitation");
    let profile_id = stage.mock.profile_id();
    step.out("command", format!("sign the first invitation with the profile {profile_id}"));
    let seen = stage.mock.requests().len();
    let result = attempt(stage, &stage.client, stage.invitation(FIRST, profile_id), &mut step).await;
    step.expect("the call ended", "signed", ended(step.ended));
    if let Ok(receipt) = result {
        step.expect("code", "signing.success", receipt.code().unwrap_or("(none)"));
        step.expect("attempts", 1, receipt.attempts());
    }
    let is_the_statement = sent_consent(stage, seen) == Consent::STATEMENT;
    let arrived = if is_the_statement { "word for word" } else { "in other words" };
    step.expect("the statement arrived", "word for word", arrived);
    step.expect("signatures in the ledger", 1, stage.signatures(FIRST));
    step
}

pub(crate) async fn wrong_profile(stage: &Stage) -> Step {
    let mut step = Step::new("Refused: a profile that the account does not have");
    step.out("command", "sign the second invitation with the profile no-such-profile");
    let result = attempt(stage, &stage.client, stage.invitation(SECOND, "no-such-profile"), &mut step).await;
    expect_error(result, Outcome::Refused, "ProfileNotExists", &mut step);
    step.expect("signatures in the ledger", 0, stage.signatures(SECOND));
    step
}

pub(crate) async fn wrong_environment(stage: &Stage) -> Step {
    let mut step = Step::new("Not sent: a sign URL of another environment");
    let (requests, connections) = (stage.mock.requests().len(), stage.mock.connections());
    step.out("command", format!("sign {} in production", traffic::sign_url(SANDBOX_SIGN_URL)));

    let invitation = SANDBOX_SIGN_URL.parse().and_then(|sign_url| {
        let profile_id = stage.mock.profile_id().parse()?;
        Ok(Invitation::new(sign_url, profile_id))
    });
    match stage.production_client() {
        Ok(client) => {
            let result = attempt(stage, &client, invitation, &mut step).await;
            expect_error(result, Outcome::NotSent, "WrongEnvironment", &mut step);
        }
        Err(error) => failed(&error, Ended::NotSent, &mut step),
    }
    step.expect("new requests", 0, stage.mock.requests().len() - requests);
    step.expect("new connections", 0, stage.mock.connections() - connections);
    step
}

pub(crate) async fn already_signed(stage: &Stage) -> Step {
    let mut step = Step::new("Refused: the same invitation once more");
    let profile_id = stage.mock.profile_id();
    step.out("command", format!("sign the first invitation again with the profile {profile_id}"));
    let result = attempt(stage, &stage.client, stage.invitation(FIRST, profile_id), &mut step).await;
    expect_error(result, Outcome::Refused, "InvitationNotExists", &mut step);
    step.expect("signatures in the ledger", 1, stage.signatures(FIRST));
    step
}

pub(crate) fn ledger(stage: &Stage) -> Step {
    let mut step = Step::new("Look into the ledger of the stand-in");
    for (label, entry) in ["first", "second", "third"].into_iter().zip(stage.mock.ledger()) {
        let signed = match entry.count {
            0 => "not signed".to_owned(),
            times => format!("signed {}", count(times, "time", "times")),
        };
        step.fact(label, format!("{}  {signed}", traffic::sign_url(&entry.sign_url)));
    }
    step.expect(
        "signatures of all invitations",
        1,
        stage.mock.ledger().iter().map(|entry| entry.count).sum::<u64>(),
    );
    step.expect("requests, the login included", 4, stage.mock.requests().len());
    step
}

/// Signs, and tells the way there and back.
async fn attempt(
    stage: &Stage,
    client: &Client,
    invitation: leegality::Result<Invitation>,
    step: &mut Step,
) -> Result<Receipt, Error> {
    let seen = stage.mock.requests().len();
    let result = match invitation {
        Ok(invitation) => {
            let fingerprint = invitation.fingerprint();
            step.out(
                "wrapper",
                format!(
                    "Client::sign_invitation, for the invitation {}…",
                    fingerprint.get(..12).unwrap_or(&fingerprint)
                ),
            );
            client.sign_invitation(&invitation, stage.consent.clone()).await
        }
        Err(error) => Err(error),
    };
    travelled(stage, seen, "sign_invitation", step);
    match &result {
        Ok(receipt) => {
            step.ended = Ended::Signed;
            step.back("stand-in", traffic::answer(receipt.http_status(), receipt.messages()));
            let code = receipt.code().unwrap_or("no code");
            let attempts = count(receipt.attempts().into(), "attempt", "attempts");
            step.back("back", format!("Receipt: {code} after {attempts}"));
        }
        Err(error) => {
            step.ended = match error.outcome() {
                Outcome::NotSent => Ended::NotSent,
                Outcome::Refused => Ended::Refused,
                Outcome::Unknown => Ended::Unknown,
            };
            if error.http_status().is_some() {
                step.back("stand-in", traffic::answer_of_error(error));
            }
            step.back("back", format!("Error: {error}"));
        }
    }
    result
}

/// Tells what arrived at the stand-in since it had `seen` requests.
fn travelled(stage: &Stage, seen: usize, operation: &str, step: &mut Step) {
    let requests = stage.mock.requests();
    let Some(request) = requests.get(seen) else {
        step.out("HTTP", "nothing: the call ended before anything was sent");
        return;
    };
    step.out("client", format!("{operation}, generated from the OpenAPI document"));
    step.out_lines("HTTP", traffic::request(request));
}

/// The consent in the request that came after `seen` others.
fn sent_consent(stage: &Stage, seen: usize) -> String {
    let requests = stage.mock.requests();
    let body = requests.get(seen).and_then(|request| serde_json::from_str::<Value>(&request.body).ok());
    body.and_then(|body| body["consent"].as_str().map(str::to_owned)).unwrap_or_default()
}

fn expect_error(result: Result<Receipt, Error>, outcome: Outcome, kind: &str, step: &mut Step) {
    let found = match result {
        Ok(_) => "none".to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    };
    let expected = match outcome {
        Outcome::NotSent => Ended::NotSent,
        Outcome::Refused => Ended::Refused,
        Outcome::Unknown => Ended::Unknown,
    };
    step.expect("the call ended", ended(expected), ended(step.ended));
    step.expect("kind of the error", kind, found);
}

/// A step that did not get as far as it should.
fn failed(error: &Error, expected: Ended, step: &mut Step) {
    step.back("back", format!("Error: {error}"));
    step.expect("the call ended", ended(expected), error.outcome().to_string());
}

fn ended(how: Ended) -> &'static str {
    match how {
        Ended::NoCall => "before it began",
        Ended::LoggedIn => "logged in",
        Ended::Signed => "signed",
        Ended::NotSent => "not sent",
        Ended::Refused => "refused",
        Ended::Unknown => "unknown",
    }
}
