//! A data space, as the target file has it: its DAPS, a connector that takes messages, and connectors that the judge may act as.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

/// Where a DAPS is, and the connectors that it knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDaps {
    /// Its URL, as its DATs name it.
    pub issuer: Url,
    /// What request tokens name as their audience; its URL where nothing else is said (RFC 7523, 3, item 3).
    pub audience: Option<String>,
    /// Where it issues DATs.
    pub token_endpoint: Url,
    /// Where its keys are published; `.well-known/jwks.json` below the issuer where nothing else is said.
    pub jwks_uri: Option<Url>,
    /// The connector that the judge acts as in most scenarios.
    pub connector: RawDataConnector,
    /// Another one.
    pub another_connector: Option<RawDataConnector>,
}

/// A connector that the DAPS knows, with its credentials.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDataConnector {
    /// The certificate of its identity, PEM, with both key identifiers.
    pub certificate_file: PathBuf,
    /// The private key to it, PEM: on P-256, or an RSA key.
    pub key_file: PathBuf,
    /// The certificate that it uses for TLS, PEM.
    pub transport_certificate_file: Option<PathBuf>,
    /// The private key to that, PEM.
    pub transport_key_file: Option<PathBuf>,
    /// What the DAPS knows of it.
    pub attributes: RawAttributes,
}

/// What a DAPS knows of a connector.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAttributes {
    /// The security profile that it is certified for, `idsc:BASE_SECURITY_PROFILE` for one.
    pub security_profile: String,
    /// Where its self-description lies.
    pub referring_connector: Option<String>,
    /// The SHA-256 of its transport certificates, in hexadecimal digits; that of `transport_certificate_file` where nothing else is said.
    pub transport_certs_sha256: Option<Vec<String>>,
    /// In what it exceeds its profile.
    #[serde(default)]
    pub extended_guarantee: Vec<String>,
}

/// A connector under test.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawConnector {
    /// Where it takes messages by POST, each with the DAT of its sender as a bearer token.
    pub messages: Url,
}
