//! What is demanded: one row per clause, the profiles that select rows, and which scenarios judge them.
//!
//! Rows are data (`features/requirements/*.yaml`), never code. A [`Registry`] holds them all; a [`Profile`] names those in force,
//! how severe they are and how the wire looks.

mod authorization_wire;
pub mod backchannel_wire;
mod coverage;
mod daps_wire;
pub mod departure;
mod id;
pub mod ledger;
pub mod operations;
mod profile;
mod registry;
mod row;
pub mod wire;

pub use coverage::{Coverage, FaultRef, RequirementCoverage};
pub use id::{InvalidRequirementId, RequirementId};
pub use profile::{Profile, ProfileFile};
pub use registry::{Registry, Specification};
pub use row::{Basis, Level, Requirement, Role, Untested};
pub use wire::{
    AccessCode, Algorithm, AuthorizationServerWire, CertificateExpiry, DasWire, IssuerPort,
    JtiRule, RetrievalErrors, ScopeForm, TokenAudience, Wire,
};
