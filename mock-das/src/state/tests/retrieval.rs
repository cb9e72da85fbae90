//! A retrieval is settled once, and its copy ends once.

use jiff::Timestamp;
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::content;
use crate::das_error::Reason;
use crate::number::{DocumentKind, DocumentNumber};
use crate::state::registration::StatedIdentity;
use crate::state::retrieval::RetrievalStage;
use crate::state::transit_copy::{ErasedBy, TransitCopy};
use crate::storage::Place;

/// What can happen to a retrieval.
#[derive(Clone, Debug)]
enum Event {
    Prepared(u64),
    Failed,
    Ended(ErasedBy),
}

/// The model: which state is told, and which copy can be fetched.
#[derive(Clone, Debug)]
struct Model {
    told: &'static str,
    copy: Option<u64>,
    ended: Option<ErasedBy>,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Event;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            told: "pending",
            copy: None,
            ended: None,
        })
        .boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Event> {
        let causes = [
            ErasedBy::Office,
            ErasedBy::Time,
            ErasedBy::Replacement,
            ErasedBy::Withdrawal,
        ];
        prop_oneof![
            1 => any::<u64>().prop_map(Event::Prepared),
            1 => Just(Event::Failed),
            2 => prop::sample::select(causes.to_vec()).prop_map(Event::Ended),
        ]
        .boxed()
    }

    fn apply(mut state: Self, event: &Event) -> Self {
        match event {
            Event::Prepared(size) if state.told == "pending" => {
                state.told = "success";
                state.copy = Some(*size);
            }
            Event::Failed if state.told == "pending" => state.told = "error",
            Event::Ended(by) if state.copy.is_some() => {
                state.copy = None;
                state.ended = Some(*by);
            }
            _ => {}
        }
        state
    }
}

fn pending() -> RetrievalStage {
    let stated = StatedIdentity {
        number: DocumentNumber::parse("AT A 1/2019", DocumentKind::Patent).unwrap(),
        spelling: "AT A 1/2019".to_owned(),
        kind: DocumentKind::Patent,
        date: jiff::civil::date(2019, 3, 1),
        access_code: "AB21".to_owned(),
    };
    RetrievalStage::Pending {
        stated,
        due: Timestamp::UNIX_EPOCH,
    }
}

struct Retrieval;

impl StateMachineTest for Retrieval {
    type SystemUnderTest = RetrievalStage;
    type Reference = Model;

    fn init_test(_: &Model) -> RetrievalStage {
        pending()
    }

    fn apply(stage: RetrievalStage, _: &Model, event: Event) -> RetrievalStage {
        let fetchable = stage.downloadable().ok().cloned();
        match event {
            Event::Prepared(size) => {
                let copy = TransitCopy::Available {
                    content: content(Place::Transit, size),
                    expires: Timestamp::UNIX_EPOCH,
                    once: false,
                };
                stage.settle(Ok((copy, Timestamp::UNIX_EPOCH)))
            }
            Event::Failed => stage.settle(Err(vec![Reason::Withdrawn])),
            Event::Ended(by) => {
                let (stage, erased) = stage.erase_copy(by);
                assert_eq!(erased, fetchable, "what could be fetched is what is erased");
                stage
            }
        }
    }

    fn check_invariants(stage: &RetrievalStage, model: &Model) {
        assert_eq!(stage.category(), model.told);
        assert_eq!(stage.downloadable().ok().map(|copy| copy.size), model.copy);
        let ended = match stage {
            RetrievalStage::Success {
                copy: TransitCopy::Erased(by),
                ..
            } => Some(*by),
            _ => None,
        };
        assert_eq!(ended, model.ended);
    }
}

prop_state_machine! {
    #[test]
    fn a_retrieval_agrees_with_its_model(sequential 1..24 => Retrieval);
}
