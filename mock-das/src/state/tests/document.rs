//! A registration keeps what it promises: one content in force, replaced ones archived, nothing after a withdrawal.

use jiff::Timestamp;
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::content;
use crate::das_error::Reason;
use crate::number::{DocumentKind, DocumentNumber};
use crate::state::registration::{Attributes, DocumentKey, Host, Registration, RegistrationStage};
use crate::storage::Place;

/// What an office does with its document; content is told apart by its size, a date by its day.
#[derive(Clone, Copy, Debug)]
enum Act {
    Correct(i8),
    Replace(u64),
    Withdraw,
}

/// The model: nothing but what an office can observe.
#[derive(Clone, Debug)]
struct Model {
    served: Option<u64>,
    once_served: Vec<u64>,
    day: i8,
    corrections: u32,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            served: Some(0),
            once_served: Vec::new(),
            day: 1,
            corrections: 0,
        })
        .boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Act> {
        prop_oneof![
            4 => (1..29_i8).prop_map(Act::Correct),
            4 => any::<u64>().prop_map(Act::Replace),
            1 => Just(Act::Withdraw),
        ]
        .boxed()
    }

    fn apply(mut state: Self, act: &Act) -> Self {
        let Some(served) = state.served else {
            return state;
        };
        match act {
            Act::Correct(day) => {
                state.day = *day;
                state.corrections += 1;
            }
            Act::Replace(size) => {
                state.once_served.push(served);
                state.served = Some(*size);
            }
            Act::Withdraw => {
                state.once_served.push(served);
                state.served = None;
            }
        }
        state
    }
}

fn attributes(day: i8) -> Attributes {
    Attributes {
        date: jiff::civil::date(2019, 3, day),
        parent: None,
        email: None,
    }
}

fn registration() -> Registration {
    let number = DocumentNumber::parse("AT A 1/2019", DocumentKind::Patent).unwrap();
    Registration {
        key: DocumentKey {
            number: number.canonical().to_owned(),
            kind: DocumentKind::Patent,
        },
        number,
        office: "AT".to_owned(),
        access_code: "AB21".to_owned(),
        attributes: attributes(1),
        first_date: jiff::civil::date(2019, 3, 1),
        revision: 0,
        available_since: Timestamp::UNIX_EPOCH,
        stage: RegistrationStage::Registered {
            host: Host::das(content(Place::Library, 0)),
        },
    }
}

fn perform(document: Registration, act: Act) -> Result<Registration, Reason> {
    match act {
        Act::Correct(day) => document.correct(attributes(day)),
        Act::Replace(size) => {
            let old = document.stage.current()?.clone();
            document.replace(content(Place::Library, size), old)
        }
        Act::Withdraw => {
            let last = document.stage.current()?.clone();
            document.withdraw(Some(last))
        }
    }
}

struct Document;

impl StateMachineTest for Document {
    type SystemUnderTest = Registration;
    type Reference = Model;

    fn init_test(_: &Model) -> Registration {
        registration()
    }

    fn apply(document: Registration, model: &Model, act: Act) -> Registration {
        let before = document.clone();
        match perform(document, act) {
            Ok(after) => after,
            Err(reason) => {
                assert_eq!(reason, Reason::Withdrawn);
                assert!(model.served.is_none());
                before
            }
        }
    }

    fn check_invariants(document: &Registration, model: &Model) {
        let sizes: Vec<u64> = document
            .stage
            .archived()
            .iter()
            .map(|one| one.size)
            .collect();
        assert_eq!(
            document.stage.current().ok().map(|one| one.size),
            model.served
        );
        assert_eq!(sizes, model.once_served);
        assert_eq!(document.attributes.date.day(), model.day);
        assert_eq!(document.revision, model.corrections);
        assert_eq!(document.available_since, Timestamp::UNIX_EPOCH);
        assert_eq!(document.first_date.day(), 1);
    }
}

prop_state_machine! {
    #[test]
    fn a_registration_agrees_with_its_model(sequential 1..24 => Document);
}
