//! Codes and refresh tokens: once, in time, by the right client, with the right certificate.

use jiff::SignedDuration;
use serde_json::json;

use super::bench::{Bank, Party, VERIFIER, text};
use crate::tests::bench::claims;

/// A fault, who asks, with what besides, and the error without the fault.
type Refused<'a> = (&'a str, &'a Party, &'a [(&'a str, &'a str)], &'a str);

#[tokio::test]
async fn a_code_is_redeemed_once_and_a_second_use_ends_what_the_first_gave() {
    let bank = Bank::advanced().await;
    for (fault, active) in [(None, false), (Some("keeps-tokens-of-reused-codes"), true)] {
        fault.inspect(|fault| bank.commit(fault));
        let code = bank.code(&bank.one).await;
        let tokens = bank.redeem(&bank.one, &code).await.json();
        let again = bank.redeem(&bank.one, &code).await;
        assert_eq!(again.outcome(), (400, "invalid_grant".to_owned()));
        let facts = bank.introspect(text(&tokens, "access_token")).await;
        assert_eq!(facts["active"], active);
        bank.behave();
    }
    bank.commit("accepts-used-codes");
    let code = bank.code(&bank.one).await;
    assert_eq!(bank.redeem(&bank.one, &code).await.status, 200);
    assert_eq!(bank.redeem(&bank.one, &code).await.status, 200);
}

#[tokio::test]
async fn of_two_redemptions_at_once_exactly_one_wins() {
    let bank = Bank::advanced().await;
    let race = async || {
        let code = bank.code(&bank.one).await;
        let (first, second) =
            tokio::join!(bank.redeem(&bank.one, &code), bank.redeem(&bank.one, &code));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        statuses
    };
    assert_eq!(race().await, [200, 400]);
    bank.commit("redeems-codes-slowly");
    assert_eq!(race().await, [200, 200]);
}

#[tokio::test]
async fn a_code_is_bound_to_client_address_verifier_and_time() {
    let bank = Bank::advanced().await;
    let (own, other) = (bank.one.redirect_uri(), bank.two.redirect_uri());
    let good = [("redirect_uri", own.as_str()), ("code_verifier", VERIFIER)];
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    let cases = [
        (
            "accepts-codes-of-other-clients",
            &bank.two,
            good.to_vec(),
            0,
        ),
        (
            "ignores-the-redirect-uri-of-token-requests",
            &bank.one,
            vec![("redirect_uri", other.as_str()), good[1]],
            0,
        ),
        (
            "accepts-wrong-verifiers",
            &bank.one,
            vec![good[0], ("code_verifier", wrong)],
            0,
        ),
        ("accepts-missing-verifiers", &bank.one, vec![good[0]], 0),
        ("accepts-expired-codes", &bank.one, good.to_vec(), 61),
    ];
    for (fault, party, form, seconds) in cases {
        let code = bank.code(&bank.one).await;
        bank.clock.advance(SignedDuration::from_secs(seconds));
        let refused = bank.redeem_with(party, &code, &form).await;
        assert_eq!(
            refused.outcome(),
            (400, "invalid_grant".to_owned()),
            "{fault}"
        );
        bank.commit(fault);
        let taken = bank.redeem_with(party, &code, &form).await;
        assert_eq!(taken.status, 200, "{fault}");
        bank.behave();
    }
    bank.commit("misnames-refused-codes");
    let misnamed = bank.redeem(&bank.one, "unknown").await;
    assert_eq!(misnamed.outcome().1, "invalid_request");
}

#[tokio::test]
async fn token_responses_to_users_are_bent_one_by_one() {
    let bank = Bank::baseline().await;
    let mut request = bank.one.request();
    request.as_object_mut().unwrap().remove("response_mode");
    for (fault, member, value) in [
        ("omits-the-approved-scope", "scope", json!(null)),
        ("narrows-the-approved-scope-silently", "scope", json!(null)),
        (
            "lets-access-tokens-live-for-an-hour",
            "expires_in",
            json!(3600),
        ),
    ] {
        bank.commit(fault);
        let heard = bank.approved(&request).await.unwrap();
        let tokens = bank.redeem(&bank.one, heard.code()).await.json();
        assert_eq!(tokens[member], value, "{fault}");
        bank.behave();
    }
}

#[tokio::test]
async fn a_refresh_token_is_bound_to_client_scope_and_certificate() {
    let bank = Bank::advanced().await;
    let tokens = bank.tokens(&bank.one).await;
    let token = text(&tokens, "refresh_token");
    let fresh = bank
        .refresh(&bank.one, token, &[("scope", "accounts")])
        .await
        .json();
    assert_eq!(fresh["scope"], "accounts");
    let bound = |tokens: &serde_json::Value| claims(text(tokens, "access_token"))["cnf"].clone();
    assert_eq!(bound(&fresh), bound(&tokens));
    let same_key = Party {
        key: crate::tests::bench::ClientKeyPair::generate(),
        ..Party::new("one", &bank.authority)
    };
    let cases: [Refused<'_>; 2] = [
        (
            "accepts-refresh-tokens-of-other-clients",
            &bank.two,
            &[],
            "invalid_grant",
        ),
        (
            "widens-the-scope-at-refresh",
            &bank.one,
            &[("scope", "payments")],
            "invalid_scope",
        ),
    ];
    for (fault, party, also, error) in cases {
        let refused = bank.refresh(party, token, also).await;
        assert_eq!(refused.outcome(), (400, error.to_owned()), "{fault}");
        bank.commit(fault);
        if fault == "accepts-refresh-tokens-of-other-clients" {
            bank.commit("refreshes-for-any-certificate");
        }
        assert_eq!(
            bank.refresh(party, token, also).await.status,
            200,
            "{fault}"
        );
        bank.behave();
    }
    let elsewhere = same_key.http;
    let stranger = async || {
        let assertion = bank.assertion(&bank.one, &bank.issuer());
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            (
                "client_assertion_type",
                crate::checks::assertion_type::JWT_BEARER,
            ),
            ("client_assertion", &assertion),
        ];
        let request = elsewhere.post(bank.handle.token_endpoint()).form(&form);
        request.send().await.unwrap().status()
    };
    assert_eq!(stranger().await, 400);
    bank.commit("refreshes-for-any-certificate");
    assert_eq!(stranger().await, 200);
    bank.behave();
    bank.commit("forgets-the-binding-at-refresh");
    let fresh = bank.refresh(&bank.one, token, &[]).await.json();
    assert!(bound(&fresh).is_null());
}

#[tokio::test]
async fn revoking_a_refresh_token_ends_the_access_tokens_that_came_of_it() {
    for (fault, active, refreshed) in [
        (None, false, 400),
        (Some("accepts-revoked-refresh-tokens"), false, 200),
        (
            Some("keeps-access-tokens-of-revoked-refresh-tokens"),
            true,
            400,
        ),
    ] {
        let bank = Bank::advanced().await;
        fault.inspect(|fault| bank.commit(fault));
        let tokens = bank.tokens(&bank.one).await;
        let token = text(&tokens, "refresh_token");
        let foreign = bank
            .post(&bank.two, "/token/revoke", &[("token", token)])
            .await;
        assert_eq!(foreign.outcome(), (400, "invalid_grant".to_owned()));
        let revoked = bank
            .post(&bank.one, "/token/revoke", &[("token", token)])
            .await;
        assert_eq!(revoked.status, 200);
        let facts = bank.introspect(text(&tokens, "access_token")).await;
        assert_eq!(facts["active"], active, "{fault:?}");
        assert_eq!(
            bank.refresh(&bank.one, token, &[]).await.status,
            refreshed,
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn userinfo_is_bent_one_by_one() {
    let bank = Bank::advanced().await;
    let mut request = bank.object_claims(&bank.one);
    request["scope"] = json!("accounts");
    let parameters = bank.one.by_value(&request);
    let code = bank.approved(&parameters).await.unwrap().code().to_owned();
    let narrow = bank.redeem(&bank.one, &code).await.json();
    let tokens = bank.tokens(&bank.one).await;
    let token = text(&tokens, "access_token");
    let narrow = text(&narrow, "access_token");
    assert_eq!(bank.userinfo(&bank.one, narrow).await.status, 403);
    bank.commit("serves-userinfo-without-openid");
    assert_eq!(bank.userinfo(&bank.one, narrow).await.status, 200);
    bank.commit("insists-on-the-case-of-bearer");
    assert_eq!(bank.userinfo(&bank.one, token).await.status, 401);
    bank.behave();
    bank.commit("names-another-user-at-userinfo");
    assert_ne!(
        bank.userinfo(&bank.one, token).await.json()["sub"],
        "user-1"
    );
    bank.commit("ignores-the-binding-at-userinfo");
    assert_eq!(bank.userinfo(&bank.two, token).await.status, 200);
    bank.behave();
    bank.post(&bank.one, "/token/revoke", &[("token", token)])
        .await;
    assert_eq!(bank.userinfo(&bank.one, token).await.status, 401);
    bank.commit("serves-userinfo-for-dead-tokens");
    assert_eq!(bank.userinfo(&bank.one, token).await.status, 200);
}
