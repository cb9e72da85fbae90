//! The deviations that this DAS can be told to commit, one file per seam.
//!
//! Each is committed at one place of the code, as a named `if` on the path that is honest without it.

pub mod access_token;
pub mod availability;
pub mod certificate;
pub mod content;
pub mod description;
pub mod download;
pub mod encryption;
pub mod errors;
pub mod fetching;
pub mod forwarding;
pub mod notification;
pub mod original;
pub mod race;
pub mod registration;
pub mod retention;
pub mod retrieval;
pub mod ro_ib;
pub mod stimuli;
pub mod storage;
pub mod token_binding;
pub mod transit_zone;
pub mod upload;

use mock_kit::Fault;

/// The faults of every seam, the framing faults of the listener included.
pub static SEAMS: &[&[&Fault]] = &[
    access_token::ROWS,
    token_binding::ROWS,
    upload::ROWS,
    content::ROWS,
    registration::ROWS,
    certificate::ROWS,
    availability::ROWS,
    retrieval::ROWS,
    notification::ROWS,
    forwarding::ROWS,
    fetching::ROWS,
    transit_zone::ROWS,
    download::ROWS,
    encryption::ROWS,
    storage::ROWS,
    race::ROWS,
    retention::ROWS,
    ro_ib::ROWS,
    errors::ROWS,
    description::ROWS,
    original::ROWS,
    stimuli::ROWS,
    mock_kit::framing::ROWS,
];
