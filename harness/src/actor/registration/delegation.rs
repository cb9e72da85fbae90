//! Recipients that a registry vouches for, and what they send (FDX, 2C, new fields).

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use super::metadata::{intermediary, reference_with};
use crate::actor::authorization::attempt::{self, Attempt};
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::request::{AuthorizationRequest, Carriage};
use crate::actor::environment::Environment;
use crate::actor::environment::clients::{Delegation, NewClient, NewKeys, OauthClient, Who};
use crate::actor::environment::registry::{AGREED, OTHER, VouchedRecipient};
use crate::actor::forge::public_key;
use crate::actor::oauth_client::new_client;
use crate::named::named;
use crate::stop::Stop;

named! {
    /// What a request says of registry and intermediaries.
    pub enum Manner {
        /// All that it should.
        Whole = "naming the registry",
        /// No registry.
        WithoutRegistry = "without naming the registry",
        /// A registry that does not know the recipient.
        OtherRegistry = "naming a registry that does not know the recipient",
        /// Intermediaries that are not in base64.
        InTheClear = "with intermediaries in the clear",
        /// A single intermediary, and no list of them.
        NoList = "with an intermediary that is in no list",
        /// An intermediary with a part of a reference.
        IncompleteReference = "with an intermediary whose reference to a registry is not whole",
        /// Intermediaries, whoever sends them.
        WithIntermediaries = "with intermediaries",
        /// In the query.
        NotPushed = "past the pushed requests",
    }
}

/// A recipient that a registry vouches for.
#[derive(Debug, Clone)]
pub struct Delegated {
    /// The recipient as a client.
    pub client: OauthClient,
    /// How it comes to the provider.
    pub delegation: Delegation,
}

impl Delegated {
    /// A recipient that the provider knows, and that a registry is yet to vouch for.
    pub async fn enrolled(environment: &Environment, delegation: Delegation) -> Result<Self, Stop> {
        let known = environment.client(Who::Client)?;
        let client = new_client(Some("signing"), &known.scope);
        let client = OauthClient {
            identity: Some(environment.vouched_identity(&client.client_id)?),
            redirect_uri: format!("https://client.invalid/{}/callback", client.client_id),
            ..client
        };
        let key = public_key::jwk(&client.key.public_key(), client.kid.as_deref());
        let users = environment
            .wire()
            .authorization_server
            .authorization
            .as_ref();
        let scopes = users.map(|users| users.scopes.clone()).unwrap_or_default();
        let new = NewClient {
            delegation: Some(delegation),
            ..NewClient::of(
                client.clone(),
                NewKeys::Jwks(public_key::key_set([key])),
                scopes,
            )
        };
        environment.register_client(new).await?;
        Ok(Self { client, delegation })
    }

    /// What a registry is to tell of it under this name.
    pub fn as_vouched(&self, name: &str) -> VouchedRecipient {
        VouchedRecipient {
            client_id: self.client.client_id.clone(),
            name: name.to_owned(),
        }
    }

    /// Asks a user for authorization in this manner.
    pub async fn ask(&self, environment: &Environment, manner: Manner) -> Result<Attempt, Stop> {
        let flow = Flow::survey(environment, self.client.clone()).await?;
        let request = self.request(&flow, manner);
        attempt::of_request(environment, &flow, request).await
    }

    /// A request in this manner.
    pub fn request(&self, flow: &Flow, manner: Manner) -> AuthorizationRequest {
        let request = flow.legal_request().with("registry", AGREED);
        let request = match self.delegation {
            Delegation::ByPlatform => request.with("intermediaries", encoded(&chain())),
            Delegation::Direct => request,
        };
        match manner {
            Manner::Whole => request,
            Manner::WithoutRegistry => request.without("registry"),
            Manner::OtherRegistry => request.with("registry", OTHER),
            Manner::InTheClear => request.with("intermediaries", chain().to_string()),
            Manner::NoList => request.with("intermediaries", encoded(&intermediary("One"))),
            Manner::IncompleteReference => {
                let mut chain = chain();
                let part = reference_with(&json!({ "registry": null }));
                chain[0]["registry_references"] = json!([part]);
                request.with("intermediaries", encoded(&chain))
            }
            Manner::WithIntermediaries => request.with("intermediaries", encoded(&chain())),
            Manner::NotPushed => request.carried_by(Carriage::ByValue),
        }
    }
}

/// The chain of every platform here.
fn chain() -> Value {
    json!([intermediary("One")])
}

fn encoded(intermediaries: &Value) -> String {
    Base64::encode_string(intermediaries.to_string().as_bytes())
}
