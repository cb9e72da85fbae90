//! What the client signs: proofs of who it is (OIDC Core, 9) and its requests (CIBA, 7.1.1).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jws::{ES256, JwsSigner as _};
use mock_kit::entropy;
use serde_json::{Value, json};

use super::client::CibaClient;
use super::stop::Stop;

/// The kind of assertion that it sends.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Seconds for which an assertion is valid.
const LIFETIME: i64 = 60;

/// The fields of a form that goes to the authorization server.
pub type Form = Vec<(String, String)>;

impl CibaClient {
    /// The fields that prove to this audience who the client is.
    pub fn proof(&self, audience: &str) -> Result<Form, Stop> {
        let now = self.unix_now();
        let claims = json!({
            "iss": self.settings.client_id,
            "sub": self.settings.client_id,
            "aud": audience,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": entropy::identifier(),
        });
        Ok(vec![
            ("client_assertion_type".to_owned(), JWT_BEARER.to_owned()),
            ("client_assertion".to_owned(), self.signed(&claims)?),
        ])
    }

    /// A JWT with these claims.
    pub fn signed(&self, claims: &Value) -> Result<String, Stop> {
        let mut header = json!({ "alg": "ES256", "typ": "JWT" });
        if let Some(kid) = self.settings.key.key_id() {
            header["kid"] = json!(kid);
        }
        let part = |json: &Value| Base64UrlUnpadded::encode_string(json.to_string().as_bytes());
        let input = format!("{}.{}", part(&header), part(claims));
        let signature = ES256
            .signer_from_jwk(&self.settings.key)?
            .sign(input.as_bytes())?;
        Ok(format!(
            "{input}.{}",
            Base64UrlUnpadded::encode_string(&signature)
        ))
    }
}
