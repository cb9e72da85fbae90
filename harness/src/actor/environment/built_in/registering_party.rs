//! Our own registering party, and its acts.

use mock_oidc::registering_party::{Intermediary, RegisteringParty, Settings};
use mock_oidc::{Client, ClientKeys};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::BuiltIn;
use crate::actor::environment::registry::AGREED;
use crate::actor::registration::portfolio::{
    Act, NEW_LOGO, Way, applications, chain, changed_chain,
};
use crate::stop::Stop;

/// The registering party as the authorization server knows it.
const CLIENT_ID: &str = "registering-party";

impl BuiltIn {
    /// Has our registering party act; what came of it stands in the journal of the authorization server.
    pub async fn let_register(&self, way: Way, act: Act) -> Result<(), Stop> {
        let made = self
            .registering
            .get_or_try_init(|| self.make_registering_party(way));
        let party = made.await?;
        let acted = match act {
            Act::Register => party.register().await,
            Act::AskUsers => party.ask_users().await,
            Act::ChangeIntermediaries => {
                let chain: Vec<Intermediary> = read(changed_chain(way))?;
                party.change_intermediaries(&chain).await
            }
            Act::Read => party.read().await,
            Act::Update => {
                let logo = Url::parse(NEW_LOGO).map_err(Stop::harness_bug)?;
                party.change_logos(&logo).await
            }
            Act::Delete => party.delete().await,
        };
        // A party that misbehaves is refused; what it sent is what counts.
        drop(acted);
        Ok(())
    }

    async fn make_registering_party(&self, way: Way) -> Result<RegisteringParty, Stop> {
        let server = self.authorization_server().await?;
        let none = || Stop::not_applicable("the profile has no registration over the wire");
        let rules = server.variant().registration.clone().ok_or_else(none)?;
        let settings = Settings {
            clock: self.clock.clone(),
            issuer: server.issuer().clone(),
            trust: vec![self.shared.authority_pem.clone()],
            client_id: CLIENT_ID.to_owned(),
            key_pem: None,
            identity: self.vouched_identity(CLIENT_ID)?,
            scope: rules.scope.clone(),
            registry: AGREED.to_owned(),
            applications: read(applications(&rules.recipient_scopes))?,
            intermediaries: read(chain(way))?,
        };
        let party = RegisteringParty::new(settings).map_err(Stop::harness_bug)?;
        self.commit(&party.faults);
        let keys = ClientKeys::Jwks(party.key_set().map_err(Stop::harness_bug)?);
        let client = Client::machine(CLIENT_ID, keys, vec![rules.scope]);
        server.register(client).map_err(Stop::harness_bug)?;
        Ok(party)
    }
}

fn read<T: DeserializeOwned>(portfolio: Value) -> Result<T, Stop> {
    serde_json::from_value(portfolio).map_err(Stop::harness_bug)
}
