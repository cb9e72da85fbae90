//! A recipient of data: what is to be said of it, and what came of that.

use p256::SecretKey;
use serde_json::{Value, json};
use url::Url;

use crate::actor::environment::Environment;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::forge::{self, public_key};
use crate::actor::oauth_client::answer::Answer;
use crate::stop::Stop;

/// What is in the response to a registration and not among the metadata (RFC 7592, 2.2).
const ISSUED: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_id_issued_at",
    "client_secret_expires_at",
];

/// A recipient before it is registered.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The key that it signs with.
    pub key: SecretKey,
    /// What is said of it.
    pub metadata: Value,
}

/// A recipient that has a client id.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The recipient.
    pub recipient: Recipient,
    /// The response to its registration.
    pub answer: Answer,
    /// Its client id.
    pub client_id: String,
}

impl Recipient {
    /// A recipient of which everything is said that the profile asks for, and nothing else.
    pub fn of_the_profile(environment: &Environment) -> Self {
        let key = forge::new_key();
        let users = environment
            .wire()
            .authorization_server
            .authorization
            .as_ref();
        let scopes = users.map(|users| users.scopes.join(" "));
        let signing = public_key::jwk(&key.public_key(), Some("signing"));
        let metadata = json!({
            "client_name": format!("Budget Planner {}", &crate::randomness::identifier()[..8]),
            "description": "Shows what a household spends",
            "redirect_uris": ["https://budget.invalid/callback"],
            "client_uri": "https://budget.invalid/",
            "logo_uri": "https://budget.invalid/logo.png",
            "contacts": ["support@budget.invalid"],
            "scope": scopes.unwrap_or_default(),
            "response_types": ["code"],
            "grant_types": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_method": "private_key_jwt",
            "jwks": public_key::key_set([signing]),
        });
        Self { key, metadata }
    }

    /// The same with another value for a member; without it where the value is null.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        if let Value::Object(members) = &mut self.metadata {
            members.shift_remove(name);
            if !value.is_null() {
                members.insert(name.to_owned(), value);
            }
        }
        self
    }

    /// The same under the name of another.
    #[must_use]
    pub fn named_like(self, other: &Self) -> Self {
        let name = other.metadata["client_name"].clone();
        self.with("client_name", name)
    }
}

impl Registered {
    /// What the response to a registration tells; nothing of it is demanded but the client id.
    pub fn of(recipient: Recipient, answer: Answer) -> Result<Self, Stop> {
        let client_id = answer.text("client_id").filter(|_| answer.succeeded());
        let none = || {
            Stop::inconclusive(format!(
                "the recipient was not registered: {}",
                told(&answer)
            ))
        };
        Ok(Self {
            client_id: client_id.ok_or_else(none)?.to_owned(),
            recipient,
            answer,
        })
    }

    /// The same, managed as the response to a read or an update tells: address and token may be others from then on (RFC 7592, 2.1).
    #[must_use]
    pub fn after(&self, answer: &Answer) -> Self {
        let told = Self::of(self.recipient.clone(), answer.clone());
        let managed = |told: &Self| told.address().is_ok() && told.token().is_ok();
        told.ok().filter(managed).unwrap_or_else(|| self.clone())
    }

    /// The recipient with the metadata that the server has told last, as an update has to send them (RFC 7592, 2.2).
    pub fn as_told(&self) -> Recipient {
        let mut metadata = self.answer.body().clone();
        if let Value::Object(members) = &mut metadata {
            members.retain(|name, _| !ISSUED.contains(&name.as_str()));
        }
        Recipient {
            metadata,
            ..self.recipient.clone()
        }
    }

    /// Where it is managed (RFC 7592, 3).
    pub fn address(&self) -> Result<Url, Stop> {
        let none = || Stop::inconclusive("the response names no registration_client_uri");
        let text = self.answer.text("registration_client_uri");
        text.and_then(|text| Url::parse(text).ok()).ok_or_else(none)
    }

    /// With which token it is managed (RFC 7592, 3).
    pub fn token(&self) -> Result<&str, Stop> {
        let none = || Stop::inconclusive("the response holds no registration_access_token");
        self.answer
            .text("registration_access_token")
            .ok_or_else(none)
    }

    /// The recipient as a client that asks users; its partner's certificate is the one that it shows.
    pub fn as_client(&self, partner: &OauthClient) -> OauthClient {
        let redirect_uri = self.recipient.metadata["redirect_uris"][0].as_str();
        OauthClient {
            kid: Some("signing".to_owned()),
            identity: partner.identity.clone(),
            redirect_uri: redirect_uri.unwrap_or_default().to_owned(),
            ..OauthClient::new(
                Who::Client,
                self.client_id.as_str(),
                self.recipient.key.clone(),
            )
        }
    }
}

/// In a report: "accepted: 201", "refused: 400 `invalid_client_metadata`".
pub fn told(answer: &Answer) -> String {
    let status = answer.status();
    match answer.error() {
        _ if answer.succeeded() => format!("accepted: {status}"),
        Some(error) => format!("refused: {status} {error}"),
        None => format!("refused: {status} with no error code"),
    }
}
