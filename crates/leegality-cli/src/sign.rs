//! `leegality sign`.

use std::env;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::PathBuf;

use clap::Args;
use leegality::{Client, ClientBuilder, Consent, Environment, Invitation, Receipt, SigningRecord};
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::{self, Format};
use crate::record_file::RecordFile;
use crate::server_message::{Secrets, ServerMessage};
use crate::sign::advice::next_step;
use crate::text::{shortened, wrap};

pub(crate) mod advice;

pub(crate) const HELP: &str = "\
Example:
  export LEEGALITY_ENVIRONMENT=sandbox
  export LEEGALITY_PROFILE_ID=d4NrfHV
  read -rs LEEGALITY_AUTH_TOKEN && export LEEGALITY_AUTH_TOKEN
  leegality sign --sign-url - --consent-by contracts@acme.example \\
    --record signatures.jsonl < sign-url.txt

An argument can be read by other users of the machine while the command runs,
and a sign URL opens the invitation: on a shared machine, pass it by `-`.

Exit codes:
    0  signed
    1  refused: the server answered, and did not sign
    2  usage or configuration: something has to be put right first; nothing was
       sent
    3  unknown: the document may have been signed. Look it up before anything
       else
    4  not sent: no request reached the server
  130  interrupted: the document may have been signed";

const AUTH_TOKEN: &str = "LEEGALITY_AUTH_TOKEN";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The link of the invitation, or - to read it from standard input
    #[arg(long, value_name = "URL|-")]
    sign_url: String,

    /// The DocSigner profile that signs
    #[arg(long, value_name = "ID", env = "LEEGALITY_PROFILE_ID", hide_env_values = true)]
    profile_id: Option<String>,

    /// Who consents, such as an e-mail address or the name of a service, in place of the question
    #[arg(long, value_name = "PRINCIPAL")]
    consent_by: Option<String>,

    /// Append the signing record to this file, as one line of JSON, whatever the outcome
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

#[derive(Serialize)]
struct Signed {
    result: &'static str,
    record: SigningRecord,
    messages: Vec<ServerMessage>,
}

pub(crate) async fn run(arguments: Arguments, format: Format) -> Result<Exit, Failure> {
    let user_agent = concat!("leegality-cli/", env!("CARGO_PKG_VERSION"));
    let client = ClientBuilder::from_env()?.user_agent_suffix(user_agent).build()?;
    demand_auth_token()?;
    let invitation = arguments.invitation()?;
    let mut record_file = arguments.record.as_deref().map(RecordFile::open).transpose()?;
    let consent = arguments.consent(&client, &invitation)?;

    let intent = SigningRecord::intent(client.environment(), &invitation, &consent);
    let secrets = Secrets::default().add_invitation(&invitation).add_variable(AUTH_TOKEN);
    let mut interrupt = Interrupt::listen()?;
    let ended = tokio::select! {
        biased;
        result = client.sign_invitation(&invitation, consent) => Some(result),
        () = interrupt.arrived() => None,
    };

    let record = match &ended {
        Some(Ok(receipt)) => Some(receipt.record()),
        Some(Err(error)) => error.record(),
        None => Some(intent.clone()),
    };
    if let (Some(file), Some(record)) = (&mut record_file, &record) {
        file.append(record);
    }
    match ended {
        Some(Ok(receipt)) => {
            tell(&receipt, &secrets, format);
            Ok(Exit::Success)
        }
        Some(Err(error)) => {
            let failure = Failure::of_call(&error, &secrets);
            Err(failure.next(next_step(&error, &invitation.fingerprint())))
        }
        None => Err(interrupted(intent)),
    }
}

/// Nobody should be asked to consent to what cannot be sent.
fn demand_auth_token() -> Result<(), Failure> {
    match env::var_os(AUTH_TOKEN).filter(|token| !token.is_empty()) {
        Some(_) => Ok(()),
        None => Err(Failure::usage(format!(
            "no auth token is given; set {AUTH_TOKEN} to the one of the invitee's account; nothing was sent"
        ))),
    }
}

impl Arguments {
    const STANDARD_INPUT: &str = "-";

    fn invitation(&self) -> Result<Invitation, Failure> {
        let profile_id = self.profile_id.as_deref().filter(|id| !id.is_empty()).ok_or_else(|| {
            Failure::usage("no DocSigner profile is given; pass --profile-id or set LEEGALITY_PROFILE_ID")
        })?;
        let profile_id = profile_id.parse()?;
        let sign_url = if self.sign_url == Self::STANDARD_INPUT {
            if self.consent_by.is_none() {
                return Err(no_principal());
            }
            read_sign_url(io::stdin().lock())?.parse()?
        } else {
            self.sign_url.parse()?
        };
        Ok(Invitation::new(sign_url, profile_id))
    }

    /// Shows the statement, and has it consented to.
    fn consent(&self, client: &Client, invitation: &Invitation) -> Result<Consent, Failure> {
        match &self.consent_by {
            Some(principal) => {
                let consent = Consent::granted_by(principal)?;
                show_statement();
                Ok(consent)
            }
            None if io::stdin().is_terminal() => {
                // Nobody should be asked to consent to what cannot be sent.
                client.check_invitation(invitation)?;
                announce(client.environment(), invitation);
                show_statement();
                output::ask("Who consents (an e-mail address or a name, nothing to cancel)?");
                ask(io::stdin().lock())
            }
            None => Err(no_principal()),
        }
    }
}

fn announce(environment: &Environment, invitation: &Invitation) {
    let weight = match environment {
        Environment::Production => ". The signature will be legally binding",
        _ => "",
    };
    output::say(&format!("About to sign an invitation on {environment}{weight}.\n"));
    output::say(&output::columns(&[
        ("sign URL", shortened(invitation.sign_url())),
        ("profile", invitation.profile_id().to_string()),
    ]));
}

fn show_statement() {
    output::say("The statement that is consented to:\n");
    if io::stderr().is_terminal() {
        for line in wrap(Consent::STATEMENT, 76) {
            output::say(&format!("  {line}"));
        }
    } else {
        output::say(Consent::STATEMENT);
    }
    output::say("");
}

/// Reads who consents. No answer is no consent.
pub(crate) fn ask(mut terminal: impl BufRead) -> Result<Consent, Failure> {
    let mut answer = String::new();
    let read = terminal.read_line(&mut answer);
    read.map_err(|error| Failure::usage("the answer cannot be read; nothing was sent").caused_by(&error))?;
    match answer.trim() {
        "" => Err(Failure::usage("cancelled: nobody consented, and nothing was sent")),
        principal => Ok(Consent::granted_by(principal)?),
    }
}

pub(crate) fn read_sign_url(input: impl Read) -> Result<String, Failure> {
    const LONGEST: u64 = 64 * 1024;

    let mut text = String::new();
    let read = input.take(LONGEST).read_to_string(&mut text);
    read.map_err(|error| Failure::usage("standard input holds no sign URL").caused_by(&error))?;
    let mut lines = text.lines();
    match (lines.next(), lines.next()) {
        (Some(line), None) => Ok(line.to_owned()),
        (None, _) => Err(Failure::usage("standard input is empty; it has to hold the sign URL")),
        (Some(_), Some(_)) => {
            Err(Failure::usage("standard input has more than one line; it has to hold one sign URL"))
        }
    }
}

fn no_principal() -> Failure {
    Failure::usage("nobody consents; say who does with --consent-by, or run this on a terminal to be asked")
}

/// The document is signed, so a standard output that cannot be written changes nothing.
fn tell(receipt: &Receipt, secrets: &Secrets, format: Format) {
    let messages = ServerMessage::all(receipt.messages(), secrets);
    let record = receipt.record();
    let told = match format {
        Format::Human => {
            let mut rows = vec![
                ("environment", record.environment().to_owned()),
                ("invitation", format!("{} (SHA-256 of the sign URL)", record.fingerprint())),
                ("profile", record.profile_id().to_owned()),
                ("consent by", record.consent().principal().to_owned()),
                ("code", record.code().unwrap_or("(none)").to_owned()),
                ("attempts", record.attempts().to_string()),
            ];
            rows.extend(messages.iter().map(|message| ("the server says", message.line())));
            output::print(&format!("signed\n\n{}", output::columns(&rows)))
        }
        Format::Json => output::print_json(&Signed { result: "signed", record, messages }),
    };
    if let Err(unwritable) = told {
        output::say("signed");
        output::say(&format!("warning: standard output cannot be written: {}", unwritable.0));
    }
}

fn interrupted(intent: SigningRecord) -> Failure {
    let fingerprint = intent.fingerprint().to_owned();
    Failure::interrupted("interrupted before the answer arrived; the document may have been signed")
        .next(advice::look_up(&fingerprint))
        .recorded_as(intent)
}

#[cfg(test)]
mod tests {
    use super::{ask, read_sign_url};

    #[test]
    fn an_answer_names_the_principal() {
        let consent =
            ask(&b"  ops@acme.example \r\n"[..]).map_err(|_| "cancelled").expect("somebody consents");
        assert_eq!(consent.record().principal(), "ops@acme.example");
    }

    #[test]
    fn no_answer_is_no_consent() {
        for answer in ["", "\n", "   \n", "a\u{1b}b\n"] {
            assert!(ask(answer.as_bytes()).is_err(), "{answer:?}");
        }
    }

    #[test]
    fn one_line_is_a_sign_url() {
        let read = |text: &str| read_sign_url(text.as_bytes()).ok();
        assert_eq!(read("https://a/b\n").as_deref(), Some("https://a/b"));
        assert_eq!(read("https://a/b\r\n").as_deref(), Some("https://a/b"));
        assert_eq!(read("https://a/b").as_deref(), Some("https://a/b"));
        assert_eq!(read(""), None);
        assert_eq!(read("https://a/b\nhttps://a/c\n"), None);
    }
}
