//! What came back for a call.

use std::fmt;

use http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use jiff::SignedDuration;
use mock_kit::strict_json;
use serde_json::Value;

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its header fields.
    pub headers: HeaderMap,
    /// Its octets.
    pub body: Vec<u8>,
}

/// One thing that an error body says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its code, where it has one.
    pub code: Option<String>,
    /// Its text.
    pub message: String,
}

impl fmt::Display for Detail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(formatter, "{code} {}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl Answer {
    /// Its body as JSON, null where that is none.
    pub fn json(&self) -> Value {
        strict_json::parse(&self.body).unwrap_or_default()
    }

    /// For how long it asks to be left alone, where it does so in seconds (RFC 9110, 10.2.3).
    pub fn retry_after(&self) -> Option<SignedDuration> {
        let seconds: u32 = self.header(&RETRY_AFTER)?.trim().parse().ok()?;
        Some(SignedDuration::from_secs(i64::from(seconds)))
    }

    /// Where it points.
    pub fn location(&self) -> Option<&str> {
        self.status
            .is_redirection()
            .then(|| self.header(&LOCATION))
            .flatten()
    }

    /// What it calls its body.
    pub fn media_type(&self) -> &str {
        let stated = self.header(&CONTENT_TYPE).unwrap_or_default();
        stated.split(';').next().unwrap_or_default().trim()
    }

    fn header(&self, name: &http::HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// What an error body says, in the shape of before or after 2024-03-04, or in that of an authorization server (RFC 6749, 5.2).
pub fn details(body: &Value) -> Vec<Detail> {
    let inner = body.get("error").filter(|inner| inner.is_object());
    let body = inner.unwrap_or(body);
    let listed = body.get("details").and_then(Value::as_array);
    let mut details: Vec<Detail> = listed.into_iter().flatten().filter_map(detail).collect();
    if details.is_empty() {
        details.extend(detail(body).or_else(|| oauth_detail(body)));
    }
    details
}

fn detail(value: &Value) -> Option<Detail> {
    let code = value.get("code").filter(|code| !code.is_null());
    let message = value.get("message").and_then(Value::as_str);
    if code.is_none() && message.is_none() {
        return None;
    }
    Some(Detail {
        code: code.map(text),
        message: message.unwrap_or_default().to_owned(),
    })
}

fn oauth_detail(value: &Value) -> Option<Detail> {
    let description = value.get("error_description").and_then(Value::as_str);
    Some(Detail {
        code: Some(text(value.get("error")?)),
        message: description.unwrap_or_default().to_owned(),
    })
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_details_are_found_in_both_shapes() {
        let plain = json!({"code": "INVALID_INPUT_DATA", "message": null, "details": [{"code": -14, "message": "no"}]});
        let wrapped = json!({ "error": plain });
        let expected = vec![Detail {
            code: Some("-14".to_owned()),
            message: "no".to_owned(),
        }];
        assert_eq!(details(&plain), expected);
        assert_eq!(details(&wrapped), expected);
    }

    #[test]
    fn an_oauth_error_is_a_detail_as_well() {
        let body = json!({"error": "invalid_client", "error_description": "who?"});
        let shown: Vec<String> = details(&body).iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["invalid_client who?"]);
    }
}
