//! `POST /v3.0/sign/docSigner/invitation`.

use http::HeaderValue;
use leegality_api::types::SignInvitationRequest;
use leegality_api::{ConsentStatement, Error as RawError};
use tracing::{Instrument, Span};

use crate::answer::{Answer, Signed};
use crate::client::Client;
use crate::consent::Consent;
use crate::credentials::AuthToken;
use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::invitation::Invitation;
use crate::message::MessageCode;
use crate::outcome::Outcome;
use crate::receipt::Receipt;
use crate::record::{OpenRecord, RecordedOutcome};
use crate::retry::{Attempts, Operation};
use crate::secrets::Secrets;
use crate::telemetry::{self, InFlight};
use crate::transport;

/// What an unknown outcome asks of the reader.
pub(crate) const MAY_BE_SIGNED: &str =
    "the document may have been signed, so look it up before signing again";

impl Client {
    /// Signs the document behind `invitation`. **Legally binding.**
    ///
    /// Before anything is sent, the sign URL is held against the client's environment. An `Ok` means that the server
    /// said "signed". On an error, [`Error::outcome`] tells whether the document may have been signed all the same.
    ///
    /// Dropping the future after the request went out leaves the outcome unknown; a warning with the invitation's
    /// fingerprint is logged then. A program that must not lose track stores what it is about to do before the call, and
    /// the [record](Receipt::record) after it.
    ///
    /// ```no_run
    /// use leegality::{AuthToken, Client, Consent, Environment, Invitation, Outcome};
    ///
    /// # async fn example() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::Sandbox).auth_token(AuthToken::new("my-token")?).build()?;
    /// let invitation = Invitation::new(
    ///     "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?,
    ///     "d4NrfHV".parse()?,
    /// );
    /// match client.sign_invitation(&invitation, Consent::granted_by("contracts@acme.example")?).await {
    ///     Ok(receipt) => println!("signed after {} attempt(s)", receipt.attempts()),
    ///     Err(error) if error.outcome() == Outcome::Unknown => println!("look it up: {error}"),
    ///     Err(error) => println!("not signed: {error}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// - [`Outcome::NotSent`]: the client has no auth token, the sign URL is of another environment, or no connection
    ///   came about.
    /// - [`Outcome::Refused`]: the server answered that it did not sign. [`Error::code`] says why.
    /// - [`Outcome::Unknown`]: a time-out, a lost connection, a server error, or an answer that cannot be understood.
    ///   The document may have been signed.
    pub async fn sign_invitation(&self, invitation: &Invitation, consent: Consent) -> Result<Receipt> {
        let span = telemetry::span("sign_invitation", self.environment());
        self.sign(invitation, consent, &span).instrument(span.clone()).await
    }

    /// Checks all that can be checked of a signing call without sending anything: that the client has an auth token, and
    /// that the sign URL belongs to its environment. [`sign_invitation`](Self::sign_invitation) does the same; this is
    /// for a program that asks somebody for consent, and should not ask in vain.
    ///
    /// ```
    /// use leegality::{AuthToken, Client, Environment, ErrorKind, Invitation};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::Production).auth_token(AuthToken::new("my-token")?).build()?;
    /// let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?;
    /// let error = client.check_invitation(&Invitation::new(sign_url, "d4NrfHV".parse()?)).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::WrongEnvironment);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WrongEnvironment`] and [`ErrorKind::MissingAuthToken`].
    pub fn check_invitation(&self, invitation: &Invitation) -> Result<()> {
        self.checked_auth_token(invitation).map(|_| ())
    }

    fn checked_auth_token(&self, invitation: &Invitation) -> Result<&AuthToken> {
        self.environment().check(invitation.sign_url())?;
        self.auth_token().ok_or_else(|| {
            let summary = "signing needs the auth token of the invitee's account, and this client has none";
            Error::new(ErrorKind::MissingAuthToken, Outcome::NotSent, summary)
        })
    }

    async fn sign(&self, invitation: &Invitation, consent: Consent, span: &Span) -> Result<Receipt> {
        let mut attempts = self.attempts(Operation::SignInvitation);
        let record = OpenRecord::begin(self.environment(), invitation, consent.into_record());
        let result = self.sign_until_settled(invitation, &record, &mut attempts).await;
        let count = attempts.count();
        let result = match result {
            Ok(signed) => {
                let record = record.close(RecordedOutcome::Signed, count, Some(200), signed.code);
                Ok(Receipt::new(signed.messages, record))
            }
            Err(error) => {
                let outcome = error.outcome().into();
                let code = error.code().map(MessageCode::from);
                let record = record.close(outcome, count, error.http_status(), code);
                Err(error.with_record(record))
            }
        };
        match &result {
            Ok(receipt) => telemetry::succeeded(span, "signed", receipt.attempts(), attempts.elapsed()),
            Err(error) => telemetry::failed(span, error, attempts.elapsed()),
        }
        result
    }

    async fn sign_until_settled(
        &self,
        invitation: &Invitation,
        record: &OpenRecord,
        attempts: &mut Attempts<'_>,
    ) -> Result<Signed> {
        let token = self.checked_auth_token(invitation)?;
        let header = token.header()?;
        let request = SignInvitationRequest {
            consent: ConsentStatement,
            profile_id: invitation.profile_id().as_str().to_owned(),
            sign_url: leegality_api::SignUrl::new(invitation.sign_url().expose()),
        };
        let sign_url = Some(invitation.sign_url());
        let secrets = Secrets { sign_url, password: None, auth_token: Some(token.expose()) };
        let mut in_flight = InFlight::new(record.fingerprint());
        loop {
            telemetry::attempt(attempts.begin());
            in_flight.began();
            let error = match self.sign_once(&request, header.clone()).await {
                Ok(answer) => match answer.verdict(&secrets) {
                    Ok(signed) => {
                        in_flight.settled();
                        return Ok(signed);
                    }
                    Err(error) => error,
                },
                Err(error) => error,
            };
            match attempts.after(error) {
                Ok(wait) => {
                    in_flight.waits(attempts.worst());
                    tokio::time::sleep(wait).await;
                }
                Err(error) => {
                    in_flight.settled();
                    return Err(settle(error));
                }
            }
        }
    }

    async fn sign_once(&self, request: &SignInvitationRequest, auth_token: HeaderValue) -> Result<Answer> {
        match self.document_execution().raw.sign_invitation(Some(auth_token), request).await {
            Ok(response) => Ok(Answer::documented(response.value)),
            Err(RawError::UnexpectedResponse(response)) => {
                Ok(Answer::undocumented(transport::by_status(&response.head), &response.body))
            }
            Err(error) => Err(transport::failure(&error)),
        }
    }
}

/// Ends an unknown outcome with advice.
fn settle(error: Error) -> Error {
    if error.outcome() == Outcome::Unknown { error.with_hint(MAY_BE_SIGNED) } else { error }
}
