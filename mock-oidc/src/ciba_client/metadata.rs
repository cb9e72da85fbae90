//! What the client wants to know of the authorization server (OIDC Discovery, 4; CIBA, 4).

use mock_kit::answer;
use serde::Deserialize;
use url::Url;

use super::client::{CibaClient, LENGTH_LIMIT};
use super::stop::Stop;

/// The part of the metadata that it uses.
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    /// The issuer in its own spelling.
    pub issuer: String,
    /// Where it asks for results.
    pub token_endpoint: Url,
    /// Where it asks for users.
    pub backchannel_authentication_endpoint: Url,
    /// Where the keys of the server are.
    pub jwks_uri: Url,
}

impl CibaClient {
    /// Reads the metadata of its server, which are those of its issuer.
    pub async fn metadata(&self) -> Result<Metadata, Stop> {
        let issuer = self.settings.issuer.as_str().trim_end_matches('/');
        let address = format!("{issuer}/.well-known/openid-configuration");
        let response = self.http.get(address).send().await?;
        let metadata = answer::json(response, LENGTH_LIMIT)
            .await
            .ok_or(Stop::Metadata)?;
        let metadata: Metadata = serde_json::from_value(metadata).map_err(|_| Stop::Metadata)?;
        let addresses = [
            &metadata.token_endpoint,
            &metadata.backchannel_authentication_endpoint,
            &metadata.jwks_uri,
        ];
        let secured = addresses.iter().all(|url| url.scheme() == "https");
        (secured && metadata.issuer == issuer)
            .then_some(metadata)
            .ok_or(Stop::Metadata)
    }
}
