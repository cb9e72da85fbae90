//! An answer in JSON: of limited length, unambiguous, and there within the deadline of the line.

use http::StatusCode;
use mock_kit::{answer, strict_json};
use serde_json::Value;

use super::stop::Stop;

/// The longest answer that is read, in octets.
const LENGTH_LIMIT: usize = 256 << 10;

/// A status with a JSON body; `null` where there is none.
#[derive(Clone, Debug)]
pub struct Document {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
}

impl Document {
    /// The body of a success with that status, and what is said of it otherwise.
    pub fn expect(self, status: StatusCode, endpoint: &'static str) -> Result<Value, Stop> {
        if self.status == status {
            return Ok(self.body);
        }
        let code = self.body.get("error").and_then(Value::as_str);
        let error = code.map_or_else(|| self.status.to_string(), str::to_owned);
        Err(Stop::Refused { endpoint, error })
    }
}

/// Sends `request`, and reads what `whom` answers.
pub async fn read(whom: &'static str, request: reqwest::RequestBuilder) -> Result<Document, Stop> {
    let unusable = Stop::NoAnswer(whom);
    let answered = request.send().await.map_err(|_| unusable.clone())?;
    let status = answered.status();
    let octets = answer::octets(answered, LENGTH_LIMIT).await;
    let body = strict_json::parse(&octets.ok_or(unusable)?).unwrap_or_default();
    Ok(Document { status, body })
}
