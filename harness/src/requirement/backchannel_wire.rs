//! What a profile leaves open about authentication over the back channel (CIBA).

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::authorization_wire::RequestObjectRule;

/// What concerns the backchannel authentication endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BackchannelWire {
    /// The ways in which results may reach clients (CIBA, 5).
    pub delivery_modes: Vec<DeliveryMode>,
    /// Whether requests must be signed (CIBA, 7.1.1).
    pub signed_requests: RequestObjectRule,
    /// Whether users may have codes (CIBA, 7.1.2).
    pub user_codes: bool,
    /// Whether every request has a binding message (FAPI-CIBA, 5.2.2, item 2).
    pub binding_messages_required: bool,
    /// How long a user may take to decide.
    pub request_lifetime: SignedDuration,
    /// How long a client waits between two polls.
    pub interval: SignedDuration,
}

/// How the result of an authentication reaches the client (CIBA, 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryMode {
    /// The client asks again and again.
    Poll,
    /// The client is told when to ask.
    Ping,
    /// The client is sent the tokens.
    Push,
}

impl DeliveryMode {
    /// Its registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Ping => "ping",
            Self::Push => "push",
        }
    }
}
