//! What a token request is made of: who asks, whom, and when.

use p256::SecretKey;
use url::Url;

use super::legal_assertion;
use super::request::TokenRequest;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::actor::forge::{self, Jwt};
use crate::stop::Stop;

/// Everything that a legal request, and each deviation from it, may need.
#[derive(Debug)]
pub struct Ground {
    /// The client that asks.
    pub client: OauthClient,
    /// A second client, where there is one.
    pub another: Option<OauthClient>,
    /// Where it asks.
    pub token_endpoint: Url,
    /// The present second.
    pub now: i64,
    /// A key that nobody registered.
    pub attacker: SecretKey,
    /// Where the attacker publishes that key, in scenarios in which it does.
    pub attacker_key_set: Option<Url>,
}

impl Ground {
    /// Gathers what is known around a client.
    pub async fn survey(environment: &Environment, client: OauthClient) -> Result<Self, Stop> {
        let server = environment.authorization_server().await?;
        Ok(Self::survey_at(environment, client, &server))
    }

    /// The same at an authorization server other than WIPO's.
    pub fn survey_at(
        environment: &Environment,
        client: OauthClient,
        server: &AuthorizationServerFacts,
    ) -> Self {
        Self {
            client,
            another: environment.client(Who::AnotherClient).ok(),
            token_endpoint: server.token_endpoint.clone(),
            now: environment.clock().unix_now(),
            attacker: forge::new_key(),
            attacker_key_set: None,
        }
    }

    /// The same with an attacker that publishes its key.
    #[must_use]
    pub fn with_attacker(self, key: SecretKey, key_set: Url) -> Self {
        Self {
            attacker: key,
            attacker_key_set: Some(key_set),
            ..self
        }
    }

    /// The part that the client plays, as reports call it.
    pub fn role(&self) -> &'static str {
        role_of(self.client.who)
    }

    /// A legal assertion, fresh, not signed yet.
    pub fn legal_draft(&self) -> Jwt {
        legal_assertion(&self.client, self.token_endpoint.as_str(), self.now)
    }

    /// A legal request with this assertion.
    pub fn request_with(&self, assertion: String) -> TokenRequest {
        TokenRequest::legal(&self.client.scope, assertion)
    }

    /// A request with nothing wrong in it.
    pub fn legal_request(&self) -> TokenRequest {
        self.request_with(self.legal_draft().signed_by(&self.client.key))
    }

    /// The second client.
    pub fn another(&self) -> Result<&OauthClient, Stop> {
        let missing = || Stop::harness("a scenario that needs another client is not tagged so");
        self.another.as_ref().ok_or_else(missing)
    }

    /// The attacker's key set.
    pub fn attacker_key_set(&self) -> Result<&Url, Stop> {
        let missing = || Stop::harness("no attacker publishes a key set in this scenario");
        self.attacker_key_set.as_ref().ok_or_else(missing)
    }
}

/// The part that a client plays, as reports call it.
pub fn role_of(who: Who) -> &'static str {
    match who {
        Who::Client => "client",
        Who::AnotherClient => "other client",
        Who::Stranger => "third client",
        Who::Unlisted => "unlisted client",
        Who::Bureau => "client of the International Bureau",
        Who::Wipo | Who::WipoForOffice | Who::WipoForAnotherOffice | Who::WipoForPct => "WIPO",
    }
}
