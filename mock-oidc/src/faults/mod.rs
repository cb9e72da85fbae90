//! The deviations that this server can be told to commit: one file per seam, rows only.
//!
//! A row is consulted at the one place where the deviation lives; without it the code reads as an honest server.

pub mod assertion;
pub mod authorization_metadata;
pub mod authorization_request;
pub mod authorization_response;
pub mod backchannel_acknowledgement;
pub mod backchannel_hint;
pub mod backchannel_metadata;
pub mod backchannel_notification;
pub mod backchannel_registration;
pub mod backchannel_request;
pub mod backchannel_signed_request;
pub mod backchannel_stimuli;
pub mod ciba_grant;
pub mod client_certificate;
pub mod client_management;
pub mod client_method;
pub mod code_grant;
pub mod consent;
pub mod delegation;
pub mod id_token;
pub mod introspection;
pub mod key_set;
pub mod metadata;
pub mod page;
pub mod pushed_request;
pub mod refresh_token;
pub mod registration_request;
pub mod registration_response;
pub mod request_object;
pub mod revocation;
pub mod stimuli;
pub mod stimuli_in_jwts;
pub mod token_request;
pub mod token_response;
pub mod transport;

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
    authorization_request::ROWS,
    request_object::ROWS,
    pushed_request::ROWS,
    authorization_response::ROWS,
    page::ROWS,
    id_token::ROWS,
    code_grant::ROWS,
    refresh_token::ROWS,
    client_certificate::ROWS,
    client_method::ROWS,
    consent::ROWS,
    authorization_metadata::ROWS,
    backchannel_metadata::ROWS,
    backchannel_registration::ROWS,
    backchannel_request::ROWS,
    backchannel_signed_request::ROWS,
    backchannel_hint::ROWS,
    backchannel_acknowledgement::ROWS,
    ciba_grant::ROWS,
    backchannel_notification::ROWS,
    backchannel_stimuli::ROWS,
    registration_request::ROWS,
    registration_response::ROWS,
    client_management::ROWS,
    delegation::ROWS,
    stimuli::ROWS,
    stimuli_in_jwts::ROWS,
    transport::ROWS,
];
