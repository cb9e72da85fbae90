//! What DAS made of a request: served, or refused and why.
//!
//! 200, 201, 202 and 204 all mean that DAS serves a request; a refusal may come at once (4xx) or later, in the state of the request.
//! Anything else (5xx, redirects, 429) is neither, and allows no judgement.

use std::fmt;

use serde_json::Value;

use crate::exchange::model::Exchange;
use crate::stop::Stop;
use crate::verdict::Finding;

/// An answer that allows a judgement.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The exchange that shows it.
    pub exchange: Exchange,
    /// What DAS has against the request; nothing where it serves it.
    pub refusal: Option<Refusal>,
}

/// Why DAS refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status, or `None` for a refusal that showed later.
    pub status: Option<u16>,
    /// Everything that names an error in the body, in its order: `INVALID_INPUT_DATA`, `-7`.
    pub codes: Vec<String>,
    /// Everything said about it for people.
    pub messages: Vec<String>,
}

impl Answer {
    /// What an exchange says at once.
    pub fn of(exchange: Exchange) -> Result<Self, Stop> {
        let status = exchange
            .response
            .as_ref()
            .map_or(0, |response| response.status);
        let refusal = match status {
            200..=204 => None,
            400..=428 | 430..=499 => Some(Refusal::at_once(status, &json(&exchange))),
            _ => return Err(Stop::inconclusive(undecided(&exchange, status))),
        };
        Ok(Self { exchange, refusal })
    }

    /// A refusal that showed in the state of a request.
    pub fn late(exchange: Exchange, state: &Value) -> Self {
        let refusal = Refusal {
            status: None,
            ..Refusal::at_once(0, state)
        };
        Self {
            exchange,
            refusal: Some(refusal),
        }
    }

    /// Whether DAS serves the request.
    pub fn is_served(&self) -> bool {
        self.refusal.is_none()
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.exchange
            .response
            .as_ref()
            .map_or(0, |response| response.status)
    }

    /// The first value of a header field.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.exchange.response.as_ref()?.header(name)
    }

    /// The body, null where it is no JSON.
    pub fn body(&self) -> Value {
        json(&self.exchange)
    }

    /// The octets of the body.
    pub fn octets(&self) -> &[u8] {
        self.exchange
            .response
            .as_ref()
            .map_or(&[], |response| &response.body)
    }

    /// A member of the body that is text, however deep it lies.
    pub fn text(&self, name: &str) -> Option<String> {
        text(&self.body(), name)
    }

    /// Whether the refusal names this detail code.
    pub fn has_code(&self, code: &str) -> bool {
        let refusal = self.refusal.as_ref();
        refusal.is_some_and(|refusal| refusal.codes.iter().any(|known| known == code))
    }

    /// The answer itself, where DAS serves the request; a flow that cannot go on is inconclusive.
    pub fn served(self, what: &str) -> Result<Self, Stop> {
        if self.is_served() {
            return Ok(self);
        }
        Err(Stop::inconclusive(format!("{what} was {self}")))
    }

    /// The answer itself, where a request for something optional is served; what is not offered need not be judged.
    pub fn offered(self) -> Result<Self, Stop> {
        if self.is_served() {
            return Ok(self);
        }
        let why = format!("the same with nothing wrong is not offered: it was {self}");
        Err(Stop::not_applicable(why))
    }

    /// The answer itself, where the request has to be served and is.
    pub fn demanded_served(self, expected: &str) -> Result<Self, Stop> {
        if self.is_served() {
            return Ok(self);
        }
        let finding = self.finding(expected, self.to_string());
        Err(Stop::violated(finding.turned_away()))
    }

    /// The answer itself, where the request has to be refused and is.
    pub fn demanded_refused(self, expected: &str) -> Result<Self, Stop> {
        if self.is_served() {
            return Err(Stop::violated(self.finding(expected, self.to_string())));
        }
        Ok(self)
    }

    /// A finding that this exchange shows.
    pub fn finding(&self, expected: &str, received: impl Into<String>) -> Finding {
        Finding::new(expected, received).at(self.exchange.number)
    }
}

/// "accepted: 201", "refused: 400 INVALID_INPUT_DATA -7".
impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.refusal {
            None => write!(formatter, "accepted: {}", self.status()),
            Some(refusal) => write!(formatter, "refused: {refusal}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self
            .status
            .map_or("later".to_owned(), |status| status.to_string());
        let words = std::iter::once(status.as_str()).chain(self.codes.iter().map(String::as_str));
        formatter.write_str(&words.collect::<Vec<_>>().join(" "))
    }
}

impl Refusal {
    fn at_once(status: u16, body: &Value) -> Self {
        let mut refusal = Self {
            status: Some(status),
            codes: Vec::new(),
            messages: Vec::new(),
        };
        refusal.gather(body);
        refusal
    }

    /// Codes and messages wherever they stand: wrapped in `error` or not, one or several.
    fn gather(&mut self, value: &Value) {
        match value {
            Value::Object(members) => members
                .iter()
                .for_each(|(name, value)| self.take(name, value)),
            Value::Array(items) => items.iter().for_each(|item| self.gather(item)),
            _ => {}
        }
    }

    fn take(&mut self, name: &str, value: &Value) {
        match (name, scalar(value)) {
            ("code" | "errorCode" | "error", Some(code)) => self.codes.push(code),
            ("message" | "statusMessage" | "error_description", Some(message)) => {
                self.messages.push(message);
            }
            _ => self.gather(value),
        }
    }
}

/// The body of a response, null where it is no JSON.
pub fn json(exchange: &Exchange) -> Value {
    let body = exchange
        .response
        .as_ref()
        .map(|response| response.body.as_slice());
    serde_json::from_slice(body.unwrap_or_default()).unwrap_or_default()
}

/// The first member of this name, however deep it lies.
pub fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) => {
            let own = members.get(name);
            own.or_else(|| members.values().find_map(|inner| member(inner, name)))
        }
        Value::Array(items) => items.iter().find_map(|item| member(item, name)),
        _ => None,
    }
}

/// The first member of this name, if it is text that is not empty.
pub fn text(value: &Value, name: &str) -> Option<String> {
    let text = member(value, name)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn undecided(exchange: &Exchange, status: u16) -> String {
    let Exchange {
        number,
        to,
        request,
        ..
    } = exchange;
    format!(
        "{to} answered {} {} with {status}, which neither serves nor refuses it (exchange {number})",
        request.method, request.url
    )
}
