//! What about a genuine token may explain that it was refused. It is told as a hint, and nothing is judged by it.

use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::compact::Compact;
use super::near_miss;
use super::opinion::{seconds, texts};
use crate::actor::forge::encoding::base64url;

/// What explains that a token was refused, shown at a time in seconds since 1970 and over a connection with a certificate in DER.
/// An opaque token tells nothing.
pub fn explanation(token: &str, certificate: Option<&[u8]>, now: i64) -> Option<String> {
    let token = Compact::read(token).ok()?;
    let shown = Shown {
        claims: &token.claims,
        certificate,
        now,
    };
    shown.explanation()
}

/// A token as it was shown.
#[derive(Debug, Clone)]
struct Shown<'a> {
    claims: &'a Map<String, Value>,
    certificate: Option<&'a [u8]>,
    now: i64,
}

impl Shown<'_> {
    /// The first thing that stands out.
    fn explanation(&self) -> Option<String> {
        let looks = [Self::time, Self::binding, Self::listing];
        looks.iter().find_map(|look| look(self))
    }

    /// A clock that differs is the usual cause.
    #[expect(
        clippy::cast_precision_loss,
        reason = "of seconds since 1970 none is lost"
    )]
    fn time(&self) -> Option<String> {
        let now = self.now as f64;
        let stated = |name| seconds(self.claims, name);
        if let Some(end) = stated("exp").filter(|end| *end <= now) {
            return Some(format!("exp lies {}", near_miss::distance(end, now)));
        }
        let begins = ["nbf", "iat"].map(|name| (name, stated(name)));
        let late = begins
            .into_iter()
            .find(|(_, begin)| begin.is_some_and(|begin| begin > now));
        let (name, begin) = late?;
        Some(format!("{name} lies {}", near_miss::distance(begin?, now)))
    }

    /// The certificate that it is bound to (RFC 8705, 3.1).
    fn binding(&self) -> Option<String> {
        let bound = self.claims.get("cnf")?.get("x5t#S256")?.as_str()?;
        let Some(certificate) = self.certificate else {
            return Some(format!(
                "the token is bound to the certificate {bound}, and the connection showed none"
            ));
        };
        near_miss::of_binding(&base64url(&Sha256::digest(certificate)), bound)
    }

    /// The certificates that it lists (IDS-G, dynamic attribute token).
    fn listing(&self) -> Option<String> {
        let listed = texts(self.claims.get("transportCertsSha256"))?;
        let shown = hex::encode(Sha256::digest(self.certificate?));
        if listed
            .iter()
            .any(|one| one.replace(':', "").eq_ignore_ascii_case(&shown))
        {
            return None;
        }
        let near = near_miss::among(&shown, &listed);
        let near = near.map_or(String::new(), |near| format!(": {near}"));
        let listed = listed.join(", ");
        Some(format!(
            "the SHA-256 of the certificate is {shown}, and the token lists {listed}{near}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    /// What is said of a token with these claims, shown with a certificate of no octets.
    fn said(claims: &Value) -> Option<String> {
        let shown = Shown {
            claims: claims.as_object()?,
            certificate: Some(b""),
            now: NOW,
        };
        shown.explanation()
    }

    #[test]
    fn a_token_with_nothing_wrong_explains_nothing() {
        let own = base64url(&Sha256::digest(b""));
        let listed = hex::encode_upper(Sha256::digest(b""));
        let claims = json!({
            "iat": NOW, "exp": NOW + 60, "cnf": { "x5t#S256": own }, "transportCertsSha256": [listed],
        });
        assert_eq!(said(&claims), None);
    }

    #[test]
    fn a_time_that_does_not_fit_is_told_in_seconds() {
        let late = said(&json!({ "exp": NOW - 30 })).unwrap_or_default();
        assert_eq!(late, "exp lies 30 s behind the clock of the judge");
        let early = said(&json!({ "nbf": NOW + 7, "exp": NOW + 60 })).unwrap_or_default();
        assert_eq!(early, "nbf lies 7 s ahead of the clock of the judge");
    }

    #[test]
    fn both_certificates_are_named_where_they_differ() {
        let bound = said(&json!({ "cnf": { "x5t#S256": "another" } })).unwrap_or_default();
        assert!(bound.ends_with("the token is bound to another"), "{bound}");
        let listed = said(&json!({ "transportCertsSha256": "another" })).unwrap_or_default();
        assert!(listed.ends_with("the token lists another"), "{listed}");
        let claims = Map::from_iter([("cnf".to_owned(), json!({ "x5t#S256": "another" }))]);
        let bare = Shown {
            claims: &claims,
            certificate: None,
            now: NOW,
        };
        let said = bare.explanation().unwrap_or_default();
        assert!(said.ends_with("the connection showed none"), "{said}");
    }
}
