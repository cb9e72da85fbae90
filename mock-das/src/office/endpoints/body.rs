//! The fields of a request, read as every peer reads them.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use mock_kit::strict_json::{self, Leniency};
use serde_json::Value;

use crate::checks::fields::Fields;
use crate::das_error::DasError;
use crate::office::faults::errors as faulty;
use crate::office::service::Shared;
use crate::peer::body::fields;

/// How much a fault reads.
const CARELESS_LIMIT: usize = 64 * 1024;

/// The fields of a request.
#[derive(Debug)]
pub struct Body(pub Fields);

impl FromRequest<Shared> for Body {
    type Rejection = DasError;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, DasError> {
        if service.faults.commits(&faulty::ACCEPTS_DUPLICATE_MEMBERS) {
            return carelessly(request).await.map(Self);
        }
        fields(request).await.map(Self)
    }
}

/// Of duplicate members the last one wins.
async fn carelessly(request: Request) -> Result<Fields, DasError> {
    let octets = to_bytes(request.into_body(), CARELESS_LIMIT).await;
    let octets = octets.map_err(|_| DasError::BodyTooLarge)?;
    let leniency = Leniency {
        duplicates: true,
        ..Leniency::default()
    };
    match strict_json::parse_with(&octets, leniency) {
        Ok(Value::Object(members)) => Ok(Fields(members)),
        _ => Err(DasError::UnsupportedMediaType),
    }
}
