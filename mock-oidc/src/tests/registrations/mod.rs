//! Registrations over the wire: what is taken and what is not, and that no sequence of acts brings a registration anywhere but where it
//! should be.

mod bench;
mod endpoint;
mod model;
mod system;

use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine as _, StateMachineTest};

use self::model::{Act, Model};
use self::system::{Faulty, Honest};

/// Sequences that a server that behaves goes through.
const CASES: u32 = 16;
/// Sequences within which each deviation has to show.
const CASES_OF_A_FAULT: u32 = 64;
/// Acts of one sequence at most.
const LENGTH: usize = 14;

/// Drives sequences against the server, always the same ones; returns the shortest that goes wrong.
fn search<Test>(cases: u32) -> Result<(), TestError<Vec<Act>>>
where
    Test: StateMachineTest<Reference = Model>,
{
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config.clone(), random);
    let sequences = Model::sequential_strategy(1..LENGTH);
    let outcome = runner.run(&sequences, |(start, acts, seen)| {
        Test::test_sequential(config.clone(), start, acts, seen);
        Ok(())
    });
    outcome.map_err(|error| match error {
        TestError::Abort(reason) => TestError::Abort(reason),
        TestError::Fail(reason, (_, acts, _)) => TestError::Fail(reason, acts),
    })
}

fn found_out<const WAY: usize>() -> Vec<Act> {
    match search::<Faulty<WAY>>(CASES_OF_A_FAULT) {
        Err(TestError::Fail(_, acts)) => acts,
        other => panic!("nobody noticed: {other:?}"),
    }
}

#[test]
fn no_sequence_brings_a_registration_anywhere_but_where_it_should_be() {
    let outcome = search::<Honest>(CASES);
    assert!(outcome.is_ok(), "{outcome:#?}");
}

/// The test above can fail.
#[test]
fn a_server_that_keeps_deleted_clients_is_found_out() {
    let acts = found_out::<0>();
    assert!(
        matches!(acts.as_slice(), [Act::Register { .. }, Act::Delete { .. }]),
        "{acts:#?}"
    );
}

#[test]
fn a_server_that_gives_one_client_id_for_one_name_is_found_out() {
    let acts = found_out::<1>();
    assert!(
        matches!(
            acts.as_slice(),
            [Act::Register { .. }, Act::Register { .. }]
        ),
        "{acts:#?}"
    );
}

#[test]
fn a_server_that_changes_chains_in_place_is_found_out() {
    let acts = found_out::<2>();
    assert!(
        matches!(
            acts.as_slice(),
            [Act::Register { .. }, Act::AddIntermediary { .. }]
        ),
        "{acts:#?}"
    );
}
