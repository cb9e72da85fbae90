//! The partner of an authorization server that registers recipients there (RFC 7591, RFC 7592; FDX, 2A and 2B).

pub mod clearing;
pub mod delegation;
pub mod metadata;
pub mod partner;
pub mod portfolio;
pub mod recipient;
