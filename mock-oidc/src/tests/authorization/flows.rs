//! One good flow for each profile, and what follows from it.

use josekit::jwe::RSA_OAEP_256;
use josekit::jwk::Jwk;
use serde_json::json;

use super::bench::{ACR, Bank, Browser, text};
use crate::authorization::half_hash;
use crate::checks::token_binding::thumbprint;
use crate::tests::bench::{claims, header};
use crate::{Algorithm, Authentication, Client, ClientKeys, Variant};

#[tokio::test]
async fn baseline_gives_a_public_client_a_code_in_the_query() {
    let bank = Bank::baseline().await;
    bank.set_authentication(&bank.one, Authentication::Public);
    let mut request = bank.one.request();
    request.as_object_mut().unwrap().remove("response_mode");
    let heard = bank.approved(&request).await.unwrap();
    assert_eq!(
        (heard.in_fragment, heard.text("state")),
        (false, "the State")
    );
    let address = bank.one.redirect_uri();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", heard.code()),
        ("redirect_uri", &address),
        ("code_verifier", super::bench::VERIFIER),
        ("client_id", "one"),
    ];
    let tokens = bank
        .post_bare(&bank.one, "/access_token", &form)
        .await
        .json();
    assert_eq!(tokens["scope"], "openid accounts");
    assert!(tokens["expires_in"].as_i64().unwrap() < 600);
    let access_token = text(&tokens, "access_token");
    assert!(claims(access_token).get("cnf").is_none());
    let userinfo = bank.userinfo(&bank.two, access_token).await.json();
    assert_eq!(userinfo["sub"], claims(text(&tokens, "id_token"))["sub"]);
}

#[tokio::test]
async fn advanced_protects_responses_and_binds_tokens() {
    let bank = Bank::advanced().await;
    let mut request = bank.object_claims(&bank.one);
    request["response_type"] = json!("code id_token");
    request.as_object_mut().unwrap().remove("response_mode");
    let heard = bank.approved(&bank.one.by_value(&request)).await.unwrap();
    assert!(heard.in_fragment);
    let vouching = claims(heard.text("id_token"));
    let hash = |text| json!(half_hash::of(text, Algorithm::Ps256));
    assert_eq!(header(heard.text("id_token"))["alg"], "PS256");
    assert_eq!(
        (&vouching["c_hash"], &vouching["s_hash"], &vouching["nonce"]),
        (&hash(heard.code()), &hash("the State"), &request["nonce"])
    );
    let tokens = bank.redeem(&bank.one, heard.code()).await.json();
    let id_token = claims(text(&tokens, "id_token"));
    assert_eq!(id_token["at_hash"], hash(text(&tokens, "access_token")));
    assert_eq!(
        (&id_token["sub"], &id_token["acr"]),
        (&vouching["sub"], &json!(ACR))
    );
    let own = thumbprint(bank.one.identity.certificate());
    let facts = bank.introspect(text(&tokens, "access_token")).await;
    assert_eq!(facts["cnf"]["x5t#S256"], json!(own));
    assert_eq!(
        (&facts["sub"], &facts["client_id"]),
        (&json!("user-1"), &json!("one"))
    );
    let access_token = text(&tokens, "access_token");
    assert_eq!(
        bank.userinfo(&bank.one, access_token).await.json()["sub"],
        "user-1"
    );
    assert_eq!(bank.userinfo(&bank.two, access_token).await.status, 401);
}

#[tokio::test]
async fn fdx_takes_pushed_consents_and_ends_everything_with_them() {
    let bank = Bank::fdx().await;
    let details = json!([{ "type": "fdx.v1.0", "consentRequest": { "resources": [
        { "resourceType": "ACCOUNT", "dataClusters": ["accounts"] } ] } }]);
    let mut request = bank.object_claims(&bank.one);
    request["authorization_details"] = details.clone();
    let parameters = bank.pushed(&bank.one, &request).await;
    let heard = bank.approved(&parameters).await.unwrap();
    let names: Vec<_> = heard.sent.keys().collect();
    assert_eq!(names, ["response"]);
    assert_eq!(
        (heard.text("iss"), heard.text("aud")),
        (bank.issuer().as_str(), "one")
    );
    assert_eq!(heard.text("state"), "the State");
    let tokens = bank.redeem(&bank.one, heard.code()).await.json();
    assert_eq!(tokens["authorization_details"], details);
    let access_token = text(&tokens, "access_token");
    let facts = bank.introspect(access_token).await;
    assert_eq!(facts["authorization_details"], details);
    let refresh_token = text(&tokens, "refresh_token");
    assert_eq!(
        bank.refresh(&bank.one, refresh_token, &[]).await.status,
        200
    );
    let consent = text(&facts, "consent_id").to_owned();
    bank.handle.revoke_consent(&consent);
    assert_eq!(
        bank.introspect(access_token).await,
        json!({ "active": false })
    );
    let refused = bank.refresh(&bank.one, refresh_token, &[]).await;
    assert_eq!(refused.outcome(), (400, "invalid_grant".to_owned()));
}

#[tokio::test]
async fn revoked_consents_carry_on_only_with_their_faults() {
    for (fault, active, refreshed) in [
        ("keeps-access-tokens-of-revoked-consents", true, 400),
        ("keeps-refresh-tokens-of-revoked-consents", false, 200),
    ] {
        let bank = Bank::advanced().await;
        let tokens = bank.tokens(&bank.one).await;
        let facts = bank.introspect(text(&tokens, "access_token")).await;
        bank.commit(fault);
        bank.handle.revoke_consent(text(&facts, "consent_id"));
        let facts = bank.introspect(text(&tokens, "access_token")).await;
        assert_eq!(facts["active"], active, "{fault}");
        let again = bank
            .refresh(&bank.one, text(&tokens, "refresh_token"), &[])
            .await;
        assert_eq!(again.status, refreshed, "{fault}");
    }
}

#[tokio::test]
async fn subjects_are_pairwise_and_stable_in_fdx() {
    let bank = Bank::fdx().await;
    let mut subjects = Vec::new();
    for party in [&bank.one, &bank.one, &bank.two] {
        let parameters = bank.pushed(party, &bank.object_claims(party)).await;
        let heard = bank.approved(&parameters).await.unwrap();
        let tokens = bank.redeem(party, heard.code()).await.json();
        subjects.push(claims(text(&tokens, "id_token"))["sub"].clone());
    }
    assert_eq!(subjects[0], subjects[1]);
    assert_ne!(subjects[0], subjects[2]);
}

#[tokio::test]
async fn id_tokens_are_encrypted_for_clients_that_want_it_and_never_with_rsa1_5() {
    let bank = Bank::advanced().await;
    let pair = josekit::jwk::alg::rsa::RsaKeyPair::generate(2048).unwrap();
    let mut key: Jwk = pair.to_jwk_public_key();
    key.set_key_use("enc");
    let mut set = bank.one.key.key_set();
    set["keys"]
        .as_array_mut()
        .unwrap()
        .push(json!(key.as_ref()));
    let client = Client {
        encrypts_id_tokens: true,
        keys: ClientKeys::Jwks(set),
        ..bank.one.registration()
    };
    bank.register(client).unwrap();
    let sealed = text(&bank.tokens(&bank.one).await, "id_token").to_owned();
    assert_eq!(header(&sealed)["alg"], "RSA-OAEP-256");
    let mut private = pair.to_jwk_private_key();
    private.set_key_use("enc");
    private.set_parameter("key_ops", None).unwrap();
    let decrypter = RSA_OAEP_256.decrypter_from_jwk(&private).unwrap();
    let (opened, _) = josekit::jwe::deserialize_compact(&sealed, &decrypter).unwrap();
    assert_eq!(claims(std::str::from_utf8(&opened).unwrap())["aud"], "one");
    bank.commit("encrypts-with-rsa1-5");
    let sealed = text(&bank.tokens(&bank.one).await, "id_token").to_owned();
    assert_eq!(header(&sealed)["alg"], "RSA1_5");
    bank.behave();
    bank.commit("sends-id-tokens-in-the-clear");
    let clear = text(&bank.tokens(&bank.one).await, "id_token").to_owned();
    assert_eq!(header(&clear)["alg"], "PS256");
}

#[tokio::test]
async fn a_page_belongs_to_one_browser_and_is_answered_once() {
    let bank = Bank::advanced().await;
    let parameters = bank.one.by_value(&bank.object_claims(&bank.one));
    let mut browser = Browser::default();
    let page = bank.open(&mut browser, &parameters).await;
    assert!(page.header("strict-transport-security").contains("max-age"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(
        bank.log_in(&Browser::default(), &page.text).await.status,
        400
    );
    let wrong = [("username", "erika"), ("password", "guessed")];
    let again = bank.fill_in(&browser, &page.text, &wrong).await;
    assert!(again.text.contains("wrong"));
    let consent = bank.log_in(&browser, &again.text).await;
    assert!(consent.text.contains("accounts"));
    assert_eq!(bank.log_in(&browser, &page.text).await.status, 400);
    let deny = [("decision", "deny")];
    assert_eq!(
        bank.fill_in(&browser, &consent.text, &deny).await.status,
        303
    );
    assert_eq!(
        bank.fill_in(&browser, &consent.text, &deny).await.status,
        400
    );
}

#[tokio::test]
async fn eddsa_signs_and_is_taken_in_fdx_where_it_comes_first() {
    let mut variant = Variant::fdx();
    if let Some(rules) = &mut variant.authorization {
        rules.id_token_algorithms = vec![Algorithm::EdDsa];
    }
    let bank = Bank::with(variant).await;
    let parameters = bank.pushed(&bank.one, &bank.object_claims(&bank.one)).await;
    let heard = bank.approved(&parameters).await.unwrap();
    assert_eq!(header(&heard.sent["response"])["alg"], "EdDSA");
    let keys = bank
        .one
        .http
        .get(format!("{}/connect/jwk_uri", bank.issuer()));
    let keys = keys.send().await.unwrap().text().await.unwrap();
    assert!(keys.contains("Ed25519") && !keys.contains("\"d\""));
}
