//! Faults of a proxy as text.

use std::fmt;
use std::str::FromStr;

use crate::fault_text::{ParseFaultError, Value, duration, status, wrong};
use crate::proxy::fault::{Ending, Point, ProxyFault};

const NAMES: &str = "none, status, slow, large-headers, and close, reset, stall and garble with -before-tunnel, \
                     -in-handshake, -before-request or -in-answer behind";

impl FromStr for ProxyFault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value = Value::behind_name(text);
        let (first, rest) = value.name.split_once('-').unwrap_or((value.name, ""));
        let ending = match first {
            "close" => Ending::Close,
            "reset" => Ending::Reset,
            "stall" => Ending::Stall,
            "garble" => Ending::Garble,
            _ => {
                return match value.name {
                    "none" => value.none(Self::None),
                    "status" => Ok(Self::Status(status(value.some()?)?)),
                    "slow" => Ok(Self::Slow(duration(value.some()?)?)),
                    "large-headers" => Ok(Self::LargeHeaders { bytes: value.number()? }),
                    _ => Err(unknown(value.name)),
                };
            }
        };
        let point = match rest {
            "before-tunnel" => value.none(Point::BeforeTunnel)?,
            "in-handshake" => Point::InHandshake { bytes: value.number()? },
            "before-request" => value.none(Point::BeforeRequest)?,
            "in-answer" => Point::InAnswer { bytes: value.number()? },
            _ => return Err(unknown(value.name)),
        };
        Ok(Self::Ends(ending, point))
    }
}

fn unknown(name: &str) -> ParseFaultError {
    wrong(format!("no fault of a proxy has the name `{name}`; there are {NAMES}"))
}

impl fmt::Display for ProxyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Status(status) => write!(f, "status={}", status.as_u16()),
            Self::Slow(pause) => write!(f, "slow={}ms", pause.as_millis()),
            Self::LargeHeaders { bytes } => write!(f, "large-headers={bytes}"),
            Self::Ends(ending, point) => {
                f.write_str(match ending {
                    Ending::Close => "close",
                    Ending::Reset => "reset",
                    Ending::Stall => "stall",
                    Ending::Garble => "garble",
                })?;
                match point {
                    Point::BeforeTunnel => f.write_str("-before-tunnel"),
                    Point::InHandshake { bytes } => write!(f, "-in-handshake={bytes}"),
                    Point::BeforeRequest => f.write_str("-before-request"),
                    Point::InAnswer { bytes } => write!(f, "-in-answer={bytes}"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proxy::fault::ProxyFault;

    #[test]
    fn every_spelling_is_read_and_written_alike() {
        for text in [
            "none",
            "status=407",
            "slow=20ms",
            "large-headers=18446744073709551615",
            "close-before-tunnel",
            "reset-in-handshake=0",
            "stall-before-request",
            "garble-in-answer=100",
        ] {
            assert_eq!(text.parse::<ProxyFault>().map(|fault| fault.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        for text in [
            "",
            "close",
            "close-",
            "close=1",
            "hang-before-tunnel",
            "close-before-tunnel=1",
            "close-in-handshake",
            "close-in-answer=-1",
            "none=1",
            "status=100",
            "slow=fast",
            "large-headers",
        ] {
            assert!(text.parse::<ProxyFault>().is_err(), "{text}");
        }
    }
}
