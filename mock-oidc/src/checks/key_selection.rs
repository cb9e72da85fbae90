//! The key that verifies an assertion is one of the client's own (RFC 7515, 4.1.4; FAPI 1.0 Advanced, 8.9 and 8.11;
//! OIDC Core, 10.1.1).
//!
//! `kid` chooses among them; where several bear it, kind, curve, use and `alg` tell them apart, and where still several
//! remain each is tried. A `kid` that is not known makes the server fetch the client's key set again, once. `jwk`,
//! `jku`, `x5c` and `x5u` in the header are nobody's keys.

use std::sync::Arc;

use openssl::x509::X509;
use serde_json::Value;
use url::Url;

use super::algorithm::Judgement;
use super::{AuthenticationFailure, Examination, short_key};
use crate::authorization_server::AuthorizationServer;
use crate::faults::assertion::{
    ACCEPTS_ASSERTION_SIGNED_BY_ANOTHER_CLIENT, DEMANDS_KID, FOLLOWS_JKU,
    MISTAKES_THE_END_OF_CERTIFICATES, REFUSES_KEYS_FROM_CERTIFICATES, TAKES_THE_FIRST_KEY_OF_A_KID,
    TRUSTS_KEYS_IN_THE_HEADER,
};
use crate::key_sets;
use crate::settings::CertificateExpiry;
use crate::state::client_key::{ClientKey, KeyRing};

/// The keys to try, at least one.
///
/// # Errors
/// When `kid` is no text, or no key fits.
pub async fn select(
    server: &AuthorizationServer,
    examination: &Examination<'_>,
    judgement: Judgement,
) -> Result<Vec<Arc<ClientKey>>, AuthenticationFailure> {
    let kid = key_name(examination)?;
    let mut known = key_sets::known(server, examination.client).await;
    let mut keys = fitting(&known.ring, kid, judgement, examination);
    if keys.is_empty() && known.refreshable {
        known = key_sets::refreshed(server, examination.client).await;
        keys = fitting(&known.ring, kid, judgement, examination);
    }
    keys.extend(foreign_keys(server, examination).await);
    if keys.is_empty() {
        return Err(AuthenticationFailure::NoKey);
    }
    Ok(keys)
}

fn key_name<'a>(
    examination: &'a Examination<'_>,
) -> Result<Option<&'a str>, AuthenticationFailure> {
    match examination.assertion.header.get("kid") {
        Some(Value::String(kid)) => Ok(Some(kid)),
        Some(_) => Err(AuthenticationFailure::KeyNameNotText),
        None if examination.faults.commits(&DEMANDS_KID) => Err(AuthenticationFailure::NoKeyName),
        None => Ok(None),
    }
}

/// The keys of `ring` that may have signed this.
fn fitting(
    ring: &KeyRing,
    kid: Option<&str>,
    judgement: Judgement,
    examination: &Examination<'_>,
) -> Vec<Arc<ClientKey>> {
    let mut keys = ring.bearing(kid);
    if kid.is_some() && examination.faults.commits(&TAKES_THE_FIRST_KEY_OF_A_KID) {
        keys.truncate(1);
    }
    keys.retain(|key| {
        let suited = suits(key, judgement) || short_key::is_overlooked(examination, key);
        suited && is_in_force(key, examination)
    });
    keys
}

fn suits(key: &ClientKey, judgement: Judgement) -> bool {
    match judgement {
        Judgement::ByKey(algorithm) => key.verifier(algorithm).is_some(),
        Judgement::ByPublicKeyAsSecret(_) | Judgement::Waived => true,
    }
}

fn is_in_force(key: &ClientKey, examination: &Examination<'_>) -> bool {
    let Some(validity) = key.certificate else {
        return true;
    };
    if examination.faults.commits(&REFUSES_KEYS_FROM_CERTIFICATES) {
        return false;
    }
    let enforced = examination.variant.certificate_expiry == CertificateExpiry::Enforced;
    let mistakes = examination
        .faults
        .commits(&MISTAKES_THE_END_OF_CERTIFICATES);
    let counts = enforced != mistakes;
    !counts || validity.covers(examination.now)
}

/// Keys that only a server that misbehaves would try.
async fn foreign_keys(
    server: &AuthorizationServer,
    examination: &Examination<'_>,
) -> Vec<Arc<ClientKey>> {
    let mut keys = Vec::new();
    if examination.faults.commits(&FOLLOWS_JKU) {
        follow(server, examination).await;
    }
    if examination.faults.commits(&TRUSTS_KEYS_IN_THE_HEADER) {
        keys.extend(brought_along(examination));
    }
    if examination
        .faults
        .commits(&ACCEPTS_ASSERTION_SIGNED_BY_ANOTHER_CLIENT)
    {
        keys.extend(server.keys_of_everybody());
    }
    keys
}

/// Fetches what the header points at; what comes back is not used.
async fn follow(server: &AuthorizationServer, examination: &Examination<'_>) {
    for member in ["jku", "x5u"] {
        let target = examination
            .assertion
            .header
            .get(member)
            .and_then(Value::as_str);
        if let Some(target) = target.and_then(|text| Url::parse(text).ok()) {
            let _ = key_sets::fetch(server, &target).await;
        }
    }
}

fn brought_along(examination: &Examination<'_>) -> impl Iterator<Item = Arc<ClientKey>> {
    let header = &examination.assertion.header;
    let algorithms = &examination.variant.assertion_algorithms;
    let jwk = header.get("jwk").and_then(Value::as_object);
    let jwk = jwk.and_then(|members| ClientKey::from_jwk(members, algorithms));
    let certificate = header.get("x5c").and_then(first_certificate);
    let certificate = certificate.and_then(|leaf| ClientKey::from_x509(&leaf, algorithms).ok());
    jwk.into_iter().chain(certificate).map(Arc::new)
}

fn first_certificate(chain: &Value) -> Option<X509> {
    let leaf = chain.get(0)?.as_str()?;
    X509::from_der(&openssl::base64::decode_block(leaf).ok()?).ok()
}
