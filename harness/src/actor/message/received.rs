//! A message as a recipient gets it, opened as far as it can be.

use serde_json::Value;

use crate::actor::office::answer::Answer;
use crate::oracle::compact::Compact;
use crate::oracle::jwe::parts::Parts;
use crate::oracle::jwe::{Content, Opening, PrivateKeys, open};
use crate::stop::Stop;

/// What came of an answer.
#[derive(Debug, Clone)]
pub struct Received {
    /// The answer.
    pub answer: Answer,
    /// The elements of the message in it.
    pub parts: Result<Parts, String>,
    /// What the message holds.
    pub opening: Option<Opening>,
}

impl Received {
    /// A message that is the whole answer.
    pub fn of_payload(answer: Answer, keys: &PrivateKeys) -> Self {
        let text = String::from_utf8_lossy(answer.octets()).into_owned();
        Self::of(answer, Parts::read(&text), keys)
    }

    /// The message that is the field of a document.
    pub fn of_field(answer: Answer, keys: &PrivateKeys) -> Self {
        let body = answer.body();
        let members = body.as_object().into_iter().flatten();
        let mut fields = members.filter_map(|(_, value)| match value {
            Value::Object(members) if members.contains_key("ciphertext") => {
                Some(Parts::of_members(members))
            }
            Value::String(text) if text.split('.').count() == 5 => Some(Parts::read(text)),
            _ => None,
        });
        let none = || Err("no JWE: no field is one".to_owned());
        let parts = fields.next().unwrap_or_else(none);
        Self::of(answer, parts, keys)
    }

    fn of(answer: Answer, parts: Result<Parts, String>, keys: &PrivateKeys) -> Self {
        let opening = parts.as_ref().ok().map(|parts| open(parts, keys));
        Self {
            answer,
            parts,
            opening,
        }
    }

    /// The elements, where there is a message at all.
    pub fn demanded_parts(&self) -> Result<&Parts, Stop> {
        self.parts
            .as_ref()
            .map_err(|why| self.violated("an encrypted message", why.clone()))
    }

    /// The content, where both stacks read it.
    pub fn demanded_content(&self) -> Result<&Content, Stop> {
        self.demanded_parts()?;
        let expected = "a message that its recipient can open";
        match &self.opening {
            Some(Opening::Opened(content)) => Ok(content),
            Some(Opening::Disputed(first, second)) => Err(Stop::inconclusive(format!(
                "two stacks disagree about a message: {first}; {second}"
            ))),
            Some(Opening::Closed(why)) => {
                Err(self.violated(expected, format!("the message cannot be opened: {why}")))
            }
            None => Err(self.violated(expected, "no message")),
        }
    }

    /// The JWS within.
    pub fn demanded_jws(&self) -> Result<Compact, Stop> {
        let content = String::from_utf8_lossy(&self.demanded_content()?.octets).into_owned();
        Compact::read(&content).map_err(|defect| {
            let received = format!("the content is no JWS: {defect}");
            self.violated("a JWS within the message", received)
        })
    }

    /// What the answer calls itself.
    pub fn media_type(&self) -> String {
        let stated = self.answer.header("Content-Type").unwrap_or_default();
        let bare = stated.split(';').next().unwrap_or_default();
        bare.trim().to_ascii_lowercase()
    }

    /// A violation that the answer shows.
    pub fn violated(&self, expected: &str, received: impl Into<String>) -> Stop {
        Stop::violated(self.answer.finding(expected, received))
    }
}
