//! The deviations that this DAS can be told to commit, one file per seam.
//!
//! Each is committed at one place of the code, as a named `if` on the path that is honest without it.

pub mod access_token;
pub mod availability;
pub mod certificate;
pub mod content;
pub mod download;
pub mod errors;
pub mod notification;
pub mod registration;
pub mod retention;
pub mod retrieval;
pub mod upload;

use mock_kit::Fault;

/// The faults of every seam, the framing faults of the listener included.
pub static SEAMS: &[&[&Fault]] = &[
    access_token::ROWS,
    upload::ROWS,
    content::ROWS,
    registration::ROWS,
    certificate::ROWS,
    availability::ROWS,
    retrieval::ROWS,
    notification::ROWS,
    download::ROWS,
    retention::ROWS,
    errors::ROWS,
    mock_kit::framing::ROWS,
];
