//! A JSON document of the authorization server: of limited length, unambiguous, and there within the deadline of the client.

use http::StatusCode;
use mock_kit::strict_json;
use serde_json::Value;

use super::IntrospectionError;

/// The longest document that is read, in octets.
const LENGTH_LIMIT: usize = 64 << 10;

/// Sends `request` and reads what is answered.
pub async fn read(request: reqwest::RequestBuilder) -> Result<Value, IntrospectionError> {
    let answer = request.send().await;
    let answer = answer.map_err(|_| IntrospectionError::NoAnswer)?;
    if answer.status() != StatusCode::OK {
        return Err(IntrospectionError::NoAnswer);
    }
    let octets = limited(answer).await.ok_or(IntrospectionError::NoAnswer)?;
    strict_json::parse(&octets).map_err(|_| IntrospectionError::Unreadable)
}

async fn limited(mut answer: reqwest::Response) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    while let Some(chunk) = answer.chunk().await.ok()? {
        octets.extend_from_slice(&chunk);
        if octets.len() > LENGTH_LIMIT {
            return None;
        }
    }
    Some(octets)
}
