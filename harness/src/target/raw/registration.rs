//! How an authorization server registers clients over the wire, as the target file has it.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// What opens the client registration endpoint: an access token that the client gets for itself, where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRegistration {
    /// The scope value of that access token; the profile's by default.
    pub scope: Option<String>,
    /// A file with an initial access token that was handed out instead (RFC 7591, 3).
    pub initial_access_token_file: Option<PathBuf>,
    /// Whether anybody may register clients.
    #[serde(default)]
    pub open: bool,
}

/// Where a registry of recipients is, and what shows that the judge is known there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRegistry {
    /// The address below which `recipients` lies.
    pub base: Url,
    /// A file with the access token of the judge.
    pub access_token_file: PathBuf,
}
