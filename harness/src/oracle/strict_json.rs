//! JSON read without mercy: one value per member, a bounded depth, nothing after the end.
//!
//! What the system under test emits is read here, and nowhere else is what a mock receives.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// How deep values may lie within each other.
const DEPTH_LIMIT: usize = 32;

/// Why octets are not the JSON that they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not strict JSON: {0}")]
pub struct JsonDefect(String);

/// Reads one JSON value that takes up all the octets.
pub fn read(octets: &[u8]) -> Result<Value, JsonDefect> {
    let mut source = serde_json::Deserializer::from_slice(octets);
    let defect = |error: serde_json::Error| JsonDefect(error.to_string());
    let value = Strict { depth: 0 }
        .deserialize(&mut source)
        .map_err(defect)?;
    source.end().map_err(defect)?;
    Ok(value)
}

/// Reads one JSON object that takes up all the octets.
pub fn read_object(octets: &[u8]) -> Result<Map<String, Value>, JsonDefect> {
    match read(octets)? {
        Value::Object(members) => Ok(members),
        _ => Err(JsonDefect("the value is no object".to_owned())),
    }
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > DEPTH_LIMIT {
            Err(E::custom("nested too deeply"))
        } else {
            Ok(Self { depth })
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
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

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(inner)?;
            if object.insert(name.clone(), value).is_some() {
                return Err(A::Error::custom(format!("member {name:?} occurs twice")));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_values_are_read() {
        let text = br#" {"a": [1, -2, 0.5, null, true, "x"], "b": {}} "#;
        assert_eq!(
            read(text),
            Ok(json!({"a": [1, -2, 0.5, null, true, "x"], "b": {}}))
        );
    }

    #[test]
    fn a_member_that_occurs_twice_is_refused_wherever_it_stands() {
        for text in [&br#"{"a":1,"a":1}"#[..], br#"[{"b":{"a":1,"\u0061":2}}]"#] {
            assert!(
                read(text).is_err_and(|defect| defect.to_string().contains("\"a\" occurs twice"))
            );
        }
    }

    #[test]
    fn depth_is_bounded_and_nothing_may_follow() {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        assert!(read(&nested(DEPTH_LIMIT)).is_ok());
        assert!(read(&nested(DEPTH_LIMIT + 1)).is_err());
        assert!(read(b"{} {}").is_err());
        assert!(read_object(b"[]").is_err());
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(octets: Vec<u8>) {
            let _ = read(&octets);
        }

        #[test]
        fn what_it_reads_serde_reads_alike(text in r#"[\[\]{}:,"a-c0-9 .]{0,24}"#) {
            if let Ok(value) = read(text.as_bytes()) {
                prop_assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
            }
        }
    }
}
