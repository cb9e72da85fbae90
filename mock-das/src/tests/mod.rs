//! The service as offices meet it: over HTTPS, with tokens of a small signing authority of our own.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop here"
)]

mod authority;
mod errors;
mod flows;
mod notifications;
mod robustness;
mod storage_urls;
mod tokens;
mod world;
