//! A Dynamic Attribute Provisioning Service of a data space (IDS-G, DAPS): connectors prove who they are by a signed request token, and
//! get what is known of them in a Dynamic Attribute Token.
//!
//! It is the authorization server of machines in another flavour: who a client is, its certificate says, and what it is granted are
//! attributes. It can be told to commit [`faults`], one deviation each.

mod attributes;
mod connector;
mod dat;
mod endpoints;
mod faults;
mod form;
mod guarantee;
mod handle;
mod identifier;
mod provisioning;
mod refusal;
mod request_token;
mod requested_claims;
mod server;
mod settings;
mod state;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use attributes::Attributes;
pub use connector::{Enrolment, EnrolmentError};
pub use handle::{Handle, StartError, spawn};
pub use identifier::{ConnectorId, NoConnectorId};
pub use settings::{Edition, Settings, Variant};

use mock_kit::Fault;

/// Every deviation that the service can commit, by seam.
#[must_use]
pub fn faults() -> &'static [&'static [&'static Fault]] {
    faults::SEAMS
}
