//! A user of Sign Station.

use std::fmt;

use leegality_api::types::{DepartmentVo, EntitlementVo, LoginUserVo, OrganizationVo, RoleVo};
use serde_json::Value;

/// A user who can log in to Sign Station.
///
/// `Debug` does not show the password.
///
/// ```
/// use leegality_mock::User;
/// use serde_json::json;
///
/// let user = User::new("user@example.com", "throwaway");
/// let without_roles = user.clone().profile(json!({ "name": "Test User", "roles": null }));
/// let unlucky = User::new("unlucky@example.com", "throwaway").failing();
/// ```
#[derive(Clone)]
pub struct User {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) profile: Value,
    pub(crate) conduct: Conduct,
}

/// What a login of a user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conduct {
    ChecksPassword,
    Fails,
}

impl User {
    /// A user with a neutral profile: an organization, a role and a department, all made up.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
            profile: serde_json::to_value(neutral_profile()).unwrap_or_default(),
            conduct: Conduct::ChecksPassword,
        }
    }

    /// Replaces the profile by any JSON, unusual JSON included.
    ///
    /// A login adds the username and the fields about the access token, except those that the profile has. What is not
    /// an object is handed out as it stands.
    #[must_use]
    pub fn profile(mut self, profile: Value) -> Self {
        self.profile = profile;
        self
    }

    /// Makes every login of the user end in an internal server error.
    #[must_use]
    pub fn failing(mut self) -> Self {
        self.conduct = Conduct::Fails;
        self
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("username", &self.username)
            .field("conduct", &self.conduct)
            .finish_non_exhaustive()
    }
}

fn neutral_profile() -> LoginUserVo {
    let moment = "2026-01-01T00:00:00Z";
    LoginUserVo {
        name: Some("Test User".into()),
        organization: Some(OrganizationVo {
            id: Some("00000000-0000-4000-8000-000000000001".into()),
            name: Some("Test Organization".into()),
            created_at: Some(moment.into()),
            updated_at: Some(moment.into()),
            enabled: Some(true),
        }),
        authorities: Some(vec![Some("readDocument".into()), Some("signDocument".into())]),
        roles: Some(vec![Some(RoleVo {
            id: Some("00000000-0000-4000-8000-000000000002".into()),
            name: Some("User".into()),
            created_at: Some(moment.into()),
            entitlements: Some(vec![Some(EntitlementVo {
                id: Some("00000000-0000-4000-8000-000000000003".into()),
                name: Some("DOCUMENT_SIGN".into()),
            })]),
        })]),
        departments: Some(vec![Some(DepartmentVo {
            id: Some("00000000-0000-4000-8000-000000000004".into()),
            name: Some("Test Department".into()),
            enabled: Some(true),
            created_at: Some(moment.into()),
            total_users: Some(1),
        })]),
        ..LoginUserVo::default()
    }
}
