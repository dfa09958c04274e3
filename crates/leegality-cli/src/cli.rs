//! The command line: what can be asked for, and the help that explains it.

use std::env;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Format;
use crate::text::printable;
use crate::{completions, login, mock, sign};

/// Sign invitations on Leegality with a stored Document Signer Certificate, log in to Sign Station, or run a stand-in
/// for both. Unofficial.
#[derive(Debug, Parser)]
#[command(name = "leegality", version, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// What is printed: text for people, or JSON for programs
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(crate) output: Format,

    /// Say on standard error what happens underneath
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show everything against a stand-in on this machine; nothing to set up
    ///
    /// Starts a stand-in for Leegality on this machine, logs in, signs an invitation, and shows how a refusal and a
    /// mistake look. Needs no account and no network. Nothing leaves this machine, and nothing is legally signed.
    #[command(after_help = DEMO_HELP)]
    Demo,

    /// Print the consent statement, and nothing else
    ///
    /// Prints the statement that is consented to with each signature, word for word, and a line break. Keep it with
    /// your approval, and compare after an update.
    #[command(after_help = CONSENT_HELP)]
    Consent,

    /// Sign an invitation. Legally binding
    ///
    /// Signs the document behind an invitation with the Document Signer Certificate of a profile. With the environment
    /// `production`, the signature is legally binding.
    ///
    /// The consent statement is shown first. On a terminal you are asked who consents; elsewhere --consent-by has to
    /// say so. The environment and the auth token come from environment variables alone.
    #[command(after_help = sign::HELP)]
    Sign(sign::Arguments),

    /// Log in to Sign Station and print the user's profile
    ///
    /// The password comes from a question on the terminal, from --password-stdin or from the environment variable. It is
    /// never an argument, because other users of the machine can read those.
    #[command(after_help = login::HELP)]
    Login(login::Arguments),

    /// Run a stand-in for Leegality, to try things against
    ///
    /// A server on this machine that answers as Leegality's documentation says, for a program in any language. Its
    /// first line on standard output is JSON with everything that a client needs. Runs until Ctrl-C. Nothing that it
    /// signs is signed.
    #[command(after_help = mock::HELP)]
    Mock(mock::Arguments),

    /// Print a completion script for a shell
    #[command(after_help = completions::HELP)]
    Completions(completions::Arguments),
}

/// Reads the command line. What is wrong with it, or the help that it asks for, is printed here.
pub(crate) fn parse() -> Result<Cli, Exit> {
    read(env::args_os()).map_err(|error| {
        // Nobody is left to tell where not even this can be printed.
        let _ = error.print();
        if !error.use_stderr() {
            return Exit::Success;
        }
        match wanted_format() {
            Format::Human => Exit::Usage,
            Format::Json => Failure::usage(summary(&error)).report(Format::Json),
        }
    })
}

/// Reads a command line. An error is fit to be shown.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments).map_err(without_secrets)
}

/// Takes values out of an error that may be a sign URL or a password in the wrong place, and makes the others fit to be
/// shown.
fn without_secrets(mut error: clap::Error) -> clap::Error {
    for context in [ContextKind::InvalidArg, ContextKind::InvalidValue, ContextKind::InvalidSubcommand] {
        let Some(ContextValue::String(value)) = error.get(context) else { continue };
        let is_stray = error.kind() == ErrorKind::UnknownArgument && !value.starts_with('-');
        let shown =
            if is_stray || value.contains("://") { "(not shown)".to_owned() } else { printable(value) };
        error.insert(context, ContextValue::String(shown));
    }
    error
}

/// The format that a command line asks for that could not be read.
fn wanted_format() -> Format {
    let arguments: Vec<_> = env::args_os().collect();
    let is_json = arguments.iter().any(|argument| argument == "--output=json")
        || arguments.windows(2).any(|pair| pair[0] == "--output" && pair[1] == "json");
    if is_json { Format::Json } else { Format::Human }
}

/// The first paragraph of an error, on one line.
fn summary(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "no command is given; `leegality --help` lists them".to_owned();
    }
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = paragraph.trim_start_matches("error: ").split_whitespace().collect();
    words.join(" ")
}

const AFTER_HELP: &str = "\
Start with `leegality demo`.

Environment variables:
  LEEGALITY_ENVIRONMENT    production or sandbox; there is no default
  LEEGALITY_BASE_URL       in place of it: the URL of another installation, such
                           as http://127.0.0.1:4010/api
  LEEGALITY_AUTH_TOKEN     the auth token; for signing, of the invitee's account
  LEEGALITY_PROFILE_ID     for sign, in place of --profile-id
  LEEGALITY_USERNAME       for login, in place of --username
  LEEGALITY_PASSWORD       for login, in place of the question
  LEEGALITY_SIGN_STATION_URL
                           for login, if Sign Station is not at the
                           environment's host
  LEEGALITY_SIGN_STATION_AUTH_TOKEN
                           the auth token for it, if it needs one of its own
  NO_COLOR                 if set, nothing is coloured

Exit codes:
    0  signed, or the command did what it was to do
    1  refused: the server answered, and did not do it
    2  usage or configuration: something has to be put right first; nothing was
       sent
    3  unknown: it may have happened. Look the document up before anything else
    4  not sent: no request reached the server
  130  interrupted";

const DEMO_HELP: &str = "\
Example:
  leegality demo
  leegality demo --output json | jq .summary

The exit code is 0 if every step came out as it should, and 1 if not.";

const CONSENT_HELP: &str = "\
Example:
  leegality consent > approved-statement.txt
  leegality consent --output json     with the statement's SHA-256";
