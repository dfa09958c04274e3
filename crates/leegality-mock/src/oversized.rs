//! Bodies that are larger than anybody wants, made piece by piece.

use std::iter::once;

use bytes::Bytes;

use crate::fault::Framing;

const BEGIN: &[u8] = br#"{"status":1,"x":""#;
const END: &[u8] = br#""}"#;

/// What a large body is sent in.
static PIECE: [u8; 16 * 1024] = [b'x'; 16 * 1024];

/// JSON that claims a success, filled up to a size.
pub(crate) struct Oversized {
    pub(crate) framing: Framing,
    filling: u64,
}

impl Oversized {
    pub(crate) fn new(bytes: u64, framing: Framing) -> Self {
        Self { framing, filling: bytes.saturating_sub((BEGIN.len() + END.len()) as u64) }
    }

    /// The size of the body in bytes.
    pub(crate) fn length(&self) -> u64 {
        (BEGIN.len() + END.len()) as u64 + self.filling
    }

    /// The body, of which no piece is empty.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Bytes> + use<> {
        let whole = self.filling / PIECE.len() as u64;
        let rest = usize::try_from(self.filling % PIECE.len() as u64).unwrap_or_default();
        let filling =
            (0..whole).map(|_| &PIECE[..]).chain(once(&PIECE[..rest]).filter(|rest| !rest.is_empty()));
        once(BEGIN).chain(filling).chain(once(END)).map(Bytes::from_static)
    }
}
