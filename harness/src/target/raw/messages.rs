//! Parties of encrypted messages under test, as the target file has them.

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::RawHostIdentity;
use crate::oracle::jwe::agreement_key::Curve;

/// A producer and a consumer of encrypted messages, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMessages {
    /// The address below which the consumer takes `messages` and publishes `keys.jwks`.
    pub consumer: Option<Url>,
    /// The address below which recipients of the producer register at `recipients/NAME` and fetch `recipients/NAME/customers/current`, and
    /// it publishes `keys.jwks`.
    pub producer: Option<Url>,
    /// The curve on which the producer and its recipients have agreed: P-256 where nothing is said. Others are tried too, and need not be
    /// offered.
    pub curve: Option<Curve>,
    /// Where our keys are: the consumer knows those of its producer by the address `keys` at this port of localhost.
    pub key_port: u16,
    /// With what our parties show themselves.
    pub hosts: RawHostIdentity,
}
