//! Where the authorization server is to be asked (OIDC Discovery, 4; RFC 8414, 2).

use serde::Deserialize;
use url::Url;

use super::{IntrospectionError, document};

/// What is needed of the discovery document.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// The issuer in its own spelling.
    pub issuer: String,
    /// Where tokens are asked about.
    pub introspection_endpoint: Url,
}

/// The metadata of `issuer`.
pub async fn fetch(http: &reqwest::Client, issuer: &Url) -> Result<Metadata, IntrospectionError> {
    let address = format!("{}/.well-known/openid-configuration", bare(issuer.as_str()));
    let found = document::read(http.get(address)).await?;
    let metadata: Metadata =
        serde_json::from_value(found).map_err(|_| IntrospectionError::Unreadable)?;
    if is_its_own(&metadata, issuer) {
        return Ok(metadata);
    }
    Err(IntrospectionError::ForeignMetadata)
}

/// The issuer is the one that was asked (OIDC Discovery, 4.3), and tokens are shown to nobody else, nor in the clear.
fn is_its_own(metadata: &Metadata, issuer: &Url) -> bool {
    let endpoint = &metadata.introspection_endpoint;
    bare(&metadata.issuer) == bare(issuer.as_str())
        && endpoint.scheme() == "https"
        && endpoint.origin() == issuer.origin()
}

fn bare(issuer: &str) -> &str {
    issuer.trim_end_matches('/')
}
