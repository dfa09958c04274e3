//! The profile of a user, for people and for programs.

use std::fmt::Write;
use std::time::{Duration, SystemTime};

use leegality::{Department, Organization, Role, Session};
use serde::Serialize;
use serde_json::{Value, json};

use crate::output;
use crate::text::{count, printable};

/// The profile in two columns; the token only where there is one to show.
pub(crate) fn text(session: &Session, token: Option<&str>) -> String {
    let user = session.user();
    let mut rows = vec![
        ("name", or_none(user.name())),
        ("organization", user.organization().map_or_else(none, organization_text)),
    ];
    rows.extend(list("roles", user.roles().iter().map(role_text)));
    rows.extend(list("departments", user.departments().iter().map(department_text)));
    rows.extend(list("authorities", user.authorities().iter().cloned()));
    rows.push(("token", token_text(session)));
    if let Some(token) = token {
        rows.push(("access token", token.to_owned()));
    }
    let username = printable(user.username().unwrap_or("(no username in the answer)"));
    format!("logged in as {username}\n\n{}", output::columns(&rows))
}

/// The profile as the server gave it, with our names of the fields.
pub(crate) fn json<'a>(session: &'a Session, token: Option<&'a str>) -> impl Serialize {
    let user = session.user();
    LoggedIn {
        result: "logged_in",
        user: json!({
            "username": user.username(),
            "name": user.name(),
            "organization": user.organization().map(organization_json),
            "roles": user.roles().iter().map(role_json).collect::<Vec<_>>(),
            "departments": user.departments().iter().map(department_json).collect::<Vec<_>>(),
            "authorities": user.authorities(),
        }),
        token_type: session.token_type(),
        expires_at: session.expires_at().and_then(timestamp),
        attempts: session.attempts(),
        access_token: token,
    }
}

#[derive(Serialize)]
struct LoggedIn<'a> {
    result: &'static str,
    user: Value,
    token_type: Option<&'a str>,
    expires_at: Option<String>,
    attempts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<&'a str>,
}

/// One row for each item, labelled once.
fn list(label: &'static str, items: impl Iterator<Item = String>) -> Vec<(&'static str, String)> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    let rows: Vec<_> = labels.zip(items).collect();
    if rows.is_empty() { vec![(label, none())] } else { rows }
}

fn organization_text(organization: &Organization) -> String {
    or_none(organization.name()) + switched_off(organization.enabled())
}

fn organization_json(organization: &Organization) -> Value {
    json!({
        "id": organization.id(),
        "name": organization.name(),
        "enabled": organization.enabled(),
        "created_at": organization.created_at(),
        "updated_at": organization.updated_at(),
    })
}

fn role_text(role: &Role) -> String {
    let entitlements: Vec<_> =
        role.entitlements().iter().map(|entitlement| or_none(entitlement.name())).collect();
    let entitlements = if entitlements.is_empty() { none() } else { entitlements.join(", ") };
    format!("{}: {entitlements}", or_none(role.name()))
}

fn role_json(role: &Role) -> Value {
    let entitlements = role.entitlements().iter();
    let entitlements =
        entitlements.map(|entitlement| json!({ "id": entitlement.id(), "name": entitlement.name() }));
    json!({
        "id": role.id(),
        "name": role.name(),
        "created_at": role.created_at(),
        "entitlements": entitlements.collect::<Vec<_>>(),
    })
}

fn department_text(department: &Department) -> String {
    let users = department.total_users().and_then(|users| u64::try_from(users).ok());
    let users = users.map(|users| format!(" ({})", count(users, "user", "users"))).unwrap_or_default();
    or_none(department.name()) + &users + switched_off(department.enabled())
}

fn department_json(department: &Department) -> Value {
    json!({
        "id": department.id(),
        "name": department.name(),
        "enabled": department.enabled(),
        "created_at": department.created_at(),
        "total_users": department.total_users(),
    })
}

fn token_text(session: &Session) -> String {
    let token_type = session.token_type().unwrap_or("of an unnamed type");
    match session.expires_at() {
        Some(expires_at) => {
            let left = expires_at.duration_since(SystemTime::now()).unwrap_or_default();
            let left = humantime::format_duration(Duration::from_secs(left.as_secs()));
            let expires_at = timestamp(expires_at).unwrap_or_else(|| "after the year 9999".to_owned());
            format!("{token_type}, expires {expires_at} (in {left})")
        }
        None => format!("{token_type}, and the server does not say when it expires"),
    }
}

/// Nothing after the year 9999, for which RFC 3339 has no notation. A server can name any lifetime.
fn timestamp(time: SystemTime) -> Option<String> {
    let mut text = String::new();
    write!(text, "{}", humantime::format_rfc3339_seconds(time)).is_ok().then_some(text)
}

fn switched_off(enabled: Option<bool>) -> &'static str {
    if enabled == Some(false) { ", not active" } else { "" }
}

fn or_none(text: Option<&str>) -> String {
    text.map_or_else(none, str::to_owned)
}

fn none() -> String {
    "(none)".to_owned()
}
