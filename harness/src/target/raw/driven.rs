//! Parties that have to be driven, as the target file has them. `fixtures/drivers/README.md` is the contract.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::RawHostIdentity;

/// Whoever registers recipients: who it is, and how it is made to act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRegisteringParty {
    /// Its client id at the authorization server, which is ours.
    pub client_id: String,
    /// A JWK set with its public keys. Without it, key and certificate are made and handed to it.
    pub jwks_file: Option<PathBuf>,
    /// The command that makes it act: a program and its arguments.
    ///
    /// Arguments stand in evidence and in every list of processes. Secrets belong into files, or into environment variables: the command
    /// inherits those of the harness, and nothing of them is recorded.
    #[serde(default)]
    pub act: Vec<String>,
    /// The address that makes it act.
    pub act_url: Option<Url>,
    /// Whether a person makes it act.
    #[serde(default)]
    pub operator: bool,
    /// The port of the authorization server; a free one by default.
    #[serde(default)]
    pub port: u16,
}

/// A connector that asks our DAPS: who it is, and how it is made to ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAskingConnector {
    /// The certificate of its identity, PEM, with both key identifiers.
    pub certificate_file: PathBuf,
    /// The command that makes it ask for a DAT: a program and its arguments.
    ///
    /// Arguments stand in evidence and in every list of processes. Secrets belong into files, or into environment variables: the command
    /// inherits those of the harness, and nothing of them is recorded.
    #[serde(default)]
    pub ask: Vec<String>,
    /// The address that makes it ask.
    pub ask_url: Option<Url>,
    /// Whether a person makes it ask.
    #[serde(default)]
    pub operator: bool,
    /// Where it takes messages by POST, each with the DAT of its sender as a bearer token. Without it, only how it asks is judged.
    pub messages: Option<Url>,
    /// The port of the DAPS; a free one by default.
    #[serde(default)]
    pub port: u16,
    /// With what our DAPS shows itself, where the connector is not told whom to trust; `trust` vouches for it.
    pub hosts: Option<RawHostIdentity>,
}
