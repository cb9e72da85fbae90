//! What comes of an authorization request: a response to the client, a refusal, or a page.

use std::fmt;

use url::Url;

use super::flow::Flow;
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::user_agent::Arrival;
use crate::exchange::model::Exchange;
use crate::oracle::compact::{Compact, JwtDefect};
use crate::verdict::Finding;

/// In which part of the redirect a response stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// After the question mark.
    Query,
    /// After the number sign.
    Fragment,
}

/// What the client was sent.
#[derive(Debug, Clone)]
pub struct AuthorizationResponse {
    /// Where it stood.
    pub part: Part,
    /// The parameters as they stood there.
    pub outer: Vec<(String, String)>,
    /// The signed response, where it is one (JARM, 2.1).
    pub signed: Option<Result<Compact, JwtDefect>>,
    /// The exchange in which the browser was sent there.
    pub exchange: Exchange,
}

/// What came of a request.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was refused when it was pushed.
    NotTaken(Answer),
    /// The user was shown a page and sent nowhere.
    Page(Exchange),
    /// The user was sent to an address that is not the client's.
    Strayed(Url, Exchange),
    /// The client got a response.
    Answered(AuthorizationResponse),
}

impl Outcome {
    /// Reads where a user's way ended who opened a request in the name of `whose`.
    ///
    /// Where that is not the client that made the request, an error may go to either.
    pub fn of(arrival: Arrival, whose: &OauthClient, flow: &Flow) -> Self {
        let (url, exchange) = match arrival {
            Arrival::Page(exchange) => return Self::Page(exchange),
            Arrival::SentTo(url, exchange) => (url, exchange),
        };
        let response = AuthorizationResponse::read(&url, exchange);
        let is_error = response.text("error").is_some();
        if is_below(&url, &flow.client.redirect_uri)
            || is_error && is_below(&url, &whose.redirect_uri)
        {
            return Self::Answered(response);
        }
        Self::Strayed(url, response.exchange)
    }

    /// The code in it, if the request was granted.
    pub fn code(&self) -> Option<&str> {
        self.response()?.text("code")
    }

    /// The response to the client.
    pub fn response(&self) -> Option<&AuthorizationResponse> {
        match self {
            Self::Answered(response) => Some(response),
            _ => None,
        }
    }

    /// The error code in it, wherever it stands.
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::NotTaken(answer) => answer.error(),
            Self::Answered(response) => response.text("error"),
            Self::Page(_) | Self::Strayed(..) => None,
        }
    }

    /// Whether the server says that the request as such cannot be granted: by an error for that (RFC 6749, 4.1.2.1), or on a page.
    pub fn blames_the_request(&self) -> bool {
        match self {
            Self::Page(exchange) => {
                let mut response = exchange.response.iter();
                response.any(|response| (400..500).contains(&response.status))
            }
            _ => matches!(self.error(), Some("invalid_scope" | "invalid_request")),
        }
    }

    /// A finding that this outcome shows.
    pub fn finding(&self, expected: impl Into<String>) -> Finding {
        Finding::new(expected, self.to_string()).at(self.number())
    }

    /// The exchange that shows it.
    pub fn number(&self) -> u32 {
        match self {
            Self::NotTaken(answer) => answer.exchange().number,
            Self::Page(exchange) | Self::Strayed(_, exchange) => exchange.number,
            Self::Answered(response) => response.exchange.number,
        }
    }
}

/// In a report: "accepted: a code", "refused: an error response invalid_request".
impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTaken(answer) => write!(
                formatter,
                "refused when pushed: {}",
                status_and_error(answer)
            ),
            Self::Page(exchange) => {
                let status = exchange
                    .response
                    .as_ref()
                    .map_or(0, |response| response.status);
                write!(formatter, "refused: a page with status {status}")
            }
            Self::Strayed(url, _) => write!(
                formatter,
                "accepted: redirected to {}",
                url.origin().ascii_serialization()
            ),
            Self::Answered(response) if response.text("code").is_some() => {
                formatter.write_str("accepted: a code")
            }
            Self::Answered(response) => match response.text("error") {
                Some(error) => write!(formatter, "refused: an error response {error}"),
                None => formatter.write_str("a response with neither code nor error"),
            },
        }
    }
}

fn status_and_error(answer: &Answer) -> String {
    let error = answer.error().unwrap_or("without an error code");
    format!("{} {error}", answer.status())
}

/// Whether an address is the client's own, whatever was added to it.
fn is_below(url: &Url, redirect_uri: &str) -> bool {
    let Ok(own) = Url::parse(redirect_uri) else {
        return false;
    };
    url.origin() == own.origin() && url.path() == own.path()
}

impl AuthorizationResponse {
    fn read(url: &Url, exchange: Exchange) -> Self {
        let (part, text) = match url.fragment() {
            Some(fragment) if !fragment.is_empty() => (Part::Fragment, fragment),
            _ => (Part::Query, url.query().unwrap_or_default()),
        };
        let outer: Vec<(String, String)> = url::form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect();
        let response = outer.iter().find(|(name, _)| name == "response");
        Self {
            part,
            signed: response.map(|(_, text)| Compact::read(text)),
            outer,
            exchange,
        }
    }

    /// A parameter of the response: of the signed one where there is one, otherwise as it stands.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.signed {
            Some(Ok(jwt)) => jwt.claims.get(name)?.as_str(),
            Some(Err(_)) => None,
            None => self.plain(name),
        }
    }

    /// A parameter that stands in the open.
    pub fn plain(&self, name: &str) -> Option<&str> {
        let mut named = self.outer.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actor::oauth_client::answer::tests::exchange;

    #[test]
    fn a_server_in_trouble_blames_nobody() {
        let page = |status| Outcome::Page(exchange(status, &[], "<html>"));
        let pushed = |status, error: &str| {
            let body = json!({ "error": error }).to_string();
            Outcome::NotTaken(Answer::new(exchange(status, &[], &body)))
        };
        let blaming = [
            page(400),
            pushed(400, "invalid_scope"),
            pushed(400, "invalid_request"),
        ];
        assert!(blaming.iter().all(Outcome::blames_the_request));
        let others = [page(200), page(500), pushed(400, "server_error")];
        assert!(!others.iter().any(Outcome::blames_the_request));
    }
}
