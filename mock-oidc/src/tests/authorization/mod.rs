//! Resource owners authorize clients, from end to end over TLS.

mod authentication;
pub mod bench;
mod client;
mod flows;
mod grants;
mod metadata;
mod pushed;
mod requests;
mod responses;
