//! A client of the back channel under test, as the target file has it (CIBA).

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::RawHostIdentity;
use crate::requirement::backchannel_wire::DeliveryMode;

/// A client of the back channel: how it is registered at the authorization server, which is ours, and how it is made to ask.
/// `fixtures/drivers/README.md` is the contract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCibaClient {
    /// Its client id.
    pub client_id: String,
    /// A JWK set with its public keys.
    pub jwks_file: PathBuf,
    /// The certificate that it shows, PEM.
    pub certificate_file: Option<PathBuf>,
    /// Whether it proves who it is by that certificate (`self_signed_tls_client_auth`), and not by `private_key_jwt`.
    #[serde(default)]
    pub proves_by_certificate: bool,
    /// How results reach it.
    pub delivery: DeliveryMode,
    /// Where it is notified, unless it polls.
    pub notifications: Option<Url>,
    /// The algorithm under which it signs its requests, where it does.
    pub signs_requests_with: Option<String>,
    /// The scope values that it may be granted; the profile's by default.
    pub scope: Option<String>,
    /// The address that makes it ask for the user `alice` when it is posted to. It answers when that is over: with a status from 200 to 299
    /// where it has tokens that it believes, otherwise with any other.
    pub start: Option<Url>,
    /// Instead: the command that makes it ask, a program and its arguments. Its exit code is 0 where it has tokens that it believes.
    ///
    /// Arguments stand in evidence and in every list of processes. Secrets belong into files, or into environment variables: the command
    /// inherits those of the harness, and nothing of them is recorded.
    #[serde(default)]
    pub ask: Vec<String>,
    /// Instead: whether a person makes it ask.
    #[serde(default)]
    pub operator: bool,
    /// The port of the authorization server; its issuer is `https://localhost` with that port and the path that the profile names.
    pub port: u16,
    /// With what our parties show themselves to it.
    pub hosts: RawHostIdentity,
}
