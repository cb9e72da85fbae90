//! What a registry is started with.

use mock_kit::{Clock, ListenerSettings};

use super::recipient::Recipient;

/// Everything that a registry needs to start.
#[derive(Clone)]
pub struct Settings {
    /// Where it listens, and how others reach it.
    pub listener: ListenerSettings,
    /// Its clock.
    pub clock: Clock,
    /// The access tokens of the callers that it knows.
    pub callers: Vec<String>,
    /// The recipients that it knows from the start.
    pub recipients: Vec<Recipient>,
}

/// Without the access tokens, which nobody is to find in a log.
impl std::fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("Settings");
        shown
            .field("recipients", &self.recipients)
            .finish_non_exhaustive()
    }
}
