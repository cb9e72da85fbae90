//! The checks of an authentication request, in order (CIBA, 7.2).

use std::sync::Arc;

use mock_kit::FaultPlan;

use super::failure::BackchannelError;
use super::registration::BackchannelRegistration;
use super::request::Wish;
use super::{
    binding_message, expiry, hint, notification_token, possession, signed_request, user_code,
};
use crate::authorization::parameters::Parameters;
use crate::authorization::request::{Acr, OPENID};
use crate::authorization_server::AuthorizationServer;
use crate::faults::backchannel_request::{
    GRANTS_UNREGISTERED_SCOPES_OVER_THE_BACK_CHANNEL, OMITS_THE_ACR_ASKED_FOR,
    REFUSES_UNKNOWN_AUTHENTICATION_PARAMETERS, SERVES_AUTHENTICATION_REQUESTS_WITHOUT_SCOPE,
    SERVES_CLIENTS_OUTSIDE_THE_BACK_CHANNEL,
};
use crate::faults::backchannel_signed_request::SERVES_UNSIGNED_AUTHENTICATION_REQUESTS;
use crate::key_sets;
use crate::settings::{
    Algorithm, AuthorizationVariant, BackchannelVariant, DeliveryMode, RequestObjectRule,
};
use crate::state::client::RegisteredClient;
use crate::state::client_key::KeyRing;

/// The parameters of an authentication request (CIBA, 7.1; FAPI-CIBA, 5.3).
pub const PARAMETERS: [&str; 10] = [
    "scope",
    "client_notification_token",
    "acr_values",
    "login_hint_token",
    "id_token_hint",
    "login_hint",
    "binding_message",
    "user_code",
    "requested_expiry",
    "request_context",
];
/// What stands beside them: proof of who asks, and the claims of every signed request.
const ALSO_KNOWN: [&str; 10] = [
    "request",
    "client_id",
    "client_assertion",
    "client_assertion_type",
    "iss",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
];

/// What the checks of one request look at.
pub struct Admission<'a> {
    /// The server.
    pub server: &'a AuthorizationServer,
    /// The rules for whatever users approve of.
    pub rules: &'a AuthorizationVariant,
    /// The rules for the back channel.
    pub offer: &'a BackchannelVariant,
    /// Who asks.
    pub client: &'a Arc<RegisteredClient>,
    /// As what it is registered for the back channel.
    pub registration: &'a BackchannelRegistration,
    /// Its public keys.
    pub keys: &'a KeyRing,
    /// The parameters that count.
    pub parameters: &'a Parameters,
    /// Whether they were signed.
    pub signed: bool,
    /// The present second.
    pub now: i64,
}

impl Admission<'_> {
    /// The faults committed.
    #[must_use]
    pub fn faults(&self) -> &FaultPlan {
        &self.server.faults
    }
}

/// Examines what `client` asks for.
///
/// # Errors
/// The first check that failed.
pub async fn admit(
    server: &AuthorizationServer,
    client: &Arc<RegisteredClient>,
    sent: Parameters,
) -> Result<Wish, BackchannelError> {
    let rules = server.variant.authorization.as_ref();
    let rules = rules.ok_or(BackchannelError::NotOffered)?;
    let offer = rules.backchannel.as_ref();
    let registration = registration(server, client)?;
    let opened = signed_request::opened(server, rules, client, &registration, sent).await?;
    let keys = key_sets::known(server, client).await.ring;
    examine(&Admission {
        server,
        rules,
        offer: offer.ok_or(BackchannelError::NotOffered)?,
        client,
        registration: &registration,
        keys: &keys,
        parameters: &opened.parameters,
        signed: opened.signed,
        now: server.clock.unix_now(),
    })
}

fn registration(
    server: &AuthorizationServer,
    client: &RegisteredClient,
) -> Result<BackchannelRegistration, BackchannelError> {
    let careless = server
        .faults
        .commits(&SERVES_CLIENTS_OUTSIDE_THE_BACK_CHANNEL);
    match &client.backchannel {
        Some(registration) => Ok(registration.clone()),
        None if careless => Ok(BackchannelRegistration {
            mode: DeliveryMode::Poll,
            notification_endpoint: None,
            request_algorithm: Some(Algorithm::Es256),
            user_code: false,
            sector: None,
        }),
        None => Err(BackchannelError::NotRegistered),
    }
}

fn examine(admission: &Admission<'_>) -> Result<Wish, BackchannelError> {
    signed(admission)?;
    known_parameters(admission)?;
    possession::check(
        admission.client,
        admission.registration,
        admission.signed,
        admission.faults(),
    )?;
    let scope = scope(admission)?;
    let notification_token = notification_token::check(admission)?;
    let binding_message = binding_message::check(admission)?;
    let lifetime = expiry::check(admission)?;
    let user = hint::check(admission)?;
    user_code::check(admission, &user)?;
    Ok(Wish {
        client: Arc::clone(admission.client),
        user,
        scope,
        acr: acr(admission)?,
        binding_message,
        notification_token,
        lifetime,
    })
}

/// FAPI-CIBA, 5.2.2, item 6: where requests have to be signed, no other is served.
fn signed(admission: &Admission<'_>) -> Result<(), BackchannelError> {
    let demanded = admission.offer.signed_requests == RequestObjectRule::Required;
    let careless = admission
        .faults()
        .commits(&SERVES_UNSIGNED_AUTHENTICATION_REQUESTS);
    (admission.signed || !demanded || careless)
        .then_some(())
        .ok_or(BackchannelError::NotSigned)
}

/// CIBA, 7.2: parameters that are not known are ignored.
fn known_parameters(admission: &Admission<'_>) -> Result<(), BackchannelError> {
    let known = |name: &str| PARAMETERS.contains(&name) || ALSO_KNOWN.contains(&name);
    let unknown = !admission.parameters.0.keys().all(|name| known(name));
    let strict = admission
        .faults()
        .commits(&REFUSES_UNKNOWN_AUTHENTICATION_PARAMETERS);
    (!(unknown && strict))
        .then_some(())
        .ok_or(BackchannelError::UnknownParameter)
}

/// CIBA, 7.1: there is a scope, `openid` is in it, and all of it is registered.
fn scope(admission: &Admission<'_>) -> Result<Vec<String>, BackchannelError> {
    let careless = admission
        .faults()
        .commits(&SERVES_AUTHENTICATION_REQUESTS_WITHOUT_SCOPE);
    let text = match admission.parameters.text("scope")? {
        Some(text) => text,
        None if careless => OPENID,
        None => return Err(BackchannelError::Missing("scope")),
    };
    let mut values: Vec<String> = Vec::new();
    for value in text.split(' ').filter(|value| !value.is_empty()) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    let registered = &admission.client.scopes;
    let granted = values.iter().all(|value| registered.contains(value));
    let openid = values.iter().any(|value| value == OPENID);
    let lavish = admission
        .faults()
        .commits(&GRANTS_UNREGISTERED_SCOPES_OVER_THE_BACK_CHANNEL);
    ((granted || lavish) && openid)
        .then_some(values)
        .ok_or(BackchannelError::Scope)
}

/// The level that the authentication will reach: one that the client wishes for, or else the usual one.
fn acr(admission: &Admission<'_>) -> Result<Option<Acr>, BackchannelError> {
    let wished = admission.parameters.text("acr_values")?;
    if wished.is_some() && admission.faults().commits(&OMITS_THE_ACR_ASKED_FOR) {
        return Ok(None);
    }
    let reached = &admission.rules.acr_values;
    let mut wished = wished.unwrap_or_default().split(' ');
    let met = wished.find(|wish| reached.iter().any(|known| known == wish));
    let name = met.or(reached.first().map(String::as_str));
    Ok(name.map(|name| Acr {
        name: name.to_owned(),
        essential: false,
    }))
}
