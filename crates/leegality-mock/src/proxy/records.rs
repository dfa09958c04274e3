//! The TLS records that a client sends, as they stand on the wire.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Content type, version and length come before each record's content.
const HEADER: usize = 5;
/// The second byte of every record: the versions of TLS are numbered 3.x.
const VERSION: u8 = 3;

/// Bytes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record(Vec<u8>);

/// What a record is, as far as a look from outside tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    ChangeCipherSpec,
    ClientHello,
    /// Any other part of a handshake that says that it is one.
    Handshake,
    ApplicationData,
    Alert,
    /// No record, but bytes that are not TLS.
    Plain,
}

impl Record {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn kind(&self) -> Kind {
        match self.0.as_slice() {
            [20, VERSION, ..] => Kind::ChangeCipherSpec,
            [21, VERSION, ..] => Kind::Alert,
            // The first message of a handshake is number 1, and its length fits the record if it is not encrypted.
            [22, VERSION, _, _, _, 1, high, middle, low, rest @ ..]
                if rest.len() == u32::from_be_bytes([0, *high, *middle, *low]) as usize =>
            {
                Kind::ClientHello
            }
            [22, VERSION, ..] => Kind::Handshake,
            [23, VERSION, ..] => Kind::ApplicationData,
            _ => Kind::Plain,
        }
    }
}

/// What was read and not taken yet.
#[derive(Debug)]
pub(crate) struct Records {
    read: Vec<u8>,
}

impl Records {
    /// Begins with bytes that were read already.
    pub(crate) fn new(read: Vec<u8>) -> Self {
        Self { read }
    }

    /// The next record, or nothing at the end. A call that is dropped loses nothing.
    pub(crate) async fn next(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Record>> {
        loop {
            if let Some(length) = self.length().filter(|length| *length <= self.read.len()) {
                let rest = self.read.split_off(length);
                return Ok(Some(Record(std::mem::replace(&mut self.read, rest))));
            }
            if stream.read_buf(&mut self.read).await? == 0 {
                // What is left is no whole record, and so no use to anybody.
                return Ok(None);
            }
        }
    }

    /// How long the next record is, once that can be known.
    fn length(&self) -> Option<usize> {
        match self.read.as_slice() {
            [20..=23, VERSION, _, high, low, ..] => {
                Some(HEADER + usize::from(u16::from_be_bytes([*high, *low])))
            }
            [] | [20..=23] | [20..=23, VERSION, ..] => None,
            all => Some(all.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::proxy::records::{Kind, Records};

    async fn kinds(bytes: &[u8]) -> Vec<(Kind, usize)> {
        // Half of it was read before.
        let (mut records, mut stream) =
            (Records::new(bytes[..bytes.len() / 2].to_vec()), &bytes[bytes.len() / 2..]);
        let mut kinds = Vec::new();
        while let Some(record) = records.next(&mut stream).await.unwrap() {
            kinds.push((record.kind(), record.bytes().len()));
        }
        kinds
    }

    #[tokio::test]
    async fn records_are_told_apart() {
        let client_hello = [22, 3, 1, 0, 6, 1, 0, 0, 2, 9, 9];
        let encrypted = [22, 3, 3, 0, 6, 1, 7, 7, 7, 9, 9];
        let others = [[20, 3, 3, 0, 1, 1], [23, 3, 3, 0, 1, 8], [21, 3, 3, 0, 1, 8]].concat();
        let seen = kinds(&[client_hello.as_slice(), &encrypted, &others].concat()).await;
        let expected = [
            (Kind::ClientHello, 11),
            (Kind::Handshake, 11),
            (Kind::ChangeCipherSpec, 6),
            (Kind::ApplicationData, 6),
            (Kind::Alert, 6),
        ];
        assert_eq!(seen, expected);
    }

    #[tokio::test]
    async fn what_is_not_tls_is_taken_as_it_comes_and_what_is_cut_off_is_left() {
        assert_eq!(
            kinds(b"POST / HTTP/1.1\r\n\r\n").await.iter().map(|(_, length)| length).sum::<usize>(),
            19
        );
        assert_eq!(kinds(b"PO").await[0].0, Kind::Plain);
        assert_eq!(kinds(&[23, 3, 3, 0, 9, 1]).await, []);
    }
}
