//! A client registered by the certificate that the seed's key script makes.

use jiff::{SignedDuration, Timestamp};
use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::{X509, X509NameBuilder};
use serde_json::json;

use super::bench::{ClientKeyPair, Running, client};
use crate::testing::NOW;
use crate::{CertificateExpiry, ClientKeys, RegistrationError, Variant};

/// What `openssl ecparam`, `openssl req -x509 -new` make of the seed's configuration: a self-signed certificate of X.509
/// version 1 that is valid for 30 days.
fn certified(curve: Nid) -> (ClientKeyPair, String) {
    let key =
        PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(curve).unwrap()).unwrap())
            .unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "DAS private_key_jwt authentication")
        .unwrap();
    let name = name.build();
    let mut certificate = X509::builder().unwrap();
    certificate.set_version(0).unwrap();
    certificate.set_subject_name(&name).unwrap();
    certificate.set_issuer_name(&name).unwrap();
    certificate.set_pubkey(&key).unwrap();
    certificate
        .set_not_before(&Asn1Time::from_unix(NOW - 60).unwrap())
        .unwrap();
    certificate
        .set_not_after(&Asn1Time::from_unix(NOW + 30 * 86_400).unwrap())
        .unwrap();
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    let pem = String::from_utf8(certificate.build().to_pem().unwrap()).unwrap();
    let pair = match curve {
        Nid::X9_62_PRIME256V1 => ClientKeyPair::from_pem(&key.private_key_to_pem_pkcs8().unwrap()),
        _ => ClientKeyPair::generate(),
    };
    (pair, pem)
}

async fn office(expiry: CertificateExpiry) -> (Running, ClientKeyPair) {
    let server = Running::with(Variant {
        certificate_expiry: expiry,
        ..Variant::das_v1()
    })
    .await;
    let (key, pem) = certified(Nid::X9_62_PRIME256V1);
    server
        .handle
        .register(client("office", ClientKeys::CertificatePem(pem)))
        .unwrap();
    (server, key)
}

async fn status(server: &Running, key: &ClientKeyPair, header: serde_json::Value) -> u16 {
    let assertion = key.jwt(&header, &server.claims_of("office"));
    server.ask(&assertion, &[]).await.status
}

#[tokio::test]
async fn the_key_in_a_version_1_certificate_authenticates_with_and_without_kid() {
    let (server, key) = office(CertificateExpiry::Ignored).await;
    assert_eq!(
        status(&server, &key, json!({ "alg": "ES256", "typ": "JWT" })).await,
        200
    );
    assert_eq!(
        status(&server, &key, json!({ "alg": "ES256", "kid": "any" })).await,
        200
    );
    assert_eq!(
        status(
            &server,
            &ClientKeyPair::generate(),
            json!({ "alg": "ES256" })
        )
        .await,
        401
    );
}

#[tokio::test]
async fn the_expiry_of_a_certificate_counts_where_the_profile_says_so() {
    for (expiry, wanted) in [
        (CertificateExpiry::Enforced, 401),
        (CertificateExpiry::Ignored, 200),
    ] {
        let (server, key) = office(expiry).await;
        assert_eq!(status(&server, &key, json!({ "alg": "ES256" })).await, 200);
        server.clock.advance(SignedDuration::from_hours(31 * 24));
        assert_eq!(
            status(&server, &key, json!({ "alg": "ES256" })).await,
            wanted,
            "{expiry:?}"
        );
    }
    let (server, key) = office(CertificateExpiry::Enforced).await;
    server
        .clock
        .set(Timestamp::from_second(NOW - 3600).unwrap());
    assert_eq!(
        status(&server, &key, json!({ "alg": "ES256" })).await,
        401,
        "before it is valid"
    );
}

#[tokio::test]
async fn what_is_no_usable_certificate_is_not_registered() {
    let server = Running::deployed().await;
    let (_, other_curve) = certified(Nid::SECP384R1);
    let refused = server
        .handle
        .register(client("office", ClientKeys::CertificatePem(other_curve)));
    assert!(matches!(refused, Err(RegistrationError::UnusableKey)));
    let refused = server.handle.register(client(
        "office",
        ClientKeys::CertificatePem("no PEM".to_owned()),
    ));
    assert!(matches!(refused, Err(RegistrationError::Certificate(_))));
}

#[tokio::test]
async fn keys_in_certificates_are_refused_only_with_the_fault_of_that_kind() {
    let (server, key) = office(CertificateExpiry::Ignored).await;
    server.commit("refuses-keys-from-certificates");
    assert_eq!(status(&server, &key, json!({ "alg": "ES256" })).await, 401);
}
