//! What the client sends.

use std::collections::BTreeSet;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jws::{ES256, JwsVerifier as _};
use mock_kit::tls::ClientCertificate;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::bench::{Bench, CLIENT};
use super::sealing::{claims, header};
use super::situation::{self, Situation};
use crate::client::{Authentication, RequestForm};
use crate::settings::ResponseOption;

#[tokio::test]
async fn every_form_of_request_leads_to_the_accounts() {
    for request in [
        RequestForm::Plain,
        RequestForm::SignedObject,
        RequestForm::Pushed,
        RequestForm::PushedObject,
    ] {
        for response in [
            ResponseOption::Code,
            ResponseOption::CodeJwt,
            ResponseOption::CodeIdToken,
        ] {
            let run = Bench::with(Situation::of(request, response))
                .await
                .run()
                .await;
            assert_eq!(
                run.outcome,
                json!({ "outcome": "done", "accounts": 2 }),
                "{request:?} {response:?}"
            );
            assert_eq!(run.reach(), "asked for the accounts");
        }
    }
}

#[tokio::test]
async fn the_request_has_fresh_values_and_a_proof_key_that_fits() {
    let bench = Bench::with(situation::code()).await;
    let mut fresh = BTreeSet::new();
    for _ in 0..2 {
        let run = bench.run().await;
        let redirect_uri = bench.handle.redirect_uri(&bench.stand_in.issuer);
        assert_eq!(run.asked("redirect_uri"), redirect_uri.unwrap().as_str());
        assert_eq!(run.asked("code_challenge_method"), "S256");
        let verifier = &run.to("/access_token")[0].form["code_verifier"];
        let challenge = Base64UrlUnpadded::encode_string(&Sha256::digest(verifier));
        assert_eq!(run.asked("code_challenge"), challenge);
        fresh.extend([run.asked("state"), run.asked("nonce"), challenge]);
    }
    assert_eq!(fresh.len(), 6);
}

#[tokio::test]
async fn without_openid_there_is_a_state_and_no_nonce() {
    let accounts_only = Situation {
        scope: "accounts",
        tokens: json!({ "scope": "accounts" }),
        ..situation::code()
    };
    let run = Bench::with(accounts_only).await.run().await;
    assert_eq!((run.asked("nonce").as_str(), run.ended()), ("-", "done"));
    assert_ne!(run.asked("state"), "-");
}

#[tokio::test]
async fn a_request_object_is_framed_and_signed_and_its_essentials_are_repeated() {
    let bench = Bench::with(situation::hybrid()).await;
    let run = bench.run().await;
    let object = run.object();
    let (signed, signature) = object.rsplit_once('.').unwrap();
    let verifier = ES256
        .verifier_from_jwk(&bench.signing.to_public_key().unwrap())
        .unwrap();
    let signature = Base64UrlUnpadded::decode_vec(signature).unwrap();
    verifier.verify(signed.as_bytes(), &signature).unwrap();
    assert_eq!(
        header(&object),
        json!({ "alg": "ES256", "typ": "JWT", "kid": "of-the-client" })
    );
    let framed = claims(&object);
    assert_eq!(
        (&framed["iss"], &framed["aud"]),
        (&json!(CLIENT), &json!(bench.stand_in.issuer))
    );
    assert_eq!(
        framed["exp"].as_i64().unwrap() - framed["nbf"].as_i64().unwrap(),
        300
    );
    for name in ["response_type", "client_id", "scope"] {
        assert_eq!(framed[name], json!(run.shown(name)));
    }
}

#[tokio::test]
async fn a_pushed_request_leaves_the_browser_a_reference_only() {
    for pushed in [situation::pushed(), situation::jarm()] {
        let run = Bench::with(pushed).await.run().await;
        let shown: BTreeSet<_> = run
            .authorization
            .as_ref()
            .unwrap()
            .query_pairs()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            shown,
            BTreeSet::from(["client_id".into(), "request_uri".into()])
        );
        assert_eq!(run.asked("response_mode"), "jwt");
    }
}

#[tokio::test]
async fn assertions_are_addressed_to_the_issuer_and_used_once() {
    let bench = Bench::with(situation::jarm()).await;
    let run = bench.run().await;
    let assertions = run.assertions();
    let names: BTreeSet<_> = assertions
        .iter()
        .map(|one| claims(one)["jti"].to_string())
        .collect();
    assert_eq!((assertions.len(), names.len()), (2, 2));
    let expected = [
        (CLIENT.to_owned(), "iss"),
        (CLIENT.to_owned(), "sub"),
        (bench.stand_in.issuer.to_string(), "aud"),
    ];
    for (value, name) in expected {
        assert_eq!(run.asserted(name), value);
    }
}

#[tokio::test]
async fn an_rsa_key_signs_with_ps256() {
    let rsa = Situation {
        signs_with_rsa: true,
        ..situation::jarm()
    };
    let run = Bench::with(rsa).await.run().await;
    assert_eq!(
        (header(&run.object())["alg"].clone(), run.ended()),
        (json!("PS256"), "done")
    );
}

#[tokio::test]
async fn a_certificate_can_authenticate_alone() {
    let alone = Situation {
        authentication: Authentication::MutualTls,
        ..situation::jarm()
    };
    let run = Bench::with(alone).await.run().await;
    assert!(run.assertions().is_empty());
    for end in ["/par", "/access_token"] {
        assert_eq!(run.to(end)[0].form["client_id"], CLIENT);
    }
}

#[tokio::test]
async fn the_certificate_is_shown_wherever_a_token_is_made_or_used() {
    let bench = Bench::with(situation::jarm()).await;
    bench.run().await;
    let own = [Some(ClientCertificate(bench.identity.certificate().into()))];
    for end in ["/par", "/access_token", "/accounts"] {
        assert_eq!(bench.stand_in.certificates(end), own, "{end}");
    }
}

#[tokio::test]
async fn addresses_for_callers_with_certificates_are_preferred() {
    let aliased = Situation {
        metadata: json!({ "aliased": true }),
        ..situation::jarm()
    };
    assert_eq!(Bench::with(aliased).await.run().await.ended(), "done");
}

#[tokio::test]
async fn accounts_are_asked_for_with_the_token_in_the_header() {
    let bench = Bench::with(situation::code()).await;
    let run = bench.run().await;
    let request = run.to("/accounts")[0];
    assert!(request.target.ends_with("/accounts"));
    assert!(request.field("authorization").starts_with("Bearer "));
    assert!(Uuid::try_parse(request.field("x-fapi-interaction-id")).is_ok());
    assert_eq!(
        request.field("x-fapi-auth-date"),
        "Sun, 01 Mar 2026 11:59:00 GMT"
    );
    assert_eq!(request.field("x-fapi-customer-ip-address"), "127.0.0.1");
}
