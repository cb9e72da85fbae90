//! Tokens made byte by byte, legal and illegal: no JOSE library has a say in what they look like.
//!
//! ```no_run
//! # use harness::actor::forge::{self, Jwt};
//! # use serde_json::json;
//! let key = forge::new_key();
//! let legal = Jwt::new(json!({"alg": "ES256"}), json!({"sub": "someone"})).signed_by(&key);
//! let unsigned = Jwt::new(json!({"alg": "none"}), json!({"sub": "someone"})).unsigned();
//! ```

pub mod authority;
pub mod certificate;
pub mod connector_certificate;
pub mod encoding;
pub mod foreign_key;
pub mod jwe;
mod jwt;
pub mod public_key;
pub mod signature;
#[cfg(test)]
mod tests;

pub use jwt::{Jwt, SignedJwt, es256};

use p256::SecretKey;
use p256::elliptic_curve::Generate as _;

/// A fresh key on P-256.
pub fn new_key() -> SecretKey {
    SecretKey::generate()
}
