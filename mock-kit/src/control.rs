//! Control over a running party: one handle in the process, and thin HTTP routes over the same handle.

mod api;
mod shown;
mod ticket;

use std::sync::Arc;

use futures::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;

pub use self::shown::{shown, summary};
pub use self::ticket::Tickets;
use crate::clock::Clock;
use crate::fault::FaultPlan;
use crate::journal::Journal;

type Inspect = dyn Fn() -> BoxFuture<'static, Value> + Send + Sync;
type Reset = dyn Fn() + Send + Sync;

/// Everything that can be done to a party besides talking to it. Clones act on the same party.
#[derive(Clone)]
pub struct ControlHandle {
    /// The party's name.
    pub party: &'static str,
    /// Its clock.
    pub clock: Clock,
    /// Its faults.
    pub faults: FaultPlan,
    /// What it received and answered.
    pub journal: Journal,
    inspect: Arc<Inspect>,
    reset: Arc<Reset>,
}

impl std::fmt::Debug for ControlHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("ControlHandle");
        shown.field("party", &self.party).finish_non_exhaustive()
    }
}

impl ControlHandle {
    /// A handle whose `inspect` shows the party's state without secrets and whose `reset` forgets what exchanges made.
    pub fn new(
        party: &'static str,
        clock: Clock,
        faults: FaultPlan,
        journal: Journal,
        inspect: impl Fn() -> BoxFuture<'static, Value> + Send + Sync + 'static,
        reset: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            party,
            clock,
            faults,
            journal,
            inspect: Arc::new(inspect),
            reset: Arc::new(reset),
        }
    }

    /// The same party under another name, where there are several of its kind.
    #[must_use]
    pub fn called(self, party: &'static str) -> Self {
        Self { party, ..self }
    }

    /// The party's state, without secrets.
    pub async fn inspect(&self) -> Value {
        (self.inspect)().await
    }

    /// Forgets what exchanges made: state, journal, faults.
    pub fn reset(&self) {
        (self.reset)();
        self.faults.clear();
        self.journal.clear();
    }
}

/// Several parties under one control.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// The parties, each under a name of its own.
    pub parties: Vec<ControlHandle>,
    /// What whoever talks to them needs.
    pub credentials: Vec<Credential>,
    /// What lets browsers into the console.
    pub tickets: Tickets,
}

/// Something that whoever talks to the parties needs: an address, a name, a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// What it is.
    pub name: String,
    /// The thing itself.
    pub value: String,
}

impl Control {
    /// The party of this name.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<&ControlHandle> {
        self.parties.iter().find(|party| party.party == name)
    }
}
