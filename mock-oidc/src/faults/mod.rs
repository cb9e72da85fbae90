//! The deviations that this server can be told to commit: one file per seam, rows only.
//!
//! A row is consulted at the one place where the deviation lives; without it the code reads as an honest server.

pub mod assertion;
pub mod introspection;
pub mod key_set;
pub mod metadata;
pub mod revocation;
pub mod stimuli;
pub mod token_request;
pub mod token_response;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    assertion::ROWS,
    token_request::ROWS,
    token_response::ROWS,
    key_set::ROWS,
    metadata::ROWS,
    introspection::ROWS,
    revocation::ROWS,
    stimuli::ROWS,
];
