//! Who may register clients, and who may manage them: partners that are known, with access tokens bound to their certificates (FDX API
//! Security Profile, 2B, security; RFC 8705, 3; RFC 7592, 1.2).

use serde_json::{Map, Value};
use subtle::ConstantTimeEq as _;

use super::denial::Denial;
use super::record::Registration;
use crate::authorization_server::AuthorizationServer;
use crate::checks::token_binding::thumbprint;
use crate::endpoints::presented_token::PresentedToken;
use crate::faults::client_management::{
    IGNORES_THE_BINDING_OF_MANAGEMENT, LETS_ANYBODY_MANAGE_REGISTRATIONS,
};
use crate::faults::registration_request::{
    IGNORES_THE_BINDING_AT_REGISTRATION, REGISTERS_FOR_ANY_CLIENT, REGISTERS_WITHOUT_ACCESS_TOKEN,
};
use crate::received::Received;
use crate::settings::RegistrationVariant;

/// Demands an access token for registering clients, over the connection that it is bound to.
///
/// # Errors
/// When there is none, it does not count or it is for something else.
pub fn to_register(
    server: &AuthorizationServer,
    rules: &RegistrationVariant,
    received: &Received,
) -> Result<(), Denial> {
    let faults = &server.faults;
    let Some(text) = bearer(received) else {
        let careless = faults.commits(&REGISTERS_WITHOUT_ACCESS_TOKEN);
        return careless.then_some(()).ok_or(Denial::NoToken);
    };
    let token = PresentedToken::recognise(server, text).filter(PresentedToken::is_live);
    let claims = token.ok_or(Denial::InvalidToken)?.claims;
    if !is_bound(&claims, received) && !faults.commits(&IGNORES_THE_BINDING_AT_REGISTRATION) {
        return Err(Denial::InvalidToken);
    }
    if !has_scope(&claims, &rules.scope) && !faults.commits(&REGISTERS_FOR_ANY_CLIENT) {
        return Err(Denial::InsufficientScope);
    }
    Ok(())
}

/// Demands the registration access token of this very registration, over the connection that it is bound to.
///
/// # Errors
/// When there is none, or it is that of another.
pub fn to_manage(
    server: &AuthorizationServer,
    registration: &Registration,
    received: &Received,
) -> Result<(), Denial> {
    let faults = &server.faults;
    let text = bearer(received).ok_or(Denial::NoToken)?;
    let same: bool = text
        .as_bytes()
        .ct_eq(registration.access_token.as_bytes())
        .into();
    let shown = received.certificate().map(thumbprint);
    let bound = shown == registration.certificate;
    if !same && !faults.commits(&LETS_ANYBODY_MANAGE_REGISTRATIONS) {
        return Err(Denial::InvalidToken);
    }
    if !bound && !faults.commits(&IGNORES_THE_BINDING_OF_MANAGEMENT) {
        return Err(Denial::InvalidToken);
    }
    Ok(())
}

/// RFC 9110, 11.1: the name of the scheme is case-insensitive.
fn bearer(received: &Received) -> Option<&str> {
    let (scheme, token) = received.authorization()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| token.trim())
}

/// FAPI 1.0 Advanced, 5.2.2-5: a token that is bound to nothing is none.
fn is_bound(claims: &Map<String, Value>, received: &Received) -> bool {
    let bound = claims.get("cnf").and_then(|cnf| cnf["x5t#S256"].as_str());
    let shown = received.certificate().map(thumbprint);
    bound.is_some() && bound == shown.as_deref()
}

fn has_scope(claims: &Map<String, Value>, scope: &str) -> bool {
    let stated = claims.get("scope").and_then(Value::as_str);
    let mut values = stated.unwrap_or_default().split(' ');
    values.any(|value| value == scope)
}
