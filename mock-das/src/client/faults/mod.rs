//! The deviations that this client can be told to commit, one file per seam.
//!
//! Each is committed at one place of the code, as a named `if` on the path that is honest without it.

pub mod assertion;
pub mod authorization;
pub mod download;
pub mod transport;
pub mod upload;

use mock_kit::Fault;

/// The faults of every seam.
pub static SEAMS: &[&[&Fault]] = &[
    assertion::ROWS,
    authorization::ROWS,
    transport::ROWS,
    upload::ROWS,
    download::ROWS,
];
