//! The deviations that this service can be told to commit, one file per seam.

pub mod access_token;
pub mod document;
pub mod stimuli;

use mock_kit::Fault;

/// The faults of every seam.
pub static SEAMS: &[&[&Fault]] = &[access_token::ROWS, document::ROWS, stimuli::ROWS];
