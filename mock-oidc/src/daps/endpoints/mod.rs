//! What is answered where.

pub mod jwks;
pub mod metadata;
pub mod token;
