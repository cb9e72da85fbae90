//! What authentication requests are made of: who asks, whom, about whom, under which profile, and when.

use p256::SecretKey;
use serde_json::{Value, json};
use url::Url;

use super::request::BackchannelRequest;
use crate::actor::environment::Environment;
use crate::actor::environment::backchannel::HintedUsers;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::environment::facts::AuthorizationServerFacts;
use crate::actor::forge::{self, Jwt};
use crate::requirement::backchannel_wire::{BackchannelWire, DeliveryMode};
use crate::requirement::wire::{AuthorizationWire, RequestObjectRule};
use crate::stop::Stop;
use crate::verdict::UntestedReason;

/// Seconds for which a legal signed request is valid.
const OBJECT_LIFETIME: i64 = 300;
/// What both devices show, in the words of the example of CIBA, 7.1.
pub const BINDING_MESSAGE: &str = "W4SCT";

/// Everything that a legal authentication request, and each deviation from it, may need.
#[derive(Debug)]
pub struct BackchannelFlow {
    /// The client that asks.
    pub client: OauthClient,
    /// How results reach it.
    pub mode: DeliveryMode,
    /// A second client, where there is one.
    pub another: Option<OauthClient>,
    /// Whom it asks.
    pub server: AuthorizationServerFacts,
    /// Where it asks.
    pub endpoint: Url,
    /// Whom it may ask about.
    pub users: HintedUsers,
    /// What the profile leaves open about users.
    pub wire: AuthorizationWire,
    /// What it leaves open about the back channel.
    pub offer: BackchannelWire,
    /// The present second.
    pub now: i64,
    /// A key that nobody registered.
    pub attacker: SecretKey,
    /// Whether requests are signed.
    pub signs: bool,
    /// An ID token of the user that the client holds, in scenarios in which it does.
    pub id_token: Option<String>,
    /// An ID token of the user that another client holds, in scenarios in which it does.
    pub id_token_of_another: Option<String>,
}

impl BackchannelFlow {
    /// Gathers what is known around a client.
    pub async fn survey(
        environment: &Environment,
        client: OauthClient,
        mode: DeliveryMode,
    ) -> Result<Self, Stop> {
        let (wire, offer) = environment.backchannel_wire()?;
        let server = environment.authorization_server().await?;
        Ok(Self {
            another: environment.client(Who::AnotherClient).ok(),
            endpoint: server.backchannel_authentication()?.clone(),
            users: environment.hinted_users()?,
            now: environment.clock().unix_now(),
            attacker: forge::new_key(),
            signs: offer.signed_requests == RequestObjectRule::Required,
            id_token: None,
            id_token_of_another: None,
            client,
            mode,
            server,
            wire,
            offer,
        })
    }

    /// A request with nothing wrong in it, with fresh one-time values.
    pub fn legal_request(&self) -> BackchannelRequest {
        let request = BackchannelRequest::new(self.signs)
            .with("scope", self.wire.scopes.join(" "))
            .with("login_hint", self.users.user.as_str())
            .with("binding_message", BINDING_MESSAGE);
        if self.mode == DeliveryMode::Poll {
            return request;
        }
        request.with("client_notification_token", crate::randomness::identifier())
    }

    /// The signed request of these parameters, not signed yet (CIBA, 7.1.1).
    pub fn draft(&self, request: &BackchannelRequest) -> Jwt {
        let mut claims = json!({
            "iss": self.client.client_id,
            "aud": self.server.issuer,
            "iat": self.now,
            "nbf": self.now,
            "exp": self.now + OBJECT_LIFETIME,
            "jti": crate::randomness::never_used_before(),
        });
        for (name, value) in request.parameters() {
            claims[name] = value.clone();
        }
        Jwt::new(self.header(), claims)
    }

    /// A login hint token as our own authorization server takes it: signed by the client, about a user of this name.
    pub fn login_hint_token(&self, user: &str) -> Jwt {
        let claims = json!({
            "iss": self.client.client_id,
            "exp": self.now + OBJECT_LIFETIME,
            "sub_id": { "format": "opaque", "id": user },
        });
        Jwt::new(self.header(), claims)
    }

    fn header(&self) -> Value {
        match &self.client.kid {
            Some(kid) => json!({ "alg": "ES256", "typ": "JWT", "kid": kid }),
            None => json!({ "alg": "ES256", "typ": "JWT" }),
        }
    }

    /// The second client.
    pub fn another(&self) -> Result<&OauthClient, Stop> {
        let missing = || Stop::harness("a scenario that needs another client is not tagged so");
        self.another.as_ref().ok_or_else(missing)
    }

    /// Another user.
    pub fn another_user(&self) -> Result<&str, Stop> {
        let another = self.users.another.as_deref();
        another.ok_or_else(|| unnamed("another user"))
    }

    /// A user who has a code, and the code.
    pub fn user_with_code(&self) -> Result<(&str, &str), Stop> {
        let known = self.users.with_code.as_ref();
        let (user, code) = known.ok_or_else(|| unnamed("a user who has a code"))?;
        Ok((user, code))
    }

    /// The ID token that the client holds.
    pub fn id_token(&self) -> Result<&str, Stop> {
        held(self.id_token.as_deref())
    }

    /// The ID token that another client holds.
    pub fn id_token_of_another(&self) -> Result<&str, Stop> {
        held(self.id_token_of_another.as_deref())
    }
}

fn unnamed(who: &str) -> Stop {
    let why = format!("the target file does not name {who}");
    Stop::untested(UntestedReason::Organisational, why)
}

fn held(token: Option<&str>) -> Result<&str, Stop> {
    token.ok_or_else(|| Stop::harness("nobody holds an ID token in this scenario"))
}
