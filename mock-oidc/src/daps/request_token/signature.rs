//! The signature is that of the private key to the connector's certificate (IDS-G, `client_assertion`; RFC 7523, 3 item 9).

use std::sync::Arc;

use josekit::jws::{HS256, JwsVerifier as _};

use super::compact::RequestToken;
use super::key_in_header;
use crate::daps::connector::Connector;
use crate::daps::faults::signature as faulty;
use crate::daps::provisioning::ProvisioningService;
use crate::daps::refusal::Refusal;
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

const NOT_SIGNED: Refusal = Refusal::Unauthenticated("the connector has not signed it");

/// Refuses a token that `issuer` has not signed.
pub fn check(
    daps: &ProvisioningService,
    token: &RequestToken,
    issuer: &Connector,
) -> Result<(), Refusal> {
    if token.header.contains_key("crit") {
        return Err(Refusal::Unauthenticated("it has critical extensions"));
    }
    let signed = keys(daps, token, issuer)
        .iter()
        .any(|key| has_signed(daps, token, key));
    if signed || is_overlooked(daps, token, issuer) {
        return Ok(());
    }
    Err(NOT_SIGNED)
}

/// The key of the connector; more of them for a DAPS that misbehaves.
fn keys(
    daps: &ProvisioningService,
    token: &RequestToken,
    issuer: &Connector,
) -> Vec<Arc<ClientKey>> {
    let mut keys = vec![Arc::clone(&issuer.key)];
    if daps.commits(&faulty::TRIES_THE_KEYS_OF_ALL_CONNECTORS) {
        let state = daps.state();
        keys.extend(state.connectors.values().map(|each| Arc::clone(&each.key)));
    }
    keys.extend(key_in_header::keys(daps, token));
    keys
}

fn has_signed(daps: &ProvisioningService, token: &RequestToken, key: &ClientKey) -> bool {
    let stated = token.header_text("alg").and_then(Algorithm::named);
    let agreed = &daps.variant.request_token_algorithms;
    let verifier = stated
        .filter(|algorithm| agreed.contains(algorithm))
        .and_then(|algorithm| key.verifier(algorithm));
    let signed = token.signed.as_bytes();
    verifier.is_some_and(|verifier| verifier.verify(signed, &token.signature).is_ok())
}

/// What a DAPS lets pass that misbehaves.
fn is_overlooked(daps: &ProvisioningService, token: &RequestToken, issuer: &Connector) -> bool {
    let algorithm = token.header_text("alg").unwrap_or_default();
    (daps.commits(&faulty::ACCEPTS_UNSIGNED_TOKENS) && algorithm.eq_ignore_ascii_case("none"))
        || (daps.commits(&faulty::ACCEPTS_BROKEN_SIGNATURES) && !token.signature.is_empty())
        || (daps.commits(&faulty::TAKES_PUBLIC_KEYS_FOR_SECRETS)
            && algorithm == "HS256"
            && is_keyed(token, &issuer.key))
}

/// Whether the token is keyed with the public key as PEM.
fn is_keyed(token: &RequestToken, key: &ClientKey) -> bool {
    let pem = key
        .public
        .as_ref()
        .and_then(|key| key.public_key_to_pem().ok());
    let verifier = pem.and_then(|pem| HS256.verifier_from_bytes(pem).ok());
    let signed = token.signed.as_bytes();
    verifier.is_some_and(|verifier| verifier.verify(signed, &token.signature).is_ok())
}
