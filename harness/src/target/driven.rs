//! Parties under test that have to be driven, as the target file describes them: who they are, and what makes them act.

use std::path::PathBuf;
use std::time::Duration;

use openssl::x509::X509;
use serde_json::Value;
use url::Url;

use super::HostIdentity;
use super::office_client::PATIENCE_WITH_PEOPLE;

/// A registering party that is not ours.
#[derive(Debug, Clone)]
pub struct RegisteringPartyUnderTest {
    /// Its client id.
    pub client_id: String,
    /// Its public keys; without any, a key is made for the run and handed to it.
    pub jwks: Option<Value>,
    /// How it is made to act.
    pub driver: PartyDriver,
    /// The port of the authorization server; 0 picks a free one.
    pub port: u16,
    /// How long all that one scenario has it do may take.
    pub deadline: Duration,
}

/// A connector that is not ours.
#[derive(Debug, Clone)]
pub struct ConnectorUnderTest {
    /// The certificate of its identity.
    pub certificate: X509,
    /// How it is made to ask for a DAT.
    pub driver: PartyDriver,
    /// Where it takes messages, if it is to be judged by them as well.
    pub messages: Option<Url>,
    /// The port of the DAPS; 0 picks a free one.
    pub port: u16,
    /// With what our DAPS shows itself, where the connector trusts nobody who is named to it.
    pub hosts: Option<HostIdentity>,
    /// The authorities that vouch for it and for `hosts`, as a PEM text.
    pub trust: Option<String>,
    /// How long asking may take.
    pub deadline: Duration,
}

/// How a party is made to act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartyDriver {
    /// By a command: a program with its arguments.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
        /// Where programs with a relative path are found.
        folder: PathBuf,
    },
    /// By a POST to an address.
    Trigger {
        /// The address.
        url: Url,
        /// The authorities that vouch for it, as a PEM text; without any those of the machine.
        trust: Option<String>,
    },
    /// By a person.
    Operator,
}

impl PartyDriver {
    /// How long is waited for one act that may take so long: for hours where a person has to act.
    pub fn patience(&self, deadline: Duration) -> Duration {
        match self {
            Self::Operator => deadline.max(PATIENCE_WITH_PEOPLE),
            Self::Command { .. } | Self::Trigger { .. } => deadline,
        }
    }
}

/// Two connectors are one where their certificates are.
impl PartialEq for ConnectorUnderTest {
    fn eq(&self, other: &Self) -> bool {
        let der = |own: &Self| own.certificate.to_der().ok();
        der(self) == der(other) && self.driver == other.driver && self.messages == other.messages
    }
}

impl PartialEq for RegisteringPartyUnderTest {
    fn eq(&self, other: &Self) -> bool {
        self.client_id == other.client_id && self.driver == other.driver
    }
}
