//! A program's own trait over the client, so that its tests need no socket: `own_trait PROFILE_ID`, with a sign URL a line
//! on the standard input.
//!
//! The tests below make receipts and errors of every outcome by hand. In a program of your own, only they need the feature
//! `test-util`: `leegality` stands in `[dependencies]` without it, and in `[dev-dependencies]` with it.

use std::env;
use std::error::Error;
use std::io;

use leegality::{Client, Consent, Invitation, Outcome, Receipt};

/// What the program asks of Leegality, in the program's words.
trait Signer {
    async fn sign(&self, invitation: &Invitation) -> leegality::Result<Receipt>;
}

/// The real one.
struct Leegality {
    client: Client,
}

impl Signer for Leegality {
    async fn sign(&self, invitation: &Invitation) -> leegality::Result<Receipt> {
        let consent = Consent::granted_by("batch@acme.example")?;
        self.client.sign_invitation(invitation, consent).await
    }
}

/// What became of the invitations, by their fingerprints.
#[derive(Debug, Default, PartialEq)]
struct Summary {
    signed: Vec<String>,
    may_be_signed: Vec<String>,
    not_signed: Vec<String>,
}

/// Signs one invitation after the other. An unknown outcome is put aside for a person, and a call that could not be sent ends
/// the batch: as a rule, it could not be sent for each of the rest either.
async fn sign_all(signer: &impl Signer, invitations: &[Invitation]) -> Summary {
    let mut summary = Summary::default();
    let mut rest = invitations.iter();
    for invitation in rest.by_ref() {
        let fingerprint = invitation.fingerprint();
        match signer.sign(invitation).await.map_err(|error| error.outcome()) {
            Ok(_) => summary.signed.push(fingerprint),
            Err(Outcome::Unknown) => summary.may_be_signed.push(fingerprint),
            Err(Outcome::Refused) => summary.not_signed.push(fingerprint),
            Err(Outcome::NotSent) => {
                summary.not_signed.push(fingerprint);
                break;
            }
        }
    }
    summary.not_signed.extend(rest.map(Invitation::fingerprint));
    summary
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let profile_id = env::args().nth(1).ok_or("say which profile signs: own_trait PROFILE_ID")?;
    let mut invitations = Vec::new();
    for line in io::stdin().lines() {
        invitations.push(Invitation::new(line?.trim().parse()?, profile_id.parse()?));
    }
    let summary = sign_all(&Leegality { client: Client::from_env()? }, &invitations).await;
    println!("{summary:#?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use leegality::ErrorKind;
    use leegality::test_util::{ErrorBuilder, ReceiptBuilder};

    use super::*;

    /// Answers the first invitation with the first result, and so on. It is an error to ask for more.
    struct Scripted(RefCell<Vec<leegality::Result<Receipt>>>);

    impl Signer for Scripted {
        async fn sign(&self, _: &Invitation) -> leegality::Result<Receipt> {
            self.0.borrow_mut().remove(0)
        }
    }

    fn invitations() -> [Invitation; 3] {
        ["one", "two", "three"].map(|id| {
            let sign_url = format!("https://sandbox.leegality.com/sign/{id}").parse().unwrap();
            Invitation::new(sign_url, "profile".parse().unwrap())
        })
    }

    async fn summary_of(script: Vec<leegality::Result<Receipt>>) -> Summary {
        let signer = Scripted(RefCell::new(script));
        let summary = sign_all(&signer, &invitations()).await;
        assert!(signer.0.borrow().is_empty(), "not all invitations were tried");
        summary
    }

    #[tokio::test]
    async fn an_unknown_outcome_is_put_aside_and_the_batch_goes_on() {
        let [one, two, three] = invitations().map(|invitation| invitation.fingerprint());
        let lost = ErrorBuilder::new(ErrorKind::ConnectionLost).build();
        let refused = ErrorBuilder::new(ErrorKind::InvitationNotExists).build();
        let summary = summary_of(vec![Ok(ReceiptBuilder::new().build()), Err(lost), Err(refused)]).await;
        let expected = Summary { signed: vec![one], may_be_signed: vec![two], not_signed: vec![three] };
        assert_eq!(summary, expected);
    }

    #[tokio::test]
    async fn the_batch_ends_when_nothing_can_be_sent() {
        let [one, two, three] = invitations().map(|invitation| invitation.fingerprint());
        let unreachable = ErrorBuilder::new(ErrorKind::Connect).build();
        let summary = summary_of(vec![Ok(ReceiptBuilder::new().build()), Err(unreachable)]).await;
        let expected = Summary { signed: vec![one], not_signed: vec![two, three], ..Summary::default() };
        assert_eq!(summary, expected);
    }
}
