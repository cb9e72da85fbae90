//! Where the DAPS answers: as configured, or, under the current text, as its metadata tell (RFC 8414).

use serde_json::Value;
use url::Url;

use super::data_connector::DataConnector;
use super::document;
use super::faults::metadata as faulty;

/// Members of metadata that a connector has a use for or may know (RFC 8414, 2).
const KNOWN: &[&str] = &[
    "issuer",
    "token_endpoint",
    "jwks_uri",
    "scopes_supported",
    "response_types_supported",
    "grant_types_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
];

/// Where a DAPS issues DATs and publishes its keys.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// Where it issues DATs.
    pub token_endpoint: Url,
    /// Where its keys are published.
    pub jwks_uri: Url,
}

impl DataConnector {
    /// Where the DAPS answers; nothing where its metadata cannot be had.
    pub async fn endpoints(&self) -> Option<Endpoints> {
        let known = &self.settings.daps;
        if !self.is_current() || self.commits(&faulty::DOES_NOT_LOOK_AT_METADATA) {
            return Some(Endpoints {
                token_endpoint: known.token_endpoint.clone(),
                jwks_uri: known.jwks_uri.clone(),
            });
        }
        let address = metadata_url(&known.issuer)?;
        let metadata = document::read(self.http().get(address)).await?;
        self.told(&metadata)
    }

    /// What the metadata tell of a DAPS whose issuer they spell as it is known.
    fn told(&self, metadata: &Value) -> Option<Endpoints> {
        let members = metadata.as_object()?;
        let unknown = members.keys().any(|name| !KNOWN.contains(&name.as_str()));
        if unknown && self.commits(&faulty::STUMBLES_OVER_UNKNOWN_METADATA) {
            return None;
        }
        if members.get("issuer")? != self.settings.daps.issuer.as_str() {
            return None;
        }
        Some(Endpoints {
            token_endpoint: members.get("token_endpoint")?.as_str()?.parse().ok()?,
            jwks_uri: members.get("jwks_uri")?.as_str()?.parse().ok()?,
        })
    }
}

/// RFC 8414, 3.1: the well-known path goes before that of the issuer.
fn metadata_url(issuer: &str) -> Option<Url> {
    let mut url: Url = issuer.parse().ok()?;
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    Some(url)
}
