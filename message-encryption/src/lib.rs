//! Messages that are signed and then encrypted, after Part 4 (End to End Encryption) of the FDX security profile: a JWS inside a JWE.
//!
//! [`nested`] is the library: it protects a whole payload or a single field, and opens what others have protected. [`producer`] and
//! [`consumer`] are parties that do so over HTTPS; each can be told to commit its [`faults`], one deviation each. JOSE is spoken through
//! josekit on OpenSSL.

pub mod algorithm;
mod base64;
mod careless;
pub mod certificate;
pub mod consumer;
mod content;
mod encryption_key;
pub mod faults;
mod key_host;
pub mod key_set;
mod known_keys;
pub mod message;
pub mod nested;
mod opening;
pub mod own_key;
pub mod producer;
mod publication;
pub mod refusal;
pub mod revocation;
mod sealing;
mod signature;
mod start;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

pub use refusal::Refusal;
pub use start::StartError;
