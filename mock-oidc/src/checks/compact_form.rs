//! A JWT is three parts of unpadded base64url, of which the first two are strict JSON objects (RFC 7515, 2, 4 and 7.1; RFC 7519, 4).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jws::JwsVerifier;
use mock_kit::FaultPlan;
use mock_kit::strict_json::{self, Leniency};
use serde_json::{Map, Value};

use super::AuthenticationFailure;
use crate::faults::assertion::{
    ACCEPTS_A_FOURTH_PART, ACCEPTS_DUPLICATE_CLAIMS, ACCEPTS_DUPLICATE_HEADER_MEMBERS,
    ACCEPTS_PADDED_BASE64,
};
use crate::settings::Algorithm;
use crate::state::client_key::ClientKey;

/// The longest assertion that is read, in octets.
pub const LENGTH_LIMIT: usize = 16 << 10;

/// A JWT that has been taken apart and not yet been believed.
#[derive(Debug)]
pub struct Assertion<'a> {
    /// What the signature is made over, as it was sent.
    pub signing_input: &'a str,
    /// The members of the header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// The octets of the signature.
    pub signature: Vec<u8>,
}

impl Assertion<'_> {
    /// A member of the header, where it is text.
    #[must_use]
    pub fn header_text(&self, member: &str) -> Option<&str> {
        self.header.get(member).and_then(Value::as_str)
    }

    /// Whether this key signed it with this algorithm.
    #[must_use]
    pub fn is_signed_by(&self, key: &ClientKey, algorithm: Algorithm) -> bool {
        let verified = |verifier: &dyn JwsVerifier| {
            let input = self.signing_input.as_bytes();
            verifier.verify(input, &self.signature).is_ok()
        };
        key.verifier(algorithm).is_some_and(verified)
    }
}

/// Takes `text` apart.
///
/// # Errors
/// When it is too long, not three parts, not base64url, or not strict JSON.
pub fn read<'a>(text: &'a str, faults: &FaultPlan) -> Result<Assertion<'a>, AuthenticationFailure> {
    if text.len() > LENGTH_LIMIT {
        return Err(AuthenticationFailure::TooLong);
    }
    let [header, claims, signature] = parts(text, faults)?;
    Ok(Assertion {
        signing_input: &text[..header.len() + 1 + claims.len()],
        header: object(
            &octets(header, faults)?,
            faults.commits(&ACCEPTS_DUPLICATE_HEADER_MEMBERS),
        )
        .ok_or(AuthenticationFailure::HeaderNotStrictJson)?,
        claims: object(
            &octets(claims, faults)?,
            faults.commits(&ACCEPTS_DUPLICATE_CLAIMS),
        )
        .ok_or(AuthenticationFailure::ClaimsNotStrictJson)?,
        signature: octets(signature, faults)?,
    })
}

fn parts<'a>(text: &'a str, faults: &FaultPlan) -> Result<[&'a str; 3], AuthenticationFailure> {
    let mut parts = text.split('.');
    let three = [parts.next(), parts.next(), parts.next()];
    let surplus = parts.count();
    match three {
        [Some(header), Some(claims), Some(signature)]
            if surplus == 0 || (surplus == 1 && faults.commits(&ACCEPTS_A_FOURTH_PART)) =>
        {
            Ok([header, claims, signature])
        }
        _ => Err(AuthenticationFailure::NotThreeParts),
    }
}

fn octets(part: &str, faults: &FaultPlan) -> Result<Vec<u8>, AuthenticationFailure> {
    let padded = part.ends_with('=') && faults.commits(&ACCEPTS_PADDED_BASE64);
    let part = if padded {
        part.trim_end_matches('=')
    } else {
        part
    };
    Base64UrlUnpadded::decode_vec(part).map_err(|_| AuthenticationFailure::NotBase64Url)
}

fn object(octets: &[u8], duplicates: bool) -> Option<Map<String, Value>> {
    let leniency = Leniency {
        duplicates,
        ..Leniency::default()
    };
    match strict_json::parse_with(octets, leniency) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    fn encoded(json: &str) -> String {
        Base64UrlUnpadded::encode_string(json.as_bytes())
    }

    fn assembled(header: &str, claims: &str) -> String {
        format!("{}.{}.AAAA", encoded(header), encoded(claims))
    }

    fn failure(text: &str) -> AuthenticationFailure {
        read(text, &FaultPlan::default()).unwrap_err()
    }

    #[test]
    fn a_plain_assertion_is_read() {
        let text = assembled(r#"{"alg":"ES256"}"#, r#"{"iss":"a"}"#);
        let assertion = read(&text, &FaultPlan::default()).unwrap();
        assert_eq!(assertion.claims["iss"], "a");
        assert_eq!(assertion.signature, [0, 0, 0]);
        assert!(text.starts_with(assertion.signing_input));
    }

    #[test]
    fn other_than_three_parts_are_refused() {
        let text = assembled("{}", "{}");
        for text in ["", "a.b", &format!("{text}."), &format!("{text}.AAAA")] {
            assert_eq!(
                failure(text),
                AuthenticationFailure::NotThreeParts,
                "{text}"
            );
        }
    }

    #[test]
    fn other_spellings_of_base64_are_refused() {
        let (header, claims) = (encoded("{}"), encoded("{}"));
        for signature in ["AAA=", "AA+A", "AA/A", "AA\nA", "A", "AB", " AAAA"] {
            let text = format!("{header}.{claims}.{signature}");
            assert_eq!(
                failure(&text),
                AuthenticationFailure::NotBase64Url,
                "{signature:?}"
            );
        }
    }

    #[test]
    fn duplicate_members_are_refused_wherever_they_stand() {
        let header = assembled(r#"{"alg":"ES256","alg":"ES256"}"#, "{}");
        assert_eq!(failure(&header), AuthenticationFailure::HeaderNotStrictJson);
        let claims = assembled("{}", r#"{"sub":"a","s\u0075b":"a"}"#);
        assert_eq!(failure(&claims), AuthenticationFailure::ClaimsNotStrictJson);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for header in [
            "[]",
            "1",
            "",
            "{} {}",
            "{",
            &format!("{{\"a\":{}1{}}}", "[".repeat(40), "]".repeat(40)),
        ] {
            let text = assembled(header, "{}");
            assert_eq!(
                failure(&text),
                AuthenticationFailure::HeaderNotStrictJson,
                "{header}"
            );
        }
    }

    #[test]
    fn an_endless_assertion_is_refused_unread() {
        assert_eq!(
            failure(&"a".repeat(LENGTH_LIMIT + 1)),
            AuthenticationFailure::TooLong
        );
    }
}
