//! An answer in JSON: of limited length and unambiguous.

use mock_kit::answer;
use serde_json::Value;

/// The longest answer that is read, in octets.
const LENGTH_LIMIT: usize = 256 << 10;

/// Sends `request`, and reads the JSON of a success.
pub async fn read(request: reqwest::RequestBuilder) -> Option<Value> {
    let answered = request.send().await.ok()?;
    if !answered.status().is_success() {
        return None;
    }
    answer::json(answered, LENGTH_LIMIT).await
}
