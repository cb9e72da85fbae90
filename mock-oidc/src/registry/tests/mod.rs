//! A registry, asked over HTTPS.

use http::StatusCode;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use super::{Handle, Recipient, Settings, spawn};

const CALLER: &str = "a-token-that-was-agreed-on";

fn recipient(recipient_id: &str) -> Recipient {
    let at = |path: &str| Url::parse(&format!("https://{recipient_id}.invalid/{path}")).unwrap();
    Recipient {
        recipient_id: recipient_id.to_owned(),
        client_name: format!("Recipient {recipient_id}"),
        description: "Shows what a household spends".to_owned(),
        client_uri: at(""),
        logo_uri: at("logo.png"),
        contacts: Vec::new(),
        registry_references: Vec::new(),
    }
}

async fn registry() -> (Handle, reqwest::Client) {
    let authority = TestAuthority::new().unwrap();
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let settings = Settings {
        listener: ListenerSettings::ephemeral(Some(identity)),
        clock: Clock::system(),
        callers: vec![CALLER.to_owned()],
        recipients: ["one", "two", "three"].map(recipient).to_vec(),
    };
    let http = http_client(&[authority.pem()]).unwrap();
    (spawn(settings).await.unwrap(), http)
}

async fn ask(known: &(Handle, reqwest::Client), path: &str, token: &str) -> (StatusCode, Value) {
    let (handle, http) = known;
    let url = handle.base().join(path).unwrap();
    let answer = http.get(url).bearer_auth(token).send().await.unwrap();
    let status = answer.status();
    (status, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_list_comes_in_pages() {
    let known = registry().await;
    let (_, first) = ask(&known, "recipients?limit=2", CALLER).await;
    assert_eq!(first["recipients"].as_array().unwrap().len(), 2);
    assert_eq!(first["page"]["nextOffset"], "2");
    let next = first["links"]["next"]["href"].as_str().unwrap();
    let (_, second) = ask(&known, next, CALLER).await;
    assert_eq!(second["recipients"][0]["recipient_id"], "three");
    assert!(second["page"]["nextOffset"].is_null());
}

#[tokio::test]
async fn a_recipient_is_told_alone_and_as_it_is_by_now() {
    let known = registry().await;
    let changed = Recipient {
        client_name: "Another name".to_owned(),
        ..recipient("two")
    };
    known.0.put(changed);
    let (status, told) = ask(&known, "recipient/two", CALLER).await;
    assert_eq!(
        (status, told["client_name"].as_str()),
        (StatusCode::OK, Some("Another name"))
    );
}

#[tokio::test]
async fn nobody_else_is_served_and_nothing_is_made_up() {
    let known = registry().await;
    for (path, token, status) in [
        ("recipient/four", CALLER, StatusCode::NOT_FOUND),
        ("recipient/one", "another-token", StatusCode::UNAUTHORIZED),
        ("recipients", "", StatusCode::UNAUTHORIZED),
        ("recipients?limit=many", CALLER, StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(ask(&known, path, token).await.0, status, "{path}");
    }
}
