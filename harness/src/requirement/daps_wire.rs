//! What a profile fixes of attribute provisioning in a data space: which text is followed, paths, algorithms, scope, audience, lifetime.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::wire::Algorithm;

/// What a DAPS is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DapsWire {
    /// Which text is followed.
    pub edition: Edition,
    /// The path of the issuer; empty for the root of the host.
    pub issuer_path: String,
    /// Where DATs are issued, as a path from the root of the host.
    pub token_path: String,
    /// What DATs are signed with.
    pub algorithm: Algorithm,
    /// What request tokens may be signed with.
    pub request_token_algorithms: Vec<Algorithm>,
    /// The scope that stands for the attributes of a connector.
    pub scope: String,
    /// The audience that stands for every connector.
    pub audience: String,
    /// How long a DAT lives.
    pub lifetime: SignedDuration,
}

/// Which text is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// The first one, with a table of members for the request token and one for the DAT.
    Seed,
    /// The current one, on top of RFC 7523, RFC 8414 and RFC 9068.
    Idsg,
}
