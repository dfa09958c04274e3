// By `cargo xtask generate` from spec/leegality.yaml; do not edit.

use http::{HeaderValue, Method};
use reqwest::Url;
use crate::client::{Client, below};
use crate::error::Error;
use crate::response::ResponseValue;
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///A department of the user's organization.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct DepartmentVo {
        ///When the department was created.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///Whether the department is active.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///Id of the department.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the department.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///How many users the department has.
        #[serde(
            rename = "totalUsers",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub total_users: ::std::option::Option<i64>,
    }
    ///A single permission of a role.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct EntitlementVo {
        ///Id of the entitlement, fixed by Sign Station.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the entitlement, such as `DOCUMENT_SIGN`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    ///One reason why a login failed.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct LoginErrorDetail {
        ///Tells programs the reason.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<::std::string::String>,
        ///Tells people the reason.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        ///Path of the API that reports it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
    }
    ///Why a login failed.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct LoginErrorResponse {
        ///Tells programs why, as a whole.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<::std::string::String>,
        ///Why, in detail.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub errors: ::std::option::Option<
            ::std::vec::Vec<::std::option::Option<LoginErrorDetail>>,
        >,
    }
    ///A Sign Station user's credentials.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct LoginRequest {
        pub password: crate::secret::Password,
        ///Name of the user, an e-mail address.
        pub username: ::std::string::String,
    }
    ///The answer to a login.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct LoginResponse {
        ///Tells programs how the login went.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<::std::string::String>,
        ///The logged-in user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<LoginUserVo>,
        ///Tells people how the login went.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
    }
    ///A logged-in user, with the access token.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct LoginUserVo {
        ///JWT to be sent as a bearer token with other Sign Station calls.
        #[serde(
            rename = "accessToken",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub access_token: ::std::option::Option<crate::secret::AccessToken>,
        ///Permissions that the user has through all roles.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub authorities: ::std::option::Option<
            ::std::vec::Vec<::std::option::Option<::std::string::String>>,
        >,
        ///Departments of the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub departments: ::std::option::Option<
            ::std::vec::Vec<::std::option::Option<DepartmentVo>>,
        >,
        ///Lifetime of the access token, in seconds.
        #[serde(
            rename = "expiresIn",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expires_in: ::std::option::Option<i64>,
        ///The user's full name.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///The organization that the user belongs to.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub organization: ::std::option::Option<OrganizationVo>,
        ///Roles of the user.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub roles: ::std::option::Option<::std::vec::Vec<::std::option::Option<RoleVo>>>,
        ///Kind of the access token, as a rule `Bearer`.
        #[serde(
            rename = "tokenType",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub token_type: ::std::option::Option<::std::string::String>,
        ///Name under which the user logged in.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub username: ::std::option::Option<::std::string::String>,
    }
    ///A code for programs with a text for people.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct Message {
        ///Tells programs what happened. Codes beyond the documented ones occur.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<::std::string::String>,
        ///Tells people what happened.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
    }
    ///An organization of Sign Station.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct OrganizationVo {
        ///When the organization was created.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///Whether the organization is active.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub enabled: ::std::option::Option<bool>,
        ///Id of the organization.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the organization.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
        ///When the organization was changed last.
        #[serde(
            rename = "updatedAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub updated_at: ::std::option::Option<::std::string::String>,
    }
    ///A role that a user has.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct RoleVo {
        ///When the role was created.
        #[serde(
            rename = "createdAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub created_at: ::std::option::Option<::std::string::String>,
        ///What the role permits.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub entitlements: ::std::option::Option<
            ::std::vec::Vec<::std::option::Option<EntitlementVo>>,
        >,
        ///Id of the role.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub id: ::std::option::Option<::std::string::String>,
        ///Name of the role, such as `Admin`.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }
    ///What to sign, with which certificate, and the consent to it.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug)]
    pub struct SignInvitationRequest {
        pub consent: crate::consent::ConsentStatement,
        ///Id of the DocSigner profile that holds the certificate. The invitee's dashboard lists it under eSignature & Seal in the settings. Profiles on Leegality's servers and on one's own both work.
        #[serde(rename = "profileId")]
        pub profile_id: ::std::string::String,
        #[serde(rename = "signUrl")]
        pub sign_url: crate::secret::SignUrl,
    }
    ///The verdict on a signing request.
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default)]
    pub struct SignInvitationResponse {
        ///Documented as an empty object in both cases.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<
            ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        >,
        ///What the server has to say, on success and on failure.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub messages: ::std::option::Option<
            ::std::vec::Vec<::std::option::Option<Message>>,
        >,
        ///1 when the document was signed, 0 when it was not and `messages` tells why.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i64>,
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
/// The URL of each operation.
#[derive(Clone, Debug)]
pub(crate) struct Urls {
    pub(crate) sign_invitation: Url,
    pub(crate) login: Url,
}
impl Urls {
    pub(crate) fn new(base_url: &Url) -> Self {
        Self {
            sign_invitation: below(base_url, "/v3.0/sign/docSigner/invitation"),
            login: below(base_url, "/api/v1/auth/login"),
        }
    }
}
impl Client {
    /**Sign an invitation with a Document Signer Certificate

Signs, in the name of the invitee, the document behind one invitation. Legally binding and not idempotent. The HTTP status is 200 whether the document was signed or not: `status` in the body is the verdict.

Sends a `POST` request to `/v3.0/sign/docSigner/invitation`

Arguments:
- `auth_token`: Sent as the auth header, marked sensitive.
- `body`: The invitation, the certificate and the consent.
*/
    pub async fn sign_invitation<'a>(
        &'a self,
        auth_token: Option<HeaderValue>,
        body: &'a types::SignInvitationRequest,
    ) -> Result<ResponseValue<types::SignInvitationResponse>, Error<()>> {
        let response = self
            .send(Method::POST, &self.urls.sign_invitation, auth_token, body)
            .await?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /**Exchange a username and password for an access token

Logs a user in to Sign Station. The answer holds a JWT for the `Authorization` header of other Sign Station calls, and the user's profile.

Sends a `POST` request to `/api/v1/auth/login`

Arguments:
- `auth_token`: Sent as the auth header, marked sensitive.
- `body`: The user's credentials.
*/
    pub async fn login<'a>(
        &'a self,
        auth_token: Option<HeaderValue>,
        body: &'a types::LoginRequest,
    ) -> Result<ResponseValue<types::LoginResponse>, Error<types::LoginErrorResponse>> {
        let response = self
            .send(Method::POST, &self.urls.login, auth_token, body)
            .await?;
        match response.status().as_u16() {
            200u16 => ResponseValue::from_response(response).await,
            401u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
