//! No sequence of acts brings a document of RO/IB anywhere but into transit, in either reading of the specification.
//!
//! Random sequences of what offices can do are driven through a real DAS with a real PCT service behind it, and through a small model of
//! what should come of them. After each act the storage must hold, place by place and hash by hash, what the model says.

mod act;
mod model;
mod surroundings;
mod system;

use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use proptest_state_machine::{ReferenceStateMachine as _, StateMachineTest};

use act::Act;
use model::Model;
use system::{Honest, Leaky};

/// Sequences that a DAS that behaves goes through.
const CASES: u32 = 32;
/// Sequences within which each leak has to show.
const CASES_OF_A_LEAK: u32 = 256;
/// Acts of one sequence at most.
const LENGTH: usize = 30;

/// Drives sequences against the service, always the same ones; returns the shortest that goes wrong.
fn search<Test>(cases: u32, shrinking: u32) -> Result<(), TestError<Vec<Act>>>
where
    Test: StateMachineTest<Reference = Model>,
{
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: shrinking,
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

/// What goes wrong with a DAS that leaks, and the shortest sequence that shows it.
fn found_out<const WAY: usize>(shrinking: u32) -> (String, Vec<Act>) {
    match search::<Leaky<WAY>>(CASES_OF_A_LEAK, shrinking) {
        Err(TestError::Fail(reason, acts)) => (reason.message().to_owned(), acts),
        other => panic!("nobody noticed: {other:?}"),
    }
}

#[test]
fn no_sequence_brings_a_document_of_ro_ib_anywhere_but_into_transit() {
    let outcome = search::<Honest>(CASES, 150);
    assert!(outcome.is_ok(), "{outcome:#?}");
}

/// The test above can fail: a DAS that stores such documents is found out, and by the shortest sequence that shows it.
#[test]
fn a_das_that_stores_documents_of_ro_ib_is_found_out() {
    let (reason, acts) = found_out::<0>(300);
    assert!(reason.contains("outside transit"), "{reason}");
    assert!(
        matches!(
            acts.as_slice(),
            [
                Act::Upload { .. },
                Act::Register { .. } | Act::Replace { .. }
            ]
        ),
        "{acts:#?}"
    );
}

#[test]
fn every_other_leak_is_found_out_as_well() {
    let fetched = found_out::<1>(10).0;
    assert!(fetched.contains("outside transit"), "{fetched}");
    let refused = found_out::<2>(10).0;
    assert!(refused.contains("outside transit"), "{refused}");
    let lasting = found_out::<3>(10).0;
    assert!(!lasting.is_empty());
}
