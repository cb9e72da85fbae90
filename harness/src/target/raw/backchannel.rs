//! Who may be asked over the back channel of an authorization server, as the target file has it (CIBA).

use schemars::JsonSchema;
use serde::Deserialize;

use super::RawHostIdentity;

/// The user of the test, and what decides for that user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBackchannel {
    /// What the user is called in `login_hint`.
    pub login_hint: String,
    /// What another user is called there.
    pub another_login_hint: Option<String>,
    /// What a user is called there who has a code, and the code.
    pub with_code: Option<RawUserWithCode>,
    /// An address that decides for the user when it is fetched; `{auth_req_id}` and `{action}`, which is `allow` or `deny`, are
    /// filled in.
    pub decide: Option<String>,
    /// Where the client `pinged_client` is notified, which is ours.
    pub pings: Option<RawPings>,
}

/// Our endpoint of notifications: `https://localhost`, this port, and the path `/notifications`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPings {
    /// Its port.
    pub port: u16,
    /// With what it shows itself to the authorization server.
    pub hosts: RawHostIdentity,
}

/// A user who is not disturbed without a code (CIBA, 7.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUserWithCode {
    /// What the user is called in `login_hint`.
    pub login_hint: String,
    /// The code.
    pub user_code: String,
}
