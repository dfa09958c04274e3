//! What is tried, and what is expected of it.

use leegality::ErrorKind::{
    self, Connect, ConnectionLost, Contradiction, HttpStatus, NotSigned, RateLimited, Redirected,
    ResponseTooLarge, Timeout, Unauthorized, UnreadableResponse, WrongCredentials,
};
use leegality::Outcome::{self, NotSent, Refused, Unknown};

use crate::https_rows::HTTPS_ROWS;
use crate::server::Server;

/// Stands in place of a fault: nobody listens at the client's address.
pub(crate) const UNREACHABLE: &str = "connection refused";

/// The table.
pub(crate) fn table() -> Vec<Row> {
    [ROWS, HTTPS_ROWS].concat()
}

/// The rows for plain HTTP that the table has not for HTTPS, over HTTPS.
pub(crate) fn beside_the_table() -> Vec<Row> {
    let is_in_table = |row: &Row| {
        table()
            .iter()
            .any(|other| (other.call, other.faults, other.server) == (row.call, row.faults, row.server))
    };
    let rows = ROWS.iter().filter(|row| row.faults != [UNREACHABLE]);
    rows.map(|row| row.over(Server::HTTPS)).filter(|row| !is_in_table(row)).collect()
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) call: Call,
    pub(crate) server: Server,
    /// The fault of the first request, of the second, and so on. `$AUTH_TOKEN`, `$SIGN_URL` and `$PASSWORD` become
    /// those of the call.
    pub(crate) faults: &'static [&'static str],
    pub(crate) claim: Claim,
    pub(crate) signatures: u64,
    pub(crate) attempts: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Sign,
    Login,
}

/// What the wrapper says that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    Done,
    Failed(Outcome, ErrorKind),
}
use Claim::{Done, Failed};

/// A row over plain HTTP.
pub(crate) const fn sign(
    faults: &'static [&'static str],
    claim: Claim,
    signatures: u64,
    attempts: u32,
) -> Row {
    Row { call: Call::Sign, server: Server::Http, faults, claim, signatures, attempts }
}

/// A row over plain HTTP.
pub(crate) const fn login(faults: &'static [&'static str], claim: Claim, attempts: u32) -> Row {
    Row { call: Call::Login, server: Server::Http, faults, claim, signatures: 0, attempts }
}

impl Row {
    /// The same over something else.
    pub(crate) const fn over(self, server: Server) -> Self {
        Self { server, ..self }
    }

    /// Its cells in the document: the server and the faults.
    pub(crate) fn cells(&self) -> Vec<String> {
        let faults: Vec<_> =
            self.faults.iter().map(|fault| format!("`{}`", fault.replace('|', "\\|"))).collect();
        vec![self.server.to_string(), faults.join(", then ")]
    }
}

pub(crate) const LOST: Claim = Failed(Unknown, ConnectionLost);
const LATE: Claim = Failed(Unknown, Timeout);
const UNREADABLE: Claim = Failed(Unknown, UnreadableResponse);
const SERVER_FAILED: Claim = Failed(Unknown, HttpStatus);
const TOO_LARGE: Claim = Failed(Unknown, ResponseTooLarge);
const CONTRADICTS: Claim = Failed(Unknown, Contradiction);
const NOT_SIGNED: Claim = Failed(Refused, NotSigned);
const RATE_LIMITED: Claim = Failed(Refused, RateLimited);

/// What is tried over plain HTTP.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    sign(&["none"], Done, 1, 1),
    // The connection.
    sign(&[UNREACHABLE], Failed(NotSent, Connect), 0, 3),
    sign(&["reset-before-reading"], LOST, 0, 1),
    sign(&["reset"], LOST, 0, 1),
    sign(&["reset-after-signing"], LOST, 1, 1),
    sign(&["reset-in-answer"], LOST, 1, 1),
    sign(&["close"], LOST, 0, 1),
    sign(&["close-after-signing"], LOST, 1, 1),
    sign(&["close-idle=0ms"], Done, 1, 1),
    sign(&["hang"], LATE, 0, 1),
    sign(&["hang-after-signing"], LATE, 1, 1),
    sign(&["slow=1ms"], Done, 1, 1),
    sign(&["slow=50ms"], LATE, 1, 1),
    // The answer's form.
    sign(&["cut-json"], UNREADABLE, 1, 1),
    sign(&["cut-body"], LOST, 1, 1),
    sign(&["content-type=text/html"], Done, 1, 1),
    sign(&["duplicate-headers"], UNREADABLE, 1, 1),
    sign(&["large-headers=8000"], Done, 1, 1),
    sign(&["large-headers=1000000"], UNREADABLE, 1, 1),
    sign(&["oversized=2000000"], TOO_LARGE, 0, 1),
    sign(&["oversized-after-signing=2000000"], TOO_LARGE, 1, 1),
    sign(&["oversized-chunked=2000000"], TOO_LARGE, 0, 1),
    sign(&["oversized-chunked-after-signing=2000000"], TOO_LARGE, 1, 1),
    sign(&["gzip-bomb=10000000"], UNREADABLE, 0, 1),
    sign(&["gzip-bomb-after-signing=10000000"], UNREADABLE, 1, 1),
    // The HTTP status.
    sign(&["status=200"], UNREADABLE, 0, 1),
    sign(&["status=204"], UNREADABLE, 0, 1),
    sign(&["status=400"], Failed(Refused, HttpStatus), 0, 1),
    sign(&["html=403"], Failed(Refused, Unauthorized), 0, 1),
    sign(&["status=408"], SERVER_FAILED, 0, 1),
    sign(&["status-after-signing=499"], SERVER_FAILED, 1, 1),
    sign(&["status=500"], SERVER_FAILED, 0, 1),
    sign(&["html=502"], SERVER_FAILED, 0, 1),
    sign(&["html-after-signing=502"], SERVER_FAILED, 1, 1),
    sign(&["html=503"], SERVER_FAILED, 0, 1),
    sign(&["html=504"], SERVER_FAILED, 0, 1),
    sign(&["html-after-signing=504"], SERVER_FAILED, 1, 1),
    sign(&["status=503,retry-after=0"], SERVER_FAILED, 0, 1),
    sign(&["status-after-signing=503,retry-after-date=1"], SERVER_FAILED, 1, 1),
    sign(&["redirect=301,location=http://127.0.0.1:9/"], Failed(Unknown, Redirected), 0, 1),
    sign(&["redirect-after-signing=302,location=http://127.0.0.1:9/"], Failed(Unknown, Redirected), 1, 1),
    sign(&["redirect=307,location=http://127.0.0.1:9/"], Failed(Refused, Redirected), 0, 1),
    sign(&["redirect=308,location=http://127.0.0.1:9/"], Failed(Refused, Redirected), 0, 1),
    // Waiting, and trying again.
    sign(&["status=429"], RATE_LIMITED, 0, 1),
    sign(&["status=429,retry-after=0"], Done, 1, 2),
    sign(&["status=429,retry-after=1"], Done, 1, 2),
    sign(&["status=429,retry-after-date=1"], Done, 1, 2),
    sign(&["status=429,retry-after=3600"], RATE_LIMITED, 0, 1),
    sign(&["status=429,retry-after=18446744073709551615"], RATE_LIMITED, 0, 1),
    sign(&["status=429,retry-after-date=3600"], RATE_LIMITED, 0, 1),
    sign(&["status=429,retry-after=0", "status=429,retry-after=0", "status=429,retry-after=0"], RATE_LIMITED, 0, 3),
    sign(&["status=429,retry-after=0", "status=400"], Failed(Refused, HttpStatus), 0, 2),
    sign(&["status=429,retry-after=0", "reset-after-signing"], LOST, 1, 2),
    sign(&["status=429,retry-after=0", "hang"], LATE, 0, 2),
    // What the answer says.
    sign(&["body="], UNREADABLE, 0, 1),
    sign(&["body=null"], UNREADABLE, 0, 1),
    sign(&["body=[{},[],1]"], UNREADABLE, 0, 1),
    sign(&[r#"body={"data":{}}"#], UNREADABLE, 0, 1),
    sign(&[r#"body-after-signing={"data":{}}"#], UNREADABLE, 1, 1),
    sign(&[r#"body={"status":null}"#], UNREADABLE, 0, 1),
    sign(&[r#"body={"status":2}"#], UNREADABLE, 0, 1),
    sign(&[r#"body={"status":"1"}"#], UNREADABLE, 0, 1),
    sign(&[r#"body-after-signing={"status":"1"}"#], UNREADABLE, 1, 1),
    sign(&[r#"body-after-signing={"status":0,"messages":[{"code":"signing.success"}]}"#], CONTRADICTS, 1, 1),
    sign(&[r#"body={"status":1,"messages":[{"code":"invalid.consent"}]}"#], CONTRADICTS, 0, 1),
    sign(&[r#"body-after-signing=403 {"status":1}"#], CONTRADICTS, 1, 1),
    sign(&[r#"body-after-signing=429 {"status":1}"#], CONTRADICTS, 1, 1),
    sign(&[r#"body-after-signing=500 {"status":1}"#], SERVER_FAILED, 1, 1),
    sign(&[r#"body={"status":0,"messages":null}"#], NOT_SIGNED, 0, 1),
    sign(&[r#"body={"status":0,"messages":[]}"#], NOT_SIGNED, 0, 1),
    sign(&[r#"body={"status":0,"messages":"none"}"#], UNREADABLE, 0, 1),
    sign(&[r#"body={"status":0,"messages":[{"code":"\u001b[31mred","message":"\u001b[2J"}]}"#], NOT_SIGNED, 0, 1),
    sign(&[r#"body={"status":0,"messages":[{"code":"$AUTH_TOKEN","message":"$SIGN_URL"}]}"#], NOT_SIGNED, 0, 1),
    sign(&["body=400 $AUTH_TOKEN $SIGN_URL"], Failed(Refused, HttpStatus), 0, 1),
    sign(&["body=500 $AUTH_TOKEN $SIGN_URL"], SERVER_FAILED, 0, 1),
    sign(&["body=$AUTH_TOKEN $SIGN_URL"], UNREADABLE, 0, 1),

    login(&["none"], Done, 1),
    login(&[UNREACHABLE], Failed(NotSent, Connect), 3),
    login(&["reset-before-reading"], LOST, 1),
    login(&["reset"], LOST, 1),
    login(&["reset-after-signing"], LOST, 1),
    login(&["reset-in-answer"], LOST, 1),
    login(&["close"], LOST, 1),
    login(&["close-idle=0ms"], Done, 1),
    login(&["hang"], LATE, 1),
    login(&["slow=1ms"], Done, 1),
    login(&["cut-json"], UNREADABLE, 1),
    login(&["cut-body"], LOST, 1),
    login(&["content-type=text/html"], Done, 1),
    login(&["duplicate-headers"], UNREADABLE, 1),
    login(&["large-headers=1000000"], UNREADABLE, 1),
    login(&["oversized=2000000"], TOO_LARGE, 1),
    login(&["oversized-chunked=2000000"], TOO_LARGE, 1),
    login(&["gzip-bomb=10000000"], UNREADABLE, 1),
    login(&["html=502"], Done, 2),
    login(&["status=503,retry-after=0", "html=504"], Done, 3),
    login(&["html=502", "html=503", "html=504"], SERVER_FAILED, 3),
    login(&["status=503,retry-after-date=3600"], SERVER_FAILED, 1),
    login(&["status=500"], SERVER_FAILED, 1),
    login(&["status=429,retry-after=0"], RATE_LIMITED, 1),
    login(&["html=401"], Failed(Refused, Unauthorized), 1),
    login(&[r#"body=401 {"errors":[{"code":"LE_ERR_SS_301","message":"$PASSWORD"}]}"#], Failed(Refused, WrongCredentials), 1),
    login(&["redirect=307,location=http://127.0.0.1:9/"], Failed(Refused, Redirected), 1),
    login(&["body="], UNREADABLE, 1),
    login(&[r#"body={"data":{}}"#], UNREADABLE, 1),
    login(&[r#"body={"data":{"accessToken":""}}"#], UNREADABLE, 1),
    login(&[r#"body={"data":{"accessToken":"a\r\nb: c"}}"#], UNREADABLE, 1),
    login(&[r#"body={"data":{"accessToken":"a.b.c","expiresIn":0}}"#], Done, 1),
    login(&[r#"body={"data":{"accessToken":"a.b.c","expiresIn":-1}}"#], Done, 1),
    login(&[r#"body={"data":{"accessToken":"a.b.c","expiresIn":9223372036854775807}}"#], Done, 1),
    login(&[r#"body={"code":"$PASSWORD","message":"$AUTH_TOKEN","data":null}"#], UNREADABLE, 1),
];
