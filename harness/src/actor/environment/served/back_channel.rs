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
        let users = ground
            .settings
            .wire
            .authorization_server
            .authorization
            .as_ref();
        let Some(rules) = users.and_then(|users| users.backchannel.as_ref()) else {
            return Ok(None);
        };
        let set_up = SetUp {
            gives_id_tokens_for_hints: false,
            mode: DeliveryMode::Poll,
            signs: rules.signed_requests == RequestObjectRule::Required,
        };
        let scopes = users.map(|users| users.scopes.clone()).unwrap_or_default();
        let (base, device) = device(ground, server).await?;
        Ok(Some(Self {
            client: client(ground, server, set_up, scopes).await?,
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
    scopes: Vec<String>,
) -> Result<ciba_client::Handle, HarnessError> {
    let mut key = Jwk::generate_ec_key(EcCurve::P256).map_err(broken)?;
    key.set_key_id(KEY_ID);
    let published = key_set(&key, None).map_err(stopped)?;
    let identity = ground.authority.client_identity(CLIENT_ID);
    let settings = ciba_client::Settings {
        listener: ground.listener(Place::CibaClient),
        clock: ground.clock.clone(),
        issuer: server.issuer().clone(),
        trust: vec![ground.authority_pem()],
        client_id: CLIENT_ID.to_owned(),
        key,
        decryption: None,
        identity: identity.map_err(broken)?,
        scope: scopes.join(" "),
        login_hint: USERNAME.to_owned(),
        gives_id_tokens_for_hints: set_up.gives_id_tokens_for_hints,
        mode: mode(set_up.mode),
        signs: set_up.signs,
    };
    let client = ciba_client::spawn(settings).await.map_err(broken)?;
    let registration = enrolled(set_up, &client, published, scopes);
    server.register(registration).map_err(broken)?;
    Ok(client)
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
