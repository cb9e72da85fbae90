//! A registering party at a provider whose answers are of no use.

use axum::Router;
use axum::routing::get;
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Service};
use serde_json::{Value, json};

use super::party;
use crate::registering_party::{RegisteringParty, Trouble};

/// What comes of registering where this is the metadata of the provider.
async fn registered_at(metadata: Value) -> Result<(), Trouble> {
    let authority = TestAuthority::new().unwrap();
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let listener = ListenerSettings::ephemeral(Some(identity));
    let bound = Bound::bind(&listener).await.unwrap();
    let party: RegisteringParty = party(&authority, bound.base());
    let told = metadata.to_string();
    let router = Router::new().route(
        "/.well-known/openid-configuration",
        get(|| async move { told }),
    );
    let _listening = bound.serve(Service {
        party: "provider",
        router,
        journal: Journal::new(),
        clock: Clock::system(),
        faults: FaultPlan::default(),
    });
    party.register().await
}

/// Metadata whose endpoints nobody listens at.
fn metadata() -> Value {
    json!({
        "token_endpoint": "https://localhost:1/token",
        "registration_endpoint": "https://localhost:1/register",
        "pushed_authorization_request_endpoint": "https://localhost:1/par",
    })
}

#[tokio::test]
async fn no_more_of_an_answer_is_read_than_anybody_has_to_say() {
    let mut long = metadata();
    long["padding"] = json!("x".repeat(300 << 10));
    let trouble = registered_at(long).await;
    assert!(
        matches!(trouble, Err(Trouble::Unreadable(_))),
        "{trouble:?}"
    );
    let trouble = registered_at(metadata()).await;
    assert!(matches!(trouble, Err(Trouble::Line(_))), "{trouble:?}");
}

#[tokio::test]
async fn nothing_is_sent_to_an_endpoint_without_tls() {
    let mut bare = metadata();
    bare["registration_endpoint"] = json!("http://localhost:1/register");
    let trouble = registered_at(bare).await;
    assert!(
        matches!(trouble, Err(Trouble::Missing("registration_endpoint"))),
        "{trouble:?}"
    );
}
