//! The provider, as a registering party speaks to it.

use mock_kit::answer;
use mock_kit::tls::{http_client_as, http_client_of};
use serde_json::{Value, json};
use url::Url;

use super::settings::Settings;
use super::trouble::Trouble;

/// The party's name in journals, control routes and `User-Agent`.
pub const PARTY: &str = "registering-party";
/// Seconds for which an assertion is valid.
pub const LIFETIME: i64 = 60;

/// The longest answer that is read, in octets.
const LENGTH_LIMIT: usize = 256 << 10;

/// The endpoints of the provider, and the lines to them.
pub struct Provider {
    /// Its issuer, as it spells it.
    pub issuer: String,
    /// Where access tokens are issued.
    pub token_endpoint: Url,
    /// Where clients are registered.
    pub registration_endpoint: Url,
    /// Where authorization requests are pushed.
    pub pushed_requests: Url,
    /// Connections with the party's certificate.
    pub bound: reqwest::Client,
    /// Connections without a certificate, which only a party that misbehaves makes use of.
    pub unbound: reqwest::Client,
}

impl Provider {
    /// Reads the metadata of the provider (RFC 8414, 3).
    pub async fn reach(settings: &Settings) -> Result<Self, Trouble> {
        let trust: Vec<&str> = settings.trust.iter().map(String::as_str).collect();
        let bound = http_client_as(PARTY, &settings.identity, &trust)?;
        let issuer = settings.issuer.as_str().trim_end_matches('/');
        let published = format!("{issuer}/.well-known/openid-configuration");
        let metadata = served(
            bound.get(published).send().await?,
            "the request for metadata",
        )
        .await?;
        Ok(Self {
            issuer: issuer.to_owned(),
            token_endpoint: address(&metadata, "token_endpoint")?,
            registration_endpoint: address(&metadata, "registration_endpoint")?,
            pushed_requests: address(&metadata, "pushed_authorization_request_endpoint")?,
            unbound: http_client_of(PARTY, &trust)?,
            bound,
        })
    }

    /// The claims with which a client says who it is (RFC 7523, 3).
    pub fn assertion(&self, client_id: &str, now: i64) -> Value {
        json!({
            "iss": client_id,
            "sub": client_id,
            "aud": self.issuer,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": mock_kit::entropy::identifier(),
        })
    }
}

/// A member that is an address, over TLS as everything that is sent there.
pub fn address(body: &Value, name: &'static str) -> Result<Url, Trouble> {
    let address = body[name].as_str().and_then(|text| Url::parse(text).ok());
    let secured = address.filter(|address| address.scheme() == "https");
    secured.ok_or(Trouble::Missing(name))
}

/// The body of an answer that has to be a success.
pub async fn served(answered: reqwest::Response, what: &'static str) -> Result<Value, Trouble> {
    if !answered.status().is_success() {
        return Err(Trouble::Refused(what));
    }
    let body = answer::json(answered, LENGTH_LIMIT).await;
    body.ok_or(Trouble::Unreadable(what))
}
