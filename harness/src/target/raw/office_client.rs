//! An office's client under test, as the target file has it.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// An office's client: who it is, and how it is made to act. `fixtures/drivers/README.md` is the contract.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawOfficeClient {
    /// Its client id.
    pub client_id: String,
    /// The office that it speaks for (WIPO ST.3).
    pub office: String,
    /// A certificate with its public key, PEM.
    pub certificate_file: Option<PathBuf>,
    /// A JWK set with its public key. With neither of the two, a key is made and handed to it.
    pub jwks_file: Option<PathBuf>,
    /// Its private key, where the command wants to be told the file.
    pub key_file: Option<PathBuf>,
    /// The command for a registration: a program and its arguments.
    ///
    /// Arguments stand in evidence and in every list of processes. Secrets belong into files, or into environment variables: the command
    /// inherits those of the harness, and nothing of them is recorded.
    #[serde(default)]
    pub register: Vec<String>,
    /// The command for a retrieval, likewise without secrets among its arguments.
    #[serde(default)]
    pub retrieve: Vec<String>,
    /// The address that makes it act.
    pub trigger_url: Option<Url>,
    /// Whether a person makes it act.
    #[serde(default)]
    pub operator: bool,
    /// The ports at which it finds the other parties; free ones by default.
    #[serde(default)]
    pub ports: RawPorts,
}

/// The ports at which a client finds the other parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPorts {
    /// Where the authorization server listens.
    #[serde(default)]
    pub authorization_server: u16,
    /// Where DAS listens.
    #[serde(default)]
    pub das: u16,
}
