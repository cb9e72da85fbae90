//! The authorization server as the resource sees it: a place to ask what an access token is worth (RFC 7662).
//!
//! Where to ask is learnt once; what the answer is, never: a revoked token is refused from the next request on.

mod answer;
mod assertion;
mod consent;
mod discovery;
mod document;

pub use self::answer::AccessToken;
pub use self::assertion::CredentialsError;
pub use self::consent::{Consent, ConsentedResource};

use tokio::sync::OnceCell;
use url::Url;

use self::assertion::Asserter;
use self::discovery::Metadata;
use super::settings::Settings;

/// The kind of assertion that it authenticates with (RFC 7523, 2.2).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Why nobody can say what a token is worth.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum IntrospectionError {
    /// No answer, a refusal, or one that is too long.
    #[error("get an answer from the authorization server")]
    NoAnswer,
    /// What came is not what should have come.
    #[error("read what the authorization server says")]
    Unreadable,
    /// The metadata are of another issuer, or lead elsewhere.
    #[error("believe the metadata of the authorization server")]
    ForeignMetadata,
    /// The client assertion could not be signed.
    #[error("sign a client assertion")]
    Unsigned,
}

/// Asks the authorization server.
pub struct Introspector {
    issuer: Url,
    http: reqwest::Client,
    asserter: Asserter,
    metadata: OnceCell<Metadata>,
}

impl Introspector {
    /// One that asks as the client of `settings`; it fetches nothing before it is asked.
    pub fn new(settings: &Settings, http: reqwest::Client) -> Result<Self, CredentialsError> {
        Ok(Self {
            issuer: settings.issuer.clone(),
            http,
            asserter: Asserter::new(&settings.credentials, settings.clock.clone())?,
            metadata: OnceCell::new(),
        })
    }

    /// The issuer whose tokens count.
    pub fn issuer(&self) -> &Url {
        &self.issuer
    }

    /// What the authorization server says of a token; nothing where it is no live access token.
    pub async fn ask(&self, token: &str) -> Result<Option<AccessToken>, IntrospectionError> {
        let fetch = || discovery::fetch(&self.http, &self.issuer);
        let metadata = self.metadata.get_or_try_init(fetch).await?;
        let assertion = self.asserter.assertion(&metadata.issuer)?;
        let form = [
            ("token", token),
            ("token_type_hint", "access_token"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &assertion),
        ];
        let request = self.http.post(metadata.introspection_endpoint.clone());
        AccessToken::from_answer(document::read(request.form(&form)).await?)
    }
}
