//! A client of the back channel under test, as the target file describes it: how it is registered, and how it is made to ask.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::driven::PartyDriver;
use super::oauth_client::HostIdentity;
use crate::requirement::backchannel_wire::DeliveryMode;

/// A client of the back channel that is not ours.
#[derive(Debug, Clone, PartialEq)]
pub struct CibaClientUnderTest {
    /// Its client id.
    pub client_id: String,
    /// Its public keys.
    pub jwks: Value,
    /// The certificate that it shows, as PEM, where it shows one.
    pub certificate_pem: Option<String>,
    /// Whether it proves who it is by that certificate, and not by assertions.
    pub proves_by_certificate: bool,
    /// How results reach it.
    pub delivery: DeliveryMode,
    /// Where it is notified, unless it polls.
    pub notifications: Option<Url>,
    /// The algorithm under which it signs its requests, where it does.
    pub signs_requests_with: Option<String>,
    /// The scope values that it may be granted; those of the profile where there are none.
    pub scope: Vec<String>,
    /// How it is made to ask.
    pub driver: PartyDriver,
    /// The port of the authorization server.
    pub port: u16,
    /// With what our parties show themselves to it.
    pub hosts: HostIdentity,
    /// The authorities that vouch for it and for our parties, as a PEM text.
    pub trust_pem: String,
    /// How long one authentication may take.
    pub deadline: Duration,
}
