//! How clients have users authenticated over the back channel (CIBA), where profiles differ.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::RequestObjectRule;

/// The behaviour of the backchannel authentication endpoint and of what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BackchannelVariant {
    /// The ways on offer in which results reach clients (CIBA, 5).
    pub delivery_modes: Vec<DeliveryMode>,
    /// Whether requests have to be signed (CIBA, 7.1.1).
    pub signed_requests: RequestObjectRule,
    /// Whether users may have codes without which they are not disturbed (CIBA, 7.1.2).
    pub user_codes: bool,
    /// Whether every request has a binding message (FAPI-CIBA, 5.2.2, item 2).
    pub binding_messages_required: bool,
    /// How long a user may take to decide, where the client asks for nothing else.
    pub request_lifetime: SignedDuration,
    /// How long clients wait between two polls (CIBA, 7.3).
    pub interval: SignedDuration,
}

/// How the result of an authentication reaches the client (CIBA, 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryMode {
    /// The client asks the token endpoint again and again.
    Poll,
    /// The client is told when to ask.
    Ping,
    /// The client is sent the tokens.
    Push,
}

impl DeliveryMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Poll, Self::Ping, Self::Push];

    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Ping => "ping",
            Self::Push => "push",
        }
    }

    /// The mode of that very name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Whether the client is called (CIBA, 9).
    #[must_use]
    pub fn notifies(self) -> bool {
        self != Self::Poll
    }
}
