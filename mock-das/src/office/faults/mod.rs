//! The deviations that an office's API can be told to commit, one file per seam.

pub mod download;
pub mod errors;
pub mod notification;
pub mod outbound;
pub mod report;
pub mod retrieval;
pub mod stimulus;
pub mod token;

use mock_kit::Fault;

/// The faults of every seam, the framing faults of the listener left out: they are DAS's and would be committed by both.
pub static SEAMS: &[&[&Fault]] = &[
    token::ROWS,
    retrieval::ROWS,
    report::ROWS,
    outbound::ROWS,
    download::ROWS,
    notification::ROWS,
    errors::ROWS,
    stimulus::ROWS,
];
