//! Logging in to Sign Station, as its page describes it.

use std::time::{SystemTime, UNIX_EPOCH};

use http::StatusCode;
use leegality_api::AccessToken;
use leegality_api::facts::{LOGIN_PATH, code};
use leegality_api::types::{LoginRequest, LoginUserVo};
use serde_json::{Value, json};

use crate::answer::{self, Answer};
use crate::door::{self, Admitted, Rejection};
use crate::jwt;
use crate::state::{Login, State};
use crate::user::User;

/// Answers a request that got through the door.
pub(crate) fn answer(request: Admitted, state: &State) -> Result<Answer, Rejection> {
    let fields: LoginRequest = door::fields(request.body)?;
    Ok(match state.log_in(&fields.username, fields.password.expose()) {
        Login::Accepted(user, signature) => success(user, &signature),
        Login::Rejected => failure(
            StatusCode::UNAUTHORIZED,
            Some(code::LE_ERR_SS_401),
            &json!({
                "message": "Authentication failed. Invalid username or password.",
                "path": LOGIN_PATH,
                "code": code::LE_ERR_SS_301,
            }),
        ),
        Login::Failed => failure(
            StatusCode::INTERNAL_SERVER_ERROR,
            Some(code::LE_ERR_SS_500),
            &json!({ "message": "Internal Server Error", "path": null, "code": null }),
        ),
    })
}

/// Answers a request that did not get through the door.
pub(crate) fn reject(rejection: &Rejection) -> Answer {
    let detail = json!({ "message": rejection.message, "path": LOGIN_PATH, "code": null });
    failure(rejection.status, None, &detail)
}

fn success(user: User, signature: &[u8]) -> Answer {
    let body = json!({
        "code": code::LE_SS_301,
        "message": "Authentication successful.",
        "data": data(user, signature),
    });
    answer::json(StatusCode::OK, &body)
}

/// The profile on top of what every login has.
fn data(user: User, signature: &[u8]) -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let issued = LoginUserVo {
        access_token: Some(AccessToken::new(jwt::issue(&user.username, now, signature))),
        username: Some(user.username),
        token_type: Some("Bearer".into()),
        expires_in: i64::try_from(jwt::LIFETIME).ok(),
        ..LoginUserVo::default()
    };
    match (user.profile, serde_json::to_value(issued)) {
        (Value::Object(profile), Ok(Value::Object(mut data))) => {
            data.extend(profile);
            Value::Object(data)
        }
        (other, _) => other,
    }
}

/// Written out, because the generated types leave nulls out, and the page shows them.
fn failure(status: StatusCode, code: Option<&str>, detail: &Value) -> Answer {
    answer::json(status, &json!({ "code": code, "errors": [detail] }))
}
