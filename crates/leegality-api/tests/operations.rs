//! What `Client::send` cannot send stops the build, with a message that says so.

#[path = "../build/operations.rs"]
mod operations;

use openapiv3::OpenAPI;

const GENERATED: &str = include_str!(concat!(env!("OUT_DIR"), "/generator.rs"));
const SPEC: &str = include_str!("../openapi.json");

/// What stops the build, if the generator's client and the spec differ from what they are in this.
fn problem(client: [&str; 2], spec: [&str; 2]) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let changed = |text: &str, [from, to]: [&str; 2]| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let client = syn::parse_file(&changed(GENERATED, client))?;
    let spec: OpenAPI = serde_json::from_str(&changed(SPEC, spec))?;
    Ok(operations::rewrite(client, &spec).err())
}

#[test]
fn what_cannot_be_sent_is_refused() -> Result<(), Box<dyn std::error::Error>> {
    let same = ["", ""];
    assert_eq!(problem(same, same)?, None);

    let body = "body: &'a types::SignInvitationRequest,";
    for client in [
        [".json(&body)", ".form_urlencoded(&body)?"],
        [".json(&body)", ".body(body)"],
        [body, &format!("id: &'a str, {body}")],
        [body, ""],
    ] {
        let problem = problem(client, same)?.unwrap_or_default();
        assert!(
            problem.starts_with("`sign_invitation` takes something else than a JSON body"),
            "{client:?}: {problem}"
        );
    }
    let read = "200u16 => ResponseValue::from_response(response).await";
    for other in
        ["200u16 => Ok(ResponseValue::empty(response))", "200u16 => Ok(ResponseValue::stream(response))"]
    {
        let problem = problem([read, other], same)?.unwrap_or_default();
        assert!(
            problem.starts_with("`sign_invitation` has an answer that is not JSON"),
            "{other}: {problem}"
        );
    }
    let end = "_ => Err(Error::UnexpectedResponse(response)),\n        }";
    let no_verdict = problem([end, &format!("{end};")], same)?;
    assert!(no_verdict.is_some_and(|problem| problem.contains("does not end in a `match`")));
    Ok(())
}

#[test]
fn the_spec_and_the_client_name_the_same_operations() -> Result<(), Box<dyn std::error::Error>> {
    let id = "\"operationId\": \"signInvitation\",";
    for (spec, expected) in [
        ("", "`post /v3.0/sign/docSigner/invitation` has no operationId"),
        ("\"operationId\": \"sign\",", "the spec has no `sign_invitation`"),
    ] {
        assert_eq!(problem(["", ""], [id, spec])?.as_deref(), Some(expected));
    }
    Ok(())
}
