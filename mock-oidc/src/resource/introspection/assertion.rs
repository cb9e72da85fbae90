//! The client assertion with which the resource says who it is (RFC 7523, 2.2 and 3; FAPI 1.0 Advanced, 8.6).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, JwsSigner, PS256};
use mock_kit::{Clock, entropy};
use serde_json::{Value, json};

use super::IntrospectionError;
use crate::resource::settings::Credentials;

/// Seconds for which an assertion is valid.
const LIFETIME: i64 = 30;

/// Why credentials cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The key is neither on P-256 nor RSA.
    #[error("sign with a key of the kind {0}")]
    OtherKind(String),
    /// The key is not what it says.
    #[error("read the key: {0}")]
    Key(#[from] JoseError),
}

/// Makes assertions for one client.
pub struct Asserter {
    client_id: String,
    header: Value,
    signer: Box<dyn JwsSigner>,
    clock: Clock,
}

impl Asserter {
    /// One that signs with the key of `credentials`.
    pub fn new(credentials: &Credentials, clock: Clock) -> Result<Self, CredentialsError> {
        let (algorithm, signer) = signer(&credentials.key)?;
        let mut header = json!({ "alg": algorithm, "typ": "JWT" });
        if let Some(kid) = credentials.key.key_id() {
            header["kid"] = json!(kid);
        }
        Ok(Self {
            client_id: credentials.client_id.clone(),
            header,
            signer,
            clock,
        })
    }

    /// A fresh assertion for the authorization server whose issuer this is.
    pub fn assertion(&self, issuer: &str) -> Result<String, IntrospectionError> {
        let signed = format!("{}.{}", part(&self.header), part(&self.claims(issuer)));
        let signature = self.signer.sign(signed.as_bytes());
        let signature = signature.map_err(|_| IntrospectionError::Unsigned)?;
        Ok(format!(
            "{signed}.{}",
            Base64UrlUnpadded::encode_string(&signature)
        ))
    }

    fn claims(&self, issuer: &str) -> Value {
        let now = self.clock.unix_now();
        json!({
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": issuer,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": entropy::identifier(),
        })
    }
}

fn signer(key: &Jwk) -> Result<(&'static str, Box<dyn JwsSigner>), CredentialsError> {
    match key.key_type() {
        "EC" => Ok(("ES256", Box::new(ES256.signer_from_jwk(key)?))),
        "RSA" => Ok(("PS256", Box::new(PS256.signer_from_jwk(key)?))),
        other => Err(CredentialsError::OtherKind(other.to_owned())),
    }
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use josekit::jwk::KeyPair as _;
    use josekit::jwk::alg::ed::EdCurve;
    use josekit::jws::EdDSA;

    use super::*;

    fn asserter(key: Jwk) -> Result<Asserter, CredentialsError> {
        let client_id = "accounts-api".to_owned();
        Asserter::new(&Credentials { client_id, key }, Clock::system())
    }

    #[test]
    fn the_kind_of_the_key_decides_on_the_algorithm() {
        let mut rsa = PS256.generate_key_pair(2048).unwrap().to_jwk_key_pair();
        rsa.set_key_id("first");
        let header = json!({ "alg": "PS256", "typ": "JWT", "kid": "first" });
        assert_eq!(asserter(rsa).unwrap().header, header);
        let edwards = EdDSA.generate_key_pair(EdCurve::Ed25519).unwrap();
        let refused = asserter(edwards.to_jwk_key_pair());
        assert!(matches!(refused, Err(CredentialsError::OtherKind(kind)) if kind == "OKP"));
    }
}
