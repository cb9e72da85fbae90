//! The deviations that a connector can be told to commit: one file per seam, rows only.

pub mod audience;
pub mod binding;
pub mod key_set;
pub mod metadata;
pub mod request_token;
pub mod signature;
pub mod times;
pub mod token_request;
pub mod transport;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    request_token::ROWS,
    token_request::ROWS,
    metadata::ROWS,
    transport::ROWS,
    signature::ROWS,
    key_set::ROWS,
    times::ROWS,
    audience::ROWS,
    binding::ROWS,
];
