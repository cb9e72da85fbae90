//! The deviations that a resource can be told to commit: one file per seam, rows only.

pub mod account_number;
pub mod answer;
pub mod binding;
pub mod consent;
pub mod cross_origin;
pub mod customer;
pub mod interaction;
pub mod presentation;
pub mod refusal;
pub mod scope;
pub mod token;
pub mod tolerance;
pub mod transport;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    presentation::ROWS,
    token::ROWS,
    binding::ROWS,
    scope::ROWS,
    customer::ROWS,
    consent::ROWS,
    refusal::ROWS,
    answer::ROWS,
    interaction::ROWS,
    cross_origin::ROWS,
    tolerance::ROWS,
    account_number::ROWS,
    transport::ROWS,
];
