//! A fault changes what it names. (That every fault is told from honesty is proved by the judge.)

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};

use super::bench::{ClientKeyPair, Running, SCOPE, client};
use crate::testing::CLIENT;
use crate::{ClientKeys, faults};

fn encode(json: &Value) -> String {
    Base64UrlUnpadded::encode_string(json.to_string().as_bytes())
}

/// Whether `assertion` is refused by an honest server and taken once `fault` is committed.
async fn is_taken_only_with(server: &Running, fault: &str, assertion: &str) -> bool {
    let honest = server.ask(assertion, &[]).await.status;
    server.commit(fault);
    let bent = server.ask(assertion, &[]).await.status;
    server.handle.control().faults.clear();
    (honest, bent) == (401, 200)
}

#[test]
fn every_fault_has_one_name_and_violates_something_unless_it_serves_to_judge_others() {
    let rows: Vec<_> = faults().iter().flat_map(|seam| seam.iter()).collect();
    let names: std::collections::BTreeSet<_> = rows.iter().map(|fault| fault.name).collect();
    assert_eq!(names.len(), rows.len());
    assert!(
        rows.iter()
            .all(|fault| fault.violates.is_empty() == fault.observed.is_empty())
    );
}

#[tokio::test]
async fn unverified_algorithms_are_taken_only_with_their_fault() {
    let server = Running::deployed().await;
    let unsigned = format!(
        "{}.{}.",
        encode(&json!({ "alg": "nOnE" })),
        encode(&server.claims())
    );
    assert!(is_taken_only_with(&server, "accepts-unsigned-assertion", &unsigned).await);
    let other = format!(
        "{}.{}.AAAA",
        encode(&json!({ "alg": "RS256" })),
        encode(&server.claims())
    );
    assert!(is_taken_only_with(&server, "accepts-other-algorithms", &other).await);
}

#[tokio::test]
async fn other_forms_of_a_signature_are_taken_only_with_their_fault() {
    let server = Running::deployed().await;
    let input = format!(
        "{}.{}",
        encode(&json!({ "alg": "ES256" })),
        encode(&server.claims())
    );
    let form =
        |signature: &[u8]| format!("{input}.{}", Base64UrlUnpadded::encode_string(signature));
    assert!(is_taken_only_with(&server, "accepts-zero-signature", &form(&[0; 64])).await);
    let raw = server.key.sign(&input);
    let number = |octets| openssl::bn::BigNum::from_slice(octets).unwrap();
    let pair =
        openssl::ecdsa::EcdsaSig::from_private_components(number(&raw[..32]), number(&raw[32..]))
            .unwrap();
    assert!(
        is_taken_only_with(
            &server,
            "accepts-der-signature",
            &form(&pair.to_der().unwrap())
        )
        .await
    );
    let short = loop {
        let raw = server.key.sign(&input);
        if raw[0] == 0 {
            break raw;
        }
    };
    assert!(is_taken_only_with(&server, "accepts-short-signature", &form(&short[1..])).await);
    assert!(
        is_taken_only_with(
            &server,
            "accepts-padded-base64",
            &format!("{}==", form(&raw))
        )
        .await
    );
    assert!(
        is_taken_only_with(
            &server,
            "accepts-a-fourth-part",
            &format!("{}.AAAA", form(&raw))
        )
        .await
    );
    assert!(is_taken_only_with(&server, "accepts-broken-signature", &form(&[1; 64])).await);
}

#[tokio::test]
async fn padding_is_dropped_before_or_after_signing() {
    let server = Running::deployed().await;
    let mut claims = server.claims();
    let input = loop {
        claims["filler"] = json!(format!(
            "{}x",
            claims["filler"].as_str().unwrap_or_default()
        ));
        let octets = claims.to_string();
        if octets.len() % 3 != 0 {
            let padded = openssl::base64::encode_block(octets.as_bytes())
                .replace('+', "-")
                .replace('/', "_");
            break format!("{}.{padded}", encode(&json!({ "alg": "ES256" })));
        }
    };
    for signed in [input.clone(), input.replace('=', "")] {
        let signature = Base64UrlUnpadded::encode_string(&server.key.sign(&signed));
        let assertion = format!("{input}.{signature}");
        assert!(is_taken_only_with(&server, "accepts-padded-base64", &assertion).await);
    }
}

#[tokio::test]
async fn keys_brought_along_and_public_keys_as_secrets_are_taken_only_with_their_fault() {
    use josekit::jws::{HS256, JwsSigner as _};
    let server = Running::deployed().await;
    let rogue = ClientKeyPair::generate();
    let header = json!({ "alg": "ES256", "jwk": rogue.public("rogue") });
    let brought = rogue.jwt(&header, &server.claims());
    assert!(is_taken_only_with(&server, "trusts-keys-in-the-header", &brought).await);
    let ring = server.handle.server.keys_of_everybody();
    let public = ring[0].public.as_ref().unwrap();
    let input = format!(
        "{}.{}",
        encode(&json!({ "alg": "HS256" })),
        encode(&server.claims())
    );
    for secret in [
        public.public_key_to_pem().unwrap(),
        public.public_key_to_der().unwrap(),
    ] {
        let mac = HS256
            .signer_from_bytes(secret)
            .unwrap()
            .sign(input.as_bytes())
            .unwrap();
        let assertion = format!("{input}.{}", Base64UrlUnpadded::encode_string(&mac));
        assert!(
            is_taken_only_with(
                &server,
                "accepts-hmac-keyed-with-the-public-key",
                &assertion
            )
            .await
        );
    }
}

#[tokio::test]
async fn another_clients_signature_is_taken_only_with_its_fault() {
    let server = Running::deployed().await;
    let other = ClientKeyPair::generate();
    server
        .handle
        .register(client("other", ClientKeys::Jwks(other.key_set())))
        .unwrap();
    let crossed = other.jwt(&json!({ "alg": "ES256" }), &server.claims());
    assert!(
        is_taken_only_with(
            &server,
            "accepts-assertion-signed-by-another-client",
            &crossed
        )
        .await
    );
}

#[tokio::test]
async fn bent_claims_are_taken_only_with_their_fault() {
    let server = Running::deployed().await;
    let now = server.clock.unix_now();
    let cases = [
        ("accepts-foreign-issuer-claim", "iss", json!("somebody")),
        ("accepts-missing-issuer-claim", "iss", Value::Null),
        ("accepts-foreign-subject", "sub", json!("somebody")),
        ("accepts-missing-subject", "sub", Value::Null),
        (
            "accepts-foreign-audience",
            "aud",
            json!("https://elsewhere.example/"),
        ),
        ("accepts-missing-audience", "aud", Value::Null),
        ("accepts-expired-assertion", "exp", json!(now - 600)),
        ("accepts-assertion-without-expiry", "exp", Value::Null),
        (
            "accepts-assertion-valid-for-days",
            "exp",
            json!(now + 3 * 86_400),
        ),
        ("accepts-text-as-time", "exp", json!((now + 60).to_string())),
        ("ignores-not-before", "nbf", json!(now + 3600)),
    ];
    for (fault, claim, value) in cases {
        let mut claims = server.claims();
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(claim)),
            value => claims[claim] = value,
        }
        let assertion = server.key.jwt(&json!({ "alg": "ES256" }), &claims);
        assert!(
            is_taken_only_with(&server, fault, &assertion).await,
            "{fault}"
        );
    }
}

#[tokio::test]
async fn no_assertion_is_needed_only_with_the_faults_of_that_kind() {
    let server = Running::deployed().await;
    let bare = [("grant_type", "client_credentials"), ("client_id", CLIENT)];
    let with_secret = [bare[0], bare[1], ("client_secret", "guess")];
    let malformed = [
        bare[0],
        ("client_assertion", "broken"),
        (
            "client_assertion_type",
            crate::checks::assertion_type::JWT_BEARER,
        ),
    ];
    let cases: [(&str, &[(&str, &str)]); 3] = [
        ("serves-without-assertion", &bare),
        ("accepts-client-secret", &with_secret),
        ("falls-back-when-the-assertion-is-malformed", &malformed),
    ];
    for (fault, form) in cases {
        assert_eq!(
            server.post("/access_token", form).await.status,
            401,
            "{fault}"
        );
        server.commit(fault);
        assert_eq!(
            server.post("/access_token", form).await.status,
            200,
            "{fault}"
        );
        server.handle.control().faults.clear();
    }
}

#[tokio::test]
async fn a_narrowed_scope_goes_unsaid() {
    let server = Running::deployed().await;
    server.commit("narrows-the-scope-silently");
    let answer = server
        .ask(&server.assertion(), &[("scope", &format!("{SCOPE} admin"))])
        .await;
    assert!(answer.json().get("scope").is_none());
    assert_eq!(
        super::bench::claims(&answer.access_token())["scope"],
        json!([SCOPE])
    );
}

#[tokio::test]
async fn introspection_believes_what_it_should_not_only_with_its_faults() {
    let server = Running::seed().await;
    let token = server.token().await;
    let forged =
        ClientKeyPair::generate().jwt(&json!({ "alg": "ES256" }), &super::bench::claims(&token));
    server.commit("reports-forged-tokens-as-active");
    assert_eq!(
        server.ask_about("/introspect", &forged).await.json()["active"],
        true
    );
    server.handle.control().faults.clear();
    server.clock.advance(jiff::SignedDuration::from_hours(2));
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        false
    );
    server.commit("reports-expired-tokens-as-active");
    assert_eq!(
        server.ask_about("/introspect", &token).await.json()["active"],
        true
    );
}
