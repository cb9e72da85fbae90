//! Where the profile demands it, an assertion has a `jti` and is taken once (OIDC Core, 9; RFC 7523, 3 item 7).

use serde_json::Value;

use super::{AuthenticationFailure, Examination, expiry};
use crate::authorization_server::AuthorizationServer;
use crate::faults::assertion::DEMANDS_JTI;
use crate::faults::client_method::{ACCEPTS_ASSERTIONS_WITHOUT_JTI, ACCEPTS_REPEATED_ASSERTIONS};
use crate::settings::JtiRule;

/// Remembers the assertion, or refuses it as known. It comes last: only a valid assertion is used up.
///
/// # Errors
/// When `jti` is missing, no text, or was seen before.
pub fn check(
    server: &AuthorizationServer,
    examination: &Examination<'_>,
) -> Result<(), AuthenticationFailure> {
    let jti = examination
        .assertion
        .claims
        .get("jti")
        .and_then(Value::as_str);
    match (examination.variant.jti, jti) {
        (JtiRule::RequiredOnce, Some(jti)) => use_up(server, examination, jti),
        (JtiRule::RequiredOnce, None)
            if examination.faults.commits(&ACCEPTS_ASSERTIONS_WITHOUT_JTI) =>
        {
            Ok(())
        }
        (JtiRule::RequiredOnce, None) => Err(AuthenticationFailure::NoJti),
        (JtiRule::Ignored, None) if examination.faults.commits(&DEMANDS_JTI) => {
            Err(AuthenticationFailure::NoJti)
        }
        (JtiRule::Ignored, _) => Ok(()),
    }
}

fn use_up(
    server: &AuthorizationServer,
    examination: &Examination<'_>,
    jti: &str,
) -> Result<(), AuthenticationFailure> {
    let name = (examination.client.client_id.clone(), jti.to_owned());
    let mut state = server.state();
    state.used_assertions.purge(examination.now);
    let first = state
        .used_assertions
        .insert(name, (), expiry::last_second(examination));
    (first || examination.faults.commits(&ACCEPTS_REPEATED_ASSERTIONS))
        .then_some(())
        .ok_or(AuthenticationFailure::RepeatedJti)
}
