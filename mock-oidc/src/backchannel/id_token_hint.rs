//! An ID token that this server made for this client says who the user is, also after its time (CIBA, 14).

use mock_kit::FaultPlan;
use serde_json::Value;

use super::admission::Admission;
use super::failure::BackchannelError;
use super::sector;
use crate::authorization_server::AuthorizationServer;
use crate::checks::compact_form::{self, Assertion};
use crate::faults::backchannel_hint::{
    ACCEPTS_ID_TOKEN_HINTS_FOR_OTHER_CLIENTS, ACCEPTS_ID_TOKEN_HINTS_OF_OTHER_SERVERS,
    ACCEPTS_ID_TOKEN_HINTS_WITH_BROKEN_SIGNATURE, REFUSES_EXPIRED_ID_TOKEN_HINTS,
};
use crate::settings::User;

/// Seconds for which an ID token is a hint after it has expired.
const REASONABLE: i64 = 90 * 86_400;

/// The user that it is about. An encrypted one is not read: the client takes the signed one out of it (CIBA, 7.1).
///
/// # Errors
/// When it is not ours, not for this client, or too old.
pub fn user(admission: &Admission<'_>, text: &str) -> Result<Option<User>, BackchannelError> {
    let token = compact_form::read(text, &FaultPlan::default());
    let token = token.map_err(|_| BackchannelError::Hint("it is no JWT"))?;
    origin(admission, &token)?;
    audience(admission, &token)?;
    age(admission, &token)?;
    let subject = token.claims.get("sub").and_then(Value::as_str);
    let mut users = admission.server.users.iter();
    let called = |user: &&User| {
        let name = sector::name_of(admission.server, admission.client, &user.subject);
        Some(name.as_str()) == subject
    };
    Ok(users.find(called).cloned())
}

fn origin(admission: &Admission<'_>, token: &Assertion<'_>) -> Result<(), BackchannelError> {
    let (server, faults) = (admission.server, admission.faults());
    let own = claim(token, "iss") == Some(&server.addresses.issuer_text());
    if !own {
        return faults
            .commits(&ACCEPTS_ID_TOKEN_HINTS_OF_OTHER_SERVERS)
            .then_some(())
            .ok_or(BackchannelError::Hint("another server made it"));
    }
    let genuine = is_signed_by(server, token)
        || faults.commits(&ACCEPTS_ID_TOKEN_HINTS_WITH_BROKEN_SIGNATURE);
    genuine
        .then_some(())
        .ok_or(BackchannelError::Hint("its signature does not verify"))
}

fn audience(admission: &Admission<'_>, token: &Assertion<'_>) -> Result<(), BackchannelError> {
    let client_id = admission.client.client_id.as_str();
    let addressed = match token.claims.get("aud") {
        Some(Value::Array(all)) => all.iter().any(|one| one == client_id),
        Some(one) => one == client_id,
        None => false,
    };
    let careless = admission
        .faults()
        .commits(&ACCEPTS_ID_TOKEN_HINTS_FOR_OTHER_CLIENTS);
    (addressed || careless)
        .then_some(())
        .ok_or(BackchannelError::Hint("it is for another client"))
}

fn age(admission: &Admission<'_>, token: &Assertion<'_>) -> Result<(), BackchannelError> {
    let expiry = token.claims.get("exp").and_then(Value::as_i64);
    let patience = if admission.faults().commits(&REFUSES_EXPIRED_ID_TOKEN_HINTS) {
        0
    } else {
        REASONABLE
    };
    expiry
        .is_some_and(|expiry| admission.now < expiry + patience)
        .then_some(())
        .ok_or(BackchannelError::Hint("it is too old"))
}

fn claim<'a>(token: &'a Assertion<'_>, name: &str) -> Option<&'a str> {
    token.claims.get(name).and_then(Value::as_str)
}

fn is_signed_by(server: &AuthorizationServer, token: &Assertion<'_>) -> bool {
    let member = |name| token.header.get(name).and_then(Value::as_str).unwrap_or("");
    let state = server.state();
    let mut keys = state.signing_keys.published().chain(&state.identity_keys);
    keys.any(|key| key.verifies(member("alg"), token.signing_input, &token.signature))
}
