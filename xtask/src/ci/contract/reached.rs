//! What a run came by: one that never signs anything, or never fails to, says little.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::stand_in::StandIn;

/// Fails unless each answer of the spec was seen, and the stand-in saw the successes too.
pub(super) fn check(report: &str, spec: &Value, stand_in: &StandIn) -> Result<(), String> {
    let report: Value =
        serde_json::from_str(report).map_err(|error| format!("could not read the report: {error}"))?;
    let answers = answers(&report, &stand_in.announcement.base_url);
    let mut missing: Vec<_> = unseen_statuses(&answers, spec);

    let codes = signing_codes(&answers);
    let seen: Vec<_> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
    println!("answers to signing calls: {}", seen.join(", "));
    let documented = &spec["components"]["schemas"]["Message"]["properties"]["code"]["x-documented-codes"];
    let documented = documented.as_array().into_iter().flatten().filter_map(|entry| entry["code"].as_str());
    missing.extend(documented.filter(|code| !codes.contains_key(code)).map(|code| format!("`{code}`")));
    if !missing.is_empty() {
        return Err(format!("no request was answered with {}", missing.join(", ")));
    }
    agree(&answers, stand_in)
}

/// An answer, and the path that was asked.
struct Answer<'a> {
    path: &'a str,
    method: String,
    status: u64,
    body: Value,
}

fn answers<'a>(report: &'a Value, base_url: &str) -> Vec<Answer<'a>> {
    let entries = report["log"]["entries"].as_array().into_iter().flatten();
    let read = |entry: &'a Value| {
        let (request, response) = (&entry["request"], &entry["response"]);
        let text = response["content"]["text"].as_str().unwrap_or_default();
        Some(Answer {
            path: request["url"].as_str()?.strip_prefix(base_url)?,
            method: request["method"].as_str()?.to_lowercase(),
            status: response["status"].as_u64()?,
            body: serde_json::from_str(text).unwrap_or_default(),
        })
    };
    entries.filter_map(read).collect()
}

fn unseen_statuses(answers: &[Answer<'_>], spec: &Value) -> Vec<String> {
    let seen: BTreeSet<_> = answers
        .iter()
        .map(|answer| (answer.path, answer.method.as_str(), answer.status.to_string()))
        .collect();
    let mut unseen = Vec::new();
    for (path, operations) in spec["paths"].as_object().into_iter().flatten() {
        for (method, operation) in operations.as_object().into_iter().flatten() {
            for status in
                operation["responses"].as_object().into_iter().flat_map(|responses| responses.keys())
            {
                if !seen.contains(&(path, method, status.clone())) {
                    unseen.push(format!("HTTP {status} by {path}"));
                }
            }
        }
    }
    unseen
}

/// How often each code of a signing call was seen.
fn signing_codes<'a>(answers: &'a [Answer<'_>]) -> BTreeMap<&'a str, usize> {
    let mut codes = BTreeMap::new();
    for answer in answers {
        for message in answer.body["messages"].as_array().into_iter().flatten() {
            if let Some(code) = message["code"].as_str() {
                *codes.entry(code).or_default() += 1;
            }
        }
    }
    codes
}

/// Holds the successes that were answered against what the stand-in wrote down.
fn agree(answers: &[Answer<'_>], stand_in: &StandIn) -> Result<(), String> {
    let answered = answers.iter().filter(|answer| answer.status == 200 && answer.body["status"] == 1).count();
    let signed: u64 = stand_in.ledger()?.iter().map(|entry| entry.count).sum();
    println!("signed: {answered} by the answers, {signed} by the ledger");
    if answered == 0 || answered as u64 != signed {
        return Err("the answers and the ledger have to agree on what was signed".to_owned());
    }

    let is_login =
        |answer: &&Answer<'_>| answer.status == 200 && answer.body["data"]["accessToken"].is_string();
    let logins: Vec<_> = answers.iter().filter(is_login).collect();
    let requests = stand_in.requests()?;
    let announcement = &stand_in.announcement;
    let with_credentials = requests.iter().filter(|request| {
        let body: Value = serde_json::from_str(&request.body).unwrap_or_default();
        logins.iter().any(|login| request.path.ends_with(login.path))
            && body["username"] == *announcement.username
            && body["password"] == *announcement.password
    });
    let with_credentials = with_credentials.count();
    println!("logged in: {} by the answers, of {with_credentials} with the credentials", logins.len());
    if logins.is_empty() || logins.len() > with_credentials {
        return Err("nobody can log in without the credentials".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_that_was_not_seen_is_named() {
        let spec = json!({ "paths": { "/a": { "post": { "responses": { "200": {}, "400": {} } } } } });
        let entry = |url: &str, method: &str, status: u16| json!({ "request": { "url": url, "method": method }, "response": { "status": status, "content": {} } });
        let report = json!({ "log": { "entries": [
            entry("http://x/api/a", "POST", 200),
            entry("http://x/api/a", "GET", 400),
            entry("http://x/api/b", "POST", 400),
        ] } });
        let answers = answers(&report, "http://x/api");
        assert_eq!(unseen_statuses(&answers, &spec), ["HTTP 400 by /a"]);
    }
}
