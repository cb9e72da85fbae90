//! Authorization requests in the names of the applications: pushed, signed, with the registry and the intermediaries (FDX API Security
//! Profile, 2C, new fields).

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::faults::request::{
    ASKS_WITHOUT_INTERMEDIARIES, ASKS_WITHOUT_REGISTRY, NAMES_INTERMEDIARIES_OF_A_DIRECT_RECIPIENT,
    SENDS_INTERMEDIARIES_IN_THE_CLEAR,
};
use super::party::{JWT_BEARER, Registered, RegisteringParty};
use super::provider::{LIFETIME, Provider, served};
use super::trouble::Trouble;

impl RegisteringParty {
    /// Pushes an authorization request for every application that is registered.
    ///
    /// # Errors
    /// When the provider does not do what it should.
    pub async fn ask_users(&self) -> Result<(), Trouble> {
        let provider = Provider::reach(&self.settings).await?;
        let registered = self.registered().clone();
        for registered in &registered {
            self.push(&provider, registered).await?;
        }
        Ok(())
    }

    async fn push(&self, provider: &Provider, registered: &Registered) -> Result<(), Trouble> {
        let assertion = provider.assertion(&registered.client_id, self.now());
        let object = self.request_object(provider, registered);
        let form = [
            ("client_id", registered.client_id.clone()),
            ("request", registered.key.sign(&object)?),
            ("client_assertion_type", JWT_BEARER.to_owned()),
            ("client_assertion", registered.key.sign(&assertion)?),
        ];
        let request = provider.bound.post(provider.pushed_requests.clone());
        let answer = request.form(&form).send().await?;
        served(answer, "a pushed request").await.map(drop)
    }

    fn request_object(&self, provider: &Provider, registered: &Registered) -> Value {
        let now = self.now();
        let verifier = mock_kit::entropy::identifier().repeat(2);
        let challenge = Sha256::digest(verifier.as_bytes());
        let mut claims = json!({
            "iss": registered.client_id,
            "aud": provider.issuer,
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME,
            "jti": mock_kit::entropy::identifier(),
            "client_id": registered.client_id,
            "response_type": "code",
            "response_mode": "jwt",
            "redirect_uri": registered.application.redirect_uri,
            "scope": registered.application.scope.join(" "),
            "state": mock_kit::entropy::identifier(),
            "nonce": mock_kit::entropy::identifier(),
            "code_challenge": Base64UrlUnpadded::encode_string(&challenge),
            "code_challenge_method": "S256",
        });
        if !self.faults.commits(&ASKS_WITHOUT_REGISTRY) {
            claims["registry"] = json!(self.settings.registry);
        }
        if let Some(intermediaries) = self.intermediaries() {
            claims["intermediaries"] = json!(intermediaries);
        }
        claims
    }

    /// Who else receives the data; of a recipient that comes by itself, nobody is said to.
    fn intermediaries(&self) -> Option<String> {
        let chain = json!(self.settings.intermediaries).to_string();
        let direct = self.settings.intermediaries.is_empty();
        if direct
            && !self
                .faults
                .commits(&NAMES_INTERMEDIARIES_OF_A_DIRECT_RECIPIENT)
        {
            return None;
        }
        if self.faults.commits(&ASKS_WITHOUT_INTERMEDIARIES) {
            return None;
        }
        if self.faults.commits(&SENDS_INTERMEDIARIES_IN_THE_CLEAR) {
            return Some(chain);
        }
        Some(Base64::encode_string(chain.as_bytes()))
    }
}
