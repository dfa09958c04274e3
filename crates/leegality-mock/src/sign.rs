//! Signing an invitation, as its page describes it.

use http::StatusCode;
use leegality_api::facts::{CONSENT_STATEMENT, code};
use leegality_api::types::{Message, SignInvitationRequest, SignInvitationResponse};
use serde_json::{Map, Value};

use crate::answer::{self, Answer};
use crate::door::{self, Admitted, Rejection};
use crate::state::{State, Verdict};

/// Answers a request that got through the door.
pub(crate) fn answer(request: Admitted, state: &State) -> Result<Answer, Rejection> {
    let (fields, consent) = parse(request.body)?;
    if consent != CONSENT_STATEMENT {
        return Ok(refusal(code::INVALID_CONSENT, "The consent statement is not the required one."));
    }
    Ok(match state.sign(&request.auth_token, fields.sign_url.expose(), &fields.profile_id) {
        Verdict::Signed => {
            envelope(StatusCode::OK, 1, Some(code::SIGNING_SUCCESS), "The document is signed.")
        }
        Verdict::InvitationNotExists => {
            refusal(code::INVITATION_NOT_EXISTS, "No invitation that this account can sign.")
        }
        Verdict::ProfileNotExists => refusal(code::PROFILE_NOT_EXISTS, "No DocSigner profile with this id."),
    })
}

/// Answers a request that did not get through the door.
pub(crate) fn reject(rejection: &Rejection) -> Answer {
    envelope(rejection.status, 0, None, &rejection.message)
}

fn refusal(code: &str, message: &str) -> Answer {
    envelope(StatusCode::OK, 0, Some(code), message)
}

fn envelope(http_status: StatusCode, status: i64, code: Option<&str>, message: &str) -> Answer {
    let message = Message { code: code.map(Into::into), message: Some(message.into()) };
    let body = SignInvitationResponse {
        status: Some(status),
        data: Some(Map::new()),
        messages: Some(vec![Some(message)]),
    };
    answer::json(http_status, &body)
}

/// The fields and the consent as it was sent. The generated type has room for the required statement alone, so the
/// sent one is taken out before.
fn parse(mut body: Map<String, Value>) -> Result<(SignInvitationRequest, String), Rejection> {
    let consent = match body.get_mut("consent") {
        Some(Value::String(sent)) => std::mem::replace(sent, CONSENT_STATEMENT.to_owned()),
        _ => return Err(Rejection::malformed("The body does not fit the operation: no text in `consent`.")),
    };
    Ok((door::fields(body)?, consent))
}
