//! Where the handshake ends, seen from outside.

use crate::proxy::records::{Kind, Record};

/// What a client has sent of a handshake.
#[derive(Debug, Default)]
pub(crate) struct Handshake {
    has_changed_cipher: bool,
    version: Option<Version>,
}

/// The version of TLS, known from the client's last record of the handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    UpTo12,
    From13,
}

impl Handshake {
    /// Whether the client's next record comes after the handshake.
    pub(crate) fn is_over_at(&mut self, record: &Record) -> bool {
        match record.kind() {
            Kind::Plain => true,
            Kind::ApplicationData if self.version.is_some() => true,
            Kind::ApplicationData => {
                // From TLS 1.3 on, the last message of the handshake looks like data.
                self.version = Some(Version::From13);
                false
            }
            // Up to TLS 1.2, the last message is the first one after the change of ciphers. From 1.3 on, that change
            // means nothing, and a second greeting may come after it.
            Kind::Handshake if self.has_changed_cipher => {
                self.version = Some(Version::UpTo12);
                false
            }
            Kind::ChangeCipherSpec => {
                self.has_changed_cipher = true;
                false
            }
            Kind::ClientHello | Kind::Handshake | Kind::Alert => false,
        }
    }

    /// Whether the client's part of the handshake is sent, and the server may answer it unasked.
    pub(crate) fn may_bring_tickets(&self) -> bool {
        self.version == Some(Version::From13)
    }
}
