//! What was sent and what was received, and what of it may leave the process.

pub mod body;
pub mod call;
pub mod field_names;
pub mod handshake;
pub mod log;
pub mod model;
pub mod pace;
pub mod raw;
pub mod redaction;
pub mod sender;
