//! Results of calls as text for snapshots, without times.

use std::fmt::Write;
use std::time::SystemTime;

use leegality::{Error, Message, Receipt, Result, Session};

use crate::sample;

/// What became of a signing call.
pub fn signing(result: &Result<Receipt>) -> String {
    match result {
        Ok(receipt) => {
            let mut text = format!(
                "signed\ncode: {:?}\nmessage code: {:?}\nmessage: {:?}\n",
                receipt.code(),
                receipt.message_code(),
                receipt.message()
            );
            messages(&mut text, receipt.messages());
            writeln!(text, "HTTP status: {}\nattempts: {}", receipt.http_status(), receipt.attempts())
                .unwrap();
            writeln!(text, "recorded: {:?}", receipt.record().outcome()).unwrap();
            text
        }
        Err(failure) => error(failure),
    }
}

/// What became of a login.
pub fn login(result: &Result<Session>) -> String {
    match result {
        Ok(session) => format!(
            "logged in\naccess token: {} bytes\ntoken type: {:?}\nexpires in: {:?}\nattempts: {}\n{:#?}\n",
            session.access_token().expose().len(),
            session.token_type(),
            session.expires_at().map(minutes_from_now),
            session.attempts(),
            session.user(),
        ),
        Err(failure) => error(failure),
    }
}

/// An error, with everything it can be asked.
pub fn error(error: &Error) -> String {
    let mut text = format!("{:?}, {:?}\n{error}\n", error.outcome(), error.kind());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        writeln!(text, "caused by: {cause}").unwrap();
        source = cause.source();
    }
    writeln!(text, "code: {:?}\nmessage code: {:?}", error.code(), error.message_code()).unwrap();
    messages(&mut text, error.messages());
    writeln!(text, "HTTP status: {:?}\nretry after: {:?}", error.http_status(), error.retry_after()).unwrap();
    writeln!(text, "attempts: {}", error.attempts()).unwrap();
    let recorded = error.record().map(|record| record.outcome());
    writeln!(text, "recorded: {recorded:?}").unwrap();
    text
}

fn messages(text: &mut String, messages: &[Message]) {
    for message in messages {
        writeln!(
            text,
            "- code {:?} ({:?}), text {:?}",
            message.code(),
            message.message_code(),
            message.text()
        )
        .unwrap();
    }
}

fn minutes_from_now(time: SystemTime) -> String {
    let seconds = time.duration_since(SystemTime::now()).map_or(0, |rest| rest.as_secs());
    format!("{} min", (seconds + 30) / 60)
}

/// Text with what differs from run to run replaced: times, ports and the version.
pub fn stable(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"[version]\"");
    // `Debug` of a SystemTime differs between platforms in everything but its first word.
    while let Some(start) = rest.find("SystemTime {") {
        let end = start + rest[start..].find('}').unwrap() + 1;
        out.push_str(&rest[..start]);
        out.push_str("[time]");
        rest = rest[end..].to_owned();
    }
    out.push_str(&rest);
    out = replace_number_after(&out, "127.0.0.1:");
    assert!(!out.contains(sample::AUTH_TOKEN), "a snapshot would hold the auth token");
    out
}

fn replace_number_after(text: &str, mark: &str) -> String {
    let mut parts = text.split(mark);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(mark);
        out.push_str("[port]");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}
