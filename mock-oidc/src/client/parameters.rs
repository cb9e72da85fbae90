//! The parameters of an authorization response, each at most once (RFC 6749, 3.1).

use std::collections::HashMap;

use serde_json::Value;
use url::form_urlencoded;

use super::stop::Stop;

/// The parameters of a response.
#[derive(Clone, Debug, Default)]
pub struct Parameters(HashMap<String, String>);

impl Parameters {
    /// What stands in a query or in a form.
    pub fn parse(encoded: &[u8]) -> Result<Self, Stop> {
        let mut found = HashMap::new();
        for (name, value) in form_urlencoded::parse(encoded).into_owned() {
            if found.insert(name, value).is_some() {
                return Err(Stop::Response("a parameter occurs twice"));
            }
        }
        Ok(Self(found))
    }

    /// What stands in the claims of a response within a JWT (JARM, 2.1).
    pub fn of_claims(claims: &Value) -> Self {
        let members = claims.as_object().into_iter().flatten();
        let texts =
            members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Self(texts.collect())
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}
