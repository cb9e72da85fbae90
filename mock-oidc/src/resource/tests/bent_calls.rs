//! Calls that a good resource and one with a fault answer differently.

use serde_json::json;

use super::bench::{ALICE, BOB, Bench, details, jwt, jwt_of};
use super::call::{Call, Certificate, INTERACTION, ORIGIN, TOKEN};

pub fn list(_: &Bench) -> Call {
    Call::get("accounts")
}

pub fn nothing(bench: &Bench) -> Call {
    list(bench).authorized(&[])
}

pub fn unknown(bench: &Bench) -> Call {
    list(bench).with_token("un.known")
}

pub fn in_query(_: &Bench) -> Call {
    Call::get(&format!("accounts?access_token={TOKEN}")).authorized(&[])
}

pub fn twice(bench: &Bench) -> Call {
    let named = format!("Bearer {TOKEN}");
    list(bench).authorized(&[&named, &named])
}

pub fn in_small_letters(bench: &Bench) -> Call {
    list(bench).authorized(&[&format!("bearer {TOKEN}")])
}

pub fn forged(bench: &Bench) -> Call {
    let claims = json!({ "iss": bench.stand_in.issuer, "sub": ALICE, "scope": "accounts" });
    list(bench).with_token(&jwt(&claims))
}

pub fn unsigned(bench: &Bench) -> Call {
    let claims = json!({ "iss": "https://elsewhere.invalid", "sub": ALICE, "scope": "accounts" });
    list(bench).with_token(&jwt_of("nOnE", &claims))
}

pub fn id_token(bench: &Bench) -> Call {
    let claims = json!({ "iss": bench.stand_in.issuer, "sub": ALICE, "aud": "app" });
    list(bench).with_token(&jwt(&claims))
}

pub fn client_assertion(bench: &Bench) -> Call {
    let claims = json!({ "iss": "app", "sub": "app", "aud": bench.stand_in.issuer });
    list(bench).with_token(&jwt(&claims))
}

pub fn refresh_token(bench: &Bench) -> Call {
    list(bench).with_token("a-refresh-token")
}

pub fn bearer(bench: &Bench) -> Call {
    list(bench).with_token(&bench.token("bearer", &json!({ "cnf": null })))
}

pub fn another_certificate(bench: &Bench) -> Call {
    list(bench).showing(Certificate::Another)
}

pub fn no_certificate(bench: &Bench) -> Call {
    list(bench).showing(Certificate::None)
}

pub fn without_scope(bench: &Bench) -> Call {
    list(bench).with_token(&bench.token("narrow", &json!({ "scope": "openid" })))
}

pub fn pays_without_scope(bench: &Bench) -> Call {
    let narrow = bench.token("narrow", &json!({ "scope": "accounts" }));
    Call::post("payments", &bench.order(ALICE)).with_token(&narrow)
}

pub fn pays_from_bobs(bench: &Bench) -> Call {
    Call::post("payments", &bench.order(BOB))
}

pub fn account_in_the_name_of_bob(bench: &Bench) -> Call {
    Call::get(&format!("accounts/{}?sub=bob", bench.account_of(BOB, 0)))
}

pub fn account_of_bob(bench: &Bench) -> Call {
    Call::get(&format!("accounts/{}", bench.account_of(BOB, 0)))
}

pub fn for_itself(bench: &Bench) -> Call {
    let but = json!({ "sub": "app", "authorization_details": null });
    list(bench).with_token(&bench.token("machine", &but))
}

pub fn without_consent(bench: &Bench) -> Call {
    let but = json!({ "authorization_details": null });
    list(bench).with_token(&bench.token("without", &but))
}

pub fn one_account(bench: &Bench) -> Call {
    let own = bench.account_of(ALICE, 0);
    let resources = json!([{ "resourceId": own, "dataClusters": ["accounts"] }]);
    let but = json!({ "authorization_details": details(&resources) });
    list(bench).with_token(&bench.token("one-account", &but))
}

pub fn other_cluster(bench: &Bench) -> Call {
    let resources = json!([{ "dataClusters": ["transactions"] }]);
    let but = json!({ "authorization_details": details(&resources) });
    list(bench).with_token(&bench.token("other-cluster", &but))
}

pub fn with_interaction(bench: &Bench) -> Call {
    list(bench).field("x-fapi-interaction-id", INTERACTION)
}

pub fn refused_interaction(bench: &Bench) -> Call {
    with_interaction(bench).authorized(&[])
}

pub fn from_script(bench: &Bench) -> Call {
    list(bench).field("origin", ORIGIN)
}

pub fn full_ipv6(bench: &Bench) -> Call {
    list(bench).field("x-fapi-customer-ip-address", "2001:db8:0:0:0:0:0:1")
}

pub fn compressed_ipv6(bench: &Bench) -> Call {
    list(bench).field("x-fapi-customer-ip-address", "2001:DB8::1893:25c8:1946")
}

pub fn unknown_field(bench: &Bench) -> Call {
    list(bench).field("x-fapi-auth-date", "Tue, 11 Sep 2012 19:43:31 GMT")
}

pub fn other_accept(bench: &Bench) -> Call {
    list(bench).field("accept", "application/json, text/plain, */*")
}

pub fn own_account(bench: &Bench) -> Call {
    Call::get(&format!("accounts/{}", bench.account_of(ALICE, 0)))
}

pub fn query(bench: &Bench) -> Call {
    let target = format!("accounts/{}/verifications", bench.account_of(ALICE, 0));
    Call::post(&target, &json!({ "accountNumber": "000000000000" }))
}

pub fn number_hash(bench: &Bench) -> Call {
    let account = bench.account_of(ALICE, 0);
    Call::get(&format!("accounts/{account}/number-hash"))
}
