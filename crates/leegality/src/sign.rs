//! `POST /v3.0/sign/docSigner/invitation`.

use leegality_api::types::{SignInvitationRequest, SignInvitationResponse};
use leegality_api::{Call, ConsentStatement, Error as RawError};
use serde_json::Value;
use tracing::{Instrument, Span};

use crate::client::Client;
use crate::consent::Consent;
use crate::credentials::{AuthToken, Secrets};
use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::invitation::Invitation;
use crate::lenient::items;
use crate::message::{Message, MessageCode};
use crate::outcome::Outcome;
use crate::receipt::{Receipt, leading_code};
use crate::record::{OpenRecord, RecordedOutcome};
use crate::retry::{Attempts, Operation};
use crate::telemetry::{self, InFlight};
use crate::transport;

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
        self.sign(invitation, &consent, &span).instrument(span.clone()).await
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
    /// let error = client.check(&Invitation::new(sign_url, "d4NrfHV".parse()?)).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::WrongEnvironment);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WrongEnvironment`] and [`ErrorKind::MissingAuthToken`].
    pub fn check(&self, invitation: &Invitation) -> Result<()> {
        self.checked_auth_token(invitation).map(|_| ())
    }

    fn checked_auth_token(&self, invitation: &Invitation) -> Result<&AuthToken> {
        self.environment().check(invitation.sign_url())?;
        self.auth_token().ok_or_else(|| {
            let summary = "signing needs the auth token of the invitee's account, and this client has none";
            Error::new(ErrorKind::MissingAuthToken, Outcome::NotSent, summary)
        })
    }

    async fn sign(&self, invitation: &Invitation, consent: &Consent, span: &Span) -> Result<Receipt> {
        let mut attempts = self.attempts(Operation::SignInvitation);
        let record = OpenRecord::begin(self.environment(), invitation, consent.record());
        let result = self.sign_until_settled(invitation, &record, &mut attempts).await;
        let count = attempts.count();
        let result = match result {
            Ok(signed) => {
                let record = record.close(RecordedOutcome::Signed, count, Some(200), signed.code.as_deref());
                Ok(Receipt::new(signed.messages, record))
            }
            Err(error) => {
                let outcome = error.outcome().into();
                let record = record.close(outcome, count, error.http_status(), error.code());
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
            profile_id: invitation.profile_id().to_string(),
            sign_url: leegality_api::SignUrl::new(invitation.sign_url().expose()),
        };
        let mut in_flight = InFlight::new(record.fingerprint());
        loop {
            telemetry::attempt(attempts.begin());
            let call = transport::call(self.max_response_bytes(), Some(&header));
            in_flight.began(call.clone());
            let error = match self.sign_once(&request, call).await {
                Ok(answer) => match answer.verdict(&Secrets(&[token.expose(), invitation.sign_url().id()])) {
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

    async fn sign_once(&self, request: &SignInvitationRequest, call: Call) -> Result<Answer> {
        match self.document_execution().raw(call.clone()).sign_invitation(request).await {
            Ok(response) => Ok(Answer::documented(response.into_inner())),
            Err(RawError::UnexpectedResponse(response)) => {
                let refusal = transport::by_status(response.status(), &call.seen().headers);
                Ok(Answer::undocumented(refusal, &response.bytes().await.unwrap_or_default()))
            }
            Err(error) => Err(transport::failure(&error, &call.seen())),
        }
    }
}

/// An answer: what its HTTP status means if that is not 200, and what its body says.
struct Answer {
    refusal: Option<Error>,
    status: Option<i64>,
    messages: Vec<Message>,
}

/// The server said that the document was signed.
struct Signed {
    code: Option<String>,
    messages: Vec<Message>,
}

impl Answer {
    fn documented(body: SignInvitationResponse) -> Self {
        let messages = items(body.messages).map(Message::from_sign).collect();
        Self { refusal: None, status: body.status, messages }
    }

    /// Reads whatever can be read of a body that nobody documented: the slightest sign of a signature counts.
    fn undocumented(refusal: Error, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let items = body["messages"].as_array().into_iter().flatten();
        let text = |item: &Value, field: &str| item[field].as_str().map(str::to_owned);
        let messages = items.filter(|item| item.is_object());
        let messages = messages.map(|item| Message::new(text(item, "code"), text(item, "message"))).collect();
        Self { refusal: Some(refusal), status: body["status"].as_i64(), messages }
    }

    /// Opens the envelope. `status` gives the verdict; a documented code, or an HTTP status, that says the opposite
    /// takes it back.
    fn verdict(self, secrets: &Secrets<'_>) -> Result<Signed> {
        let Self { refusal, status, messages } = self;
        let codes = || messages.iter().filter_map(Message::message_code);
        let denied = codes().any(|code| code.denies_signature());
        let confirmed = codes().any(|code| code == MessageCode::SigningSuccess);
        let code = |is_wanted: fn(&MessageCode) -> bool| {
            secrets.withhold(leading_code(&messages, is_wanted)).map(str::to_owned)
        };

        let contradiction = "the answer says both that the document was signed and that it was not";
        let error = match (refusal, status) {
            (None, Some(1)) if !denied => {
                return Ok(Signed { code: code(|code| *code == MessageCode::SigningSuccess), messages });
            }
            (None, Some(0)) if !confirmed => refused(code(MessageCode::denies_signature).as_deref()),
            (None, Some(0 | 1)) => transport::unknown(ErrorKind::Contradiction, contradiction),
            (None, _) => {
                transport::unknown(ErrorKind::UnreadableResponse, "the answer has no status of 0 or 1")
            }
            (Some(refusal), status)
                if refusal.outcome() == Outcome::Refused && (status == Some(1) || confirmed) =>
            {
                transport::unknown(ErrorKind::Contradiction, contradiction)
                    .with_http_status(refusal.http_status())
            }
            (Some(refusal), _) => refusal,
        };
        let http_status = error.http_status().or(Some(200));
        let code = code(MessageCode::denies_signature);
        Err(error.with_http_status(http_status).with_code(code.as_deref()).with_messages(messages))
    }
}

/// The error for a `status` of 0.
fn refused(code: Option<&str>) -> Error {
    let (kind, summary) = match code.map(MessageCode::from) {
        Some(MessageCode::InvitationNotExists) => (
            ErrorKind::InvitationNotExists,
            "not signed: there is no such invitation for this account, or it is signed, expired, or of another sign type",
        ),
        Some(MessageCode::InvalidConsent) => (
            ErrorKind::InvalidConsent,
            "not signed: the consent statement was not accepted; Leegality may have changed its wording, so look for a \
             newer version of this crate and read what it consents to",
        ),
        Some(MessageCode::ProfileNotExists) => {
            (ErrorKind::ProfileNotExists, "not signed: the account has no DocSigner profile with this id")
        }
        _ => (ErrorKind::NotSigned, "not signed"),
    };
    let summary = match code {
        Some(code) => format!("{summary} ({code})"),
        None => format!("{summary}, and the answer gives no code"),
    };
    Error::new(kind, Outcome::Refused, summary)
}

/// Says what an unknown outcome asks of the reader.
fn settle(error: Error) -> Error {
    if error.outcome() == Outcome::Unknown {
        error.with_hint("the document may have been signed, so look it up before signing again")
    } else {
        error
    }
}
