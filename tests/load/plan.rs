//! Which requests go wrong, and how.

use std::collections::BTreeMap;

use leegality_mock::Fault;
use support::chance::Chance;

/// Faults, and how many of 1,000 requests get each of them.
pub(crate) type Mix = &'static [(&'static str, u64)];

/// The fault of each request, in the order of arrival: the same ones in each run. Which call gets which is up to the
/// order in which requests arrive.
#[derive(Debug)]
pub(crate) struct Plan {
    faults: Vec<Fault>,
    dealt: BTreeMap<&'static str, u64>,
}

impl Plan {
    pub(crate) fn draw(chance: &mut Chance, mix: Mix, requests: usize) -> Self {
        let mut plan = Self { faults: Vec::new(), dealt: mix.iter().map(|(name, _)| (*name, 0)).collect() };
        for _ in 0..requests {
            let name = drawn(chance.below(1_000), mix);
            plan.faults.push(name.parse().unwrap());
            *plan.dealt.entry(name).or_default() += 1;
        }
        plan
    }

    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.faults.clone()
    }

    /// How many requests get one of these faults.
    pub(crate) fn count(&self, names: &[&str]) -> u64 {
        names.iter().map(|name| *self.dealt.get(name).expect("a fault of the mix")).sum()
    }
}

fn drawn(mut number: u64, mix: Mix) -> &'static str {
    for (name, share) in mix {
        match number.checked_sub(*share) {
            Some(left) => number = left,
            None => return name,
        }
    }
    "none"
}
