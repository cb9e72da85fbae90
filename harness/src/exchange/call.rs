//! A request before it is sent.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use crate::actor::Party;

/// What is to be sent, and to whom.
#[derive(Debug, Clone)]
pub struct Call {
    /// The party that is asked.
    pub party: Party,
    /// The method.
    pub method: &'static str,
    /// The full URL.
    pub url: Url,
    /// Header fields in order, repeated ones repeated.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long its answer may take, where that is not the usual time.
    pub patience: Option<Duration>,
}

impl Call {
    /// A request without a body.
    pub fn new(party: Party, method: &'static str, url: Url) -> Self {
        Self {
            party,
            method,
            url,
            headers: Vec::new(),
            body: Vec::new(),
            patience: None,
        }
    }

    /// A GET.
    pub fn get(party: Party, url: Url) -> Self {
        Self::new(party, "GET", url)
    }

    /// A POST of form parameters in the given order, repeated ones repeated.
    pub fn post_form<N: AsRef<str>>(party: Party, url: Url, parameters: &[(N, String)]) -> Self {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in parameters {
            form.append_pair(name.as_ref(), value);
        }
        let body = form.finish().into_bytes();
        Self {
            body,
            ..Self::new(party, "POST", url)
        }
        .header("Content-Type", "application/x-www-form-urlencoded")
    }

    /// A request with a JSON body.
    pub fn json(party: Party, method: &'static str, url: Url, body: &Value) -> Self {
        Self::octets(
            party,
            method,
            url,
            "application/json",
            body.to_string().into_bytes(),
        )
    }

    /// A request with a body of any media type.
    pub fn octets(
        party: Party,
        method: &'static str,
        url: Url,
        media_type: &str,
        body: Vec<u8>,
    ) -> Self {
        Self {
            body,
            ..Self::new(party, method, url)
        }
        .header("Content-Type", media_type)
    }

    /// The same request, whose answer may take so long.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self {
            patience: Some(patience),
            ..self
        }
    }

    /// The same request with one more header field.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same request with an access token in its header (RFC 6750, 2.1).
    #[must_use]
    pub fn bearer(self, access_token: &str) -> Self {
        self.header("Authorization", format!("Bearer {access_token}"))
    }
}
