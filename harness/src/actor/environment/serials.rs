//! The serial numbers of the documents of one run, which no other run or shard should take too.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::randomness::Seed;
use crate::selection::Shard;

/// Where nobody shares the run.
const WHOLE: Shard = Shard { number: 1, of: 1 };

/// Serial numbers. Each run begins where its seed says, which is anywhere, so that two runs rarely meet, however closely one follows the
/// other. Of N shards of a run each takes every Nth, so that they never meet, wherever each begins.
///
/// They are counted through the run: with so few digits two scenarios that drew theirs would soon draw the same. At a target scenarios
/// are played one after the other, so the same selection under the same seed takes the same numbers.
#[derive(Debug)]
pub struct Serials {
    next: AtomicU64,
    share: Shard,
}

impl Serials {
    /// Those of a run under this seed, or of the shard of it that falls to this machine.
    pub fn new(seed: Seed, shard: Option<Shard>) -> Self {
        // Half of what can be counted is left to count on.
        let anywhere = u64::from_be_bytes(seed.octets_for("document numbers")) / 2;
        Self::from(anywhere, shard.unwrap_or(WHOLE))
    }

    fn from(first: u64, share: Shard) -> Self {
        Self {
            next: AtomicU64::new(first),
            share,
        }
    }

    /// The next one below `capacity`. Whoever has taken all of its share begins anew with the first.
    pub fn next(&self, capacity: u64) -> u64 {
        let taken = self.next.fetch_add(1, Ordering::Relaxed);
        let shards = u64::try_from(self.share.of).unwrap_or(u64::MAX);
        let own = u64::try_from(self.share.number - 1).unwrap_or_default();
        let share = (capacity / shards).max(1);
        (taken % share) * shards + own
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn runs_that_begin_at_once_take_other_numbers() {
        let capacity = 10_u64.pow(15);
        let begin = |_| Serials::new(Seed::fresh(), None).next(capacity);
        let runs: BTreeSet<u64> = (0..8).map(begin).collect();
        assert_eq!(runs.len(), 8);
    }

    #[test]
    fn a_seed_tells_where_its_run_begins() {
        let seed = Seed::fresh();
        let [one, other] = [(); 2].map(|()| Serials::new(seed, None));
        let numbers = |serials: Serials| [(); 3].map(|()| serials.next(100_000));
        assert_eq!(numbers(one), numbers(other));
    }

    #[test]
    fn a_run_begins_anew_once_it_has_taken_all() {
        let serials = Serials::from(u64::MAX / 2, WHOLE);
        let taken: BTreeSet<u64> = (0..10_000).map(|_| serials.next(10_000)).collect();
        assert_eq!(taken.len(), 10_000);
        assert!(taken.contains(&serials.next(10_000)));
    }

    proptest! {
        #[test]
        fn shards_never_meet(of in 1_usize..12, begins in proptest::array::uniform12(0..u64::MAX / 2), digits in 4_u32..7) {
            let mut all = BTreeSet::new();
            let capacity = 10_u64.pow(digits);
            for (begin, number) in begins.into_iter().zip(1..=of) {
                let serials = Serials::from(begin, Shard { number, of });
                for _ in 0..500 {
                    let serial = serials.next(capacity);
                    prop_assert!(serial < capacity);
                    prop_assert!(all.insert(serial), "{serial} twice");
                }
            }
        }
    }
}
