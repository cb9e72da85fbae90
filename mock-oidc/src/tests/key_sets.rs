//! Client keys by JWK set and by its address.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::get;
use jiff::SignedDuration;
use mock_kit::{Bound, FaultPlan, Journal, ListenerSettings, Listening, Service};
use serde_json::{Value, json};
use url::Url;

use super::bench::{ClientKeyPair, Running, client};
use crate::testing::CLIENT;
use crate::{ClientKeys, RegistrationError};

/// A host that publishes a key set and counts how often it is fetched.
struct KeyHost {
    set: Arc<Mutex<Value>>,
    journal: Journal,
    url: Url,
    _listening: Listening,
}

impl KeyHost {
    async fn publishing(server: &Running, set: Value) -> Self {
        let identity = server.authority.identity_for(&["localhost"]).unwrap();
        let bound = Bound::bind(&ListenerSettings::ephemeral(Some(identity)))
            .await
            .unwrap();
        let (set, journal) = (Arc::new(Mutex::new(set)), Journal::new());
        let shared = Arc::clone(&set);
        let answer = move || async move { axum::Json(shared.lock().unwrap().clone()) };
        let url = bound.base().join("keys").unwrap();
        let listening = bound.serve(Service {
            party: "key-host",
            router: Router::new().route("/keys", get(answer)),
            journal: journal.clone(),
            clock: server.clock.clone(),
            faults: FaultPlan::default(),
        });
        Self {
            set,
            journal,
            url,
            _listening: listening.unwrap(),
        }
    }

    fn publish(&self, set: Value) {
        *self.set.lock().unwrap() = set;
    }

    fn fetches(&self) -> usize {
        self.journal.entries().len()
    }
}

async fn hosted(key: &ClientKeyPair) -> (Running, KeyHost) {
    let server = Running::deployed().await;
    let host = KeyHost::publishing(&server, json!({ "keys": [key.public("first")] })).await;
    server
        .handle
        .register(client(CLIENT, ClientKeys::JwksUrl(host.url.clone())))
        .unwrap();
    (server, host)
}

async fn status(server: &Running, key: &ClientKeyPair, kid: &str) -> u16 {
    let assertion = key.jwt(&json!({ "alg": "ES256", "kid": kid }), &server.claims());
    server.ask(&assertion, &[]).await.status
}

#[tokio::test]
async fn a_published_set_is_fetched_once_and_kept_for_a_while() {
    let key = ClientKeyPair::generate();
    let (server, host) = hosted(&key).await;
    for _ in 0..3 {
        assert_eq!(status(&server, &key, "first").await, 200);
    }
    assert_eq!(host.fetches(), 1);
    server.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(status(&server, &key, "first").await, 200);
    assert_eq!(host.fetches(), 2);
}

#[tokio::test]
async fn an_unknown_kid_has_the_set_fetched_exactly_once_more() {
    let (first, second) = (ClientKeyPair::generate(), ClientKeyPair::generate());
    let (server, host) = hosted(&first).await;
    assert_eq!(status(&server, &first, "first").await, 200);
    host.publish(json!({ "keys": [first.public("first"), second.public("second")] }));
    assert_eq!(status(&server, &second, "second").await, 200);
    assert_eq!(host.fetches(), 2);
    assert_eq!(status(&server, &second, "third").await, 401);
    assert_eq!(host.fetches(), 3);
}

#[tokio::test]
async fn a_set_just_fetched_is_not_fetched_again_for_an_unknown_kid() {
    let key = ClientKeyPair::generate();
    let (server, host) = hosted(&key).await;
    assert_eq!(status(&server, &key, "unknown").await, 401);
    assert_eq!(host.fetches(), 1);
}

#[tokio::test]
async fn an_endless_set_and_one_with_duplicate_members_are_not_read() {
    let key = ClientKeyPair::generate();
    let (server, host) = hosted(&key).await;
    host.publish(json!({ "keys": [key.public("first")], "padding": "x".repeat(70_000) }));
    assert_eq!(status(&server, &key, "first").await, 401);
}

#[tokio::test]
async fn keys_are_fetched_over_https_only() {
    let server = Running::deployed().await;
    let plain = Url::parse("http://localhost/keys").unwrap();
    let refused = server
        .handle
        .register(client("other", ClientKeys::JwksUrl(plain)));
    assert!(matches!(refused, Err(RegistrationError::PlainHttp(_))));
}

#[tokio::test]
async fn private_keys_and_what_is_no_set_are_not_registered() {
    let server = Running::deployed().await;
    let private = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": "", "y": "", "d": "" }] });
    let refused = server
        .handle
        .register(client("other", ClientKeys::Jwks(private)));
    assert!(matches!(refused, Err(RegistrationError::PrivateKey)));
    let refused = server
        .handle
        .register(client("other", ClientKeys::Jwks(json!([]))));
    assert!(matches!(refused, Err(RegistrationError::NoKeySet)));
}

#[tokio::test]
async fn keys_under_one_kid_are_told_apart_by_their_other_members() {
    let server = Running::deployed().await;
    let (key, spare) = (ClientKeyPair::generate(), ClientKeyPair::generate());
    let mut encryption = spare.public("same");
    encryption["use"] = json!("enc");
    let rsa = json!({ "kty": "RSA", "kid": "same", "n": "AQAB", "e": "AQAB" });
    let other_curve = json!({ "kty": "EC", "crv": "P-384", "kid": "same", "x": "AA", "y": "AA" });
    let other_algorithm =
        json!({ "kty": "EC", "alg": "ES384", "crv": "P-256", "kid": "same", "x": "AA", "y": "AA" });
    let set = json!({ "keys": [encryption, rsa, other_curve, other_algorithm, spare.public("same"), key.public("same")] });
    server
        .handle
        .register(client(CLIENT, ClientKeys::Jwks(set)))
        .unwrap();
    assert_eq!(status(&server, &key, "same").await, 200);
    assert_eq!(
        status(&server, &ClientKeyPair::generate(), "same").await,
        401
    );
}

#[tokio::test]
async fn a_key_for_encryption_verifies_nothing() {
    let server = Running::deployed().await;
    let key = ClientKeyPair::generate();
    let mut encryption = key.public("only");
    encryption["use"] = json!("enc");
    server
        .handle
        .register(client(
            CLIENT,
            ClientKeys::Jwks(json!({ "keys": [encryption] })),
        ))
        .unwrap();
    assert_eq!(status(&server, &key, "only").await, 401);
}

#[tokio::test]
async fn without_kid_every_suitable_key_is_tried() {
    let server = Running::deployed().await;
    let (one, other) = (ClientKeyPair::generate(), ClientKeyPair::generate());
    let set = json!({ "keys": [one.public("one"), other.public("other")] });
    server
        .handle
        .register(client(CLIENT, ClientKeys::Jwks(set)))
        .unwrap();
    for key in [&one, &other] {
        let assertion = key.jwt(&json!({ "alg": "ES256" }), &server.claims());
        assert_eq!(server.ask(&assertion, &[]).await.status, 200);
    }
    assert_eq!(status(&server, &one, "other").await, 401, "the kid chooses");
}

#[tokio::test]
async fn a_set_is_never_fetched_again_only_with_the_fault_of_that_kind() {
    let (first, second) = (ClientKeyPair::generate(), ClientKeyPair::generate());
    let (server, host) = hosted(&first).await;
    assert_eq!(status(&server, &first, "first").await, 200);
    host.publish(json!({ "keys": [second.public("second")] }));
    server.commit("never-refreshes-client-keys");
    assert_eq!(status(&server, &second, "second").await, 401);
    assert_eq!(host.fetches(), 1);
}

#[tokio::test]
async fn the_key_set_that_a_header_points_at_is_fetched_only_with_the_fault_of_that_kind() {
    let server = Running::deployed().await;
    let rogue = ClientKeyPair::generate();
    let host = KeyHost::publishing(&server, json!({ "keys": [rogue.public("rogue")] })).await;
    let header = json!({ "alg": "ES256", "kid": "rogue", "jku": host.url });
    let assertion = rogue.jwt(&header, &server.claims());
    assert_eq!(server.ask(&assertion, &[]).await.status, 401);
    assert_eq!(host.fetches(), 0);
    server.commit("follows-jku");
    assert_eq!(server.ask(&assertion, &[]).await.status, 401);
    assert_eq!(host.fetches(), 1);
}
