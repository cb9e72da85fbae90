//! What the judge knows for certain, on code of its own: whether a signature is valid, whether JSON is well-formed, what a token says.

pub mod access_token;
pub mod compact;
pub mod document;
pub mod identifier;
pub mod jwe;
pub mod key_set;
pub mod published_keys;
pub mod signature;
pub mod strict_json;
#[cfg(test)]
mod tests;
