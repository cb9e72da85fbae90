//! What a producer can do wrong.

pub mod answer;
pub mod content;
pub mod header;
pub mod key;
pub mod layer;
pub mod publication;
pub mod recipient;
pub mod signature;

use mock_kit::Fault;

/// Every seam with its rows.
pub static SEAMS: &[&[&Fault]] = &[
    layer::ROWS,
    header::ROWS,
    key::ROWS,
    content::ROWS,
    signature::ROWS,
    recipient::ROWS,
    answer::ROWS,
    publication::ROWS,
];
