//! What the server says about itself.

use super::bench::Running;

async fn discovery(server: &Running) -> String {
    let document = server
        .get("oauth2/.well-known/openid-configuration")
        .await
        .json();
    let port = server.handle.issuer().port().unwrap().to_string();
    serde_json::to_string_pretty(&document)
        .unwrap()
        .replace(&port, "PORT")
}

#[tokio::test]
async fn the_discovery_document_is_as_recorded_in_both_variants() {
    let deployed = discovery(&Running::deployed().await).await;
    insta::assert_snapshot!("discovery", deployed);
    insta::assert_snapshot!("discovery", discovery(&Running::seed().await).await);
}

#[tokio::test]
async fn the_second_metadata_document_says_the_same() {
    let server = Running::deployed().await;
    let first = server
        .get("oauth2/.well-known/openid-configuration")
        .await
        .json();
    let second = server
        .get("/.well-known/oauth-authorization-server/am/oauth2")
        .await
        .json();
    assert_eq!(first, second);
    assert_eq!(
        first["issuer"].as_str().unwrap(),
        server.handle.issuer().as_str()
    );
    assert_eq!(
        first["token_endpoint"].as_str().unwrap(),
        server.handle.token_endpoint().as_str()
    );
}
