//! Clients that our own authorization server registers over the wire.

use super::BuiltIn;
use super::authorization_server::mock_status;
use crate::actor::environment::clients::{ClientStatus, OauthClient, Who};
use crate::stop::Stop;

impl BuiltIn {
    /// The scope value for registering clients, for those that may: the second client may not.
    pub(super) fn registering_scope(&self, client: &OauthClient) -> Option<String> {
        let rules = self.wire.authorization_server.registration.as_ref();
        let rules = rules.filter(|_| client.who == Who::Client);
        rules.map(|rules| rules.scope.clone())
    }

    /// Lets whoever decides on registrations take time.
    pub async fn decide_on_registrations_later(&self) -> Result<(), Stop> {
        self.authorization_server()
            .await?
            .decide_on_registrations_later();
        Ok(())
    }

    /// Decides on a registration that was made over the wire.
    pub async fn decide_on_registration(
        &self,
        client_id: &str,
        status: ClientStatus,
    ) -> Result<(), Stop> {
        let server = self.authorization_server().await?;
        let decided = server.decide_on_registration(client_id, mock_status(status));
        if decided.map_err(Stop::harness_bug)? {
            return Ok(());
        }
        Err(Stop::inconclusive(format!(
            "nothing is registered under {client_id}"
        )))
    }
}
