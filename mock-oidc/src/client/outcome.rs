//! How a flow ends, for browsers and for whoever inspects the client.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::stop::Stop;

/// How far a flow has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub enum Outcome {
    /// Its user is at the authorization server.
    Pending,
    /// The accounts were read.
    Done {
        /// How many there are.
        accounts: usize,
    },
    /// A check failed, and nothing was done after that.
    Stopped {
        /// Which one.
        reason: String,
    },
}

impl From<Result<usize, Stop>> for Outcome {
    fn from(read: Result<usize, Stop>) -> Self {
        match read {
            Ok(accounts) => Self::Done { accounts },
            Err(stop) => Self::from(stop),
        }
    }
}

impl From<Stop> for Outcome {
    fn from(stop: Stop) -> Self {
        let reason = stop.to_string();
        Self::Stopped { reason }
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Stopped { .. } => StatusCode::BAD_REQUEST,
            Self::Pending | Self::Done { .. } => StatusCode::OK,
        };
        let mut answer = (status, Json(self)).into_response();
        let unstored = HeaderValue::from_static("no-store");
        answer.headers_mut().insert(header::CACHE_CONTROL, unstored);
        answer
    }
}
