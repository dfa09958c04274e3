//! `POST /api/v1/auth/login`.

use http::{HeaderValue, StatusCode};
use leegality_api::types::{LoginErrorResponse, LoginRequest, LoginResponse};
use leegality_api::{Error as RawError, Password};
use tracing::Instrument;

use crate::client::Client;
use crate::credentials::{AuthToken, Credentials};
use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::lenient::items;
use crate::message::{Message, MessageCode};
use crate::outcome::Outcome;
use crate::receipt::leading_code;
use crate::retry::{Attempts, Operation};
use crate::secrets::Secrets;
use crate::session::Session;
use crate::{telemetry, timestamp, transport};

impl Client {
    /// Logs a user in to Sign Station.
    ///
    /// It goes to the environment's host with the client's auth token or, where
    /// [`ClientBuilder::sign_station_url`](crate::ClientBuilder::sign_station_url) is set, there, with the auth token
    /// that was given for it, if any. A wrong password is never tried again, because accounts lock.
    ///
    /// ```no_run
    /// use leegality::{Client, Credentials, Environment};
    ///
    /// # async fn example() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::Production)
    ///     .sign_station_url("https://sign-station.acme.example/api")
    ///     .build()?;
    /// let session = client.login(&Credentials::new("user@acme.example", "Strong@Passw0rd")).await?;
    /// println!("welcome, {}", session.user().name().unwrap_or("stranger"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::outcome`] tells whether a token may have been issued. A username or password that is empty is
    /// [`Outcome::NotSent`], one that is wrong [`Outcome::Refused`] with [`ErrorKind::WrongCredentials`], and an answer
    /// without a usable token [`Outcome::Unknown`].
    pub async fn login(&self, credentials: &Credentials) -> Result<Session> {
        let span = telemetry::span("login", self.environment());
        async {
            let mut attempts = self.attempts(Operation::Login);
            let result = self.login_until_settled(credentials, &mut attempts).await;
            match &result {
                Ok(session) => {
                    telemetry::succeeded(&span, "logged in", session.attempts(), attempts.elapsed());
                }
                Err(error) => telemetry::failed(&span, error, attempts.elapsed()),
            }
            result
        }
        .instrument(span.clone())
        .await
    }

    async fn login_until_settled(
        &self,
        credentials: &Credentials,
        attempts: &mut Attempts<'_>,
    ) -> Result<Session> {
        if credentials.username().is_empty() || credentials.password().is_empty() {
            return Err(Error::input("the username or the password is empty"));
        }
        let token = self.sign_station_auth_token();
        let header = token.map(AuthToken::header).transpose()?;
        let secrets = Secrets {
            sign_url: None,
            password: Some(credentials.password()),
            auth_token: token.map(AuthToken::expose),
        };
        let request = LoginRequest {
            username: credentials.username().to_owned(),
            password: Password::new(credentials.password()),
        };
        loop {
            telemetry::attempt(attempts.begin());
            let error = match self.login_once(&request, header.clone(), attempts.count(), &secrets).await {
                Ok(session) => return Ok(session),
                Err(error) => error,
            };
            tokio::time::sleep(attempts.after(error)?).await;
        }
    }

    async fn login_once(
        &self,
        request: &LoginRequest,
        auth_token: Option<HeaderValue>,
        attempt: u32,
        secrets: &Secrets<'_>,
    ) -> Result<Session> {
        let sent_at = timestamp::now();
        match self.sign_station().raw.login(auth_token, request).await {
            Ok(response) => {
                let LoginResponse { code, message, data } = response.value;
                Session::read(data.unwrap_or_default(), sent_at, attempt).map_err(|problem| {
                    let messages = vec![Message::new(code, message)];
                    let code = secrets.withhold(leading_code(&messages, |_| false)).map(str::to_owned);
                    transport::unknown(ErrorKind::UnreadableResponse, problem)
                        .with_http_status(Some(200))
                        .with_code(code.as_deref())
                        .with_messages(messages)
                })
            }
            Err(RawError::ErrorResponse(response)) => {
                Err(explained(transport::by_status(&response.head), response.value, secrets))
            }
            Err(RawError::UnexpectedResponse(response)) => {
                // A body of another shape says nothing, and the status stands for itself.
                let body = serde_json::from_slice(&response.body).unwrap_or_default();
                Err(explained(transport::by_status(&response.head), body, secrets))
            }
            Err(RawError::InvalidResponsePayload(head, _)) if head.status != StatusCode::OK => {
                // It arrived whole, and says as little.
                Err(explained(transport::by_status(&head), LoginErrorResponse::default(), secrets))
            }
            Err(error) => Err(transport::failure(&error)),
        }
    }
}

/// The error for a status, with what the body says of it.
fn explained(error: Error, body: LoginErrorResponse, secrets: &Secrets<'_>) -> Error {
    let messages: Vec<_> = items(body.errors).map(Message::from_login).collect();
    let detail = leading_code(&messages, |code| *code == MessageCode::WrongCredentials);
    let code = secrets.withhold(detail.or(body.code.as_deref())).map(str::to_owned);

    // The page's 401 has this one meaning, in both of its codes. Any other 401 is about the auth token.
    let denial = code.as_deref().filter(|code| {
        matches!(MessageCode::from(*code), MessageCode::WrongCredentials | MessageCode::Unauthorized)
    });
    let error = if let (Some(code), Some(401)) = (denial, error.http_status()) {
        let summary = format!("the username or the password is wrong ({code})");
        Error::new(ErrorKind::WrongCredentials, Outcome::Refused, summary)
            .with_http_status(error.http_status())
            .with_retry_after(error.retry_after())
    } else if error.http_status() == Some(401) {
        error.with_hint("it may also be the username or the password")
    } else {
        error
    };
    error.with_code(code.as_deref()).with_messages(messages)
}
