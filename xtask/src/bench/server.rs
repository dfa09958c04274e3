//! A server that answers every signing call with success, from threads of this process, so that nothing of it is
//! counted as the client's.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

use crate::bench::program;

const ANSWER: &str =
    r#"{"status":1,"data":{},"messages":[{"code":"signing.success","message":"The document is signed."}]}"#;

/// Serves until this process ends, and gives the base URL.
pub(super) fn start() -> Result<String, String> {
    let problem = |error: std::io::Error| format!("could not listen on 127.0.0.1: {error}");
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(problem)?;
    let origin = format!("http://{}", listener.local_addr().map_err(problem)?);
    let expected = json!({
        "signUrl": format!("{origin}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c"),
        "profileId": "d4NrfHV",
        "consent": program::consent_statement()?,
    });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let expected = expected.clone();
            thread::spawn(move || serve(stream, &expected));
        }
    });
    Ok(format!("{origin}/api"))
}

/// Answers what comes over one connection until the client ends it.
fn serve(stream: TcpStream, expected: &Value) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut writer = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    let ok = answer("200 OK", ANSWER);
    let mut known: Option<Vec<u8>> = None;
    loop {
        let request = read(&mut reader)?;
        // The first is read in full, and the rest are to be like it.
        let is_fine = match &known {
            Some(known) => *known == request.body,
            None => request.is_a_signing_call(expected),
        };
        if !is_fine {
            return writer.write_all(answer("400 Bad Request", "{\"status\":0}").as_bytes()).ok();
        }
        known.get_or_insert(request.body);
        writer.write_all(ok.as_bytes()).ok()?;
    }
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         date: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n{body}",
        body.len()
    )
}

struct Request {
    /// In lower case.
    head: String,
    body: Vec<u8>,
}

/// The next request; nothing where the connection ended.
fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    head.make_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"))?;
    let mut body = vec![0; length.trim().parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Request { head, body })
}

impl Request {
    /// Whether it says all that a signing call says, so that no client saves what others send.
    fn is_a_signing_call(&self, expected: &Value) -> bool {
        let has = |line: &str| self.head.contains(line);
        has("post /api/v3.0/sign/docsigner/invitation http/1.1\r\n")
            && has("\r\nx-auth-token: my-auth-token\r\n")
            && has("\r\ncontent-type: application/json\r\n")
            && has("\r\naccept: ")
            && has("\r\nuser-agent: ")
            && serde_json::from_slice::<Value>(&self.body).is_ok_and(|body| body == *expected)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn it_answers_signing_calls_and_nothing_else() {
        let base_url = start().unwrap();
        let origin = base_url.trim_end_matches("/api").to_owned();
        let body = json!({
            "signUrl": format!("{origin}/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c"),
            "profileId": "d4NrfHV",
            "consent": program::consent_statement().unwrap(),
        });
        let send = |body: &str, times: usize| {
            let mut stream = TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
            let request = format!(
                "POST /api/v3.0/sign/docSigner/invitation HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nUser-Agent: x\r\n\
                 X-Auth-Token: my-auth-token\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(request.repeat(times).as_bytes()).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answers = String::new();
            stream.read_to_string(&mut answers).unwrap();
            answers
        };
        assert_eq!(send(&body.to_string(), 3).matches("HTTP/1.1 200 OK").count(), 3);
        assert!(send(r#"{"consent":"I agree"}"#, 1).starts_with("HTTP/1.1 400"));
    }
}
