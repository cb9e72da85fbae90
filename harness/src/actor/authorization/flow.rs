//! What authorization requests are made of: who asks, whom, under which profile, and when.

use p256::SecretKey;
use serde_json::{Value, json};
use url::Url;

use super::request::{AuthorizationRequest, Carriage, OneTime};
use crate::actor::environment::Environment;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::actor::forge::{self, Jwt};
use crate::requirement::wire::{
    AuthorizationWire, PkceRule, PushedRequestRule, RequestObjectRule, ResponseOption,
};
use crate::stop::Stop;

/// Seconds for which a legal request object is valid.
const OBJECT_LIFETIME: i64 = 300;

/// Everything that a legal authorization request, and each deviation from it, may need.
#[derive(Debug)]
pub struct Flow {
    /// The client that asks.
    pub client: OauthClient,
    /// A second client, where there is one.
    pub another: Option<OauthClient>,
    /// Whom it asks.
    pub server: AuthorizationServerFacts,
    /// What the profile leaves open.
    pub wire: AuthorizationWire,
    /// The present second.
    pub now: i64,
    /// A key that nobody registered.
    pub attacker: SecretKey,
    /// How the user's answer is asked for.
    pub response: ResponseOption,
    /// How requests travel.
    pub carriage: Carriage,
    /// Whether requests have a code challenge also where they need none.
    pub challenges: bool,
}

impl Flow {
    /// Gathers what is known around a client, in the way that the profile asks for first.
    pub async fn survey(environment: &Environment, client: OauthClient) -> Result<Self, Stop> {
        let none = || Stop::not_applicable("the profile has no authorization by users");
        let server = &environment.wire().authorization_server;
        let wire = server.authorization.clone().ok_or_else(none)?;
        let response = wire.responses.first().copied();
        Ok(Self {
            another: environment.client(Who::AnotherClient).ok(),
            server: environment.authorization_server().await?,
            now: environment.clock().unix_now(),
            attacker: forge::new_key(),
            response: response.unwrap_or(ResponseOption::Code),
            carriage: carriage_of(&wire),
            challenges: false,
            client,
            wire,
        })
    }

    /// The same, its requests pushed.
    #[must_use]
    pub fn pushing(self) -> Self {
        let carriage = match self.carriage {
            Carriage::ByValue | Carriage::PushedObject => Carriage::PushedObject,
            Carriage::Plain | Carriage::Pushed => Carriage::Pushed,
        };
        Self { carriage, ..self }
    }

    /// The same, with the user's answer asked for in this way.
    #[must_use]
    pub fn answered_by(self, response: ResponseOption) -> Self {
        Self { response, ..self }
    }

    /// A request with nothing wrong in it, with fresh one-time values.
    pub fn legal_request(&self) -> AuthorizationRequest {
        let one_time = OneTime::fresh();
        let mut request = AuthorizationRequest::new(self.carriage, one_time.clone())
            .with("client_id", self.client.client_id.as_str())
            .with("redirect_uri", self.client.redirect_uri.as_str())
            .with("scope", self.wire.scopes.join(" "))
            .with("state", one_time.state.as_str())
            .with("nonce", one_time.nonce.as_str());
        for (name, value) in asked(self.response) {
            request = request.with(name, *value);
        }
        if self.needs_challenge() {
            request = request
                .with("code_challenge", one_time.challenge())
                .with("code_challenge_method", "S256");
        }
        request
    }

    /// Whether such a request has a code challenge.
    fn needs_challenge(&self) -> bool {
        self.challenges || self.wire.pkce == PkceRule::Required || self.carriage.is_pushed()
    }

    /// The request object of a request, not signed yet (RFC 9101, 4; FAPI 1.0 Advanced, 5.2.3).
    pub fn object_draft(&self, request: &AuthorizationRequest) -> Jwt {
        let mut claims = json!({
            "iss": self.client.client_id,
            "aud": self.server.issuer,
            "nbf": self.now,
            "exp": self.now + OBJECT_LIFETIME,
            "iat": self.now,
            "jti": crate::randomness::never_used_before(),
        });
        for (name, value) in request.inside() {
            claims[name] = member(name, value);
        }
        let mut header = json!({ "alg": "ES256", "typ": "oauth-authz-req+jwt" });
        if let Some(kid) = &self.client.kid {
            header["kid"] = json!(kid);
        }
        Jwt::new(header, claims)
    }

    /// A consent object for all that the client asks for.
    pub fn consent_object(&self) -> String {
        consent_object(&self.wire.scopes)
    }

    /// The second client.
    pub fn another(&self) -> Result<&OauthClient, Stop> {
        let missing = || Stop::harness("a scenario that needs another client is not tagged so");
        self.another.as_ref().ok_or_else(missing)
    }

    /// The client whose name stands in the address of a request: the second client or this one.
    pub fn client_named_in(&self, address: &Url) -> &OauthClient {
        let names = |client: &&OauthClient| {
            let mut parameters = address.query_pairs();
            parameters.any(|(name, value)| name == "client_id" && value == client.client_id)
        };
        self.another.as_ref().filter(names).unwrap_or(&self.client)
    }

    /// The same flow as the second client would have it.
    pub fn of_another(&self) -> Result<Self, Stop> {
        Ok(Self {
            client: self.another()?.clone(),
            another: Some(self.client.clone()),
            server: self.server.clone(),
            wire: self.wire.clone(),
            attacker: self.attacker.clone(),
            ..*self
        })
    }
}

/// A parameter as it stands in a request object: what is JSON in a query is JSON there too (RFC 9101, 4; RFC 9396, 2).
fn member(name: &str, value: &str) -> Value {
    match name {
        "claims" | "authorization_details" => serde_json::from_str(value).unwrap_or_default(),
        _ => Value::from(value),
    }
}

/// A consent object for the data clusters that these scope values stand for (RFC 9396, 2; FDX, consent).
pub fn consent_object(scopes: &[String]) -> String {
    let clusters: Vec<&String> = scopes.iter().filter(|scope| *scope != "openid").collect();
    consent_to(&[json!({ "resourceType": "ACCOUNT", "dataClusters": clusters })])
}

/// A consent object for these resources.
pub fn consent_to(resources: &[Value]) -> String {
    let consent = json!({ "durationType": "ONE_TIME", "resources": resources });
    json!([{ "type": "fdx.v1.0", "consentRequest": consent }]).to_string()
}

fn carriage_of(wire: &AuthorizationWire) -> Carriage {
    let pushes = wire.pushed_requests == PushedRequestRule::Required;
    match (wire.request_object, pushes) {
        (RequestObjectRule::Required, true) => Carriage::PushedObject,
        (RequestObjectRule::Required, false) => Carriage::ByValue,
        (RequestObjectRule::Optional, true) => Carriage::Pushed,
        (RequestObjectRule::Optional, false) => Carriage::Plain,
    }
}

/// The parameters that ask for an answer of this kind.
pub fn asked(response: ResponseOption) -> &'static [(&'static str, &'static str)] {
    match response {
        ResponseOption::Code => &[("response_type", "code")],
        ResponseOption::CodeJwt => &[("response_type", "code"), ("response_mode", "jwt")],
        ResponseOption::CodeIdToken => &[("response_type", "code id_token")],
    }
}
