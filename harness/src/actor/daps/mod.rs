//! A connector that asks the DAPS for a Dynamic Attribute Token, legally or not.

pub mod attempt;
pub mod call;
pub mod deviation;

use serde_json::json;

use super::environment::Environment;
use super::environment::data_space::{DapsFacts, DataConnector, Which};
use super::forge::Jwt;
use super::forge::public_key;
use super::oauth_client::answer::Answer;
use super::oauth_client::request::JWT_BEARER;
use crate::actor::Party;
use crate::actor::environment::data_space::ConnectorKey;
use crate::exchange::call::Call;
use crate::oracle::dat::CONTEXT;
use crate::requirement::wire::{DapsWire, Edition};
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// For how many seconds a request token is valid: the minute of the text.
const MINUTE: i64 = 60;

/// What a connector needs to ask for a DAT.
#[derive(Debug, Clone)]
pub struct Ground {
    /// Where the DAPS is.
    pub facts: DapsFacts,
    /// What the profile fixes.
    pub wire: DapsWire,
    /// Who asks.
    pub connector: DataConnector,
    /// Somebody else, whom the DAPS knows as well, where there is anybody.
    pub another: Result<DataConnector, Stop>,
    /// The time, in seconds since 1970.
    pub now: i64,
}

impl Ground {
    /// What this connector needs now.
    pub async fn survey(environment: &Environment, which: Which) -> Result<Self, Stop> {
        let connector = environment.data_connector(which)?;
        Ok(Self {
            facts: environment.daps().await?,
            wire: environment.daps_wire()?.clone(),
            another: environment.data_connector(Which::AnotherConnector),
            connector,
            now: environment.clock().unix_now(),
        })
    }

    /// A request token with nothing wrong in it, not yet signed.
    pub fn draft(&self) -> Jwt {
        let header = json!({ "typ": "JWT", "alg": self.connector.algorithm() });
        let id = self.connector.id.to_string();
        let draft = Jwt::new(header, json!({}));
        let draft = match self.wire.edition {
            Edition::Seed => draft
                .with_claim("@context", CONTEXT)
                .with_claim("@type", "ids:DatRequestToken"),
            Edition::Idsg => draft.with_claim("jti", crate::randomness::never_used_before()),
        };
        draft
            .with_claim("iss", id.clone())
            .with_claim("sub", id)
            .with_claim("exp", self.now + MINUTE)
            .with_claim("iat", self.now)
            .with_claim("nbf", self.now)
            .with_claim("aud", self.facts.audience.clone())
    }

    /// The parameters of a request with this request token.
    pub fn parameters(&self, request_token: String) -> Vec<(&'static str, String)> {
        vec![
            ("grant_type", "client_credentials".to_owned()),
            ("client_assertion_type", JWT_BEARER.to_owned()),
            ("client_assertion", request_token),
            ("scope", self.wire.scope.clone()),
        ]
    }

    /// The call that asks with these parameters.
    pub fn call(&self, parameters: &[(&'static str, String)]) -> Call {
        Call::post_form(Party::Daps, self.facts.token_endpoint.clone(), parameters)
    }

    /// The call with nothing wrong in it.
    pub fn legal_call(&self) -> Result<Call, Stop> {
        let request_token = self.connector.sign(&self.draft())?;
        Ok(self.call(&self.parameters(request_token)))
    }

    /// Sends a call.
    pub async fn send(&self, environment: &Environment, call: Call) -> Result<Answer, Stop> {
        let sender = environment.sender(self.connector.which.name());
        Ok(Answer::new(sender.send(call).await?))
    }

    /// Asks with nothing wrong.
    pub async fn ask(&self, environment: &Environment) -> Result<Answer, Stop> {
        self.send(environment, self.legal_call()?).await
    }

    /// The public key of the connector in PEM, which a confused verifier takes for a secret.
    fn public_pem(&self) -> Result<Vec<u8>, Stop> {
        match &self.connector.key {
            ConnectorKey::Elliptic(key) => Ok(public_key::pem(&key.public_key()).into_bytes()),
            ConnectorKey::Rsa(key) => key.public_key_to_pem().map_err(Stop::harness_bug),
        }
    }

    /// Somebody else.
    fn another(&self) -> Result<&DataConnector, Stop> {
        self.another.as_ref().map_err(Clone::clone)
    }

    /// Somebody else who signs with the same algorithm: what another algorithm is refused for says nothing of the key.
    fn another_of_its_kind(&self) -> Result<&DataConnector, Stop> {
        let another = self.another()?;
        if another.algorithm() == self.connector.algorithm() {
            return Ok(another);
        }
        let why = "the target file names no other connector with a key of the same kind";
        Err(Stop::untested(UntestedReason::Organisational, why))
    }

    /// The connector with a key and a certificate of the same kind that nobody has enrolled.
    fn stranger(&self) -> Result<DataConnector, Stop> {
        self.connector.with_a_fresh_key(self.now)
    }
}
