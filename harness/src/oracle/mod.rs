//! What the judge knows for certain, on code of its own: whether a signature is valid, whether JSON is well-formed, what a token says.

pub mod access_token;
pub mod certified_key;
pub mod compact;
pub mod connector_id;
pub mod dat;
pub mod document;
pub mod guarantee;
pub mod half_hash;
pub mod identifier;
pub mod jwe;
pub mod key_set;
pub mod near_miss;
pub mod opinion;
pub mod published_keys;
pub mod refused_token;
pub mod request_token;
pub mod signature;
pub mod strict_json;
#[cfg(test)]
mod tests;
