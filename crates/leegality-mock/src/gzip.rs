//! Bodies that are small on the wire and large when they are decompressed.

/// What the decompressed text begins and ends with; the letter in between is repeated.
const HEAD: &[u8] = br#"{"status":1,"data":{},"messages":[{"code":"signing.success"}],"x":""#;
const TAIL: &[u8] = br#""}"#;
const LETTER: u8 = b'x';

/// A gzip file of JSON of about `bytes` bytes: one block of deflate with fixed Huffman codes (RFC 1951), whose longest
/// repetition, 258 times the byte before, takes 13 bits.
pub(crate) fn bomb(bytes: u64) -> Vec<u8> {
    const RUN: u64 = 258;
    let runs = bytes / RUN;
    // Deflate, no name, no time, unknown system.
    let mut bits = Bits { bytes: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255], used: 0 };
    bits.low_first(1, 1);
    bits.low_first(1, 2);
    for &byte in HEAD.iter().chain([&LETTER]) {
        bits.literal(byte);
    }
    for _ in 0..runs {
        // Length 258 is symbol 285, and distance 1 is symbol 0.
        bits.high_first(0b1100_0101, 8);
        bits.high_first(0, 5);
    }
    for &byte in TAIL {
        bits.literal(byte);
    }
    // The end of the block.
    bits.high_first(0, 7);

    let repeated = (0..=runs * RUN).map(|_| LETTER);
    let (crc, length) = checked(HEAD.iter().copied().chain(repeated).chain(TAIL.iter().copied()));
    let mut file = bits.bytes;
    file.extend(crc.to_le_bytes());
    file.extend(length.to_le_bytes());
    file
}

/// Bytes that are filled from their lowest bit.
struct Bits {
    bytes: Vec<u8>,
    /// How many bits of the last byte are taken; 0 if it is full.
    used: u8,
}

impl Bits {
    /// A byte below 144, which all of ASCII is.
    fn literal(&mut self, byte: u8) {
        self.high_first(0x30 + u32::from(byte), 8);
    }

    /// The order of Huffman codes.
    fn high_first(&mut self, value: u32, count: u32) {
        (0..count).rev().for_each(|bit| self.push(value >> bit & 1 == 1));
    }

    /// The order of everything else.
    fn low_first(&mut self, value: u32, count: u32) {
        (0..count).for_each(|bit| self.push(value >> bit & 1 == 1));
    }

    fn push(&mut self, bit: bool) {
        if self.used == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << self.used;
        }
        self.used = (self.used + 1) % 8;
    }
}

/// CRC-32 and length, as a gzip file ends.
fn checked(text: impl Iterator<Item = u8>) -> (u32, u32) {
    let mut table = [0u32; 256];
    for (entry, index) in table.iter_mut().zip(0u32..) {
        *entry = (0..8).fold(index, |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
    }
    let (mut crc, mut length) = (u32::MAX, 0u32);
    for byte in text {
        crc = crc >> 8 ^ table[usize::from(crc.to_le_bytes()[0] ^ byte)];
        length = length.wrapping_add(1);
    }
    (!crc, length)
}

#[cfg(test)]
mod tests {
    use super::bomb;

    #[test]
    fn it_is_small_until_it_goes_off() {
        let file = bomb(1_000_000);
        assert!(file.len() < 7_000, "{}", file.len());
        // A gzip file ends with the length of its text.
        let length = u32::from_le_bytes(file[file.len() - 4..].try_into().unwrap_or_default());
        assert!((999_000..1_001_000).contains(&length), "{length}");
    }
}
