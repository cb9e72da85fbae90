//! Attributes are told by their claims, and guarantees only where they exceed the profile.

use serde_json::json;

use super::bench::attributes;
use crate::daps::guarantee::exceeds;

#[test]
fn attributes_that_are_not_known_are_not_told() {
    let mut known = attributes();
    known.referring_connector = None;
    known.transport_certs_sha256.clear();
    known.extended_guarantee.clear();
    let claims = known.claims(false);
    assert_eq!(
        json!(claims),
        json!({ "securityProfile": "idsc:BASE_SECURITY_PROFILE" })
    );
}

#[test]
fn a_guarantee_is_told_where_it_exceeds_the_profile() {
    let mut known = attributes();
    known.extended_guarantee = ["AUDIT_NONE", "AUDIT_LOCAL_LOGGING", "AUDIT_REMOTE_TRACING"]
        .map(|name| format!("idsc:{name}"))
        .to_vec();
    let claims = known.claims(false);
    assert_eq!(
        claims["extendedGuarantee"],
        json!(["idsc:AUDIT_REMOTE_TRACING"])
    );
}

#[test]
fn what_the_information_model_does_not_know_exceeds_nothing() {
    assert!(!exceeds("idsc:WE_PROMISE", "idsc:BASE_SECURITY_PROFILE"));
    assert!(!exceeds("idsc:AUDIT_REMOTE_TRACING", "idsc:NO_PROFILE"));
}
