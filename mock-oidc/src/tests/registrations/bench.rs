//! A server with one partner that may register clients.

use serde_json::{Value, json};

use crate::tests::authorization::bench::{Bank, Party};
use crate::tests::bench::{Answer, ClientKeyPair};
use crate::{Client, ClientStatus, RegistrationVariant, Variant};

/// The scope value for registering clients.
const SCOPE: &str = "recipients:write";

/// The partner at the endpoint.
pub struct Registrar {
    pub bank: Bank,
    token: String,
}

/// A registration with what manages it.
#[derive(Clone, Debug)]
pub struct Held {
    pub client_id: String,
    pub address: String,
    pub token: String,
}

impl Held {
    pub fn of(response: &Value) -> Self {
        let text = |name: &str| response[name].as_str().unwrap_or_default().to_owned();
        Self {
            client_id: text("client_id"),
            address: text("registration_client_uri"),
            token: text("registration_access_token"),
        }
    }
}

/// What is said of a client of this name that signs with this key.
pub fn metadata(name: &str, key: &ClientKeyPair) -> Value {
    json!({
        "client_name": name,
        "description": "Shows what a household spends",
        "redirect_uris": ["https://recipient.example/callback"],
        "logo_uri": "https://recipient.example/0.png",
        "scope": "openid accounts",
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": key.key_set(),
    })
}

impl Registrar {
    pub async fn open() -> Self {
        let bank = Bank::with(Variant {
            registration: Some(RegistrationVariant {
                scope: SCOPE.to_owned(),
                recipient_scopes: ["openid", "accounts"].map(str::to_owned).to_vec(),
            }),
            ..Variant::fdx()
        });
        let bank = bank.await;
        let mut partner: Client = bank.one.registration();
        partner.scopes.push(SCOPE.to_owned());
        bank.register(partner).unwrap();
        let token = token(&bank, &bank.one, SCOPE).await;
        Self { bank, token }
    }

    /// The token of a client that may do other things.
    pub async fn other_token(&self) -> String {
        token(&self.bank, &self.bank.one, "accounts").await
    }

    pub async fn register(&self, metadata: &Value) -> Answer {
        self.register_as(&self.bank.one, &self.token, metadata)
            .await
    }

    pub async fn register_over_another_connection(&self, metadata: &Value) -> Answer {
        self.register_as(&self.bank.two, &self.token, metadata)
            .await
    }

    pub async fn register_as(&self, party: &Party, token: &str, metadata: &Value) -> Answer {
        let address = format!("{}/register", self.bank.issuer());
        let request = party.http.post(address).bearer_auth(token);
        Answer::of(request.json(metadata).send().await.unwrap()).await
    }

    pub async fn read(&self, held: &Held) -> Answer {
        let request = self.bank.one.http.get(&held.address);
        Answer::of(request.bearer_auth(&held.token).send().await.unwrap()).await
    }

    pub async fn update(&self, held: &Held, metadata: &Value) -> Answer {
        let mut stated = metadata.clone();
        stated["client_id"] = json!(held.client_id);
        let request = self.bank.one.http.put(&held.address);
        let request = request.bearer_auth(&held.token).json(&stated);
        Answer::of(request.send().await.unwrap()).await
    }

    pub async fn delete(&self, held: &Held) -> u16 {
        let request = self.bank.one.http.delete(&held.address);
        let sent = request.bearer_auth(&held.token).send().await.unwrap();
        sent.status().as_u16()
    }

    pub fn decide(&self, held: &Held, status: ClientStatus) {
        let decided = self
            .bank
            .handle
            .decide_on_registration(&held.client_id, status);
        decided.unwrap();
    }

    /// How a client of this id fares that pushes nothing but its credentials: what it is refused for says how far it gets.
    pub async fn pushed_by(&self, held: &Held, key: &ClientKeyPair) -> String {
        let claims = json!({
            "iss": held.client_id, "sub": held.client_id, "aud": self.bank.issuer(),
            "exp": self.bank.clock.unix_now() + 60, "jti": mock_kit::entropy::identifier(),
        });
        let assertion = key.jwt(&json!({ "alg": "ES256", "kid": "key-1" }), &claims);
        let form = [
            (
                "client_assertion_type",
                crate::checks::assertion_type::JWT_BEARER,
            ),
            ("client_assertion", assertion.as_str()),
        ];
        let answer = self.bank.post_bare(&self.bank.one, "/par", &form).await;
        answer.outcome().1
    }
}

async fn token(bank: &Bank, party: &Party, scope: &str) -> String {
    let form = [("grant_type", "client_credentials"), ("scope", scope)];
    let answer = bank.post(party, "/access_token", &form).await;
    answer.access_token()
}
