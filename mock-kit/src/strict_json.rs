//! JSON read without forgiveness: duplicate members, excessive depth and trailing bytes are refused.
//!
//! Two readers that disagree about a duplicate member are an attack, so no reader of ours picks one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How deep arrays and objects may nest.
pub const DEPTH_LIMIT: usize = 32;

/// Why a text is not JSON that we read.
#[derive(Debug, thiserror::Error)]
#[error("text is not strict JSON: {0}")]
pub struct StrictJsonError(#[from] serde_json::Error);

/// Reads one JSON value.
///
/// # Errors
/// When the bytes are not JSON, have a duplicate member, nest deeper than [`DEPTH_LIMIT`] or go on after the value.
pub fn parse(bytes: &[u8]) -> Result<Value, StrictJsonError> {
    parse_with(bytes, Leniency::default())
}

/// What a party that misbehaves on purpose lets pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leniency {
    /// Of duplicate members the last one wins.
    pub duplicates: bool,
    /// Of duplicate members the first one wins.
    pub first_duplicates: bool,
    /// Nesting is limited by the JSON library alone.
    pub depth: bool,
}

/// Reads one JSON value with the given leniency.
///
/// # Errors
/// As [`parse`], less what the leniency lets pass.
pub fn parse_with(bytes: &[u8], leniency: Leniency) -> Result<Value, StrictJsonError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0, leniency }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
    leniency: Leniency,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH_LIMIT && !self.leniency.depth {
            return Err(E::custom("nested too deep"));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut members = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(inner)?;
            if self.leniency.first_duplicates && members.contains_key(&name) {
                continue;
            }
            if members.insert(name, value).is_some() && !self.leniency.duplicates {
                return Err(A::Error::custom("a member occurs twice"));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_json_is_read_as_it_stands() {
        let read = parse(br#"{"a":[1,-2,3.5,"x",null,true],"b":{}}"#).ok();
        assert_eq!(read, Some(json!({"a":[1,-2,3.5,"x",null,true],"b":{}})));
    }

    #[test]
    fn a_duplicate_member_is_refused_at_any_depth() {
        assert!(parse(br#"{"a":1,"a":1}"#).is_err());
        assert!(parse(br#"[{"b":{"a":1,"a":2}}]"#).is_err());
    }

    #[test]
    fn a_duplicate_spelt_with_an_escape_is_still_a_duplicate() {
        assert!(parse(br#"{"a":1,"\u0061":2}"#).is_err());
    }

    #[test]
    fn deep_nesting_and_trailing_bytes_are_refused() {
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        assert!(parse(deep.as_bytes()).is_err());
        assert!(parse(b"{} {}").is_err());
    }
}
