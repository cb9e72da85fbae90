//! What is seen in a DAT, the published sample among them.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use serde_json::json;

use super::*;
use crate::actor::forge::Jwt;
use crate::requirement::wire::{Algorithm, Edition};

const ID: &str = "DD:CB:FD:0B:93:84:33:01:11:EB:5D:94:94:88:BE:78:7D:57:FC:4A:keyid:CB:8C:C7:B6:85:79:A8:23:A6:CB:15:AB:17:50:2F:E6:65:43:5D:E8";

fn wire() -> DapsWire {
    DapsWire {
        edition: Edition::Seed,
        issuer_path: String::new(),
        token_path: "/".to_owned(),
        algorithm: Algorithm::Rs256,
        request_token_algorithms: vec![Algorithm::Rs256],
        scope: "ids_connector_attributes".to_owned(),
        audience: "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL".to_owned(),
        lifetime: jiff::SignedDuration::from_mins(1),
    }
}

/// The published sample, without the signature that it lacks.
fn sample() -> Jwt {
    let header = json!({ "typ": "JWT", "kid": "default", "alg": "HS256" });
    let claims = json!({
        "@context": CONTEXT,
        "@type": "ids:DatPayload",
        "iss": "https://daps.aisec.fraunhofer.de",
        "sub": ID,
        "referringConnector": "http://some-connector-uri.com",
        "securityProfile": "idsc:BASE_SECURITY_PROFILE",
        "extendedGuarantee": "idsc:USAGE_CONTROL_POLICY_ENFORCEMENT",
        "transportCertsSha256": ["bacb879575730bb083f283fd5b67a8cb..."],
        "iat": 1_516_239_022,
        "exp": 1_516_239_032,
        "aud": "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL",
        "nbf": 1_567_703_561,
        "scope": "ids_connector_attributes",
    });
    Jwt::new(header, claims)
}

fn look(jwt: &Jwt, content: Content) -> Opinion {
    let jwt = Compact::read(&jwt.unsigned()).unwrap();
    let dat = Dat {
        jwt: &jwt,
        keys: &Ok(KeySet::default()),
        issuer: "https://daps.aisec.fraunhofer.de",
        connector: ID,
        wire: &wire(),
    };
    dat.holds(content)
}

#[test]
fn the_published_sample_has_the_defects_that_the_registry_tells() {
    let defective = [
        Content::AccessTokenType,
        Content::PublishedKey,
        Content::Signature,
        Content::ImmediateValidity,
        Content::TransportCertificates,
        Content::AccessTokenClaims,
    ];
    for content in Content::ALL {
        let good = look(&sample(), *content) == Opinion::Good;
        assert_eq!(good, !defective.contains(content), "{content}");
    }
}

#[test]
fn attributes_may_be_one_text_or_a_list() {
    let hash = "ab".repeat(32);
    let apart = ["AB"; 32].join(":");
    for listed in [json!(hash), json!([hash]), json!(apart), json!([])] {
        let dat = sample().with_claim("transportCertsSha256", listed.clone());
        let opinion = look(&dat, Content::TransportCertificates);
        assert_eq!(opinion, Opinion::Good, "{listed}");
    }
    for listed in [
        json!(["ab".repeat(20)]),
        json!([1]),
        json!({}),
        json!("x".repeat(64)),
    ] {
        let dat = sample().with_claim("transportCertsSha256", listed.clone());
        let opinion = look(&dat, Content::TransportCertificates);
        assert!(matches!(opinion, Opinion::Bad(_)), "{listed}");
    }
}

#[test]
fn the_type_of_the_header_is_written_in_any_case() {
    for (kind, content) in [
        ("jwt", Content::HeaderType),
        ("at+jwt", Content::AccessTokenType),
        ("application/AT+JWT", Content::AccessTokenType),
        ("jwt+at", Content::AccessTokenType),
    ] {
        let dat = sample().with_header("typ", kind);
        assert_eq!(look(&dat, content), Opinion::Good, "{kind}");
    }
}

#[test]
fn a_profile_that_the_judge_does_not_know_is_left_undecided() {
    let look = |profile: &str| {
        let dat = sample().with_claim("securityProfile", profile);
        look(&dat, Content::KnownSecurityProfile)
    };
    let unknown = look("https://profiles.invalid/EXCELLENT");
    assert!(matches!(unknown, Opinion::Disputed(_)));
    assert!(matches!(look("very secure"), Opinion::Bad(_)));
}

#[test]
fn what_the_judge_has_no_two_stacks_for_is_left_undecided() {
    let dat = sample().with_header("alg", "RS512");
    assert!(matches!(
        look(&dat, Content::Signature),
        Opinion::Disputed(_)
    ));
}
