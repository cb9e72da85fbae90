//! Clients that are registered over the wire: dynamic registration (RFC 7591), its management (RFC 7592), and what FDX adds to both
//! (FDX API Security Profile, 2A and 2B): partners with bound access tokens, a status, descriptions, chains of intermediaries, durations
//! and references to registries.

pub mod access;
pub mod admission;
pub mod checks;
pub mod client_information;
pub mod denial;
pub mod disclosure;
pub mod endpoint;
pub mod management;
pub mod metadata;
pub mod record;
mod revocation;
