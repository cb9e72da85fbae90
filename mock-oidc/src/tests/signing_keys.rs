//! The server's own keys: publication, rotation, removal.

use josekit::jwk::Jwk;
use josekit::jws::{ES256, RS256};
use serde_json::{Value, json};

use super::bench::{Running, header};

async fn published(server: &Running) -> Vec<Value> {
    let set = server.get("oauth2/connect/jwk_uri").await.json();
    set["keys"].as_array().unwrap().clone()
}

fn verifies(token: &str, keys: &[Value]) -> bool {
    let kid = &header(token)["kid"];
    let Some(key) = keys.iter().find(|key| key["kid"] == *kid) else {
        return false;
    };
    let jwk = Jwk::from_map(key.as_object().unwrap().clone()).unwrap();
    match key["alg"].as_str() {
        Some("RS256") => {
            josekit::jws::deserialize_compact(token, &RS256.verifier_from_jwk(&jwk).unwrap())
                .is_ok()
        }
        _ => josekit::jws::deserialize_compact(token, &ES256.verifier_from_jwk(&jwk).unwrap())
            .is_ok(),
    }
}

#[tokio::test]
async fn tokens_verify_with_the_published_keys() {
    for server in [Running::deployed().await, Running::seed().await] {
        let keys = published(&server).await;
        assert!(verifies(&server.token().await, &keys));
        assert!(
            keys.iter()
                .all(|key| key.get("d").is_none() && key["use"] == "sig")
        );
    }
}

#[tokio::test]
async fn a_rotated_key_overlaps_and_a_removed_one_takes_its_tokens_along() {
    for server in [Running::deployed().await, Running::seed().await] {
        let before = server.handle.signing_key();
        let old = server.token().await;
        let kid = server.handle.rotate_signing_key().await.unwrap();
        let new = server.token().await;
        assert_eq!(header(&new)["kid"], json!(kid));
        let keys = published(&server).await;
        assert!(verifies(&old, &keys) && verifies(&new, &keys));
        assert!(
            !server.handle.remove_signing_key(&kid),
            "the current key is not removed"
        );
        assert!(server.handle.remove_signing_key(&before));
        let keys = published(&server).await;
        assert!(!verifies(&old, &keys) && verifies(&new, &keys));
        assert_eq!(
            server.ask_about("/introspect", &old).await.json(),
            json!({ "active": false })
        );
    }
}
