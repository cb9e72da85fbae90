//! The guard of a peer, with tokens of a small signing authority.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use axum::body::Body;
use http::Request;
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, Fault, FaultPlan};
use serde_json::{Value, json};

use super::{Admission, Guard, Lapse};
use crate::das_error::DasError;
use crate::settings::TokenAudience;
use crate::tests::authority::{Authority, SigningKey};

const CALLER: &str = "wipo-das-for-at";

mock_kit::faults! {
    /// Takes tokens that were minted for another client.
    TAKES_FOREIGN_TOKENS = "takes-foreign-tokens", violates [], observed "accepted";
    /// Serves without a token.
    TAKES_NO_TOKEN = "takes-no-token", violates [], observed "accepted";
    /// Takes tokens without verifying them.
    VERIFIES_NOTHING = "verifies-nothing", violates [], observed "accepted";
}

static LAPSES: &[(Lapse, &Fault)] = &[
    (Lapse::AnotherClient, &TAKES_FOREIGN_TOKENS),
    (Lapse::NoToken, &TAKES_NO_TOKEN),
    (Lapse::UnverifiedSignature, &VERIFIES_NOTHING),
];

struct Gate {
    guard: Guard,
    authority: Authority,
    clock: Clock,
    faults: FaultPlan,
}

impl Gate {
    async fn new() -> Self {
        let tls = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at("2024-06-01T12:00:00Z".parse().unwrap());
        let authority = Authority::spawn(&tls, &clock).await;
        let admission = Admission {
            issuer: authority.issuer.clone(),
            caller: CALLER.to_owned(),
            audience: TokenAudience::TheClient,
            scope: "das-api/office-exchange".to_owned(),
        };
        let (http, faults) = (http_client(&[tls.pem()]).unwrap(), FaultPlan::new(&[ROWS]));
        Self {
            guard: Guard::new(admission, http, clock.clone(), faults.clone(), LAPSES),
            authority,
            clock,
            faults,
        }
    }

    /// The claims of a proper token, less and more what `change` says.
    fn claims(&self, change: &Value) -> Value {
        let now = self.clock.unix_now();
        let mut claims = json!({
            "iss": self.authority.issuer, "sub": CALLER, "aud": CALLER,
            "scope": ["das-api/office-exchange"], "nbf": now, "exp": now + 3600,
        });
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
    }

    fn token(&self, key: &SigningKey, change: &Value) -> String {
        let header = json!({ "alg": "ES256", "kid": key.kid }).to_string();
        key.sign(&header, &self.claims(change).to_string())
    }

    async fn admits(&self, token: Option<&str>) -> Result<(), DasError> {
        let mut request = Request::get("/requests");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let (parts, _) = request.body(Body::empty()).unwrap().into_parts();
        self.guard.admit(&parts).await
    }

    async fn admits_changed(&self, change: Value) -> Result<(), DasError> {
        let token = self.token(&self.authority.key, &change);
        self.admits(Some(&token)).await
    }
}

#[tokio::test]
async fn the_dedicated_client_is_admitted_with_its_scope_in_either_form() {
    let gate = Gate::new().await;
    gate.admits_changed(json!({})).await.unwrap();
    let scope = json!({ "scope": "openid das-api/office-exchange" });
    gate.admits_changed(scope).await.unwrap();
}

#[tokio::test]
async fn a_token_that_proves_something_else_is_refused() {
    let gate = Gate::new().await;
    let past = gate.clock.unix_now() - 3600;
    let ahead = gate.clock.unix_now() + 3600;
    let changes = [
        json!({ "sub": "wipo-das-for-fr", "aud": "wipo-das-for-fr" }),
        json!({ "aud": "wipo-das-for-fr" }),
        json!({ "iss": "https://elsewhere.example/am/oauth2" }),
        json!({ "exp": past }),
        json!({ "exp": null }),
        json!({ "exp": "4102444800" }),
        json!({ "nbf": ahead }),
        json!({ "sub": null }),
    ];
    for change in changes {
        let outcome = gate.admits_changed(change.clone()).await;
        assert!(
            matches!(outcome, Err(DasError::InvalidToken(_))),
            "{change}"
        );
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_refused_as_such() {
    let gate = Gate::new().await;
    for scope in [json!(["openid"]), json!("das-api/office"), json!(null)] {
        let outcome = gate.admits_changed(json!({ "scope": scope })).await;
        assert!(matches!(outcome, Err(DasError::InsufficientScope)));
    }
}

#[tokio::test]
async fn a_forged_or_missing_token_is_refused() {
    let gate = Gate::new().await;
    let stranger = SigningKey::generate("first");
    let forged = gate.token(&stranger, &json!({}));
    assert!(gate.admits(Some(&forged)).await.is_err());
    assert!(gate.admits(Some("no.token")).await.is_err());
    let missing = gate.admits(None).await;
    assert!(matches!(missing, Err(DasError::NoToken)));
}

#[tokio::test]
async fn only_the_fault_that_names_a_lapse_lets_it_pass() {
    let gate = Gate::new().await;
    let foreign = json!({ "sub": "wipo-das-for-fr", "aud": "wipo-das-for-fr" });
    gate.faults.activate("takes-no-token").unwrap();
    assert!(gate.admits(None).await.is_ok());
    assert!(gate.admits_changed(foreign.clone()).await.is_err());
    gate.faults.activate("takes-foreign-tokens").unwrap();
    assert!(gate.admits_changed(foreign).await.is_ok());
    let forged = gate.token(&SigningKey::generate("first"), &json!({}));
    assert!(gate.admits(Some(&forged)).await.is_err());
    gate.faults.activate("verifies-nothing").unwrap();
    assert!(gate.admits(Some(&forged)).await.is_ok());
}
