//! Values that look random and derive from a seed, so that two runs can be compared.

/// Where every made-up value comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed(pub(crate) u64);

/// What a value is for. Each purpose has numbers of its own, so that one value does not shift the others.
#[derive(Clone, Copy)]
enum Purpose {
    AuthToken = 1,
    ProfileId,
    Password,
    Invitation,
    Signature,
}

impl Seed {
    pub(crate) fn auth_token(self) -> String {
        self.numbers(Purpose::AuthToken, 0).text(32)
    }

    pub(crate) fn profile_id(self) -> String {
        self.numbers(Purpose::ProfileId, 0).text(7)
    }

    pub(crate) fn password(self) -> String {
        self.numbers(Purpose::Password, 0).text(20)
    }

    /// The id of the invitation number `index`, in the shape of a UUID of version 4.
    pub(crate) fn invitation_id(self, index: u64) -> String {
        let mut numbers = self.numbers(Purpose::Invitation, index);
        let high = numbers.draw() & !0xf000 | 0x4000;
        let low = numbers.draw() & !(0b11 << 62) | 0b10 << 62;
        let hex = format!("{high:016x}{low:016x}");
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// The signature of the access token number `index`.
    pub(crate) fn signature(self, index: u64) -> Vec<u8> {
        let mut numbers = self.numbers(Purpose::Signature, index);
        (0..4).flat_map(|_| numbers.draw().to_be_bytes()).collect()
    }

    fn numbers(self, purpose: Purpose, index: u64) -> Numbers {
        let seed = Numbers(self.0).draw();
        let purpose = Numbers(seed ^ purpose as u64).draw();
        Numbers(purpose ^ index)
    }
}

/// The generator known as `SplitMix64`.
struct Numbers(u64);

impl Numbers {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn text(&mut self, length: usize) -> String {
        const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        (0..length).map(|_| char::from(LETTERS[(self.draw() % 62) as usize])).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_are_those_of_splitmix64() {
        let mut numbers = Numbers(1_234_567);
        assert_eq!(numbers.draw(), 6_457_827_717_110_365_317);
        assert_eq!(numbers.draw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn one_seed_gives_the_same_values_and_another_gives_others() {
        assert_eq!(Seed(7).auth_token(), Seed(7).auth_token());
        assert_ne!(Seed(7).auth_token(), Seed(8).auth_token());
        assert_ne!(Seed(7).password()[..7], Seed(7).profile_id());
    }

    #[test]
    fn invitation_ids_are_distinct_and_shaped_like_a_uuid() {
        let ids: HashSet<String> = (0..1000).map(|index| Seed(0).invitation_id(index)).collect();
        assert_eq!(ids.len(), 1000);
        for id in ids {
            let groups: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(&id[14..15], "4", "{id}");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
    }
}
