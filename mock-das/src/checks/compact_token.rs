//! The compact serialization of a signed token, read without forgiveness (RFC 7515, RFC 7519).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::strict_json;
use serde_json::{Map, Value};

use crate::das_error::DasError;
use crate::settings::Algorithm;

/// A token taken apart; nothing in it is trusted yet.
#[derive(Clone, Debug)]
pub struct CompactToken {
    /// The JOSE header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// What the signature is over.
    pub signed: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl CompactToken {
    /// Takes a token apart: exactly three parts, canonical base64url, unambiguous JSON objects.
    pub fn read(token: &str) -> Result<Self, DasError> {
        let mut parts = token.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(DasError::InvalidToken("the token is not a signed JWT"));
        };
        Ok(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: format!("{header}.{claims}").into_bytes(),
            signature: octets(signature)?,
        })
    }

    /// A text member of the header.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }

    /// A text claim.
    pub fn claim_text(&self, name: &str) -> Option<&str> {
        self.claims.get(name).and_then(Value::as_str)
    }

    /// A claim that is a text, or an array of texts.
    pub fn claim_texts(&self, name: &str) -> Vec<&str> {
        match self.claims.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// What the token covers; deployed tokens have it as an array, others as a text with spaces.
    pub fn scopes(&self) -> Vec<&str> {
        match self.claim_text("scope") {
            Some(text) => text.split(' ').collect(),
            None => self.claim_texts("scope"),
        }
    }

    /// The thumbprint of the certificate that it is bound to (RFC 8705, 3.1).
    pub fn thumbprint(&self) -> Option<&str> {
        self.claims.get("cnf")?.get("x5t#S256")?.as_str()
    }

    /// A claim that is a time (RFC 7519, 2): a number, perhaps with a fraction, never a text.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float saturates, and fractions of a second are of no interest"
    )]
    pub fn moment(&self, claim: &str) -> Result<Option<i64>, DasError> {
        match self.claims.get(claim) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(number
                .as_i64()
                .or_else(|| number.as_f64().map(|seconds| seconds as i64))),
            Some(_) => Err(DasError::InvalidToken("a time in the token is no number")),
        }
    }

    /// The algorithm, if it is one of these and the header demands nothing that is not understood (RFC 7515, 4.1.11).
    pub fn algorithm(&self, allowed: &[Algorithm]) -> Result<Algorithm, DasError> {
        if self.header.contains_key("crit") {
            return Err(DasError::InvalidToken("the token demands an extension"));
        }
        let named = self.header_text("alg").and_then(Algorithm::named);
        named
            .filter(|algorithm| allowed.contains(algorithm))
            .ok_or(DasError::InvalidToken("the algorithm is not allowed"))
    }
}

fn object(part: &str) -> Result<Map<String, Value>, DasError> {
    match strict_json::parse(&octets(part)?) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(DasError::InvalidToken("the token is not readable")),
    }
}

fn octets(part: &str) -> Result<Vec<u8>, DasError> {
    Base64UrlUnpadded::decode_vec(part)
        .map_err(|_| DasError::InvalidToken("the token is not base64url"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use serde_json::json;

    use super::*;

    fn token(header: Value, claims: Value) -> CompactToken {
        let part = |value: Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
        CompactToken::read(&format!("{}.{}.", part(header), part(claims))).unwrap()
    }

    #[test]
    fn a_time_is_a_number_and_no_text() {
        let token = token(json!({}), json!({ "nbf": 5.9, "exp": "5", "iat": 7 }));
        assert_eq!(token.moment("nbf").unwrap(), Some(5));
        assert_eq!(token.moment("iat").unwrap(), Some(7));
        assert_eq!(token.moment("auth_time").unwrap(), None);
        assert!(token.moment("exp").is_err());
    }

    #[test]
    fn texts_come_alone_or_in_arrays() {
        let claims = json!({ "aud": "one", "scope": "a b" });
        let alone = token(json!({}), claims);
        assert_eq!(
            (alone.claim_texts("aud"), alone.scopes()),
            (vec!["one"], vec!["a", "b"])
        );
        let several = token(
            json!({}),
            json!({ "aud": ["one", 2, "two"], "scope": ["a", "b"] }),
        );
        assert_eq!(several.claim_texts("aud"), ["one", "two"]);
        assert_eq!(several.scopes(), ["a", "b"]);
    }

    #[test]
    fn an_extension_that_is_not_understood_spoils_the_algorithm() {
        let allowed = [Algorithm::Es256];
        let plain = token(json!({ "alg": "ES256" }), json!({}));
        assert_eq!(plain.algorithm(&allowed).unwrap(), Algorithm::Es256);
        let critical = token(json!({ "alg": "ES256", "crit": ["exp"] }), json!({}));
        assert!(critical.algorithm(&allowed).is_err());
        let other = token(json!({ "alg": "RS256" }), json!({}));
        assert!(other.algorithm(&allowed).is_err());
    }
}
