//! An access token, read as a client may read it: its signature, validity, audience and scope.

use serde_json::{Map, Value};

use super::compact::{Compact, JwtDefect};

/// A JWT access token with the claims that are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessToken {
    /// The token taken apart.
    pub jwt: Compact,
}

impl AccessToken {
    /// Takes a token apart.
    pub fn read(text: &str) -> Result<Self, JwtDefect> {
        Compact::read(text).map(|jwt| Self { jwt })
    }

    /// A claim that is text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims().get(claim)?.as_str()
    }

    /// A claim that is a time, in seconds since 1970.
    pub fn seconds(&self, claim: &str) -> Option<f64> {
        self.claims().get(claim)?.as_f64()
    }

    /// Whom the token is for: one text, or several in an array.
    pub fn audience(&self) -> Vec<&str> {
        texts(self.claims().get("aud"))
    }

    /// The scope: texts in an array, or one text with spaces (RFC 9068, 2.2.3).
    pub fn scope(&self) -> Vec<&str> {
        let claim = self.claims().get("scope");
        texts(claim)
            .into_iter()
            .flat_map(str::split_ascii_whitespace)
            .collect()
    }

    fn claims(&self) -> &Map<String, Value> {
        &self.jwt.claims
    }
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether two URLs are the same but for the spelling of the default port.
pub fn same_but_for_default_port(one: &str, other: &str) -> bool {
    let parsed = |text: &str| url::Url::parse(text).ok();
    match (parsed(one), parsed(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actor::forge::Jwt;

    fn token(claims: Value) -> Option<AccessToken> {
        AccessToken::read(&Jwt::new(json!({"alg": "none"}), claims).unsigned()).ok()
    }

    #[test]
    fn scope_and_audience_are_read_in_both_forms() {
        for (scope, audience) in [
            (json!("a b"), json!("me")),
            (json!(["a", "b"]), json!(["me"])),
        ] {
            let token = token(json!({"scope": scope, "aud": audience}));
            assert_eq!(token.as_ref().map(AccessToken::scope), Some(vec!["a", "b"]));
            assert_eq!(token.as_ref().map(AccessToken::audience), Some(vec!["me"]));
        }
    }

    #[test]
    fn the_default_port_may_be_written_out() {
        assert!(same_but_for_default_port(
            "https://as.example:443/am",
            "https://as.example/am"
        ));
        assert!(!same_but_for_default_port(
            "https://as.example:8443/am",
            "https://as.example/am"
        ));
        assert!(!same_but_for_default_port(
            "https://as.example/am/",
            "https://as.example/am"
        ));
    }
}
