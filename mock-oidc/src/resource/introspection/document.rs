//! A JSON document of the authorization server: of limited length, unambiguous, and there within the deadline of the client.

use http::StatusCode;
use mock_kit::{answer, strict_json};
use serde_json::Value;

use super::IntrospectionError;

/// The longest document that is read, in octets.
const LENGTH_LIMIT: usize = 64 << 10;

/// Sends `request` and reads what is answered.
pub async fn read(request: reqwest::RequestBuilder) -> Result<Value, IntrospectionError> {
    let answered = request.send().await;
    let answered = answered.map_err(|_| IntrospectionError::NoAnswer)?;
    if answered.status() != StatusCode::OK {
        return Err(IntrospectionError::NoAnswer);
    }
    let octets = answer::octets(answered, LENGTH_LIMIT).await;
    let octets = octets.ok_or(IntrospectionError::NoAnswer)?;
    strict_json::parse(&octets).map_err(|_| IntrospectionError::Unreadable)
}
