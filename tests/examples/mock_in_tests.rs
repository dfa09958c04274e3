//! A program whose tests sign over HTTP, on a stand-in that they tell what to do: `mock_in_tests PROFILE_ID`, with the
//! sign URL on the standard input.
//!
//! Everything is real but the server: `Environment::custom` takes the stand-in's URL. In a program of your own,
//! `leegality-mock` stands in `[dev-dependencies]`.

use std::env;
use std::error::Error;
use std::io;

use leegality::{Client, Consent, Invitation, RecordedOutcome};

/// Signs, and says what the customer gets to read.
async fn sign_and_tell(client: &Client, invitation: &Invitation) -> leegality::Result<&'static str> {
    let consent = Consent::granted_by("contracts@acme.example")?;
    let signed = client.sign_invitation(invitation, consent).await;
    let outcome = match &signed {
        Ok(receipt) => receipt.record().outcome(),
        Err(error) => error.outcome().into(),
    };
    Ok(match outcome {
        RecordedOutcome::Signed => "Your contract is signed.",
        RecordedOutcome::Refused => "Your contract cannot be signed. Please call us.",
        RecordedOutcome::NotSent => "Please try again in a minute.",
        RecordedOutcome::Unknown => "We are looking into it. Please do not try again.",
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let profile_id = env::args().nth(1).ok_or("say which profile signs: mock_in_tests PROFILE_ID")?;
    let sign_url = io::read_to_string(io::stdin())?.trim().parse()?;
    let invitation = Invitation::new(sign_url, profile_id.parse()?);
    println!("{}", sign_and_tell(&Client::from_env()?, &invitation).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use leegality::{AuthToken, Environment};
    use leegality_mock::{Fault, Mock, Signs};

    use super::*;

    fn client(mock: &Mock) -> Client {
        let environment = Environment::custom(mock.base_url()).unwrap();
        Client::builder(environment).auth_token(AuthToken::new(mock.auth_token()).unwrap()).build().unwrap()
    }

    fn invitation(mock: &Mock) -> Invitation {
        Invitation::new(mock.sign_urls()[0].parse().unwrap(), mock.profile_id().parse().unwrap())
    }

    #[tokio::test]
    async fn a_second_order_is_refused() {
        let mock = Mock::start().await.unwrap();
        let (client, invitation) = (client(&mock), invitation(&mock));
        assert_eq!(sign_and_tell(&client, &invitation).await.unwrap(), "Your contract is signed.");
        let second = sign_and_tell(&client, &invitation).await.unwrap();
        assert_eq!(second, "Your contract cannot be signed. Please call us.");
        assert_eq!(mock.ledger()[0].count, 1);
    }

    #[tokio::test]
    async fn a_customer_whose_answer_was_lost_is_not_told_to_try_again() {
        // The stand-in signs, and the answer is lost. The ledger says what the client cannot know.
        let mock = Mock::builder().faults([Fault::Reset(Signs::Before)]).start().await.unwrap();
        let told = sign_and_tell(&client(&mock), &invitation(&mock)).await.unwrap();
        assert_eq!(told, "We are looking into it. Please do not try again.");
        assert_eq!(mock.ledger()[0].count, 1);
        assert_eq!(mock.requests().len(), 1);
    }
}
