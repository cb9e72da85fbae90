//! JSON bodies: of the right type, of limited size, unambiguous.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use mock_kit::strict_json::{self, Leniency};
use serde_json::Value;

use super::fields::Fields;
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::errors as faulty;

/// The largest JSON body of this API.
const BODY_LIMIT: usize = 64 * 1024;

/// The fields that any operation of this API reads.
const KNOWN_MEMBERS: &[&str] = &[
    "operationCategory",
    "documentKindCategory",
    "documentNumber",
    "documentDate",
    "dasAccessCode",
    "applicationCategory",
    "applicationNumber",
    "applicationFilingDate",
    "email",
    "fileId",
    "fileReference",
    "fileFormatCategory",
    "fileChecksum",
    "osfAckId",
    "requestAckId",
    "requestStatusCategory",
    "errorCode",
    "statusMessage",
    "details",
    "documentAvailabilityDate",
];

impl FromRequest<Shared> for Fields {
    type Rejection = DasError;

    async fn from_request(request: Request, das: &Shared) -> Result<Self, DasError> {
        let (head, body) = request.into_parts();
        if !is_json(&head.headers) {
            return Err(DasError::UnsupportedMediaType);
        }
        let fields = parse(das, &read(body).await?)?;
        if das.faults.commits(&faulty::REFUSES_UNKNOWN_MEMBERS) {
            refuse_unknown(&fields)?;
        }
        Ok(fields)
    }
}

async fn read(body: Body) -> Result<Vec<u8>, DasError> {
    let bytes = to_bytes(body, BODY_LIMIT).await;
    Ok(bytes.map_err(|_| DasError::BodyTooLarge)?.to_vec())
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let essence = only.to_str().unwrap_or_default().split(';').next();
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn parse(das: &Das, bytes: &[u8]) -> Result<Fields, Reason> {
    let leniency = Leniency {
        duplicates: das.faults.commits(&faulty::ACCEPTS_DUPLICATE_MEMBERS),
        depth: das.faults.commits(&faulty::ACCEPTS_DEEP_BODIES),
        ..Leniency::default()
    };
    match strict_json::parse_with(bytes, leniency) {
        Ok(Value::Object(members)) => Ok(Fields(members)),
        Ok(_) => Err(Reason::UnreadableBody(
            "the body should be an object".to_owned(),
        )),
        Err(error) => Err(Reason::UnreadableBody(error.to_string())),
    }
}

fn refuse_unknown(fields: &Fields) -> Result<(), Reason> {
    let unknown = fields
        .0
        .keys()
        .find(|name| !KNOWN_MEMBERS.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| {
        Err(Reason::Malformed {
            field: name.clone(),
            expected: "left out",
        })
    })
}
