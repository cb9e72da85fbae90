//! The deviations that a DAPS can be told to commit: one file per seam, rows only.

pub mod audience;
pub mod dat;
pub mod disclosure;
pub mod enrolment;
pub mod header;
pub mod identity;
pub mod issuer;
pub mod key_set;
pub mod metadata;
pub mod request_token;
pub mod signature;
pub mod stimuli;
pub mod times;
pub mod token_request;
pub mod token_response;
pub mod values;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    enrolment::ROWS,
    token_request::ROWS,
    request_token::ROWS,
    issuer::ROWS,
    identity::ROWS,
    signature::ROWS,
    times::ROWS,
    audience::ROWS,
    token_response::ROWS,
    disclosure::ROWS,
    header::ROWS,
    dat::ROWS,
    values::ROWS,
    key_set::ROWS,
    metadata::ROWS,
    stimuli::ROWS,
];
