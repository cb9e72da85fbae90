//! A file takes content once and binds once.

use jiff::Timestamp;
use mock_kit::FaultPlan;

use super::content;
use crate::das_error::Reason;
use crate::state::file::FileStage;
use crate::storage::Place;

const DUE: Timestamp = Timestamp::UNIX_EPOCH;

fn validating() -> FileStage {
    FileStage::AwaitingContent
        .receive(content(Place::Upload, 1), DUE)
        .unwrap()
}

#[test]
fn content_is_received_once() {
    let again = validating().receive(content(Place::Upload, 2), DUE);
    assert_eq!(again, Err(Reason::ContentTaken));
}

#[test]
fn only_an_accepted_file_binds_and_only_once() {
    let honest = FaultPlan::default();
    let library = content(Place::Library, 1);
    let early = validating().bind(library.clone(), &honest);
    assert_eq!(early, Err(Reason::FileNotReady));
    let rejected = validating().settle(Err(Reason::FormatMismatch));
    assert_eq!(
        rejected.bind(library.clone(), &honest),
        Err(Reason::FileRejected)
    );
    let bound = validating()
        .settle(Ok(()))
        .bind(library.clone(), &honest)
        .unwrap();
    assert_eq!(bound.bind(library, &honest), Err(Reason::FileBound));
}

#[test]
fn a_verdict_is_final() {
    let accepted = validating().settle(Ok(()));
    assert_eq!(
        accepted.clone().settle(Err(Reason::FormatMismatch)),
        accepted
    );
}

#[test]
fn time_ends_what_waits_for_a_registration_and_nothing_else() {
    let honest = FaultPlan::default();
    let (expired, erased) = validating().settle(Ok(())).expire();
    assert_eq!(expired, FileStage::Expired);
    assert!(erased.is_some());
    let bound = validating().settle(Ok(()));
    let bound = bound.bind(content(Place::Library, 1), &honest).unwrap();
    assert_eq!(bound.clone().expire(), (bound, None));
}
