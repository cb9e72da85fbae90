//! How clients are registered over the wire, where profiles differ.

use serde::{Deserialize, Serialize};

/// The behaviour of the client registration endpoint (RFC 7591; FDX API Security Profile, 2B).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RegistrationVariant {
    /// The scope value of access tokens for registering clients.
    pub scope: String,
    /// The scope values that clients can be registered for.
    pub recipient_scopes: Vec<String>,
}
