//! The deviations that a client can be told to commit: one file per seam, rows only.

pub mod assertion;
pub mod authorization_request;
pub mod authorization_response;
pub mod id_token;
pub mod metadata;
pub mod notification;
pub mod request_object;
pub mod resource_request;
pub mod signature;
pub mod signing;
pub mod token_request;
pub mod token_response;
pub mod transport;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    transport::ROWS,
    metadata::ROWS,
    authorization_request::ROWS,
    request_object::ROWS,
    signing::ROWS,
    assertion::ROWS,
    authorization_response::ROWS,
    signature::ROWS,
    id_token::ROWS,
    token_request::ROWS,
    token_response::ROWS,
    resource_request::ROWS,
    notification::ROWS,
];
