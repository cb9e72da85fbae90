//! What every answer has, and what no request is refused for.

use serde_json::json;
use uuid::Uuid;

use super::bench::Bench;
use super::call::{Call, INTERACTION, ORIGIN};
use http::Method;

const ID: &str = "x-fapi-interaction-id";

#[tokio::test]
async fn an_answer_is_json_with_date_and_is_never_cached() {
    let bench = Bench::plain().await;
    for call in [Call::get("accounts"), Call::get("accounts").authorized(&[])] {
        let answer = bench.send(call).await;
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("date"), "Sun, 01 Mar 2026 12:00:00 GMT");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            answer
                .header("strict-transport-security")
                .contains("max-age")
        );
        assert!(String::from_utf8(answer.octets).is_ok());
    }
}

#[tokio::test]
async fn an_interaction_id_is_echoed_where_it_is_a_uuid_and_made_where_not() {
    let bench = Bench::plain().await;
    let upper = "C770AEF3-6784-41F7-8E0E-FF5F97BDDB3A";
    for given in [INTERACTION, upper] {
        let answer = bench.send(Call::get("accounts").field(ID, given)).await;
        assert_eq!(answer.header(ID), given);
    }
    let mut made = std::collections::BTreeSet::new();
    let list = || Call::get("accounts");
    let twice = list().field(ID, INTERACTION).field(ID, INTERACTION);
    for call in [
        list(),
        list().field(ID, "17"),
        twice,
        list().authorized(&[]),
    ] {
        let answer = bench.send(call).await;
        let id = Uuid::try_parse(answer.header(ID)).unwrap();
        assert_eq!(id.get_version_num(), 4);
        made.insert(id);
    }
    assert_eq!(made.len(), 4);
}

#[tokio::test]
async fn the_log_says_what_was_asked_under_which_id_and_no_token() {
    let bench = Bench::plain().await;
    let call = Call::get("accounts?access_token=secret").authorized(&[]);
    bench.send(call.field(ID, INTERACTION)).await;
    let shown = bench.handle.control().inspect().await;
    let expected = json!([{
        "at": "2026-03-01T12:00:00Z", "interactionId": INTERACTION, "method": "GET", "path": "/accounts",
        "status": 401, "refusal": "an access token is needed",
    }]);
    assert_eq!(shown["interactions"], expected);
}

#[tokio::test]
async fn no_request_is_refused_for_what_it_says_of_its_customer_or_accepts() {
    let bench = Bench::strict().await;
    let fields = [
        ("x-fapi-customer-ip-address", "198.51.100.119"),
        ("x-fapi-customer-ip-address", "2001:DB8::1893:25c8:1946"),
        ("x-fapi-customer-ip-address", "2001:db8:0:0:0:0:0:1"),
        ("x-fapi-customer-ip-address", "::1"),
        ("x-fapi-auth-date", "Tue, 11 Sep 2012 19:43:31 GMT"),
        ("x-fapi-auth-date", "yesterday"),
        ("accept", "application/json; charset=utf-8"),
        ("accept", "text/html, */*;q=0.1"),
        ("x-nobody-knows", "this"),
    ];
    for (name, value) in fields {
        let call = Call::get("accounts").field(name, value);
        assert_eq!(bench.status(call).await, 200, "{name}: {value}");
    }
}

fn preflight(origin: &'static str) -> Call {
    let mut call = Call::get("accounts").authorized(&[]);
    call.method = Method::OPTIONS;
    call.field("origin", origin)
        .field("access-control-request-method", "GET")
        .field("access-control-request-headers", "authorization")
}

#[tokio::test]
async fn scripts_of_known_origins_may_call_and_no_others() {
    let bench = Bench::plain().await;
    for (origin, expected) in [(ORIGIN, ORIGIN), ("https://evil.example", "")] {
        for call in [
            preflight(origin),
            Call::get("accounts").field("origin", origin),
        ] {
            let answer = bench.send(call).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("access-control-allow-origin"), expected);
        }
    }
    let answer = bench.send(preflight(ORIGIN)).await;
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
    assert!(
        answer
            .header("access-control-allow-headers")
            .contains("authorization")
    );
}
