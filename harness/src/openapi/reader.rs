//! Reads an OpenAPI document, JSON or YAML, that may be of any origin: no larger, no deeper and no richer than is good for us.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{ConfigurationError, SourceFile};

/// The largest document, in octets.
const SIZE_LIMIT: usize = 4 << 20;
/// The deepest nesting.
const DEPTH_LIMIT: usize = 64;
/// The most values, those counted again that an alias of YAML repeats.
const VALUE_LIMIT: usize = 200_000;

/// Reads a document.
pub fn read(file: &SourceFile) -> Result<Value, ConfigurationError> {
    if file.text.len() > SIZE_LIMIT {
        return Err(unusable(file, "it is larger than 4 MiB"));
    }
    let left = Cell::new(VALUE_LIMIT);
    let root = Bounded {
        left: &left,
        depth: DEPTH_LIMIT,
    };
    if file.text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(&file.text);
        let read = root.deserialize(&mut json).and_then(|value| {
            json.end()?;
            Ok(value)
        });
        return read.map_err(|error| unusable(file, &error.to_string()));
    }
    let read = root.deserialize(serde_yaml::Deserializer::from_str(&file.text));
    read.map_err(|error| unusable(file, &error.to_string()))
}

/// What is wrong with a document, in words of ours.
pub(super) fn unusable(file: &SourceFile, why: &str) -> ConfigurationError {
    ConfigurationError::new(format!(
        "{} is no usable OpenAPI document: {why}",
        file.name
    ))
    .fix("give an OpenAPI 3.0 or 3.1 document in one file, JSON or YAML")
}

/// What may still be read, and how deep it may still go.
#[derive(Clone, Copy)]
struct Bounded<'a> {
    left: &'a Cell<usize>,
    depth: usize,
}

impl Bounded<'_> {
    fn spend<E: Error>(self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1);
        let left = left.ok_or_else(|| E::custom("it has more than 200000 values"))?;
        self.left.set(left);
        Ok(())
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        let depth = self.depth.checked_sub(1);
        let depth = depth.ok_or_else(|| E::custom("it is nested more than 64 levels deep"))?;
        Ok(Self { depth, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.spend()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        number
            .map(Value::Number)
            .ok_or_else(|| E::custom("it has a number that JSON does not know"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut read = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            read.push(item);
        }
        Ok(Value::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut read = Map::new();
        while let Some(Key(name)) = members.next_key()? {
            let value = members.next_value_seed(inner)?;
            if read.contains_key(&name) {
                return Err(A::Error::custom(format!("it has {name:?} twice")));
            }
            read.insert(name, value);
        }
        Ok(Value::Object(read))
    }
}

/// The name of a member. In YAML a status is a number, which serves as well.
struct Key(String);

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
                Ok(Key(name.to_owned()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Key, E> {
                Ok(Key(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Key, E> {
                Ok(Key(number.to_string()))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Key, E> {
                Ok(Key(value.to_string()))
            }
        }
        deserializer.deserialize_any(Name)
    }
}
