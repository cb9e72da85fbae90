//! The wire of a DAPS as our own takes it.

use mock_oidc::daps;

use super::algorithm;
use crate::requirement::wire::{DapsWire, Edition};

/// The profile's wire as the mock DAPS takes it.
pub fn variant(wire: &DapsWire) -> daps::Variant {
    let algorithms = wire.request_token_algorithms.iter().copied();
    daps::Variant {
        edition: match wire.edition {
            Edition::Seed => daps::Edition::Seed,
            Edition::Idsg => daps::Edition::IdsG,
        },
        issuer_path: wire.issuer_path.clone(),
        token_path: wire.token_path.clone(),
        algorithm: algorithm(wire.algorithm),
        request_token_algorithms: algorithms.map(algorithm).collect(),
        scope: wire.scope.clone(),
        audience: wire.audience.clone(),
        lifetime: wire.lifetime,
    }
}
