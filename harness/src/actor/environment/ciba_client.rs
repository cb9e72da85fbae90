//! The reference client of the back channel, and what it exchanges with the others.

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_oidc::ciba_client::{Handle, Settings, spawn};
use serde_json::{Value, json};
use url::Url;

use super::Environment;
use super::backchannel::registration;
use super::built_in::BuiltIn;
use super::users::USERNAME;
use crate::actor::Party;
use crate::exchange::model::Exchange;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::Stop;

/// The client at the authorization server.
pub(super) const CLIENT_ID: &str = "ciba-client";

/// How the client is set up.
#[derive(Debug, Clone, Copy)]
pub struct SetUp {
    /// How results reach it.
    pub mode: DeliveryMode,
    /// Whether it signs its requests.
    pub signs: bool,
}

/// Where the client is.
#[derive(Debug, Clone)]
pub struct CibaClientFacts {
    /// What makes it ask for a user.
    pub start: Url,
    /// Below which it tells how that ends.
    pub flows: Url,
    /// Where it takes notifications.
    pub notifications: Url,
}

impl Environment {
    /// The client under test, set up in this way.
    pub async fn ciba_client(&self, set_up: SetUp) -> Result<CibaClientFacts, Stop> {
        let own = self.own("a client of the back channel is judged among parties of ours")?;
        own.ciba_client_facts(set_up).await
    }

    /// What the client has sent to the authorization server so far.
    pub fn received_from_ciba_client(&self) -> Vec<Exchange> {
        let received = self.received(Party::AuthorizationServer).into_iter();
        let sent = |each: &Exchange| each.from == Party::CibaClient.name();
        received.filter(sent).collect()
    }

    /// What the authorization server has notified the client of so far.
    pub fn notified_to_ciba_client(&self) -> Vec<Exchange> {
        let received = self.received(Party::CibaClient).into_iter();
        let sent = |each: &Exchange| each.from == Party::AuthorizationServer.name();
        received.filter(sent).collect()
    }
}

impl BuiltIn {
    async fn ciba_client_facts(&self, set_up: SetUp) -> Result<CibaClientFacts, Stop> {
        let spawning = || Box::pin(self.spawn_ciba_client(set_up));
        let own = self.ciba_client.get_or_try_init(spawning).await?;
        let below = |path: &str| own.base().join(path).map_err(Stop::harness_bug);
        Ok(CibaClientFacts {
            start: below("start")?,
            flows: below("flows/")?,
            notifications: own.notification_endpoint().clone(),
        })
    }

    async fn spawn_ciba_client(&self, set_up: SetUp) -> Result<Handle, Stop> {
        let server = self.authorization_server().await?;
        let mut key = Jwk::generate_ec_key(EcCurve::P256).map_err(Stop::harness_bug)?;
        key.set_key_id("signing");
        let public = key.to_public_key().map_err(Stop::harness_bug)?;
        let users = self.wire().authorization_server.authorization.as_ref();
        let scopes = users.map_or_else(Vec::new, |users| users.scopes.clone());
        let settings = Settings {
            listener: self.listener(),
            clock: self.clock().clone(),
            issuer: server.issuer().clone(),
            trust: vec![self.authority_pem().to_owned()],
            client_id: CLIENT_ID.to_owned(),
            key,
            identity: self.vouched_identity(CLIENT_ID)?,
            scope: scopes.join(" "),
            login_hint: USERNAME.to_owned(),
            mode: mode(set_up.mode),
            signs: set_up.signs,
        };
        let own = spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&own.control().faults);
        let keys = named(&public)?;
        let registering = server.register(enrolled(set_up, &own, keys, scopes));
        registering.map_err(Stop::harness_bug)?;
        Ok(own)
    }
}

/// The library takes the name off a public half.
pub(super) fn named(public: &Jwk) -> Result<Value, Stop> {
    let mut public = serde_json::to_value(public).map_err(Stop::harness_bug)?;
    public["kid"] = json!("signing");
    Ok(json!({ "keys": [public] }))
}

pub(super) fn enrolled(
    set_up: SetUp,
    own: &Handle,
    keys: Value,
    scopes: Vec<String>,
) -> mock_oidc::Client {
    let mut metadata = registration(set_up.mode);
    metadata.remove("backchannel_user_code_parameter");
    if set_up.mode != DeliveryMode::Poll {
        let endpoint = json!(own.notification_endpoint());
        metadata.insert("backchannel_client_notification_endpoint".into(), endpoint);
    }
    let keys = mock_oidc::ClientKeys::Jwks(keys);
    mock_oidc::Client {
        backchannel: Some(metadata),
        ..mock_oidc::Client::machine(CLIENT_ID, keys, scopes)
    }
}

pub(super) fn mode(mode: DeliveryMode) -> mock_oidc::DeliveryMode {
    match mode {
        DeliveryMode::Poll => mock_oidc::DeliveryMode::Poll,
        DeliveryMode::Ping => mock_oidc::DeliveryMode::Ping,
        DeliveryMode::Push => mock_oidc::DeliveryMode::Push,
    }
}
