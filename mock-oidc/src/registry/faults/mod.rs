//! The deviations that a registry can be told to commit: one file per seam, rows only.

pub mod listing;
pub mod recipient;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[listing::ROWS, recipient::ROWS];
