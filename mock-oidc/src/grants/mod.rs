//! The grants on offer: one.

pub mod access_token_claims;
pub mod client_credentials;
