//! A published JWK set (RFC 7517, 5).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::{Map, Value};

use super::strict_json;

/// Members that only private keys and shared secrets have (RFC 7518, 6.2.2, 6.3.2, 6.4.1).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A key set as published.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeySet {
    keys: Vec<Map<String, Value>>,
}

impl KeySet {
    /// Reads a key set; the error says in words what is wrong with it.
    pub fn read(octets: &[u8]) -> Result<Self, String> {
        let mut members = strict_json::read_object(octets).map_err(|defect| defect.to_string())?;
        let Some(Value::Array(keys)) = members.remove("keys") else {
            return Err("there is no array `keys`".to_owned());
        };
        let keys: Option<Vec<_>> = keys.into_iter().map(into_object).collect();
        keys.map(|keys| Self { keys })
            .ok_or_else(|| "a member of `keys` is no object".to_owned())
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys that a JWT with this `kid` may be signed with: those that bear it and those that bear none, or all where it names none.
    ///
    /// A `kid` is a hint (RFC 7515, 4.1.4), and a key without one contradicts no hint.
    pub fn candidates<'a>(
        &'a self,
        kid: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Map<String, Value>> {
        self.keys
            .iter()
            .filter(move |key| kid.is_none() || !key.contains_key("kid") || text(key, "kid") == kid)
    }

    /// The names of its keys.
    pub fn names(&self) -> Vec<&str> {
        let named = self.keys.iter();
        named.filter_map(|key| text(key, "kid")).collect()
    }

    /// The private member of a key that should be public, if there is one.
    pub fn private_member(&self) -> Option<&'static str> {
        PRIVATE_MEMBERS
            .into_iter()
            .find(|member| self.keys.iter().any(|key| key.contains_key(*member)))
    }

    /// The bits in a coordinate of the shortest key on an elliptic curve (RFC 7518, 6.2.1.2; RFC 8037, 2).
    pub fn shortest_curve(&self) -> Option<usize> {
        let points = self.keys.iter().filter(|key| {
            let kind = text(key, "kty");
            kind == Some("EC") || kind == Some("OKP")
        });
        let coordinates = points.filter_map(|key| text(key, "x"));
        let octets = coordinates.filter_map(|x| Base64UrlUnpadded::decode_vec(x).ok());
        octets.map(|octets| octets.len() * 8).min()
    }

    /// A `kid` that more than one key bears.
    pub fn repeated_kid(&self) -> Option<&str> {
        let kids: Vec<&str> = self
            .keys
            .iter()
            .filter_map(|key| text(key, "kid"))
            .collect();
        kids.iter()
            .enumerate()
            .find(|(at, kid)| kids[..*at].contains(kid))
            .map(|(_, kid)| *kid)
    }
}

/// A member of a key that is text.
pub(super) fn text<'a>(key: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    key.get(name)?.as_str()
}

fn into_object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> KeySet {
        KeySet::read(text.as_bytes()).unwrap_or_default()
    }

    #[test]
    fn private_members_and_repeated_kids_are_seen() {
        let keys = set(
            r#"{"keys":[{"kty":"EC","kid":"a","x":"","y":""},{"kty":"oct","kid":"a","k":""}]}"#,
        );
        assert_eq!(keys.len(), 2);
        assert_eq!(keys.private_member(), Some("k"));
        assert_eq!(keys.repeated_kid(), Some("a"));
    }

    #[test]
    fn the_shortest_curve_is_that_of_the_shortest_coordinate() {
        let short = "AAECAwQFBgcICQoLDA0";
        let long = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        let keys = set(&format!(
            r#"{{"keys":[{{"kty":"EC","x":"{long}"}},{{"kty":"EC","x":"{short}"}},{{"kty":"RSA","n":"AQ"}}]}}"#
        ));
        assert_eq!(keys.shortest_curve(), Some(112));
        assert_eq!(set(r#"{"keys":[]}"#).shortest_curve(), None);
    }

    #[test]
    fn a_key_without_kid_fits_every_header() {
        let keys = set(r#"{"keys":[{"kty":"EC"},{"kty":"EC","kid":"a"},{"kty":"EC","kid":"b"}]}"#);
        assert_eq!(keys.candidates(Some("a")).count(), 2);
        assert_eq!(keys.candidates(Some("c")).count(), 1);
        assert_eq!(keys.candidates(None).count(), 3);
    }

    #[test]
    fn keys_without_kid_repeat_nothing() {
        assert_eq!(
            set(r#"{"keys":[{"kty":"EC"},{"kty":"EC"}]}"#).repeated_kid(),
            None
        );
    }

    #[test]
    fn what_is_no_key_set_is_refused() {
        for text in ["{}", r#"{"keys":{}}"#, r#"{"keys":[1]}"#, "[]", ""] {
            assert!(KeySet::read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
