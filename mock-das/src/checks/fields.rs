//! The fields of a request, from a JSON body or from the query.

use jiff::civil::Date;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::das_error::Reason;

/// Fields by name. Whoever reads them says which are needed; the others are of no interest.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Map<String, Value>);

impl Fields {
    /// The parameters of a query; a parameter that occurs twice is refused.
    pub fn of_query(query: Option<&str>) -> Result<Self, Reason> {
        let mut fields = Map::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let earlier = fields.insert(name.to_string(), Value::String(value.into_owned()));
            if earlier.is_some() {
                return Err(malformed(&name, "given once"));
            }
        }
        Ok(Self(fields))
    }

    /// A text that must be there.
    pub fn required(&self, name: &str) -> Result<&str, Reason> {
        self.optional(name)?.ok_or_else(|| malformed(name, "given"))
    }

    /// A text that may be missing or null. An empty one is neither.
    pub fn optional(&self, name: &str) -> Result<Option<&str>, Reason> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if is_plain(text) => Ok(Some(text)),
            Some(_) => Err(malformed(name, "a short text")),
        }
    }

    /// A date that must be there.
    pub fn date(&self, name: &str) -> Result<Date, Reason> {
        read_date(self.required(name)?).ok_or_else(|| malformed(name, "a date like 2024-05-31"))
    }

    /// A text that must be there and be one of these.
    pub fn one_of(&self, name: &str, words: &[&'static str]) -> Result<&'static str, Reason> {
        let given = self.required(name)?;
        let known = words.iter().find(|word| **word == given);
        known
            .copied()
            .ok_or_else(|| malformed(name, "one of the known values"))
    }
}

/// A field that is not what it should be.
pub fn malformed(field: &str, expected: &'static str) -> Reason {
    Reason::Malformed {
        field: field.to_owned(),
        expected,
    }
}

/// The longest text that any field holds.
const TEXT_LIMIT: usize = 256;

fn is_plain(text: &str) -> bool {
    let length = text.len();
    (1..=TEXT_LIMIT).contains(&length) && !text.chars().any(char::is_control)
}

/// A date in the one spelling `YYYY-MM-DD`.
pub fn read_date(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    (date.to_string() == text).then_some(date)
}
