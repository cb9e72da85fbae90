//! Parties of encrypted messages under test, as the target file describes them.

use std::time::Duration;

use url::Url;

use super::HostIdentity;
use crate::oracle::jwe::agreement_key::Curve;

/// A producer and a consumer that are not ours, or one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePartiesUnderTest {
    /// The base of the consumer, ending in a slash.
    pub consumer: Option<Url>,
    /// The base of the producer, ending in a slash.
    pub producer: Option<Url>,
    /// The curve on which the producer agrees on keys with recipients.
    pub curve: Curve,
    /// The port at which the consumer finds the keys of our producer.
    pub key_port: u16,
    /// With what our parties show themselves.
    pub hosts: HostIdentity,
    /// The authorities that vouch for them and for our parties, as a PEM text.
    pub trust_pem: String,
    /// How long one scenario may take.
    pub deadline: Duration,
}
