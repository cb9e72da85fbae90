//! The compact form of a JWT, read strictly (RFC 7515, 7.1; RFC 7519, 7.2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Map, Value};

use super::strict_json::{self, JsonDefect};

/// Why text is no JWT.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtDefect {
    /// It has not exactly three parts.
    #[error("{0} parts instead of three")]
    Parts(usize),
    /// A part is not base64url without padding.
    #[error("the {0} is not base64url without padding")]
    Encoding(&'static str),
    /// A part ends in `=` (RFC 7515, 2).
    #[error("the {0} is padded with =, which base64url leaves away here (RFC 7515, 2)")]
    Padded(&'static str),
    /// A part has `+` or `/`, which base64url writes as `-` and `_` (RFC 4648, 5).
    #[error("the {0} is base64 with + or /, where base64url is due (RFC 7515, 2)")]
    OtherAlphabet(&'static str),
    /// Header or claims are no strict JSON object.
    #[error("the {0} cannot be read: {1}")]
    Json(&'static str, JsonDefect),
}

/// A JWT taken apart; nothing in it has been verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Compact {
    /// The members of the header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The octets of the signature.
    pub signature: Vec<u8>,
    /// What was signed: the first two parts as they stand, with the full stop between them.
    pub signing_input: String,
}

impl Compact {
    /// Takes a JWT apart.
    pub fn read(text: &str) -> Result<Self, JwtDefect> {
        Self::taken_apart(text, |claims| object("claim set", claims))
    }

    /// Takes a JWS apart that may sign anything: what is no JSON object has no claims (RFC 7515, 3).
    pub fn of_any_payload(text: &str) -> Result<Self, JwtDefect> {
        Self::taken_apart(text, |payload| {
            let octets = octets("payload", payload)?;
            Ok(strict_json::read_object(&octets).unwrap_or_default())
        })
    }

    fn taken_apart(
        text: &str,
        claims_of: impl FnOnce(&str) -> Result<Map<String, Value>, JwtDefect>,
    ) -> Result<Self, JwtDefect> {
        let parts: Vec<&str> = text.split('.').collect();
        let [header, payload, signature] = parts[..] else {
            return Err(JwtDefect::Parts(parts.len()));
        };
        Ok(Self {
            header: object("header", header)?,
            claims: claims_of(payload)?,
            signature: octets("signature", signature)?,
            signing_input: format!("{header}.{payload}"),
        })
    }

    /// The header of a compact form with any number of parts: that of an encrypted JWT too (RFC 7516, 7.1).
    pub fn header_of(text: &str) -> Option<Map<String, Value>> {
        object("header", text.split('.').next()?).ok()
    }

    /// What was signed, without the header.
    pub fn payload(&self) -> Vec<u8> {
        let (_, payload) = self.signing_input.split_once('.').unwrap_or_default();
        Base64UrlUnpadded::decode_vec(payload).unwrap_or_default()
    }

    /// A claim that is a moment: seconds, of which fractions are cut off (RFC 7519, 2, `NumericDate`).
    #[expect(
        clippy::cast_possible_truncation,
        reason = "fractions are to be cut off, and what is beyond an i64 lies in no time"
    )]
    pub fn moment(&self, name: &str) -> Option<i64> {
        Some(self.claims.get(name)?.as_f64()?.floor() as i64)
    }

    /// A header member that is text.
    pub fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }
}

fn octets(part: &'static str, text: &str) -> Result<Vec<u8>, JwtDefect> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| {
        if text.contains(['+', '/']) {
            JwtDefect::OtherAlphabet(part)
        } else if text.ends_with('=') {
            JwtDefect::Padded(part)
        } else {
            JwtDefect::Encoding(part)
        }
    })
}

fn object(part: &'static str, text: &str) -> Result<Map<String, Value>, JwtDefect> {
    strict_json::read_object(&octets(part, text)?).map_err(|defect| JwtDefect::Json(part, defect))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of RFC 7519, 3.1.
    const EXAMPLE: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn the_published_example_is_read() {
        let jwt = Compact::read(EXAMPLE).ok();
        assert_eq!(
            jwt.as_ref().and_then(|jwt| jwt.header_text("alg")),
            Some("HS256")
        );
        assert_eq!(
            jwt.and_then(|jwt| jwt.claims.get("iss").cloned()),
            Some("joe".into())
        );
    }

    #[test]
    fn a_jws_may_sign_what_is_no_object() {
        let of_text = "eyJhbGciOiJFUzI1NiJ9.aGVsbG8.AA";
        assert!(Compact::read(of_text).is_err());
        let read = Compact::of_any_payload(of_text);
        assert!(read.is_ok_and(|jws| jws.claims.is_empty()));
    }

    #[test]
    fn a_moment_may_have_a_fraction() {
        let claims = |claims: &str| {
            let payload = Base64UrlUnpadded::encode_string(claims.as_bytes());
            Compact::read(&format!("e30.{payload}.")).ok()
        };
        let moment = |text: &str| claims(text)?.moment("exp");
        assert_eq!(moment(r#"{"exp":1300819380}"#), Some(1_300_819_380));
        assert_eq!(moment(r#"{"exp":1300819380.75}"#), Some(1_300_819_380));
        assert_eq!(moment(r#"{"exp":"1300819380"}"#), None);
    }

    #[test]
    fn near_misses_are_told_apart() {
        assert_eq!(Compact::read("a.b"), Err(JwtDefect::Parts(2)));
        assert_eq!(
            Compact::read(&format!("{EXAMPLE}.AA")),
            Err(JwtDefect::Parts(4))
        );
        assert_eq!(
            Compact::read(&format!("{EXAMPLE}=")),
            Err(JwtDefect::Padded("signature"))
        );
        assert_eq!(
            Compact::read(&EXAMPLE.replace("dBjftJeZ4CVP-", "dBjftJeZ4CVP+")),
            Err(JwtDefect::OtherAlphabet("signature"))
        );
        assert_eq!(
            Compact::read(&format!("{EXAMPLE}*")),
            Err(JwtDefect::Encoding("signature"))
        );
        assert!(matches!(
            Compact::read("W10.e30."),
            Err(JwtDefect::Json("header", _))
        ));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = Compact::read(&text);
        }
    }
}
