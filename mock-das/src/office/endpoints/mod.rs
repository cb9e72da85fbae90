//! The operations that the office offers to WIPO, one file per resource.

pub mod body;
pub mod notifications;
pub mod retrievals;
pub mod signed_urls;
pub mod url_downloads;

use axum::response::Response;

use crate::checks::fields::{Fields, malformed};
use crate::das_error::{DasError, Reason};
use crate::number::{DocumentKind, DocumentNumber};
use crate::state::registration::DocumentKey;

/// What an operation comes to.
pub type Answer = Result<Response, DasError>;

/// The document that a request names. A number that no document can bear is not kept here.
fn document(fields: &Fields) -> Result<DocumentKey, Reason> {
    let stated = fields.required("documentKindCategory")?;
    let kind = DocumentKind::from_wire(stated);
    let kind = kind.ok_or_else(|| malformed("documentKindCategory", "a known kind"))?;
    let spelling = fields.required("documentNumber")?;
    let number = DocumentNumber::parse(spelling, kind);
    let number = number.map_err(|_| not_kept(spelling, kind))?;
    Ok(DocumentKey {
        number: number.canonical().to_owned(),
        kind,
    })
}

fn not_kept(number: &str, kind: DocumentKind) -> Reason {
    Reason::NotRegistered {
        number: number.to_owned(),
        kind: kind.to_string(),
    }
}
