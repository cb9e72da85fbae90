//! A request object is signed by the client's own key, with an algorithm of the profile (RFC 9101, 6.2; FAPI 1.0 Advanced, 8.6).

use std::sync::Arc;

use super::failure::RequestError;
use super::request_object::Opening;
use crate::faults::request_object::{
    ACCEPTS_REQUEST_OBJECTS_SIGNED_BY_ANOTHER_CLIENT,
    ACCEPTS_REQUEST_OBJECTS_UNDER_OTHER_ALGORITHMS, ACCEPTS_REQUEST_OBJECTS_WITH_BROKEN_SIGNATURE,
    ACCEPTS_UNSIGNED_REQUEST_OBJECTS, IGNORES_CRIT_IN_REQUEST_OBJECTS,
    REFUSES_EDDSA_REQUEST_OBJECTS, REFUSES_ES256_REQUEST_OBJECTS, REFUSES_PS256_REQUEST_OBJECTS,
};
use crate::key_sets;
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

/// Refuses an object that the client did not sign.
///
/// # Errors
/// [`RequestError::RequestObject`].
pub async fn check(opening: &Opening<'_>) -> Result<(), RequestError> {
    let faults = &opening.server.faults;
    let critical = opening.object.header.contains_key("crit");
    if critical && !faults.commits(&IGNORES_CRIT_IN_REQUEST_OBJECTS) {
        return Err(RequestError::RequestObject(
            "an extension in it is critical",
        ));
    }
    let name = opening.object.header_text("alg").unwrap_or_default();
    let Some(algorithm) = allowed(name, opening) else {
        return tolerated(name, opening)
            .then_some(())
            .ok_or(RequestError::RequestObject("its algorithm is not allowed"));
    };
    let genuine = keys(opening)
        .await
        .iter()
        .any(|key| opening.object.is_signed_by(key, algorithm));
    (genuine || faults.commits(&ACCEPTS_REQUEST_OBJECTS_WITH_BROKEN_SIGNATURE))
        .then_some(())
        .ok_or(RequestError::RequestObject("its signature does not verify"))
}

fn allowed(name: &str, opening: &Opening<'_>) -> Option<Algorithm> {
    let algorithm = Algorithm::named(name)?;
    let disliked = match algorithm {
        Algorithm::Ps256 => opening
            .server
            .faults
            .commits(&REFUSES_PS256_REQUEST_OBJECTS),
        Algorithm::Es256 => opening
            .server
            .faults
            .commits(&REFUSES_ES256_REQUEST_OBJECTS),
        Algorithm::EdDsa => opening
            .server
            .faults
            .commits(&REFUSES_EDDSA_REQUEST_OBJECTS),
        Algorithm::Rs256 => false,
    };
    let on_offer = opening.rules.request_object_algorithms.contains(&algorithm);
    (on_offer && !disliked).then_some(algorithm)
}

/// What only a server that misbehaves takes, unverified.
fn tolerated(name: &str, opening: &Opening<'_>) -> bool {
    let faults = &opening.server.faults;
    if name.eq_ignore_ascii_case("none") {
        return faults.commits(&ACCEPTS_UNSIGNED_REQUEST_OBJECTS);
    }
    let on_offer = Algorithm::named(name)
        .is_some_and(|known| opening.rules.request_object_algorithms.contains(&known));
    let asymmetric = ["RS", "PS", "ES", "Ed"]
        .iter()
        .any(|family| name.starts_with(family));
    !on_offer && asymmetric && faults.commits(&ACCEPTS_REQUEST_OBJECTS_UNDER_OTHER_ALGORITHMS)
}

/// The client's keys of that name, and for one that misbehaves those of everybody.
async fn keys(opening: &Opening<'_>) -> Vec<Arc<ClientKey>> {
    let server = opening.server;
    let kid = opening.object.header_text("kid");
    let mut keys = key_sets::bearing(server, opening.client, kid).await;
    if server
        .faults
        .commits(&ACCEPTS_REQUEST_OBJECTS_SIGNED_BY_ANOTHER_CLIENT)
    {
        keys.extend(server.keys_of_everybody());
    }
    keys
}
