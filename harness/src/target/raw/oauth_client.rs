//! A web client under test, as the target file has it, and with what our parties show themselves to those under test.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// A web client: where it is, and how it is registered at the authorization server, which is ours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOauthClient {
    /// Its client id.
    pub client_id: String,
    /// A JWK set with its public keys. One with `use: enc` is for ID tokens, which are encrypted then where a scenario wants that.
    pub jwks_file: PathBuf,
    /// The certificate that it shows, PEM.
    pub certificate_file: Option<PathBuf>,
    /// Whether it proves who it is by that certificate (`self_signed_tls_client_auth`), and not by `private_key_jwt`.
    #[serde(default)]
    pub proves_by_certificate: bool,
    /// The scope values that it may be granted; the profile's by default.
    pub scope: Option<String>,
    /// Where it meets the authorization server.
    pub usual: RawMeetingPoint,
    /// Where it meets another one, where it deals with two.
    pub elsewhere: Option<RawMeetingPoint>,
    /// The address that makes it read the resource again with the tokens of a session, when it is posted to.
    pub again: Option<Url>,
    /// The address at which it takes notifications.
    pub notifications: Option<Url>,
    /// A text that stands on the last page where the user is signed in and the resource was read, and on no other.
    pub done: String,
    /// The port of the resource: it reads `accounts` there.
    pub resource_port: u16,
    /// With what our parties show themselves to it.
    pub hosts: RawHostIdentity,
}

/// Where a web client and an authorization server meet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMeetingPoint {
    /// Where signing in begins.
    pub start: Url,
    /// Where responses arrive; one in the fragment is posted there as a form.
    pub redirect_uri: Url,
    /// The port of the authorization server; its issuer is `https://localhost` with that port and the path that the profile names.
    pub port: u16,
}

/// A certificate for our parties, which the client trusts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHostIdentity {
    /// The certificate for `localhost` with its chain, PEM. FAPI 1.0 Advanced wants one for an RSA key.
    pub certificate_file: PathBuf,
    /// Its key, PEM.
    pub key_file: PathBuf,
}
