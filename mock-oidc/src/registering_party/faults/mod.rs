//! The deviations that a registering party can be told to commit: one file per seam, rows only.

pub mod management;
pub mod registration;
pub mod request;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[registration::ROWS, request::ROWS, management::ROWS];
