//! What a description has against an answer.

use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::description::{Description, Operation, is_json};
use crate::exchange::model::Response;

/// A way in which an answer differs from what is described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What is described.
    pub expected: String,
    /// What came.
    pub received: String,
}

/// Whether the status of an answer is documented for the operation.
pub fn judge_status(operation: &Operation, response: &Response) -> Option<Defect> {
    if operation.answer(response.status).is_some() {
        return None;
    }
    let documented: Vec<&str> = operation
        .answers
        .iter()
        .map(|answer| answer.status.as_str())
        .collect();
    Some(Defect {
        expected: format!("one of the documented statuses: {}", documented.join(", ")),
        received: format!("{} to {operation}", response.status),
    })
}

/// Whether the body of an answer has the form that is described, where one is and the answer is JSON at all.
///
/// A refusal need not be JSON: gateways have words of their own.
pub fn judge_body(
    description: &Description,
    operation: &Operation,
    response: &Response,
) -> Option<Judged> {
    let documented = operation.answer(response.status)?;
    let validator = description.validator(documented)?.ok()?;
    let is_success = (200..300).contains(&response.status);
    let media_type = response.header("Content-Type").unwrap_or_default();
    let body: Value = match serde_json::from_slice(&response.body) {
        Ok(body) if is_json(media_type) => body,
        _ if is_success => return Some(Judged::Defect(no_json(operation, media_type))),
        _ => return None,
    };
    Some(match validator.validate(&body) {
        Ok(()) => Judged::Fits,
        Err(error) => Judged::Defect(misfit(operation, response.status, &error)),
    })
}

/// What came of holding a body against its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It fits.
    Fits,
    /// It does not.
    Defect(Defect),
}

fn no_json(operation: &Operation, media_type: &str) -> Defect {
    Defect {
        expected: format!("JSON in the answer to {operation}"),
        received: format!("a body that is no JSON, Content-Type {media_type:?}"),
    }
}

/// The values themselves stay out of it: they may be confidential.
fn misfit(operation: &Operation, status: u16, error: &jsonschema::ValidationError<'_>) -> Defect {
    let place = error.instance_path().to_string();
    let place = if place.is_empty() { "/" } else { &place };
    let what = match error.kind() {
        ValidationErrorKind::Required { property } => {
            format!("{place} without {property}")
        }
        _ => format!("{place} against the keyword {}", error.kind().keyword()),
    };
    Defect {
        expected: format!("a body as described for {status} to {operation}"),
        received: what,
    }
}
