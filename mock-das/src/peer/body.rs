//! The JSON body of a request to a peer: of the right type, of limited size, unambiguous.

use axum::body::to_bytes;
use axum::extract::Request;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use mock_kit::strict_json;
use serde_json::Value;

use crate::checks::fields::Fields;
use crate::das_error::{DasError, Reason};

/// The largest JSON body that a peer reads.
const BODY_LIMIT: usize = 64 * 1024;

/// The members of the object that a request brings.
pub async fn fields(request: Request) -> Result<Fields, DasError> {
    if !is_json(request.headers()) {
        return Err(DasError::UnsupportedMediaType);
    }
    let bytes = to_bytes(request.into_body(), BODY_LIMIT).await;
    let bytes = bytes.map_err(|_| DasError::BodyTooLarge)?;
    match strict_json::parse(&bytes) {
        Ok(Value::Object(members)) => Ok(Fields(members)),
        Ok(_) => Err(unreadable("the body should be an object".to_owned())),
        Err(error) => Err(unreadable(error.to_string())),
    }
}

fn unreadable(why: String) -> DasError {
    Reason::UnreadableBody(why).into()
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let essence = only.to_str().unwrap_or_default().split(';').next();
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
