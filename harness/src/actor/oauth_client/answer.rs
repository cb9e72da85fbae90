//! What the authorization server answered, read leniently: how strict the form has to be is judged by rules of its own.

use std::fmt;

use jiff::SignedDuration;
use serde_json::Value;

use crate::exchange::model::{Exchange, Response};
use crate::verdict::Finding;

/// An answer to a token request, or to a request of that kind.
#[derive(Debug, Clone)]
pub struct Answer {
    exchange: Exchange,
    response: Response,
    body: Value,
}

impl Answer {
    /// Reads the response of an exchange.
    pub fn new(exchange: Exchange) -> Self {
        let response = exchange.response.clone().unwrap_or_default();
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        Self {
            exchange,
            response,
            body,
        }
    }

    /// The exchange that it came in.
    pub fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    /// The response as it was received.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// Its status.
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// Its body as JSON, null where it is none.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// A member of its body that is text.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.as_str()
    }

    /// Whether its status is one of success.
    pub fn succeeded(&self) -> bool {
        (200..300).contains(&self.status())
    }

    /// The access token in it, if it issues one.
    pub fn access_token(&self) -> Option<String> {
        let token = self
            .text("access_token")
            .filter(|token| self.succeeded() && !token.is_empty())?;
        Some(token.to_owned())
    }

    /// Whether it issues an access token.
    pub fn issues_a_token(&self) -> bool {
        self.access_token().is_some()
    }

    /// The error code in it (RFC 6749, 5.2).
    pub fn error(&self) -> Option<&str> {
        self.text("error")
    }

    /// For how long what it gives is good, where it says so (RFC 6749, 5.1; RFC 9126, 2.2).
    pub fn lifetime(&self) -> Option<SignedDuration> {
        let seconds = self.body.get("expires_in")?.as_f64()?;
        SignedDuration::try_from_secs_f64(seconds).ok()
    }

    /// Whether it puts the caller off instead of answering: too many requests, or out of order for now.
    pub fn puts_off(&self) -> bool {
        matches!(self.status(), 429 | 502..=504)
    }

    /// A finding that this answer shows.
    pub fn finding(&self, expected: impl Into<String>, received: impl Into<String>) -> Finding {
        Finding::new(expected, received).at(self.exchange.number)
    }
}

/// In a report: "accepted: 200 with an access token", "refused: 400 invalid_client".
impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status();
        if let Some(failure) = &self.exchange.failure {
            return write!(formatter, "refused: {failure}");
        }
        match self.error() {
            _ if self.issues_a_token() => {
                write!(formatter, "accepted: {status} with an access token")
            }
            Some(error) => write!(formatter, "refused: {status} {error}"),
            None if self.succeeded() => write!(formatter, "{status} without an access token"),
            None => write!(formatter, "refused: {status} without an error code"),
        }
    }
}

#[cfg(test)]
pub mod tests {
    //! Answers made up for tests.

    use super::*;

    /// An exchange with this response, as the token endpoint would answer.
    pub fn exchange(status: u16, headers: &[(&str, &str)], body: &str) -> Exchange {
        Exchange {
            number: 1,
            from: "client".to_owned(),
            to: "authorization server".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
            request: crate::exchange::model::Request {
                method: "POST".to_owned(),
                url: "https://as.test/token".to_owned(),
                ..Default::default()
            },
            response: Some(Response {
                status,
                headers: headers
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
                body: body.as_bytes().to_vec(),
            }),
            failure: None,
            tls: None,
            raw: false,
            judged: true,
        }
    }

    fn told(status: u16, body: &str) -> String {
        Answer::new(exchange(status, &[], body)).to_string()
    }

    #[test]
    fn an_answer_is_told_in_a_few_words() {
        assert_eq!(
            told(200, r#"{"access_token":"a"}"#),
            "accepted: 200 with an access token"
        );
        assert_eq!(
            told(400, r#"{"error":"invalid_client"}"#),
            "refused: 400 invalid_client"
        );
        assert_eq!(
            told(200, r#"{"error":"invalid_client"}"#),
            "refused: 200 invalid_client"
        );
        assert_eq!(told(401, "<html>"), "refused: 401 without an error code");
        assert_eq!(told(200, "{}"), "200 without an access token");
    }

    #[test]
    fn a_token_in_a_refusal_is_not_issued() {
        assert!(!Answer::new(exchange(400, &[], r#"{"access_token":"a"}"#)).issues_a_token());
        assert!(!Answer::new(exchange(200, &[], r#"{"access_token":""}"#)).issues_a_token());
    }
}
