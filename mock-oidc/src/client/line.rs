//! How the client's own requests travel: over TLS with servers that its authorities vouch for, and with its certificate in hand.

use mock_kit::FaultPlan;
use mock_kit::tls::{
    ClientIdentity, TlsError, careless_http_client_as, http_client_as, http_client_of,
};

use super::faults::transport as faulty;
use super::handle::PARTY;
use super::settings::Settings;
use super::tls;

/// Whom a request goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    /// The authorization server.
    AuthorizationServer,
    /// The resource.
    Resource,
}

/// The HTTP clients: one for a client that behaves, and one for each way to misbehave.
pub struct Line {
    honest: reqwest::Client,
    with_any_suite: reqwest::Client,
    without_certificate: reqwest::Client,
    with_another_certificate: reqwest::Client,
    careless: reqwest::Client,
    faults: FaultPlan,
}

impl Line {
    /// One that shows the certificate of `settings` and trusts their authorities only.
    pub fn new(settings: &Settings, faults: FaultPlan) -> Result<Self, TlsError> {
        let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
        let another = ClientIdentity::self_signed(&settings.client_id)?;
        Ok(Self {
            honest: tls::http_client(&settings.identity, &trust)?,
            with_any_suite: http_client_as(PARTY, &settings.identity, &trust)?,
            without_certificate: http_client_of(PARTY, &trust)?,
            with_another_certificate: http_client_as(PARTY, &another, &trust)?,
            careless: careless_http_client_as(PARTY, &settings.identity)?,
            faults,
        })
    }

    /// What requests on this leg are sent with.
    pub fn http(&self, leg: Leg) -> &reqwest::Client {
        let silent = match leg {
            Leg::AuthorizationServer => &faulty::SHOWS_THE_SERVER_NO_CERTIFICATE,
            Leg::Resource => &faulty::SHOWS_THE_RESOURCE_NO_CERTIFICATE,
        };
        let bent = [
            (silent, &self.without_certificate),
            (
                &faulty::SHOWS_ANOTHER_CERTIFICATE,
                &self.with_another_certificate,
            ),
            (&faulty::TRUSTS_ANY_CERTIFICATE, &self.careless),
            (&faulty::AGREES_TO_ANY_SUITE, &self.with_any_suite),
        ];
        let mut committed = bent
            .into_iter()
            .filter(|(fault, _)| self.faults.commits(fault));
        committed.next().map_or(&self.honest, |(_, http)| http)
    }
}
