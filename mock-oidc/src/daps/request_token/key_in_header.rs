//! Keys and certificates that a request token brings along, which prove nothing. Only a DAPS that misbehaves looks at them.

use std::sync::Arc;

use openssl::x509::X509;
use serde_json::Value;

use super::compact::RequestToken;
use crate::daps::attributes::Attributes;
use crate::daps::connector::{Connector, Enrolment};
use crate::daps::faults::{issuer as lax, signature as faulty};
use crate::daps::provisioning::ProvisioningService;
use crate::state::client_key::ClientKey;

/// A connector that nobody enrolled, by the certificate in the header.
pub fn stranger(daps: &ProvisioningService, token: &RequestToken) -> Option<Connector> {
    let believed = daps.commits(&lax::SERVES_UNKNOWN_CONNECTORS);
    let pem = certificate(token).filter(|_| believed)?;
    let enrolment = Enrolment {
        certificate_pem: pem,
        attributes: unattested(),
    };
    let algorithms = &daps.variant.request_token_algorithms;
    Connector::enrolled(&enrolment, algorithms, || None).ok()
}

/// The keys that the header brings along.
pub fn keys(daps: &ProvisioningService, token: &RequestToken) -> Vec<Arc<ClientKey>> {
    let algorithms = &daps.variant.request_token_algorithms;
    let believed = daps.commits(&faulty::BELIEVES_KEYS_IN_THE_HEADER);
    let of_jwk = token.header.get("jwk").and_then(Value::as_object);
    let of_jwk = of_jwk.and_then(|members| ClientKey::from_jwk(members, algorithms));
    let of_certificate =
        certificate(token).and_then(|pem| ClientKey::from_certificate(&pem, algorithms).ok());
    let found = of_jwk.into_iter().chain(of_certificate);
    found.filter(|_| believed).map(Arc::new).collect()
}

/// The first certificate of `x5c` (RFC 7515, 4.1.6), as PEM.
fn certificate(token: &RequestToken) -> Option<String> {
    let first = token.header.get("x5c")?.as_array()?.first()?.as_str()?;
    let der = openssl::base64::decode_block(first).ok()?;
    let pem = X509::from_der(&der).and_then(|certificate| certificate.to_pem());
    String::from_utf8(pem.ok()?).ok()
}

/// What nobody has attested.
fn unattested() -> Attributes {
    Attributes {
        security_profile: "idsc:BASE_SECURITY_PROFILE".to_owned(),
        referring_connector: None,
        transport_certs_sha256: Vec::new(),
        extended_guarantee: Vec::new(),
    }
}
