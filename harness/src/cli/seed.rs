//! By what seed a run makes up its values: `run` and `replay` share it.

use clap::Args;

use crate::randomness::Seed;

/// The seed that is asked for.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct SeedChoice {
    /// Make up once more what a run with this seed did, as its report shows it: also the numbers of documents, which a target that has kept
    /// them refuses.
    #[arg(long, value_name = "HEX")]
    seed: Option<Seed>,
}

impl SeedChoice {
    /// That seed, or else another.
    pub(super) fn or(self, otherwise: impl FnOnce() -> Seed) -> Seed {
        self.seed.unwrap_or_else(otherwise)
    }
}
