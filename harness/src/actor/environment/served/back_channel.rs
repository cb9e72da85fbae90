//! What belongs to the back channel: a client that asks for users, and an address that decides for them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use http::StatusCode;
use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::{Bound, FaultPlan, Journal, Listening, Service};
use mock_oidc::{Decision, ciba_client};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::super::ciba_client::{CLIENT_ID, SetUp, enrolled, key_set, mode};
use super::super::users::USERNAME;
use super::{Ground, Place, broken, stopped};
use crate::error::HarnessError;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::requirement::wire::RequestObjectRule;

/// The path of the decision.
const DECISION_PATH: &str = "decide";
/// The `kid` of the client's key.
const KEY_ID: &str = "signing";

/// The client, and the device of all users.
pub struct BackChannel {
    /// The client.
    pub client: ciba_client::Handle,
    /// Where a request is decided on, with `{auth_req_id}` and `{action}` to be filled in.
    pub decision: String,
    _device: Listening,
}

/// What is decided on, and how.
#[derive(Deserialize)]
struct Asked {
    auth_req_id: String,
    action: Action,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Allow,
    Deny,
}

impl BackChannel {
    /// Starts both where the profile has a back channel.
    pub(super) async fn start(
        ground: &Ground,
        server: &Arc<mock_oidc::Handle>,
    ) -> Result<Option<Self>, HarnessError> {
        let users = ground.users();
        let Some(rules) = users.and_then(|users| users.backchannel.as_ref()) else {
            return Ok(None);
        };
        let set_up = SetUp {
            gives_id_tokens_for_hints: false,
            mode: DeliveryMode::Poll,
            signs: rules.signed_requests == RequestObjectRule::Required,
        };
        let (base, device) = device(ground, server).await?;
        Ok(Some(Self {
            client: client(ground, server, set_up).await?,
            decision: format!(
                "{base}{DECISION_PATH}?auth_req_id={{auth_req_id}}&action={{action}}"
            ),
            _device: device,
        }))
    }
}

async fn client(
    ground: &Ground,
    server: &mock_oidc::Handle,
    set_up: SetUp,
) -> Result<ciba_client::Handle, HarnessError> {
    let asking = Asking {
        client_id: CLIENT_ID,
        issuer: server.issuer().clone(),
        place: Place::CibaClient,
        set_up,
    };
    let (settings, published) = settings_of_client(ground, asking)?;
    let client = ciba_client::spawn(settings).await.map_err(broken)?;
    let registration = enrolled(set_up, &client, published, scopes(ground));
    server.register(registration).map_err(broken)?;
    Ok(client)
}

/// As whom a client asks, and whom.
pub(super) struct Asking {
    /// Its client id.
    pub client_id: &'static str,
    /// The issuer that it asks.
    pub issuer: Url,
    /// Where it listens.
    pub place: Place,
    /// How it is set up.
    pub set_up: SetUp,
}

/// A client, and the public keys by which it has to be registered.
pub(super) fn settings_of_client(
    ground: &Ground,
    asking: Asking,
) -> Result<(ciba_client::Settings, Value), HarnessError> {
    let mut key = Jwk::generate_ec_key(EcCurve::P256).map_err(broken)?;
    key.set_key_id(KEY_ID);
    let published = key_set(&key, None).map_err(stopped)?;
    let identity = ground.authority.client_identity(asking.client_id);
    let settings = ciba_client::Settings {
        listener: ground.listener(asking.place),
        clock: ground.clock_at(asking.place),
        issuer: asking.issuer,
        trust: vec![ground.authority_pem()],
        client_id: asking.client_id.to_owned(),
        key,
        decryption: None,
        identity: identity.map_err(broken)?,
        scope: scopes(ground).join(" "),
        login_hint: USERNAME.to_owned(),
        gives_id_tokens_for_hints: asking.set_up.gives_id_tokens_for_hints,
        mode: mode(asking.set_up.mode),
        signs: asking.set_up.signs,
    };
    Ok((settings, published))
}

/// What clients ask for: all that there is.
fn scopes(ground: &Ground) -> Vec<String> {
    let users = ground.users();
    users.map_or_else(Vec::new, |users| users.scopes.clone())
}

/// A device on which a program decides: whoever knows the name of a request, which nobody can guess, decides on it.
async fn device(
    ground: &Ground,
    server: &Arc<mock_oidc::Handle>,
) -> Result<(Url, Listening), HarnessError> {
    let bound = Bound::bind(&ground.listener(Place::Device))
        .await
        .map_err(broken)?;
    let base = bound.base().clone();
    let router = Router::new()
        .route(&format!("/{DECISION_PATH}"), get(decide))
        .with_state(Arc::clone(server));
    let listening = bound.serve(Service {
        party: "device",
        router,
        journal: Journal::new(),
        clock: ground.clock.clone(),
        faults: FaultPlan::default(),
    });
    Ok((base, listening.map_err(broken)?))
}

async fn decide(
    State(server): State<Arc<mock_oidc::Handle>>,
    Query(asked): Query<Asked>,
) -> StatusCode {
    let decision = match asked.action {
        Action::Allow => Decision::Approve,
        Action::Deny => Decision::Deny,
    };
    if server.decide(&asked.auth_req_id, decision) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::NOT_FOUND
    }
}
