//! A running server with one client, and the means to ask it.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use josekit::jwk::{Jwk, KeyPair as _};
use josekit::jws::{ES256, JwsSigner as _};
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::{Value, json};

use crate::checks::assertion_type::JWT_BEARER;
use crate::testing::{CLIENT, NOW};
use crate::{Client, ClientKeys, Handle, Settings, Variant, spawn};

/// The scope of the bench's clients.
pub const SCOPE: &str = "das-api/das-access";
/// The audience of tokens in the shape of the seed.
pub const API: &str = "https://das.example/das-api/v1";

/// A key pair of a client.
pub struct ClientKeyPair {
    private: Jwk,
}

impl ClientKeyPair {
    pub fn generate() -> Self {
        let private = ES256.generate_key_pair().unwrap().to_jwk_key_pair();
        Self { private }
    }

    /// From a private key in PEM.
    pub fn from_pem(pem: &[u8]) -> Self {
        let private = ES256.key_pair_from_pem(pem).unwrap().to_jwk_key_pair();
        Self { private }
    }

    /// Its public half under a name.
    pub fn public(&self, kid: &str) -> Value {
        let member = |name| self.private.parameter(name).unwrap().clone();
        json!({ "kty": "EC", "crv": "P-256", "x": member("x"), "y": member("y"), "kid": kid })
    }

    /// A key set with the public half only.
    pub fn key_set(&self) -> Value {
        json!({ "keys": [self.public("key-1")] })
    }

    /// The signature over any text.
    pub fn sign(&self, input: &str) -> Vec<u8> {
        ES256
            .signer_from_jwk(&self.private)
            .unwrap()
            .sign(input.as_bytes())
            .unwrap()
    }

    /// A JWT.
    pub fn jwt(&self, header: &Value, claims: &Value) -> String {
        self.jwt_of(&header.to_string(), &claims.to_string())
    }

    /// A JWT of texts that need not be JSON.
    pub fn jwt_of(&self, header: &str, claims: &str) -> String {
        let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let input = format!("{}.{}", encode(header), encode(claims));
        let signature = Base64UrlUnpadded::encode_string(&self.sign(&input));
        format!("{input}.{signature}")
    }
}

/// A server that has only just started, its clock standing at [`NOW`].
pub struct Running {
    pub handle: Handle,
    pub clock: Clock,
    pub key: ClientKeyPair,
    pub http: reqwest::Client,
    pub authority: TestAuthority,
}

/// An answer with what the tests look at.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn access_token(&self) -> String {
        self.json()["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("a token, not {self:?}"))
            .to_owned()
    }

    /// The status, and the error code where there is one.
    pub fn outcome(&self) -> (u16, String) {
        let error = self.json()["error"].as_str().unwrap_or_default().to_owned();
        (self.status, error)
    }
}

impl Running {
    pub async fn deployed() -> Self {
        Self::with(Variant::das_v1()).await
    }

    pub async fn seed() -> Self {
        Self::with(Variant::das_seed(API)).await
    }

    pub async fn with(variant: Variant) -> Self {
        let authority = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at(Timestamp::from_second(NOW).unwrap());
        let key = ClientKeyPair::generate();
        let settings = Settings {
            listener: ListenerSettings::ephemeral(Some(
                authority.identity_for(&["localhost"]).unwrap(),
            )),
            variant,
            clock: clock.clone(),
            trust: vec![authority.pem().to_owned()],
            clients: vec![client(CLIENT, ClientKeys::Jwks(key.key_set()))],
            users: Vec::new(),
        };
        Self {
            handle: spawn(settings).await.unwrap(),
            http: http_client(&[authority.pem()]).unwrap(),
            clock,
            key,
            authority,
        }
    }

    pub fn commit(&self, fault: &str) {
        self.handle.control().faults.activate(fault).unwrap();
    }

    /// Claims that authenticate the client for a minute.
    pub fn claims(&self) -> Value {
        self.claims_of(CLIENT)
    }

    pub fn claims_of(&self, client_id: &str) -> Value {
        let now = self.clock.unix_now();
        json!({ "iss": client_id, "sub": client_id, "aud": self.handle.token_endpoint(), "exp": now + 60 })
    }

    pub fn assertion(&self) -> String {
        self.key
            .jwt(&json!({ "alg": "ES256", "typ": "JWT" }), &self.claims())
    }

    /// Sends a form to the endpoint at `path` below the issuer.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let address = format!("{}{path}", self.handle.issuer());
        Answer::of(self.http.post(address).form(form).send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        let address = self.handle.issuer().join(path).unwrap();
        Answer::of(self.http.get(address).send().await.unwrap()).await
    }

    /// Asks for a token with `assertion` and these parameters besides.
    pub async fn ask(&self, assertion: &str, also: &[(&str, &str)]) -> Answer {
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion),
        ];
        form.extend(also);
        self.post("/access_token", &form).await
    }

    /// Asks an endpoint about `token` as the client does.
    pub async fn ask_about(&self, path: &str, token: &str) -> Answer {
        let assertion = self.assertion();
        let form = [
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &assertion),
            ("token", token),
        ];
        self.post(path, &form).await
    }

    pub async fn token(&self) -> String {
        self.ask(&self.assertion(), &[]).await.access_token()
    }
}

/// A client with the bench's scope.
pub fn client(client_id: &str, keys: ClientKeys) -> Client {
    Client::machine(client_id, keys, vec![SCOPE.to_owned()])
}

/// The claims of a JWT, unverified.
pub fn claims(jwt: &str) -> Value {
    part(jwt, 1)
}

/// The header of a JWT.
pub fn header(jwt: &str) -> Value {
    part(jwt, 0)
}

fn part(jwt: &str, index: usize) -> Value {
    let part = jwt.split('.').nth(index).unwrap();
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).unwrap()).unwrap()
}
