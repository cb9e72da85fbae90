//! A signed request is signed by the client's own key, with the algorithm that it registered (CIBA, 4 and 7.1.1).

use std::sync::Arc;

use super::failure::BackchannelError;
use super::signed_request::Opening;
use crate::faults::backchannel_signed_request::{
    ACCEPTS_HMACS_OF_SIGNED_REQUESTS, ACCEPTS_SIGNED_REQUESTS_BY_ANOTHER_CLIENT,
    ACCEPTS_SIGNED_REQUESTS_UNDER_RS256, ACCEPTS_SIGNED_REQUESTS_WITH_BROKEN_SIGNATURE,
    ACCEPTS_UNREGISTERED_REQUEST_ALGORITHMS, ACCEPTS_UNSIGNED_SIGNED_REQUESTS,
};
use crate::key_sets;
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

/// Refuses a request that the client did not sign.
///
/// # Errors
/// [`BackchannelError::SignedRequest`].
pub async fn check(opening: &Opening<'_>) -> Result<(), BackchannelError> {
    let faults = &opening.server.faults;
    if opening.object.header.contains_key("crit") {
        return Err(BackchannelError::SignedRequest(
            "an extension in it is critical",
        ));
    }
    let name = opening.object.header_text("alg").unwrap_or_default();
    let Some(algorithm) = allowed(name, opening) else {
        return is_tolerated(name, opening)
            .then_some(())
            .ok_or(BackchannelError::SignedRequest(
                "its algorithm is not allowed",
            ));
    };
    let keys = keys(opening).await;
    let genuine = keys
        .iter()
        .any(|key| opening.object.is_signed_by(key, algorithm));
    (genuine || faults.commits(&ACCEPTS_SIGNED_REQUESTS_WITH_BROKEN_SIGNATURE))
        .then_some(())
        .ok_or(BackchannelError::SignedRequest(
            "its signature does not verify",
        ))
}

/// CIBA, 4: a client that registered no algorithm signs no requests.
fn allowed(name: &str, opening: &Opening<'_>) -> Option<Algorithm> {
    let algorithm = Algorithm::named(name)?;
    let any = opening
        .server
        .faults
        .commits(&ACCEPTS_UNREGISTERED_REQUEST_ALGORITHMS);
    let registered = opening.registration.request_algorithm == Some(algorithm);
    let on_offer = opening.rules.request_object_algorithms.contains(&algorithm);
    (on_offer && (registered || any)).then_some(algorithm)
}

/// What only a server that misbehaves takes, unverified.
fn is_tolerated(name: &str, opening: &Opening<'_>) -> bool {
    let faults = &opening.server.faults;
    match name {
        "HS256" => faults.commits(&ACCEPTS_HMACS_OF_SIGNED_REQUESTS),
        "RS256" => faults.commits(&ACCEPTS_SIGNED_REQUESTS_UNDER_RS256),
        _ => name.eq_ignore_ascii_case("none") && faults.commits(&ACCEPTS_UNSIGNED_SIGNED_REQUESTS),
    }
}

/// The client's keys of that name, and for one that misbehaves those of everybody.
async fn keys(opening: &Opening<'_>) -> Vec<Arc<ClientKey>> {
    let server = opening.server;
    let kid = opening.object.header_text("kid");
    let mut keys = key_sets::bearing(server, opening.client, kid).await;
    if server
        .faults
        .commits(&ACCEPTS_SIGNED_REQUESTS_BY_ANOTHER_CLIENT)
    {
        keys.extend(server.keys_of_everybody());
    }
    keys
}
