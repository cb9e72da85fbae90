//! An answer in JSON: of limited length and unambiguous.

use mock_kit::strict_json;
use serde_json::Value;

/// The longest answer that is read, in octets.
const LENGTH_LIMIT: usize = 256 << 10;

/// Sends `request`, and reads the JSON of a success.
pub async fn read(request: reqwest::RequestBuilder) -> Option<Value> {
    let mut answer = request.send().await.ok()?;
    if !answer.status().is_success() {
        return None;
    }
    let mut octets = Vec::new();
    while let Some(chunk) = answer.chunk().await.ok()? {
        octets.extend_from_slice(&chunk);
        if octets.len() > LENGTH_LIMIT {
            return None;
        }
    }
    strict_json::parse(&octets).ok()
}
