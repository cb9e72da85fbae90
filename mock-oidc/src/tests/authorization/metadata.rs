//! What a server that asks resource owners says about itself.

use serde_json::Value;

use super::bench::Bank;

async fn discovery(bank: &Bank) -> Value {
    let address = format!("{}/.well-known/openid-configuration", bank.issuer());
    let answer = bank.one.http.get(address).send().await.unwrap();
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn the_discovery_documents_are_as_recorded() {
    for (name, bank) in [
        ("baseline", Bank::baseline().await),
        ("advanced", Bank::advanced().await),
        ("fdx", Bank::fdx().await),
    ] {
        let port = bank.handle.issuer().port().unwrap().to_string();
        let document = serde_json::to_string_pretty(&discovery(&bank).await).unwrap();
        insta::assert_snapshot!(name, document.replace(&port, "PORT"));
    }
}

#[tokio::test]
async fn metadata_are_bent_one_by_one() {
    let bank = Bank::fdx().await;
    let honest = discovery(&bank).await;
    for (fault, member) in [
        (
            "advertises-public-clients-only",
            "token_endpoint_auth_methods_supported",
        ),
        (
            "advertises-public-clients",
            "token_endpoint_auth_methods_supported",
        ),
        (
            "advertises-barred-client-methods",
            "token_endpoint_auth_methods_supported",
        ),
        (
            "denies-binding-tokens",
            "tls_client_certificate_bound_access_tokens",
        ),
        (
            "omits-the-pushed-request-endpoint",
            "pushed_authorization_request_endpoint",
        ),
        (
            "advertises-requests-that-were-not-pushed",
            "require_pushed_authorization_requests",
        ),
        ("advertises-other-responses", "response_types_supported"),
        ("omits-the-revocation-endpoint", "revocation_endpoint"),
        ("omits-openid-from-scopes", "scopes_supported"),
        (
            "omits-id-token-encryption",
            "id_token_encryption_alg_values_supported",
        ),
        (
            "advertises-rs256",
            "request_object_signing_alg_values_supported",
        ),
        (
            "advertises-rsa1-5",
            "id_token_encryption_alg_values_supported",
        ),
        ("advertises-a-plain-http-key-set", "jwks_uri"),
        ("advertises-public-subjects-only", "subject_types_supported"),
    ] {
        bank.commit(fault);
        assert_ne!(
            discovery(&bank).await.get(member),
            honest.get(member),
            "{fault}"
        );
        bank.behave();
    }
}
