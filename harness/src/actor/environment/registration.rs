//! Clients that are registered over the wire: what opens the endpoint, and who decides on a registration.

use super::clients::ClientStatus;
use super::{Environment, Parties};
use crate::stop::Stop;

/// What opens the client registration endpoint (RFC 7591, 3).
#[derive(Clone, PartialEq, Eq)]
pub enum RegistrationAccess {
    /// An access token of this scope, which the partner gets for itself.
    Scope(String),
    /// An access token that was handed out beforehand.
    Given(String),
    /// Nothing is needed.
    Open,
}

/// Without the access token, which nobody is to find in a log.
impl std::fmt::Debug for RegistrationAccess {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Scope(_) => "Scope",
            Self::Given(_) => "Given",
            Self::Open => "Open",
        })
    }
}

impl Environment {
    /// What opens the client registration endpoint.
    pub fn registration_access(&self) -> Result<RegistrationAccess, Stop> {
        let none = || Stop::not_applicable("the profile has no registration over the wire");
        let wire = self.wire.authorization_server.registration.as_ref();
        let scope = wire.ok_or_else(none)?.scope.clone();
        Ok(match &self.parties {
            Parties::BuiltIn(_) => RegistrationAccess::Scope(scope),
            Parties::Reached(target) => {
                let stated = target.registration.clone();
                stated.unwrap_or(RegistrationAccess::Scope(scope))
            }
        })
    }

    /// Lets whoever decides on registrations take time.
    pub async fn decide_on_registrations_later(&self) -> Result<(), Stop> {
        self.own("how soon a registration is decided on is a matter of staff")?
            .decide_on_registrations_later()
            .await
    }

    /// Decides on a registration that was made over the wire.
    pub async fn decide_on_registration(
        &self,
        client_id: &str,
        status: ClientStatus,
    ) -> Result<(), Stop> {
        self.own("registrations are decided on there by people")?
            .decide_on_registration(client_id, status)
            .await
    }
}
