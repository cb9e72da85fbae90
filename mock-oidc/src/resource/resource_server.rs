//! What the operations of one resource share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::{Clock, FaultPlan};
use serde_json::{Value, json};

use super::accounts::Account;
use super::introspection::Introspector;
use super::settings::{Protection, Settings};
use super::state::State;

/// The resource, as its operations hold it.
pub type Shared = Arc<ResourceServer>;

/// One running resource.
pub struct ResourceServer {
    /// What it was started with.
    pub settings: Settings,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// Whom it asks about access tokens.
    pub introspector: Introspector,
    /// Every account.
    pub accounts: Vec<Account>,
    /// What it remembers.
    pub state: Mutex<State>,
}

/// What a request wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read accounts.
    Accounts,
    /// Make a payment.
    Payments,
}

impl ResourceServer {
    /// Its clock.
    pub fn clock(&self) -> &Clock {
        &self.settings.clock
    }

    /// What that access takes.
    pub fn protection(&self, access: Access) -> &Protection {
        match access {
            Access::Accounts => &self.settings.accounts,
            Access::Payments => &self.settings.payments,
        }
    }

    /// What it remembers.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it remembers, for whoever controls it: everything but tokens.
    pub fn inspect(&self) -> Value {
        let state = self.state();
        json!({
            "customers": self.settings.customers,
            "accounts": self.accounts,
            "payments": state.payments,
            "interactions": state.interactions,
        })
    }
}
