//! An office's client under test, as the target file describes it: who it is, and how it is made to act.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use url::Url;

/// A client that is not ours.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientUnderTest {
    /// Its client id.
    pub client_id: String,
    /// Its public key, as it is registered.
    pub key: ClientPublicKey,
    /// The private key that it is handed, where it does not have its own: a PEM file.
    pub key_file: Option<PathBuf>,
    /// The ST.3 code of the office that it speaks for.
    pub office: String,
    /// How it is made to act.
    pub driver: Driver,
    /// The ports at which it finds the authorization server and DAS; 0 picks free ones.
    pub ports: Ports,
    /// How long one operation may take.
    pub deadline: Duration,
    /// Certificate authorities that vouch for its trigger, as a PEM text; without one the machine's.
    pub trust: Option<String>,
}

/// How long a person may take for an operation at least.
pub(super) const PATIENCE_WITH_PEOPLE: Duration = Duration::from_hours(4);

impl ClientUnderTest {
    /// How long is waited for one operation: for hours where a person has to act.
    pub fn patience(&self) -> Duration {
        match self.driver {
            Driver::Operator => self.deadline.max(PATIENCE_WITH_PEOPLE),
            Driver::Commands { .. } | Driver::Trigger(_) => self.deadline,
        }
    }
}

/// The public key of a client under test.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientPublicKey {
    /// One that is made for the run and handed to it.
    HandedOut,
    /// In a certificate, as PEM.
    Certificate(String),
    /// In a JWK set.
    Jwks(Value),
}

/// Where the parties around a client listen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ports {
    /// The authorization server.
    pub authorization_server: u16,
    /// DAS.
    pub das: u16,
}

/// How a client is made to act.
#[derive(Debug, Clone, PartialEq)]
pub enum Driver {
    /// By a command for each operation: a program with its arguments.
    Commands {
        /// For a registration.
        register: Vec<String>,
        /// For a retrieval.
        retrieve: Vec<String>,
        /// Where programs with a relative path are found.
        folder: PathBuf,
    },
    /// By a POST to this address.
    Trigger(Url),
    /// By a person.
    Operator,
}
