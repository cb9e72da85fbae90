//! The bodies of answers, of limited length: whoever sends one decides how long it is. How long reading may take is up to the client that
//! asked: its deadline covers the body.

use std::collections::VecDeque;

use reqwest::Response;
use serde_json::Value;

use crate::strict_json;

/// The octets of a body; none where there are more than `limit`, or where it breaks off.
pub async fn octets(mut answer: Response, limit: usize) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    while let Some(part) = answer.chunk().await.ok()? {
        if part.len() > limit - octets.len() {
            return None;
        }
        octets.extend_from_slice(&part);
    }
    Some(octets)
}

/// The last octets of a body of any length, `count` at most; none where it breaks off.
pub async fn last_octets(mut answer: Response, count: usize) -> Option<Vec<u8>> {
    let mut kept = VecDeque::new();
    while let Some(part) = answer.chunk().await.ok()? {
        kept.extend(part);
        kept.drain(..kept.len().saturating_sub(count));
    }
    Some(kept.into())
}

/// The JSON of such a body, read without forgiveness.
pub async fn json(answer: Response, limit: usize) -> Option<Value> {
    strict_json::parse(&octets(answer, limit).await?).ok()
}

#[cfg(test)]
mod tests {
    use futures::stream;
    use serde_json::json;

    use super::*;

    fn answer(body: impl Into<reqwest::Body>) -> Response {
        http::Response::new(body).into()
    }

    #[tokio::test]
    async fn a_body_of_the_longest_length_is_read() {
        let read = octets(answer("12345678"), 8).await;
        assert_eq!(read.as_deref(), Some(&b"12345678"[..]));
    }

    #[tokio::test]
    async fn of_a_body_that_is_too_long_nothing_is_had() {
        assert_eq!(octets(answer("123456789"), 8).await, None);
    }

    #[tokio::test]
    async fn a_body_without_end_is_not_read_to_its_end() {
        let parts = stream::repeat_with(|| Ok::<_, std::io::Error>("1234567"));
        let endless = reqwest::Body::wrap_stream(parts);
        assert_eq!(octets(answer(endless), 8).await, None);
    }

    fn broken() -> Response {
        let parts = [Ok("1234"), Err(std::io::Error::other("reset"))];
        answer(reqwest::Body::wrap_stream(stream::iter(parts)))
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_none() {
        assert_eq!(octets(broken(), 8).await, None);
        assert_eq!(last_octets(broken(), 8).await, None);
    }

    #[tokio::test]
    async fn of_a_long_body_the_last_octets_are_had() {
        let parts = ["123", "456", "789"].map(Ok::<_, std::io::Error>);
        let long = reqwest::Body::wrap_stream(stream::iter(parts));
        let read = last_octets(answer(long), 4).await;
        assert_eq!(read.as_deref(), Some(&b"6789"[..]));
        let read = last_octets(answer("123"), 4).await;
        assert_eq!(read.as_deref(), Some(&b"123"[..]));
    }

    #[tokio::test]
    async fn json_is_read_without_forgiveness() {
        assert_eq!(
            json(answer(r#"{"a":1}"#), 64).await,
            Some(json!({ "a": 1 }))
        );
        assert_eq!(json(answer(r#"{"a":1,"a":2}"#), 64).await, None);
    }
}
