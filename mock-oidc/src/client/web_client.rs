//! What the endpoints of one client share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mock_kit::{Fault, FaultPlan};
use serde_json::{Value, json};

use super::encryption::Decrypter;
use super::line::Line;
use super::registration::Registration;
use super::settings::Settings;
use super::signing::Signer;
use super::state::State;

/// The client, as its endpoints hold it.
pub type Shared = Arc<WebClient>;

/// One running client. What it does is spread over the files of this folder, one file per thing.
pub struct WebClient {
    /// What it was started with.
    pub settings: Settings,
    /// The faults that it commits.
    pub faults: FaultPlan,
    /// How its own requests travel.
    pub line: Line,
    /// What it signs with.
    pub signer: Signer,
    /// What it reads encrypted ID tokens with.
    pub decrypter: Decrypter,
    /// The authorization servers that it deals with, the usual one first.
    pub registrations: Vec<Registration>,
    /// What it remembers.
    pub state: Mutex<State>,
}

impl WebClient {
    /// Whether it commits that fault now.
    pub fn commits(&self, fault: &'static Fault) -> bool {
        self.faults.commits(fault)
    }

    /// The present moment in whole seconds, as JWTs count.
    pub fn unix_now(&self) -> i64 {
        self.settings.clock.unix_now()
    }

    /// Whether it wants to know who the user is (OIDC Core, 3.1.2.1).
    pub fn uses_openid(&self) -> bool {
        let mut values = self.settings.scope.split(' ');
        values.any(|value| value == "openid")
    }

    /// What it remembers.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it remembers, for whoever controls it: flows and how they ended, and no secret.
    pub fn inspect(&self) -> Value {
        json!({
            "clientId": self.settings.client_id,
            "registrations": self.registrations,
            "flows": self.state().flows,
        })
    }
}
