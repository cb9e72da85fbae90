//! What a consumer can do wrong.

pub mod content;
pub mod form;
pub mod header;
pub mod key;
pub mod layer;
pub mod publication;
pub mod signature;
pub mod trust;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    form::ROWS,
    header::ROWS,
    key::ROWS,
    content::ROWS,
    layer::ROWS,
    signature::ROWS,
    trust::ROWS,
    publication::ROWS,
];
