//! A web client under test, as the target file describes it: where it is, and how it is registered.

use std::time::Duration;

use serde_json::Value;
use url::Url;

/// A web client that is not ours.
#[derive(Debug, Clone, PartialEq)]
pub struct WebClientUnderTest {
    /// Its client id.
    pub client_id: String,
    /// Its public keys, for signatures and for encrypted ID tokens.
    pub jwks: Value,
    /// The certificate that it shows, as PEM, where it shows one.
    pub certificate_pem: Option<String>,
    /// Whether it proves who it is by that certificate, and not by assertions.
    pub proves_by_certificate: bool,
    /// The scope values that it may be granted; those of the profile where there are none.
    pub scope: Vec<String>,
    /// Where it meets the authorization server.
    pub usual: MeetingPoint,
    /// Where it meets another one, where it deals with two.
    pub elsewhere: Option<MeetingPoint>,
    /// Where it reads the resource again.
    pub again: Option<Url>,
    /// Where it takes notifications.
    pub notifications: Option<Url>,
    /// A text of the last page where a user is signed in.
    pub done: String,
    /// The port of the resource.
    pub resource_port: u16,
    /// With what our parties show themselves to it.
    pub hosts: HostIdentity,
    /// The authorities that vouch for it and for our parties, as a PEM text.
    pub trust_pem: String,
    /// How long one sign-in may take.
    pub deadline: Duration,
}

impl WebClientUnderTest {
    /// Whether it has a key for encrypted ID tokens (OpenID Connect Core, 10.2).
    pub fn decrypts(&self) -> bool {
        let keys = self.jwks["keys"].as_array().into_iter().flatten();
        keys.into_iter().any(|key| key["use"] == "enc")
    }
}

/// Where a client and an authorization server meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingPoint {
    /// Where signing in begins.
    pub start: Url,
    /// Where responses arrive.
    pub redirect_uri: Url,
    /// The port of the authorization server.
    pub port: u16,
}

/// A certificate for our parties that the client trusts, with its key, as PEM texts.
#[derive(Clone, PartialEq, Eq)]
pub struct HostIdentity {
    /// The certificate with its chain.
    pub certificate_pem: String,
    /// Its key.
    pub key_pem: String,
}

/// Without the key, which nobody is to find in a log.
impl std::fmt::Debug for HostIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("HostIdentity")
    }
}
