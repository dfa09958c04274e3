//! The spec that a run is held against: the packaged one, what the stand-in promises beyond it, and examples that are
//! true for this run.

use std::fs;

use serde_json::{Map, Value, json};

use crate::spec::Spec;
use crate::stand_in::Announcement;
use crate::workspace;

pub(super) fn of(announcement: &Announcement) -> Result<Value, String> {
    let packaged = workspace().join("crates/leegality-api/openapi.json");
    let problem = |error: &dyn std::fmt::Display| format!("could not read {}: {error}", packaged.display());
    let text = fs::read_to_string(&packaged).map_err(|error| problem(&error))?;
    let mut spec: Value = serde_json::from_str(&text).map_err(|error| problem(&error))?;

    let promised = Spec::read(&workspace().join("crates/leegality-mock/contract.yaml"))?;
    let promised = serde_json::to_value(&*promised.root).map_err(|error| error.to_string())?;
    apply(&mut spec, &promised)?;
    close_codes(&mut spec);
    give_examples(&mut spec, announcement)?;
    Ok(spec)
}

/// Puts the stand-in's promises into the spec.
fn apply(spec: &mut Value, promised: &Value) -> Result<(), String> {
    for (id, patch) in promised["operations"].as_object().into_iter().flatten() {
        merge(operation(spec, id)?, patch);
    }
    merge(&mut spec["components"], &promised["components"]);
    Ok(())
}

fn operation<'a>(spec: &'a mut Value, id: &str) -> Result<&'a mut Value, String> {
    let paths = spec["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    let mut operations = paths.filter_map(Value::as_object_mut).flat_map(|path| path.values_mut());
    operations
        .find(|operation| operation["operationId"] == id)
        .ok_or_else(|| format!("the spec has no operation `{id}`"))
}

/// A merge patch, as RFC 7396 defines it.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    for (key, value) in patch {
        if let (true, Some(target)) = (value.is_null(), target.as_object_mut()) {
            target.remove(key);
        } else {
            merge(&mut target[key], value);
        }
    }
}

/// Clients are ready for any code. The stand-in sends documented ones.
fn close_codes(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(documented) = members.get("x-documented-codes").and_then(Value::as_array) {
                let mut codes: Vec<_> = documented.iter().map(|entry| entry["code"].clone()).collect();
                if members.get("nullable") == Some(&Value::Bool(true)) {
                    codes.push(Value::Null);
                }
                members.insert("enum".to_owned(), codes.into());
            }
            members.values_mut().for_each(close_codes);
        }
        Value::Array(items) => items.iter_mut().for_each(close_codes),
        _ => {}
    }
}

/// What is made up at random signs nothing and logs nobody in.
fn give_examples(spec: &mut Value, announcement: &Announcement) -> Result<(), String> {
    let Announcement { profile_id, username, password, sign_urls, .. } = announcement;
    let [to_sign @ .., for_unknown_profile, anywhere] = sign_urls.as_slice() else {
        return Err("the stand-in has too few invitations".to_owned());
    };
    let sign = operation(spec, "signInvitation")?;
    let examples = &mut sign["requestBody"]["content"]["application/json"]["examples"];
    let documented = examples["documented"]["value"].clone();
    let request = |sign_url: &str, profile_id: &Value| {
        let mut value = documented.clone();
        value["signUrl"] = sign_url.into();
        value["profileId"] = profile_id.clone();
        json!({ "value": value })
    };
    let named = to_sign.iter().enumerate();
    let mut given: Map<_, _> = named
        .map(|(index, url)| (format!("invitation{index}"), request(url, &profile_id.as_str().into())))
        .collect();
    given.insert("unknownProfile".to_owned(), request(for_unknown_profile, &documented["profileId"]));
    *examples = given.into();

    let login = operation(spec, "login")?;
    login["requestBody"]["content"]["application/json"]["examples"] =
        json!({ "user": { "value": { "username": username, "password": password } } });

    // These find their way into requests that are otherwise made up.
    let schemas = &mut spec["components"]["schemas"];
    schemas["SignUrl"]["example"] = anywhere.as_str().into();
    schemas["SignInvitationRequest"]["properties"]["profileId"]["example"] = profile_id.as_str().into();
    schemas["ConsentStatement"]["example"] = documented["consent"].clone();
    schemas["LoginRequest"]["properties"]["username"]["example"] = username.as_str().into();
    schemas["Password"]["example"] = password.as_str().into();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_merges_replaces_and_removes() {
        let mut target = json!({ "kept": 1, "gone": 2, "merged": { "kept": 3 }, "list": [4] });
        merge(&mut target, &json!({ "gone": null, "merged": { "new": { "gone": null } }, "list": [5] }));
        assert_eq!(target, json!({ "kept": 1, "merged": { "kept": 3, "new": {} }, "list": [5] }));
    }

    #[test]
    fn a_promise_about_no_operation_is_an_error() {
        let mut spec = json!({ "paths": { "/a": { "post": { "operationId": "a" } } } });
        let error = apply(&mut spec, &json!({ "operations": { "b": {} } })).unwrap_err();
        assert_eq!(error, "the spec has no operation `b`");
    }

    #[test]
    fn documented_codes_become_the_only_ones() {
        let mut spec = json!([{ "nullable": true, "x-documented-codes": [{ "code": "a" }] }]);
        close_codes(&mut spec);
        assert_eq!(spec[0]["enum"], json!(["a", null]));
    }
}
