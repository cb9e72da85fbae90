//! A web client, which asks as the profile has it.

use mock_oidc::client::{Authentication, Settings, spawn};
use serde_json::Value;
use url::Url;

use super::super::super::variant::authorization_server_variant;
use super::super::super::web_client::registration::{client_keys, form, key_set, response};
use super::super::{Ground, Place, broken, stopped};
use super::{Guest, GuestParty, at, issuer_at};
use crate::actor::authorization::flow::consent_object;
use crate::actor::web_client::set_up::SetUp;
use crate::error::HarnessError;
use crate::requirement::wire::AuthorizationWire;

/// The client as it is registered.
const CLIENT_ID: &str = "shop";

pub(super) async fn start(ground: &Ground) -> Result<Guest, HarnessError> {
    let ports = &ground.ports_of_the_judge;
    let server_port = ports.of(Place::ServerOfTheJudge);
    let resource_port = ports.of(Place::ResourceOfTheJudge);
    let issuer = issuer_at(server_port, ground)?;
    let (settings, key_set) = settings(ground, issuer, at(resource_port, "/")?)?;
    let certificate_pem = settings.identity.pem().to_owned();
    Ok(Guest {
        name: CLIENT_ID,
        party: GuestParty::WebClient {
            handle: spawn(settings).await.map_err(broken)?,
            server_port,
            resource_port,
        },
        key_set: Some(key_set),
        certificate_pem: Some(certificate_pem),
        host_pem: Some(ground.host_pem()?),
    })
}

/// A client of this issuer, and the public keys by which it has to be registered.
fn settings(
    ground: &Ground,
    issuer: Url,
    resource: Url,
) -> Result<(Settings, Value), HarnessError> {
    let wire = &ground.settings.wire.authorization_server;
    let none = || broken("the profile has no authorization by users");
    let users = wire.authorization.as_ref().ok_or_else(none)?;
    let set_up = SetUp::usual(users);
    let keys = client_keys(&set_up).map_err(stopped)?;
    let published = key_set(&keys).map_err(stopped)?;
    let identity = ground.authority.client_identity(CLIENT_ID);
    let known = authorization_server_variant(wire).authorization;
    let settings = Settings {
        listener: ground.users_listener(Place::Guest),
        clock: ground.clock_at(Place::Guest),
        issuer,
        other_issuers: Vec::new(),
        resource,
        trust: vec![ground.authority_pem()],
        client_id: CLIENT_ID.to_owned(),
        keys,
        identity: identity.map_err(broken)?,
        authentication: Authentication::PrivateKeyJwt,
        scope: set_up.scope.join(" "),
        authorization_details: consent(users)?,
        acr: None,
        algorithms: known.map_or_else(Vec::new, |users| users.id_token_algorithms),
        request: form(set_up.carriage),
        response: response(set_up.response),
    };
    Ok((settings, published))
}

/// The consent object that it asks for, where the profile has such a thing.
fn consent(users: &AuthorizationWire) -> Result<Option<Value>, HarnessError> {
    let text = users
        .authorization_details
        .then(|| consent_object(&users.scopes));
    let consent = text.map(|text| serde_json::from_str(&text)).transpose();
    consent.map_err(broken)
}
