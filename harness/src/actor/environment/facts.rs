//! What is known of a party before anything is sent to it.

use url::Url;

/// Where an authorization server answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationServerFacts {
    /// Its issuer, in its own spelling.
    pub issuer: String,
    /// Its discovery document (OpenID Connect Discovery 4).
    pub discovery_url: Url,
    /// Its metadata below the well-known prefix (RFC 8414, 3).
    pub second_metadata_url: Url,
    /// Its token endpoint.
    pub token_endpoint: Url,
    /// Its key set.
    pub jwks_uri: Url,
    /// Its introspection endpoint, where it has one.
    pub introspection_endpoint: Option<Url>,
    /// Its revocation endpoint, where it has one.
    pub revocation_endpoint: Option<Url>,
}

/// Where DAS answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DasFacts {
    /// The base of all operations, ending in a slash.
    pub base: Url,
}

impl DasFacts {
    /// The operations below this address, with or without a slash at its end.
    pub fn below(base: &Url) -> Self {
        let mut base = base.clone();
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&format!("{path}/"));
        Self { base }
    }
}
