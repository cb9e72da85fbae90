//! What the steps about TLS itself remember.

use crate::exchange::handshake::{Answer, Offer};
use crate::exchange::model::Exchange;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct TransportState {
    /// The handshakes that were begun.
    pub handshakes: Vec<Handshake>,
    /// What was answered without TLS.
    pub in_the_clear: Vec<Exchange>,
}

/// One host, what it was offered and what it made of it.
#[derive(Debug)]
pub struct Handshake {
    /// The host with its port.
    pub host: String,
    /// What it was offered.
    pub offer: Offer,
    /// What it answered.
    pub answer: Answer,
    /// What it answered to an offer that it has to like.
    pub control: Answer,
}
