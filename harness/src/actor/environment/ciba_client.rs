//! A client of the back channel under test, or the reference client, and what it exchanges with the others.

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_oidc::ciba_client::{Handle, Settings, spawn};
use serde_json::{Map, Value, json};
use url::Url;

use super::Environment;
use super::backchannel::{CIBA_GRANT, registration};
use super::built_in::BuiltIn;
use super::users::USERNAME;
use crate::actor::Party;
use crate::actor::driver::Errand;
use crate::exchange::model::{Exchange, Request, Response};
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::requirement::wire::RequestObjectRule;
use crate::stop::{Step, Stop};
use crate::target::{CibaClientUnderTest, PartyDriver};

/// Under what a client signs its requests (CIBA, 4).
const SIGNING_ALGORITHM: &str = "backchannel_authentication_request_signing_alg";
/// The client at the authorization server.
pub(super) const CLIENT_ID: &str = "ciba-client";

/// How the client is set up.
#[derive(Debug, Clone, Copy)]
pub struct SetUp {
    /// How results reach it.
    pub mode: DeliveryMode,
    /// Whether it signs its requests.
    pub signs: bool,
    /// Whether its ID tokens are encrypted, and serve it for hints.
    pub gives_id_tokens_for_hints: bool,
}

/// Where the client is.
#[derive(Debug, Clone)]
pub struct CibaClientFacts {
    /// How it is made to ask for a user, and tells how that ends.
    pub telling: Telling,
    /// Where it takes notifications, if it does.
    pub notifications: Option<Url>,
}

/// How a client is made to ask, and tells how an authentication ends.
#[derive(Debug, Clone)]
pub enum Telling {
    /// By a POST, and below another address, before the end what it waits for: the reference client.
    Below {
        /// What makes it ask.
        start: Url,
        /// Where it tells.
        flows: Url,
    },
    /// By its driver, which has ended when the authentication has: any other.
    AtTheEnd(PartyDriver, Errand),
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

    /// Whether a poll for this request reached the authorization server while another one for it waited for its answer (CIBA, 7.3).
    pub fn has_polls_at_once(&self, auth_req_id: &str) -> bool {
        let server = self.own("").ok().and_then(BuiltIn::known_server);
        let entries = server.map_or_else(Vec::new, |server| server.control().journal.entries());
        let polls: Vec<_> = entries
            .iter()
            .filter(|entry| is_poll_for(entry, auth_req_id))
            .collect();
        polls.iter().any(|one| {
            let mut others = polls.iter();
            others.any(|other| one.turn < other.turn && other.turn < one.answered)
        })
    }

    /// What the authorization server has notified the client of so far.
    pub fn notified_to_ciba_client(&self) -> Vec<Exchange> {
        let guest = self
            .own("")
            .is_ok_and(|own| own.ciba_client_under_test().is_some());
        if guest {
            return self.notified_to_guest();
        }
        let received = self.received(Party::CibaClient).into_iter();
        let sent = |each: &Exchange| each.from == Party::AuthorizationServer.name();
        received.filter(sent).collect()
    }

    /// What a client that is not ours has received stands in no journal of ours.
    fn notified_to_guest(&self) -> Vec<Exchange> {
        let server = self.own("").ok().and_then(BuiltIn::known_server);
        let sent = server.map_or_else(Vec::new, mock_oidc::Handle::sent_notifications);
        sent.into_iter().map(notification).collect()
    }
}

/// Whether the form of a request has the grant of the back channel and names this request.
fn is_poll_for(entry: &mock_kit::Exchange, auth_req_id: &str) -> bool {
    let octets = entry.request_body.octets();
    let has = |name: &str, value: &str| {
        let mut fields = url::form_urlencoded::parse(&octets);
        fields.any(|(known, stated)| known == name && stated == value)
    };
    has("grant_type", CIBA_GRANT) && has("auth_req_id", auth_req_id)
}

fn notification(sent: mock_oidc::SentNotification) -> Exchange {
    Exchange {
        number: 0,
        from: Party::AuthorizationServer.name().to_owned(),
        to: Party::CibaClient.name().to_owned(),
        at: sent.at,
        request: Request {
            method: "POST".to_owned(),
            url: sent.endpoint.to_string(),
            body: sent.body.into_bytes(),
            ..Request::default()
        },
        response: Some(Response {
            status: sent.status.as_u16(),
            ..Response::default()
        }),
        failure: None,
        tls: None,
        raw: false,
        judged: true,
    }
}

impl BuiltIn {
    async fn ciba_client_facts(&self, set_up: SetUp) -> Result<CibaClientFacts, Stop> {
        if let Some(guest) = self.ciba_client_under_test() {
            return self.ciba_guest_facts(guest, set_up).await;
        }
        let spawning = || Box::pin(self.spawn_ciba_client(set_up));
        let own = self.ciba_client.get_or_try_init(spawning).await?;
        let below = |path: &str| own.base().join(path).map_err(Stop::harness_bug);
        Ok(CibaClientFacts {
            telling: Telling::Below {
                start: below("start")?,
                flows: below("flows/")?,
            },
            notifications: Some(own.notification_endpoint().clone()),
        })
    }

    /// A client that is not ours is set up as it is.
    async fn ciba_guest_facts(
        &self,
        guest: &CibaClientUnderTest,
        set_up: SetUp,
    ) -> Result<CibaClientFacts, Stop> {
        self.demand_fit(guest, set_up)?;
        let registering = || async {
            let server = self.authorization_server().await?;
            let registering = server.register(self.enrolled_ciba_guest(guest));
            registering.map_err(|error| Stop::configuration(error.to_string()))
        };
        self.ciba_guest_registered
            .get_or_try_init(registering)
            .await?;
        let errand = self.errand_of_ciba_client(guest).await?;
        Ok(CibaClientFacts {
            telling: Telling::AtTheEnd(guest.driver.clone(), errand),
            notifications: guest.notifications.clone(),
        })
    }

    async fn errand_of_ciba_client(&self, guest: &CibaClientUnderTest) -> Result<Errand, Stop> {
        let server = self.authorization_server().await?;
        let issuer = server.issuer().as_str().trim_end_matches('/').to_owned();
        Ok(Errand {
            values: vec![
                ("CIBA_ISSUER", issuer),
                ("CIBA_CLIENT_ID", guest.client_id.clone()),
                ("CIBA_SCOPE", self.scopes_of_guest(guest).join(" ")),
                ("CIBA_LOGIN_HINT", USERNAME.to_owned()),
            ],
            texts: vec![("CIBA_CA_FILE", "ca.pem", guest.trust_pem.clone())],
            work_variable: "CIBA_WORK_DIR",
            authority_pem: self.authority_pem().to_owned(),
            deadline: guest.deadline,
        })
    }

    /// What it may be granted.
    fn scopes_of_guest(&self, guest: &CibaClientUnderTest) -> Vec<String> {
        let users = self.wire().authorization_server.authorization.as_ref();
        match (&guest.scope[..], users) {
            ([], Some(users)) => users.scopes.clone(),
            (own, _) => own.to_vec(),
        }
    }

    /// What a client does not do cannot be judged at it.
    fn demand_fit(&self, guest: &CibaClientUnderTest, set_up: SetUp) -> Step {
        let users = self.wire().authorization_server.authorization.as_ref();
        let offer = users.and_then(|users| users.backchannel.as_ref());
        let bound = offer.is_some_and(|offer| offer.signed_requests == RequestObjectRule::Required);
        let differences = [
            (
                set_up.mode != guest.delivery,
                "has results delivered in another way",
            ),
            (
                set_up.signs && !bound && guest.signs_requests_with.is_none(),
                "does not sign its requests",
            ),
            (
                set_up.gives_id_tokens_for_hints,
                "takes no encrypted ID tokens",
            ),
        ];
        match differences.into_iter().find(|(differs, _)| *differs) {
            None => Ok(()),
            Some((_, what)) => Err(Stop::not_applicable(format!("the client {what}"))),
        }
    }

    fn enrolled_ciba_guest(&self, guest: &CibaClientUnderTest) -> mock_oidc::Client {
        let scopes = self.scopes_of_guest(guest);
        let mut metadata = registered_metadata(guest.delivery, guest.notifications.as_ref());
        match &guest.signs_requests_with {
            Some(algorithm) => metadata.insert(SIGNING_ALGORITHM.into(), json!(algorithm)),
            None => metadata.remove(SIGNING_ALGORITHM),
        };
        let keys = mock_oidc::ClientKeys::Jwks(guest.jwks.clone());
        let certificate_pem = guest.certificate_pem.clone().unwrap_or_default();
        mock_oidc::Client {
            authentication: if guest.proves_by_certificate {
                mock_oidc::Authentication::SelfSignedTlsClientAuth { certificate_pem }
            } else {
                mock_oidc::Authentication::PrivateKeyJwt
            },
            backchannel: Some(metadata),
            ..mock_oidc::Client::machine(guest.client_id.clone(), keys, scopes)
        }
    }

    async fn spawn_ciba_client(&self, set_up: SetUp) -> Result<Handle, Stop> {
        let server = self.authorization_server().await?;
        let key = new_key("signing")?;
        let decryption = set_up.gives_id_tokens_for_hints;
        let decryption = decryption.then(|| new_key("decryption")).transpose()?;
        let keys = key_set(&key, decryption.as_ref())?;
        let users = self.wire().authorization_server.authorization.as_ref();
        let scopes = users.map_or_else(Vec::new, |users| users.scopes.clone());
        let settings = Settings {
            listener: self.listener(),
            clock: self.clock().clone(),
            issuer: server.issuer().clone(),
            trust: vec![self.authority_pem().to_owned()],
            client_id: CLIENT_ID.to_owned(),
            key,
            decryption,
            identity: self.vouched_identity(CLIENT_ID)?,
            scope: scopes.join(" "),
            login_hint: USERNAME.to_owned(),
            gives_id_tokens_for_hints: set_up.gives_id_tokens_for_hints,
            mode: mode(set_up.mode),
            signs: set_up.signs,
        };
        let own = spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&own.control().faults);
        let registering = server.register(enrolled(set_up, &own, keys, scopes));
        registering.map_err(Stop::harness_bug)?;
        Ok(own)
    }
}

fn new_key(name: &str) -> Result<Jwk, Stop> {
    let mut key = Jwk::generate_ec_key(EcCurve::P256).map_err(Stop::harness_bug)?;
    key.set_key_id(name);
    Ok(key)
}

pub(super) fn key_set(signing: &Jwk, decryption: Option<&Jwk>) -> Result<Value, Stop> {
    let mut keys = vec![named(signing, "sig")?];
    keys.extend(decryption.map(|key| named(key, "enc")).transpose()?);
    Ok(json!({ "keys": keys }))
}

/// The library takes the name off a public half.
fn named(key: &Jwk, purpose: &str) -> Result<Value, Stop> {
    let public = key.to_public_key().map_err(Stop::harness_bug)?;
    let mut public = serde_json::to_value(public).map_err(Stop::harness_bug)?;
    public["kid"] = json!(key.key_id());
    public["use"] = json!(purpose);
    Ok(public)
}

pub(super) fn enrolled(
    set_up: SetUp,
    own: &Handle,
    keys: Value,
    scopes: Vec<String>,
) -> mock_oidc::Client {
    let metadata = registered_metadata(set_up.mode, Some(own.notification_endpoint()));
    let keys = mock_oidc::ClientKeys::Jwks(keys);
    mock_oidc::Client {
        backchannel: Some(metadata),
        encrypts_id_tokens: set_up.gives_id_tokens_for_hints,
        ..mock_oidc::Client::machine(CLIENT_ID, keys, scopes)
    }
}

fn registered_metadata(mode: DeliveryMode, notifications: Option<&Url>) -> Map<String, Value> {
    let mut metadata = registration(mode);
    metadata.remove("backchannel_user_code_parameter");
    if let Some(endpoint) = notifications.filter(|_| mode != DeliveryMode::Poll) {
        let name = "backchannel_client_notification_endpoint";
        metadata.insert(name.into(), json!(endpoint));
    }
    metadata
}

pub(super) fn mode(mode: DeliveryMode) -> mock_oidc::DeliveryMode {
    match mode {
        DeliveryMode::Poll => mock_oidc::DeliveryMode::Poll,
        DeliveryMode::Ping => mock_oidc::DeliveryMode::Ping,
        DeliveryMode::Push => mock_oidc::DeliveryMode::Push,
    }
}
