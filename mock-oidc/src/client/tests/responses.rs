//! Which answers make the client stop, and which do not.

use serde_json::{Value, json};

use super::bench::Bench;
use super::situation::{self, Cipher, Delivery, SILVER, Seal, Situation};

/// When everything happens, in seconds.
const NOW: i64 = 1_772_366_400;
/// Seconds of a week.
const WEEK: i64 = 7 * 86_400;

/// A situation with how far the client goes and, where it stops, a fragment of its reason.
type Case = (Situation, &'static str, &'static str);

async fn show(cases: Vec<Case>) {
    for (situation, reach, reason) in cases {
        let shown = format!("{situation:?}");
        let run = Bench::with(situation).await.run().await;
        assert_eq!(run.reach(), reach, "{} in {shown}", run.outcome);
        let ended = if reason.is_empty() { "done" } else { "stopped" };
        assert_eq!(run.ended(), ended, "{} in {shown}", run.outcome);
        assert!(run.reason().contains(reason), "{} in {shown}", run.outcome);
    }
}

fn with_metadata(metadata: Value) -> Situation {
    Situation {
        metadata,
        ..situation::hybrid()
    }
}

fn with_parameters(situation: Situation, parameters: Value) -> Situation {
    Situation {
        parameters,
        ..situation
    }
}

fn with_tokens(tokens: Value) -> Situation {
    Situation {
        tokens,
        ..situation::hybrid()
    }
}

fn sealed(seal: Seal, situation: Situation) -> Situation {
    Situation { seal, ..situation }
}

fn delivered(delivery: Delivery) -> Situation {
    Situation {
        delivery,
        ..situation::code()
    }
}

fn encrypted(cipher: Cipher) -> Situation {
    Situation {
        encrypted: Some(cipher),
        ..situation::hybrid()
    }
}

#[tokio::test]
async fn metadata_that_are_not_the_servers_own_lead_nowhere() {
    let untrusted = Situation {
        trusted: false,
        ..situation::hybrid()
    };
    show(vec![
        (
            with_metadata(json!({ "issuer": "https://another.example" })),
            "stopped early",
            "another issuer",
        ),
        (
            with_metadata(json!({ "token_endpoint": null })),
            "stopped early",
            "missing",
        ),
        (
            with_metadata(json!({ "jwks_uri": "http://localhost/keys" })),
            "stopped early",
            "TLS",
        ),
        (
            with_metadata(json!({ "token_endpoint": "http://localhost/token" })),
            "stopped early",
            "TLS",
        ),
        (
            Situation {
                metadata: json!({ "pushed_authorization_request_endpoint": null }),
                ..situation::pushed()
            },
            "stopped early",
            "pushed",
        ),
        (
            with_metadata(json!({ "padding": "x".repeat(300 << 10) })),
            "stopped early",
            "discovery document",
        ),
        (untrusted, "stopped at once", "discovery document"),
    ])
    .await;
}

#[tokio::test]
async fn a_response_that_is_not_for_this_session_redeems_nothing() {
    let stops = "asked for authorization";
    show(vec![
        (delivered(Delivery::WithoutSession), stops, "session"),
        (
            delivered(Delivery::OtherRedirectUri),
            stops,
            "another redirect URI",
        ),
        (delivered(Delivery::Twice), stops, "twice"),
        (
            with_parameters(situation::code(), json!({ "state": "another" })),
            stops,
            "state",
        ),
        (
            with_parameters(situation::code(), json!({ "state": null })),
            stops,
            "state",
        ),
        (
            with_parameters(
                situation::code(),
                json!({ "iss": "https://another.example" }),
            ),
            stops,
            "another issuer",
        ),
        (
            with_parameters(situation::code(), json!({ "code": null })),
            stops,
            "no code",
        ),
        (
            with_parameters(situation::code(), json!({ "error": "access_denied" })),
            stops,
            "access_denied",
        ),
    ])
    .await;
    let elsewhere = Bench::with(delivered(Delivery::Elsewhere))
        .await
        .run()
        .await;
    assert_eq!((elsewhere.reach(), elsewhere.ended()), (stops, "no answer"));
}

#[tokio::test]
async fn a_response_within_a_jwt_is_judged_before_it_is_read() {
    let stops = "asked for authorization";
    let jarm = |parameters: Value| with_parameters(situation::jarm(), parameters);
    show(vec![
        (jarm(json!({ "bare": true })), stops, "not within a JWT"),
        (
            jarm(json!({ "iss": "https://another.example" })),
            stops,
            "iss",
        ),
        (jarm(json!({ "iss": null })), stops, "iss"),
        (jarm(json!({ "aud": "another-client" })), stops, "aud"),
        (jarm(json!({ "aud": null })), stops, "aud"),
        (jarm(json!({ "exp": NOW - 300 })), stops, "exp"),
        (jarm(json!({ "exp": null })), stops, "exp"),
        (jarm(json!({ "state": "another" })), stops, "state"),
        (
            jarm(json!({ "error": "access_denied", "code": null })),
            stops,
            "access_denied",
        ),
        (sealed(Seal::None, situation::jarm()), stops, "algorithm"),
        (sealed(Seal::Rs256, situation::jarm()), stops, "algorithm"),
        (sealed(Seal::Foreign, situation::jarm()), stops, "signed"),
        (sealed(Seal::ByJku, situation::jarm()), stops, "signed"),
        (
            jarm(json!({ "aud": [super::bench::CLIENT], "new": { "member": 1 } })),
            "asked for the accounts",
            "",
        ),
    ])
    .await;
}

#[tokio::test]
async fn an_id_token_beside_the_code_vouches_for_it_or_nothing_is_redeemed() {
    let stops = "asked for authorization";
    let first = |first_id_token: Value| Situation {
        first_id_token,
        ..situation::hybrid()
    };
    let mut cases = vec![
        (
            with_parameters(situation::hybrid(), json!({ "id_token": null })),
            stops,
            "no ID token",
        ),
        (first(json!({ "c_hash": "AAAA" })), stops, "c_hash"),
        (first(json!({ "c_hash": null })), stops, "c_hash"),
        (first(json!({ "s_hash": "AAAA" })), stops, "s_hash"),
        (first(json!({ "s_hash": null })), stops, "s_hash"),
        (
            first(json!({ "s_hash": "in other letters" })),
            stops,
            "s_hash",
        ),
        (sealed(Seal::None, situation::hybrid()), stops, "algorithm"),
        (sealed(Seal::Rs256, situation::hybrid()), stops, "algorithm"),
        (sealed(Seal::Foreign, situation::hybrid()), stops, "signed"),
        (sealed(Seal::ByJku, situation::hybrid()), stops, "signed"),
        (encrypted(Cipher::Rsa15), stops, "RSA1_5"),
    ];
    cases.extend(illegal_claims().map(|(patch, name)| (first(patch), stops, name)));
    show(cases).await;
}

#[tokio::test]
async fn an_id_token_of_the_token_endpoint_is_held_against_the_same() {
    let stops = "redeemed the code";
    let last = |last_id_token: Value| Situation {
        last_id_token,
        ..situation::hybrid()
    };
    let weak = |acr: Value| Situation {
        last_id_token: json!({ "acr": acr }),
        needs_silver: true,
        ..situation::code()
    };
    let mut cases = vec![
        (last(json!({ "sub": "bob" })), stops, "sub"),
        (last(json!({ "at_hash": "AAAA" })), stops, "at_hash"),
        (weak(json!("urn:example:bronze")), stops, "acr"),
        (weak(json!(null)), stops, "acr"),
        (weak(json!(SILVER)), "asked for the accounts", ""),
    ];
    cases.extend(illegal_claims().map(|(patch, name)| (last(patch), stops, name)));
    show(cases).await;
}

/// Claims that no ID token may have, with the name that the client gives as its reason.
fn illegal_claims() -> impl Iterator<Item = (Value, &'static str)> {
    [
        (json!({ "iss": "https://another.example" }), "iss"),
        (json!({ "iss": null }), "iss"),
        (json!({ "aud": "another-client" }), "aud"),
        (json!({ "aud": null }), "aud"),
        (json!({ "aud": [] }), "aud"),
        (
            json!({ "aud": [super::bench::CLIENT, "another-client"] }),
            "aud",
        ),
        (json!({ "azp": "another-client" }), "azp"),
        (json!({ "exp": NOW - 300 }), "exp"),
        (json!({ "exp": null }), "exp"),
        (json!({ "exp": "tomorrow" }), "exp"),
        (json!({ "iat": NOW - WEEK }), "iat"),
        (json!({ "iat": NOW + WEEK }), "iat"),
        (json!({ "nonce": "another" }), "nonce"),
        (json!({ "nonce": null }), "nonce"),
        (json!({ "sub": null }), "sub"),
    ]
    .into_iter()
}

#[tokio::test]
async fn a_token_response_that_is_not_as_it_should_be_reads_nothing() {
    let stops = "redeemed the code";
    show(vec![
        (
            with_tokens(json!({ "scope": "openid accounts payments" })),
            stops,
            "more scope",
        ),
        (with_tokens(json!({ "scope": 7 })), stops, "scope"),
        (
            with_tokens(json!({ "token_type": "mac" })),
            stops,
            "token_type",
        ),
        (
            with_tokens(json!({ "token_type": null })),
            stops,
            "token_type",
        ),
        (
            with_tokens(json!({ "access_token": null })),
            stops,
            "access_token",
        ),
        (with_tokens(json!({ "id_token": null })), stops, "id_token"),
    ])
    .await;
}

#[tokio::test]
async fn legal_alternatives_are_accepted() {
    let done = "asked for the accounts";
    let in_array = json!({ "aud": [super::bench::CLIENT] });
    let two_keys = Situation {
        two_keys_of_a_name: true,
        ..situation::hybrid()
    };
    show(vec![
        (
            Situation {
                id_tokens: in_array,
                ..situation::hybrid()
            },
            done,
            "",
        ),
        (
            Situation {
                last_id_token: json!({ "at_hash": null }),
                ..situation::hybrid()
            },
            done,
            "",
        ),
        (
            Situation {
                id_tokens: json!({ "exp": 1_772_366_460.5, "new": [1] }),
                ..situation::hybrid()
            },
            done,
            "",
        ),
        (
            with_tokens(json!({ "scope": null, "expires_in": null })),
            done,
            "",
        ),
        (
            with_tokens(json!({ "scope": "accounts openid", "token_type": "bEARER" })),
            done,
            "",
        ),
        (
            with_tokens(json!({ "scope": "accounts", "refresh_token": null })),
            done,
            "",
        ),
        (
            with_parameters(situation::code(), json!({ "session_state": "x" })),
            done,
            "",
        ),
        (sealed(Seal::Ps256, situation::hybrid()), done, ""),
        (sealed(Seal::Ps256, situation::jarm()), done, ""),
        (sealed(Seal::EdDsa, situation::hybrid()), done, ""),
        (sealed(Seal::Nameless, situation::hybrid()), done, ""),
        (two_keys, done, ""),
        (encrypted(Cipher::RsaOaep256), done, ""),
        (encrypted(Cipher::EcdhEs), done, ""),
    ])
    .await;
}

#[tokio::test]
async fn a_key_that_is_not_known_makes_the_client_fetch_the_keys_once_more() {
    let rotated = Situation {
        last_seal: Some(Seal::New),
        ..situation::hybrid()
    };
    let run = Bench::with(rotated).await.run().await;
    assert_eq!((run.ended(), run.to("/jwk_uri").len()), ("done", 2));
    let usual = Bench::with(situation::hybrid()).await.run().await;
    assert_eq!((usual.ended(), usual.to("/jwk_uri").len()), ("done", 1));
}
