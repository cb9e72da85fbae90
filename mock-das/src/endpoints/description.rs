//! `GET /openapi.json`: how DAS describes itself, to anybody.

use axum::extract::State;
use axum::response::IntoResponse as _;
use http::header::CONTENT_TYPE;

use super::Answer;
use crate::das::Shared;
use crate::das_error::DasError;

/// The description of the variant in force, where there is one.
pub async fn read(State(das): State<Shared>) -> Answer {
    let document = das.variant.description.clone();
    if document.is_empty() {
        return Err(DasError::NoSuchOperation);
    }
    Ok(([(CONTENT_TYPE, "application/json")], document).into_response())
}
