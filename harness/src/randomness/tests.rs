#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use futures::executor::block_on;
use proptest::prelude::*;

use super::*;

/// Where what would open something is drawn, or a folder gets its name; and this module.
const SECRETS: [&str; 16] = [
    "actor/driver.rs",
    "actor/environment/built_in/data_space.rs",
    "actor/forge/jwe.rs",
    "actor/message/deviation/content.rs",
    "actor/office/identity.rs",
    "actor/office_client/handover.rs",
    "cli/replay.rs",
    "cli/run.rs",
    "cli/serve.rs",
    "console/door.rs",
    "evidence/review.rs",
    "randomness.rs",
    "report/merge.rs",
    "report/mod.rs",
    "steps/authorization/client.rs",
    "steps/authorization/registration.rs",
];

fn seed() -> Seed {
    "000102030405060708090a0b0c0d0e0f".parse().unwrap()
}

fn drawn(seed: Seed, scenario: &str) -> [String; 3] {
    block_on(seed.govern(scenario, async { [(); 3].map(|()| identifier()) }))
}

/// Later versions and other programs draw it too: `openssl enc -chacha20` over zeros, keyed by the SHA-256 of seed and name.
#[test]
fn a_seed_means_the_same_for_ever() {
    let known = [
        "sxpbcn5EAK_o11r3JD-En4NiWAw",
        "klk_CNmSVoQyRUrKxhfpVJzf_I0",
        "x6WJ6OkQ-HkElVsuMZsS2SuT_gY",
    ];
    assert_eq!(drawn(seed(), "das › A title"), known);
}

#[test]
fn a_scenario_draws_the_same_again_and_another_draws_others() {
    let all = [
        drawn(seed(), "one"),
        drawn(seed(), "another"),
        drawn(Seed::fresh(), "one"),
    ];
    assert_eq!(drawn(seed(), "one"), all[0]);
    assert_eq!(all.concat().into_iter().collect::<BTreeSet<_>>().len(), 9);
}

#[test]
fn scenarios_beside_one_another_do_not_disturb_each_other() {
    let slow = async {
        let first = identifier();
        tokio::task::yield_now().await;
        [first, identifier(), identifier()]
    };
    let quick = async { identifier() };
    let both = futures::future::join(seed().govern("slow", slow), seed().govern("quick", quick));
    let (slow, quick) = block_on(both);
    assert_eq!(slow, drawn(seed(), "slow"));
    assert_eq!(quick, drawn(seed(), "quick")[0]);
}

#[test]
fn outside_of_scenarios_and_for_every_jti_nothing_is_repeated() {
    let jti = || block_on(seed().govern("one", async { never_used_before() }));
    assert_ne!(jti(), jti());
    assert_ne!(identifier(), identifier());
}

proptest! {
    #[test]
    fn a_seed_is_read_as_it_is_written(octets: [u8; 16]) {
        let seed = Seed(octets);
        prop_assert_eq!(seed.to_string().parse::<Seed>(), Ok(seed));
        let written = serde_json::to_string(&seed).unwrap();
        prop_assert_eq!(serde_json::from_str::<Seed>(&written).unwrap(), seed);
    }

    #[test]
    fn anything_else_is_refused(text in "[0-9a-fA-F]{0,31}|[0-9a-f]{33,40}|\\PC{32}") {
        prop_assume!(hex::decode(&text).map_or(true, |octets| octets.len() != SEED_OCTETS));
        prop_assert_eq!(text.parse::<Seed>(), Err(InvalidSeed));
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let below = |path: PathBuf| {
        if path.is_dir() {
            sources(&path)
        } else {
            vec![path]
        }
    };
    entries.flat_map(|entry| below(entry.path())).collect()
}

/// Whatever the judge makes up anywhere else has to come from the seed.
#[test]
fn only_secrets_are_drawn_without_the_seed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let draws = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        ["entropy::", "rand::random", "getrandom", "OsRng"]
            .iter()
            .any(|source| shipped.contains(source))
    };
    let found = sources(&root).into_iter().filter(draws);
    let found = found.filter(|path| !path.ends_with("tests.rs"));
    let names: BTreeSet<String> = found
        .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
        .collect();
    assert_eq!(names, BTreeSet::from(SECRETS.map(str::to_owned)));
}
