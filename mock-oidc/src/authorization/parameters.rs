//! The parameters of an authorization request, whether they came in a form or as claims of a request object.

use mock_kit::strict_json;
use serde_json::{Map, Value};

use super::failure::RequestError;
use crate::checks::form::Form;

/// Parameters by their names.
#[derive(Clone, Debug, Default)]
pub struct Parameters(pub Map<String, Value>);

impl Parameters {
    /// Those of a form, all of them texts.
    #[must_use]
    pub fn of_form(form: &Form<'_>) -> Self {
        let pairs = form.pairs();
        Self(
            pairs
                .map(|(name, value)| (name.to_owned(), Value::from(value)))
                .collect(),
        )
    }

    /// A parameter that is a text; one without value counts as left out.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] for anything but a text.
    pub fn text(&self, name: &'static str) -> Result<Option<&str>, RequestError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
            Some(_) => Err(RequestError::Malformed(name)),
        }
    }

    /// A parameter that is JSON: as it is in a request object, as a text in a form.
    ///
    /// # Errors
    /// [`RequestError::Malformed`] for a text that is no JSON.
    pub fn json(&self, name: &'static str) -> Result<Option<Value>, RequestError> {
        match self.0.get(name) {
            Some(Value::String(text)) => strict_json::parse(text.as_bytes())
                .map(Some)
                .map_err(|_| RequestError::Malformed(name)),
            other => Ok(other.cloned()),
        }
    }
}
