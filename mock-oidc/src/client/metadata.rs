//! What the authorization server says of itself in its discovery document, and nowhere else (OIDC Discovery, 4; FAPI 1.0 Baseline, 7.7).

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use super::document;
use super::faults::metadata as faulty;
use super::line::Leg;
use super::registration::Registration;
use super::stop::Stop;
use super::web_client::WebClient;

/// What is needed of the metadata.
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    /// The issuer in its own spelling.
    pub issuer: String,
    /// Where users go.
    pub authorization_endpoint: Url,
    /// Where codes are redeemed.
    pub token_endpoint: Url,
    /// Where the keys are.
    pub jwks_uri: Url,
    /// Where requests are pushed, if they can be.
    pub pushed_authorization_request_endpoint: Option<Url>,
    /// Where callers with certificates go instead (RFC 8705, 5).
    #[serde(default)]
    mtls_endpoint_aliases: Aliases,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Aliases {
    token_endpoint: Option<Url>,
    pushed_authorization_request_endpoint: Option<Url>,
}

/// An authorization server: as it was registered with, and as it describes itself.
#[derive(Clone, Debug)]
pub struct AuthorizationServer {
    /// What the client was set up with.
    pub registration: Registration,
    /// What the server says.
    pub metadata: Metadata,
}

impl Metadata {
    /// With the addresses for callers with certificates in the place of the usual ones.
    fn for_mutual_tls(mut self) -> Self {
        let aliases = std::mem::take(&mut self.mtls_endpoint_aliases);
        self.token_endpoint = aliases.token_endpoint.unwrap_or(self.token_endpoint);
        self.pushed_authorization_request_endpoint = aliases
            .pushed_authorization_request_endpoint
            .or(self.pushed_authorization_request_endpoint);
        self
    }

    fn is_reached_over_tls(&self) -> bool {
        let always = [
            &self.authorization_endpoint,
            &self.token_endpoint,
            &self.jwks_uri,
        ];
        let mut all = always
            .into_iter()
            .chain(&self.pushed_authorization_request_endpoint);
        all.all(|endpoint| endpoint.scheme() == "https")
    }
}

impl WebClient {
    /// The server with its metadata, if they are its own.
    pub async fn discover(&self, registration: Registration) -> Result<AuthorizationServer, Stop> {
        let metadata = if self.commits(&faulty::GUESSES_ENDPOINTS) {
            guessed(&registration).ok_or(Stop::Metadata("no guess is a URL"))?
        } else {
            self.metadata(&registration).await?.for_mutual_tls()
        };
        let own = registration.is_named(&metadata.issuer);
        if !own && !self.commits(&faulty::BELIEVES_ANY_ISSUER) {
            return Err(Stop::Metadata("they are of another issuer"));
        }
        if !metadata.is_reached_over_tls() && !self.commits(&faulty::GOES_WITHOUT_TLS) {
            return Err(Stop::Metadata("an endpoint is not reached over TLS"));
        }
        Ok(AuthorizationServer {
            registration,
            metadata,
        })
    }

    async fn metadata(&self, registration: &Registration) -> Result<Metadata, Stop> {
        let issuer = registration.bare_issuer();
        let address = format!("{issuer}/.well-known/openid-configuration");
        let request = self.line.http(Leg::AuthorizationServer).get(address);
        let found = document::read("discovery document", request).await?;
        let found = found.expect(StatusCode::OK, "discovery")?;
        serde_json::from_value(found).map_err(|_| Stop::Metadata("an endpoint is missing"))
    }
}

/// Endpoints at the places where they often are.
fn guessed(registration: &Registration) -> Option<Metadata> {
    let issuer = registration.bare_issuer();
    let below = |path: &str| Url::parse(&format!("{issuer}/{path}")).ok();
    Some(Metadata {
        issuer: issuer.to_owned(),
        authorization_endpoint: below("authorize")?,
        token_endpoint: below("access_token")?,
        jwks_uri: below("connect/jwk_uri")?,
        pushed_authorization_request_endpoint: below("par"),
        mtls_endpoint_aliases: Aliases::default(),
    })
}
