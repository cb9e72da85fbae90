//! A registering party at a provider.

mod answer;
mod order;

use jiff::Timestamp;
use mock_kit::tls::{Manners, Suites, TestAuthority};
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use super::{Application, Intermediary, RegisteringParty, Settings, Trouble};
use crate::testing::NOW;
use crate::{Client, ClientKeys, Handle, RegistrationVariant, Variant, spawn};

const SCOPE: &str = "recipients:write";

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn application(name: &str, scope: &[&str]) -> Application {
    Application {
        client_name: name.to_owned(),
        description: format!("What {name} does"),
        client_uri: url("https://recipient.invalid/"),
        logo_uri: url("https://recipient.invalid/logo.png"),
        redirect_uri: url("https://recipient.invalid/callback"),
        scope: scope.iter().map(|&value| value.to_owned()).collect(),
    }
}

pub fn intermediary(name: &str) -> Intermediary {
    Intermediary {
        name: name.to_owned(),
        description: "Passes on data".to_owned(),
        uri: url("https://between.invalid/"),
        logo_uri: url("https://between.invalid/logo.png"),
        contacts: Vec::new(),
        below: Vec::new(),
    }
}

async fn provider(authority: &TestAuthority) -> Handle {
    let manners = Manners {
        asks_for_certificates: true,
        suites: Suites::All,
    };
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let settings = crate::Settings {
        listener: ListenerSettings::ephemeral(Some(identity.in_manner(manners).unwrap())),
        variant: Variant {
            registration: Some(RegistrationVariant {
                scope: SCOPE.to_owned(),
                recipient_scopes: ["openid", "accounts"].map(str::to_owned).to_vec(),
            }),
            ..Variant::fdx()
        },
        clock: Clock::frozen_at(Timestamp::from_second(NOW).unwrap()),
        trust: vec![authority.pem().to_owned()],
        clients: Vec::new(),
        users: Vec::new(),
    };
    spawn(settings).await.unwrap()
}

async fn set_up() -> (Handle, RegisteringParty) {
    let authority = TestAuthority::new().unwrap();
    let server = provider(&authority).await;
    let party = party(&authority, server.issuer());
    let keys = ClientKeys::Jwks(party.key_set().unwrap());
    let client = Client::machine("platform", keys, vec![SCOPE.to_owned()]);
    server.register(client).unwrap();
    (server, party)
}

fn party(authority: &TestAuthority, issuer: &Url) -> RegisteringParty {
    let party = RegisteringParty::new(Settings {
        clock: Clock::frozen_at(Timestamp::from_second(NOW).unwrap()),
        issuer: issuer.clone(),
        trust: vec![authority.pem().to_owned()],
        client_id: "platform".to_owned(),
        key_pem: None,
        identity: authority.client_identity("platform").unwrap(),
        scope: SCOPE.to_owned(),
        registry: "central".to_owned(),
        applications: vec![
            application("Planner", &["openid", "accounts"]),
            application("Adviser", &["openid"]),
        ],
        intermediaries: vec![intermediary("One")],
    });
    party.unwrap()
}

async fn clients(server: &Handle) -> usize {
    let held = server.control().inspect().await;
    held["clients"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn every_application_is_registered_and_asks() {
    let (server, party) = set_up().await;
    party.register().await.unwrap();
    assert_eq!(clients(&server).await, 3);
    party.ask_users().await.unwrap();
}

#[tokio::test]
async fn with_another_chain_every_application_has_another_client() {
    let (server, party) = set_up().await;
    party.register().await.unwrap();
    let chain = [intermediary("One"), intermediary("Two")];
    party.change_intermediaries(&chain).await.unwrap();
    assert_eq!(clients(&server).await, 5);
}

#[tokio::test]
async fn registrations_are_read_updated_and_deleted() {
    let (server, party) = set_up().await;
    party.register().await.unwrap();
    party.read().await.unwrap();
    let logo = url("https://recipient.invalid/new-logo.png");
    party.change_logos(&logo).await.unwrap();
    assert!(
        party
            .registered()
            .iter()
            .all(|each| each.told["logo_uri"] == logo.as_str())
    );
    party.delete().await.unwrap();
    assert_eq!(clients(&server).await, 1);
}

#[tokio::test]
async fn the_token_for_registering_manages_nothing() {
    let (_server, party) = set_up().await;
    party.register().await.unwrap();
    party
        .faults
        .activate("manages-with-the-token-for-registering")
        .unwrap();
    assert!(matches!(
        party.read().await,
        Err(Trouble::Refused("a read"))
    ));
}

#[tokio::test]
async fn a_token_without_its_certificate_registers_nobody() {
    let (_server, party) = set_up().await;
    party
        .faults
        .activate("registers-without-its-certificate")
        .unwrap();
    let refused = party.register().await;
    assert!(matches!(refused, Err(Trouble::Refused("a registration"))));
}

#[test]
fn a_chain_is_written_as_in_the_example() {
    let chain = Intermediary {
        below: vec![intermediary("Below")],
        ..intermediary("One")
    };
    let written: Value = serde_json::json!(chain);
    assert_eq!(written["sub_intermediaries"][0]["name"], "Below");
    assert!(
        written["sub_intermediaries"][0]
            .get("sub_intermediaries")
            .is_none()
    );
}
