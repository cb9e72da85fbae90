//! A message as a recipient gets it, opened as far as it can be.

use serde_json::Value;

use crate::actor::office::answer::Answer;
use crate::oracle::compact::Compact;
use crate::oracle::jwe::parts::Parts;
use crate::oracle::jwe::{Content, Opening, PrivateKeys, open};
use crate::oracle::near_miss;
use crate::stop::Stop;

/// How an ephemeral key is written.
pub const FULL_COORDINATES: &str = "coordinates with their leading zeros (RFC 7518, 6.2.1.2)";

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
        let none = || Err("no JWE: no field is one".to_owned());
        let parts = encrypted_field(&answer.body()).unwrap_or_else(none);
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
            Some(Opening::Unjudged(why)) => Err(Stop::inconclusive(why.clone())),
            Some(Opening::Closed(why)) => {
                Err(self.violated(expected, format!("the message cannot be opened: {why}")))
            }
            None => Err(self.violated(expected, "no message")),
        }
    }

    /// Nothing, where the ephemeral key, if there is one, is written so that every recipient reads it.
    pub fn demand_full_coordinates(&self) -> Result<(), Stop> {
        let ephemeral = self.demanded_parts()?.header.get("epk");
        let mistake = ephemeral.and_then(|key| near_miss::of_coordinates(key.as_object()?));
        mistake.map_or(Ok(()), |mistake| {
            Err(self.violated(FULL_COORDINATES, mistake))
        })
    }

    /// The JWS within, whatever it signs.
    pub fn demanded_jws(&self) -> Result<Compact, Stop> {
        let content = String::from_utf8_lossy(&self.demanded_content()?.octets).into_owned();
        Compact::of_any_payload(&content).map_err(|defect| {
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

/// The message that an answer is, or the first that stands in it.
pub fn message_in(answer: &[u8]) -> Option<Result<Parts, String>> {
    let text = || Value::String(String::from_utf8_lossy(answer).into_owned());
    encrypted_field(&serde_json::from_slice(answer).unwrap_or_else(|_| text()))
}

/// The first message that stands in a document where a field does, however deep.
fn encrypted_field(value: &Value) -> Option<Result<Parts, String>> {
    match value {
        Value::Object(members) if members.contains_key("ciphertext") => {
            Some(Parts::of_members(members))
        }
        Value::Object(members) => members.values().find_map(encrypted_field),
        Value::Array(items) => items.iter().find_map(encrypted_field),
        Value::String(text) if text.split('.').count() == 5 => Some(Parts::read(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_encrypted_field_is_found_however_deep_it_lies() {
        let sealed = json!({ "protected": "e30", "ciphertext": "AA" });
        let deep = json!({ "customers": [{ "id": "1.2" }, { "name": { "encrypted": sealed } }] });
        assert!(encrypted_field(&deep).is_some_and(|parts| parts.is_ok()));
        assert!(encrypted_field(&json!({ "name": "Jane" })).is_none());
    }
}
