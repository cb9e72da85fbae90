//! Each fault is noticed on the wire: the same situation goes otherwise once it is committed.

use std::collections::BTreeSet;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::tls::ClientCertificate;
use serde_json::json;
use uuid::Uuid;

use super::bench::{Bench, CLIENT};
use super::refreshing::refresh_tokens_after_two_refusals;
use super::run::{Run, text};
use super::sealing::{claims, header};
use super::situation::{Cipher, Delivery, Seal, Situation, code, hybrid, jarm, pushed};
use crate::client::faults;

/// When everything happens, in seconds.
const NOW: i64 = 1_772_366_400;

/// A fault and what shows it.
struct Case {
    fault: &'static str,
    situation: Situation,
    look: fn(&Run) -> String,
    honest: &'static str,
    bent: &'static str,
}

/// Rows of a fault, of what of the run in which situation is looked at, and of what that is without the fault and with it.
macro_rules! cases {
    ($($fault:literal: $look:expr, of $situation:expr, $honest:literal => $bent:literal;)*) => {
        vec![$(Case { fault: $fault, situation: $situation, look: $look, honest: $honest, bent: $bent }),*]
    };
}

/// The faults that show in more than one run, or not in what is sent: see below.
const SHOWN_OTHERWISE: [&str; 10] = [
    "client-keeps-keys-for-ever",
    "client-takes-responses-again",
    "client-uses-one-redirect-uri",
    "client-agrees-to-any-cipher-suite",
    "client-repeats-the-nonce",
    "client-keeps-its-old-refresh-token",
    "client-takes-notifications-from-anybody",
    "client-shows-another-certificate",
    "client-shows-the-resource-no-certificate",
    "client-shows-the-token-endpoint-no-certificate",
];

/// Where the client goes.
fn going() -> Vec<Case> {
    let metadata = |metadata| Situation { metadata, ..code() };
    let in_the_clear = Situation {
        scope: "accounts",
        tokens: json!({ "scope": "accounts" }),
        ..metadata(json!({ "jwks_uri": "http://localhost/keys" }))
    };
    cases! {
        "client-trusts-any-certificate": reach, of Situation { trusted: false, ..code() }, "stopped at once" => "asked for the accounts";
        "client-believes-metadata-of-another-issuer": reach, of metadata(json!({ "issuer": "https://another.example" })), "stopped early" => "asked for the accounts";
        "client-guesses-endpoints": |run| run.to("/openid-configuration").len().to_string(), of code(), "1" => "0";
        "client-uses-endpoints-without-tls": reach, of in_the_clear, "stopped early" => "asked for the accounts";
    }
}

/// What the client asks for.
fn asking() -> Vec<Case> {
    cases! {
        "client-omits-the-code-challenge": |run| (run.asked("code_challenge") == "-").to_string(), of pushed(), "false" => "true";
        "client-sends-plain-challenges": |run| run.asked("code_challenge_method"), of code(), "S256" => "plain";
        "client-asks-without-openid": |run| run.asked("scope"), of code(), "openid accounts" => "accounts";
        "client-omits-the-nonce": |run| (run.asked("nonce") == "-").to_string(), of code(), "false" => "true";
        "client-omits-the-state": |run| (run.asked("state") == "-").to_string(), of code(), "false" => "true";
        "client-sends-the-request-bare": |run| (run.shown("request") == "-").to_string(), of hybrid(), "false" => "true";
        "client-omits-the-client-id-beside-a-request-uri": |run| run.shown("client_id"), of pushed(), "budget-app" => "-";
        "client-leaves-a-parameter-outside": |run| run.shown("prompt"), of hybrid(), "-" => "login";
        "client-sends-the-request-object-alone": |run| run.shown("response_type"), of hybrid(), "code id_token" => "-";
        "client-says-another-scope-beside-the-object": |run| run.shown("scope"), of hybrid(), "openid accounts" => "openid";
        "client-addresses-request-objects-elsewhere": |run| (framed(run, "aud") == "https://another-server.invalid/").to_string(), of jarm(), "false" => "true";
        "client-makes-request-objects-for-a-day": |run| framed(run, "exp"), of jarm(), "1772366700" => "1772452800";
        "client-makes-request-objects-for-ever": |run| framed(run, "exp"), of hybrid(), "1772366700" => "-";
        "client-omits-nbf": |run| framed(run, "nbf"), of hybrid(), "1772366400" => "-";
        "client-demands-to-encrypt-request-objects": ended, of jarm(), "done" => "stopped";
        "client-omits-the-code-verifier": |run| run.to("/access_token")[0].form.contains_key("code_verifier").to_string(), of code(), "true" => "false";
    }
}

/// How the client signs, and proves who it is.
fn signing() -> Vec<Case> {
    let rsa = || Situation {
        signs_with_rsa: true,
        ..jarm()
    };
    cases! {
        "client-signs-with-rs256": |run| text(header(&run.object()).get("alg")), of rsa(), "PS256" => "RS256";
        "client-signs-nothing": |run| text(header(&run.object()).get("alg")), of jarm(), "ES256" => "none";
        "client-signs-with-a-short-key": |run| signature_octets(&run.object()).to_string(), of rsa(), "256" => "128";
        "client-points-to-its-keys": |run| text(header(&run.object()).get("jku")), of jarm(), "-" => "https://client.invalid/keys";
        "client-repeats-assertions": |run| run.assertions().into_iter().collect::<BTreeSet<_>>().len().to_string(), of jarm(), "2" => "1";
        "client-asserts-without-jti": |run| (run.asserted("jti") == "-").to_string(), of code(), "false" => "true";
        "client-asserts-for-ever": |run| run.asserted("exp"), of code(), "1772366460" => "-";
        "client-addresses-assertions-elsewhere": |run| (run.asserted("aud") == "https://another-server.invalid/").to_string(), of code(), "false" => "true";
        "client-asserts-as-another": |run| run.asserted("iss"), of code(), "budget-app" => "another-client";
        "client-sends-a-secret": |run| run.to("/access_token")[0].form.contains_key("client_secret").to_string(), of code(), "false" => "true";
    }
}

/// Which authorization responses lead to the accounts.
fn responding() -> Vec<Case> {
    let with = |situation: Situation, parameters| Situation {
        parameters,
        ..situation
    };
    let delivered = |delivery| Situation { delivery, ..code() };
    let sealed = |situation: Situation, seal| Situation { seal, ..situation };
    let two_keys = Situation {
        two_keys_of_a_name: true,
        ..hybrid()
    };
    cases! {
        "client-ignores-the-session": reach, of delivered(Delivery::WithoutSession), "asked for authorization" => "asked for the accounts";
        "client-ignores-the-state": reach, of with(code(), json!({ "state": "another" })), "asked for authorization" => "asked for the accounts";
        "client-refuses-unknown-parameters": ended, of with(code(), json!({ "session_state": "x" })), "done" => "stopped";
        "client-processes-responses-anywhere": reach, of delivered(Delivery::Elsewhere), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-issuer-of-responses": reach, of with(jarm(), json!({ "iss": "https://another.example" })), "asked for authorization" => "asked for the accounts";
        "client-takes-bare-responses": reach, of with(jarm(), json!({ "bare": true })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-signature-of-responses": reach, of Situation { last_seal: Some(Seal::Honest), ..sealed(jarm(), Seal::Foreign) }, "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-audience-of-responses": reach, of with(jarm(), json!({ "aud": "another-client" })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-expiry-of-responses": reach, of with(jarm(), json!({ "exp": NOW - 300 })), "asked for authorization" => "asked for the accounts";
        "client-takes-unsigned-jwts": reach, of sealed(hybrid(), Seal::None), "asked for authorization" => "asked for the accounts";
        "client-takes-any-algorithm": reach, of sealed(jarm(), Seal::Rs256), "asked for authorization" => "asked for the accounts";
        "client-follows-jku": |run| run.to("/hidden").len().to_string(), of sealed(hybrid(), Seal::ByJku), "0" => "1";
        "client-takes-the-first-key-of-a-name": ended, of two_keys, "done" => "stopped";
    }
}

/// Which ID tokens lead to the accounts.
fn identifying() -> Vec<Case> {
    let first = |first_id_token| Situation {
        first_id_token,
        ..hybrid()
    };
    let encrypted = |cipher| Situation {
        encrypted: Some(cipher),
        ..hybrid()
    };
    let weak = Situation {
        needs_silver: true,
        id_tokens: json!({ "acr": "bronze" }),
        ..code()
    };
    cases! {
        "client-decrypts-nothing": ended, of encrypted(Cipher::EcdhEs), "done" => "stopped";
        "client-decrypts-rsa1-5": reach, of encrypted(Cipher::Rsa15), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-signature-of-id-tokens": reach, of Situation { seal: Seal::Foreign, ..hybrid() }, "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-issuer-of-id-tokens": reach, of first(json!({ "iss": "https://another.example" })), "asked for authorization" => "asked for the accounts";
        "client-needs-no-issuer-in-id-tokens": reach, of first(json!({ "iss": null })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-audience-of-id-tokens": reach, of first(json!({ "aud": "another-client" })), "asked for authorization" => "asked for the accounts";
        "client-needs-no-audience-in-id-tokens": reach, of first(json!({ "aud": null })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-other-audiences-of-id-tokens": reach, of first(json!({ "aud": [CLIENT, "another-client"] })), "asked for authorization" => "asked for the accounts";
        "client-refuses-audiences-in-an-array": ended, of first(json!({ "aud": [CLIENT] })), "done" => "stopped";
        "client-overlooks-the-expiry-of-id-tokens": reach, of first(json!({ "exp": NOW - 300 })), "asked for authorization" => "asked for the accounts";
        "client-needs-no-expiry-in-id-tokens": reach, of first(json!({ "exp": null })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-age-of-id-tokens": reach, of first(json!({ "iat": NOW - 7 * 86_400 })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-nonce": reach, of first(json!({ "nonce": "another" })), "asked for authorization" => "asked for the accounts";
        "client-needs-no-nonce": reach, of first(json!({ "nonce": null })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-c-hash": reach, of first(json!({ "c_hash": "AAAA" })), "asked for authorization" => "asked for the accounts";
        "client-overlooks-the-s-hash": reach, of first(json!({ "s_hash": "AAAA" })), "asked for authorization" => "asked for the accounts";
        "client-needs-no-s-hash": reach, of first(json!({ "s_hash": null })), "asked for authorization" => "asked for the accounts";
        "client-compares-s-hashes-without-case": reach, of first(json!({ "s_hash": "in other letters" })), "asked for authorization" => "asked for the accounts";
        "client-refuses-unknown-claims": ended, of first(json!({ "new": [1] })), "done" => "stopped";
        "client-demands-at-hash": ended, of Situation { last_id_token: json!({ "at_hash": null }), ..hybrid() }, "done" => "stopped";
        "client-overlooks-the-acr": reach, of weak, "redeemed the code" => "asked for the accounts";
    }
}

/// What is made of tokens.
fn using() -> Vec<Case> {
    let given = |tokens| Situation { tokens, ..code() };
    cases! {
        "client-takes-more-scope": reach, of given(json!({ "scope": "openid accounts payments" })), "redeemed the code" => "asked for the accounts";
        "client-demands-scope-and-lifetime": ended, of given(json!({ "scope": null, "expires_in": null })), "done" => "stopped";
        "client-refuses-unknown-members-of-token-responses": ended, of given(json!({ "new": 1 })), "done" => "stopped";
        "client-reads-access-tokens": ended, of code(), "done" => "stopped";
        "client-sends-tokens-in-the-query": |run| run.to("/accounts")[0].target.contains("access_token=").to_string(), of code(), "false" => "true";
        "client-writes-dates-in-another-form": |run| run.to("/accounts")[0].field("x-fapi-auth-date").to_owned(), of code(), "Sun, 01 Mar 2026 11:59:00 GMT" => "2026-03-01T11:59:00Z";
        "client-names-no-ip-address": |run| run.to("/accounts")[0].field("x-fapi-customer-ip-address").to_owned(), of code(), "127.0.0.1" => "the customer's";
        "client-makes-ids-that-are-no-uuid": |run| Uuid::try_parse(run.to("/accounts")[0].field("x-fapi-interaction-id")).is_ok().to_string(), of code(), "true" => "false";
    }
}

async fn show(cases: Vec<Case>) {
    for case in cases {
        let bench = Bench::with(case.situation).await;
        let seen = (case.look)(&bench.run().await);
        assert_eq!(seen, case.honest, "without {}", case.fault);
        bench.commit(case.fault);
        let run = bench.run().await;
        assert_eq!(
            (case.look)(&run),
            case.bent,
            "with {}: {}",
            case.fault,
            run.outcome
        );
    }
}

#[tokio::test]
async fn faults_in_going_and_asking_are_noticed() {
    show(going()).await;
    show(asking()).await;
}

#[tokio::test]
async fn faults_in_signing_are_noticed() {
    show(signing()).await;
}

#[tokio::test]
async fn faults_in_judging_responses_are_noticed() {
    show(responding()).await;
}

#[tokio::test]
async fn faults_in_judging_id_tokens_are_noticed() {
    show(identifying()).await;
}

#[tokio::test]
async fn faults_in_using_tokens_are_noticed() {
    show(using()).await;
}

#[tokio::test]
async fn one_redirect_uri_for_all_is_noticed() {
    let bench = Bench::with(code()).await;
    bench.commit("client-uses-one-redirect-uri");
    assert_eq!(bench.redirect_uri_at_the_other_server().await, "/callback");
}

#[tokio::test]
async fn a_repeated_nonce_is_noticed() {
    let bench = Bench::with(code()).await;
    bench.commit("client-repeats-the-nonce");
    let (one, other) = (bench.run().await, bench.run().await);
    assert_eq!(one.asked("nonce"), other.asked("nonce"));
    assert_ne!(one.asked("state"), other.asked("state"));
}

#[tokio::test]
async fn keys_that_are_kept_for_ever_are_noticed() {
    let bench = Bench::with(hybrid()).await;
    bench.run().await;
    bench.commit("client-keeps-keys-for-ever");
    assert_eq!(bench.run().await.to("/jwk_uri").len(), 0);
}

#[tokio::test]
async fn a_response_that_is_taken_again_is_noticed() {
    for (fault, redemptions) in [(None, 1), (Some("client-takes-responses-again"), 2)] {
        let bench = Bench::with(code()).await;
        if let Some(fault) = fault {
            bench.commit(fault);
        }
        let start = bench.get("start", None).await;
        let response = bench.stand_in.respond(&start.location.unwrap());
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let callback = format!("callback?{}", form.extend_pairs(&response).finish());
        for _ in 0..2 {
            bench.get(&callback, start.cookie.as_deref()).await;
        }
        let sent = bench.stand_in.journal.entries();
        let redeems = |one: &&mock_kit::Exchange| one.target.ends_with("/access_token");
        assert_eq!(sent.iter().filter(redeems).count(), redemptions);
    }
}

#[tokio::test]
async fn an_old_refresh_token_is_noticed() {
    let bench = Bench::with(code()).await;
    bench.commit("client-keeps-its-old-refresh-token");
    let run = bench.run().await;
    assert_eq!(
        refresh_tokens_after_two_refusals(&bench, run.cookie.as_deref()).await,
        1
    );
}

#[tokio::test]
async fn notifications_from_anybody_are_noticed() {
    let bench = Bench::with(code()).await;
    bench.commit("client-takes-notifications-from-anybody");
    assert_eq!(
        bench
            .post("notifications", None, String::new())
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn certificates_that_are_missing_or_foreign_are_noticed() {
    for (fault, path, shows_one) in [
        (
            "client-shows-the-token-endpoint-no-certificate",
            "/access_token",
            false,
        ),
        (
            "client-shows-the-resource-no-certificate",
            "/accounts",
            false,
        ),
        ("client-shows-another-certificate", "/access_token", true),
    ] {
        let bench = Bench::with(jarm()).await;
        bench.commit(fault);
        bench.run().await;
        let shown = bench.stand_in.certificates(path).remove(0);
        let own = ClientCertificate(bench.identity.certificate().into());
        assert_eq!(shown.is_some(), shows_one, "{fault}");
        assert_ne!(shown, Some(own), "{fault}");
    }
}

#[test]
fn every_fault_is_shown_by_a_case_and_has_a_name_that_no_other_has() {
    let rows: Vec<_> = faults::SEAMS.iter().flat_map(|seam| seam.iter()).collect();
    let names: BTreeSet<_> = rows.iter().map(|fault| fault.name).collect();
    assert_eq!(names.len(), rows.len());
    let tables = [
        going(),
        asking(),
        signing(),
        responding(),
        identifying(),
        using(),
    ];
    let cases = tables.iter().flatten().map(|case| case.fault);
    assert_eq!(cases.chain(SHOWN_OTHERWISE).collect::<BTreeSet<_>>(), names);
    assert!(names.iter().all(|name| name.starts_with("client-")));
    assert!(
        rows.iter()
            .all(|fault| !fault.violates.is_empty() && !fault.observed.is_empty())
    );
}

fn reach(run: &Run) -> String {
    run.reach().to_owned()
}

fn ended(run: &Run) -> String {
    run.ended().to_owned()
}

/// A claim of the request object.
fn framed(run: &Run, name: &str) -> String {
    text(claims(&run.object()).get(name))
}

fn signature_octets(jwt: &str) -> usize {
    let signature = jwt.rsplit('.').next().unwrap();
    Base64UrlUnpadded::decode_vec(signature).unwrap().len()
}
