//! What the registration endpoint takes, and what it answers.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::bench::{Held, Registrar, metadata};
use crate::tests::bench::ClientKeyPair;

fn recipient() -> Value {
    metadata("Recipient", &ClientKeyPair::generate())
}

#[tokio::test]
async fn a_registration_tells_all_that_was_registered_and_how_it_is_managed() {
    let registrar = Registrar::open().await;
    let answer = registrar.register(&recipient()).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("cache-control"), "no-store");
    let told = answer.json();
    assert_eq!(told["status"], "Approved");
    assert_eq!(told["response_types"], json!(["code"]));
    let read = registrar.read(&Held::of(&told)).await;
    assert_eq!(read.json()["client_id"], told["client_id"]);
}

#[tokio::test]
async fn only_partners_register_and_over_their_own_connections() {
    let registrar = Registrar::open().await;
    let recipient = recipient();
    let stolen = registrar.register_over_another_connection(&recipient).await;
    assert_eq!(stolen.status, 401);
    let other = registrar.other_token().await;
    let one = &registrar.bank.one;
    assert_eq!(
        registrar.register_as(one, &other, &recipient).await.status,
        403
    );
    assert_eq!(
        registrar
            .register_as(one, "made-up", &recipient)
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn what_cannot_be_registered_is_named() {
    let registrar = Registrar::open().await;
    for (member, value, error) in [
        ("redirect_uris", json!([]), "invalid_redirect_uri"),
        (
            "redirect_uris",
            json!(["http://a.example/"]),
            "invalid_redirect_uri",
        ),
        (
            "redirect_uris",
            json!(["https://a.example/#b"]),
            "invalid_redirect_uri",
        ),
        (
            "redirect_uris",
            json!("https://a.example/"),
            "invalid_client_metadata",
        ),
        (
            "jwks_uri",
            json!("https://a.example/keys"),
            "invalid_client_metadata",
        ),
        (
            "token_endpoint_auth_method",
            json!("none"),
            "invalid_client_metadata",
        ),
        (
            "duration_type",
            json!(["time_based"]),
            "invalid_client_metadata",
        ),
        ("duration_period", json!(0), "invalid_client_metadata"),
        (
            "scope",
            json!("openid everything"),
            "invalid_client_metadata",
        ),
        ("intermediaries", json!([{}]), "invalid_client_metadata"),
        (
            "registry_references",
            json!([{ "registry": "FDX" }]),
            "invalid_client_metadata",
        ),
    ] {
        let mut recipient = recipient();
        recipient[member] = value.clone();
        let answer = registrar.register(&recipient).await;
        assert_eq!(
            answer.outcome(),
            (400, error.to_owned()),
            "{member} {value}"
        );
    }
}

#[tokio::test]
async fn a_chain_of_intermediaries_is_kept_as_it_is() {
    let registrar = Registrar::open().await;
    let chain = json!([{ "name": "One", "sub_intermediaries": [{ "name": "Below" }] }]);
    let mut recipient = recipient();
    recipient["intermediaries"] = chain.clone();
    let told = registrar.register(&recipient).await.json();
    assert_eq!(told["intermediaries"], chain);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a member holds, the server registers it or names what is wrong, and never breaks.
    #[test]
    fn no_metadata_break_the_server(
        member in prop::sample::select(vec![
            "redirect_uris", "jwks", "jwks_uri", "scope", "intermediaries", "registry_references",
            "duration_type", "duration_period", "lookback_period", "grant_types", "client_name",
        ]),
        value in any_json(),
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let registrar = Registrar::open().await;
            let mut recipient = recipient();
            recipient[member] = value;
            let answer = registrar.register(&recipient).await;
            prop_assert!(matches!(answer.status, 201 | 400), "{}", answer.status);
            Ok(())
        })?;
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}
