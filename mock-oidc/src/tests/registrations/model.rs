//! What should become of registrations.

use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::ReferenceStateMachine;

use crate::ClientStatus;

/// What partners and those who look into registrations can do. Registrations are numbered in the order in which they were made.
#[derive(Clone, Debug)]
pub enum Act {
    Register { name: usize },
    Update { which: usize, logo: usize },
    AddIntermediary { which: usize },
    Delete { which: usize },
    Decide { which: usize, status: ClientStatus },
}

/// One registration.
#[derive(Clone, Debug)]
pub struct Known {
    pub name: usize,
    pub logo: usize,
    pub status: ClientStatus,
    pub deleted: bool,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub registrations: Vec<Known>,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Act> {
        let register = (0_usize..3).prop_map(|name| Act::Register { name });
        let count = state.registrations.len();
        if count == 0 {
            return register.boxed();
        }
        let statuses = [
            ClientStatus::Approved,
            ClientStatus::Tentative,
            ClientStatus::Pending,
            ClientStatus::Rejected,
            ClientStatus::Inactive,
        ];
        prop_oneof![
            register,
            (0..count, 0_usize..4).prop_map(|(which, logo)| Act::Update { which, logo }),
            (0..count).prop_map(|which| Act::AddIntermediary { which }),
            (0..count).prop_map(|which| Act::Delete { which }),
            (0..count, select(statuses.to_vec()))
                .prop_map(|(which, status)| Act::Decide { which, status }),
        ]
        .boxed()
    }

    fn apply(mut state: Self, act: &Act) -> Self {
        match act {
            Act::Register { name } => state.registrations.push(Known {
                name: *name,
                logo: 0,
                status: ClientStatus::Approved,
                deleted: false,
            }),
            Act::Update { which, logo } => state.change(*which, |known| known.logo = *logo),
            Act::AddIntermediary { .. } => {}
            Act::Delete { which } => state.change(*which, |known| known.deleted = true),
            Act::Decide { which, status } => state.change(*which, |known| known.status = *status),
        }
        state
    }

    fn preconditions(state: &Self, act: &Act) -> bool {
        let count = state.registrations.len();
        match act {
            Act::Register { .. } => true,
            Act::Update { which, .. }
            | Act::AddIntermediary { which }
            | Act::Delete { which }
            | Act::Decide { which, .. } => *which < count,
        }
    }
}

impl Model {
    /// What is deleted stays as it is.
    fn change(&mut self, which: usize, change: impl FnOnce(&mut Known)) {
        let known = &mut self.registrations[which];
        if !known.deleted {
            change(known);
        }
    }
}
