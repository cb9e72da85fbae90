//! The service as offices meet it: over HTTPS, with tokens of a small signing authority of our own.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop here"
)]

pub mod authority;
mod bucket;
mod encrypted_content;
mod errors;
mod flows;
mod holder;
mod kept_by_office;
mod notifications;
mod retention;
mod ro_ib;
mod robustness;
mod s3_server;
mod storage_urls;
mod tokens;
pub mod world;
