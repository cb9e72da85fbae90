//! The checks of incoming requests, one small file each.

pub mod access_token;
pub mod agreement;
pub mod bearer;
pub mod body;
pub mod careless_key_set;
pub mod careless_keys;
pub mod compact_token;
pub mod fields;
pub mod guessing;
pub mod identity;
pub mod ownership;
mod token_binding;
pub mod token_claims;
pub mod token_signature;
