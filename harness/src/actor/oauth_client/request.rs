//! A token request as parameters, before it is sent.

use url::Url;

use crate::actor::Party;
use crate::actor::parameters;
use crate::exchange::call::Call;

/// The one assertion type that is legal (RFC 7523, 2.2).
pub const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A token request; it can still be changed.
#[derive(Debug, Clone)]
pub struct TokenRequest {
    method: &'static str,
    parameters: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl TokenRequest {
    /// The request that the specification describes, with this assertion (RFC 6749, 4.4.2; RFC 7523, 2.2).
    pub fn legal(scope: &str, assertion: String) -> Self {
        Self::of_grant("client_credentials")
            .with("scope", scope)
            .with_assertion(assertion)
    }

    /// A request of this grant, with nothing in it that proves who asks.
    pub fn of_grant(grant_type: &str) -> Self {
        Self {
            method: "POST",
            parameters: Vec::new(),
            headers: Vec::new(),
        }
        .with("grant_type", grant_type)
    }

    /// The same with an assertion of who asks (RFC 7523, 2.2).
    #[must_use]
    pub fn with_assertion(self, assertion: String) -> Self {
        self.with("client_assertion_type", JWT_BEARER)
            .with("client_assertion", assertion)
    }

    /// The same, its parameters in the query of a GET.
    #[must_use]
    pub fn by_get(mut self) -> Self {
        self.method = "GET";
        self
    }

    /// The same with one value for a parameter, in its old place where it had one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        parameters::set(&mut self.parameters, name, value.into());
        self
    }

    /// The same with one more value for a parameter, at the end.
    #[must_use]
    pub fn adding(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }

    /// The same with the value of a parameter sent twice.
    #[must_use]
    pub fn repeating(self, name: &str) -> Self {
        let value = self.value(name).unwrap_or_default().to_owned();
        self.adding(name, value)
    }

    /// The same without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        parameters::remove(&mut self.parameters, name);
        self
    }

    /// The same without the two parameters of the assertion.
    #[must_use]
    pub fn without_assertion(self) -> Self {
        self.without("client_assertion_type")
            .without("client_assertion")
    }

    /// The same with one more header field.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The request as it goes out.
    pub fn to_call(&self, endpoint: &Url) -> Call {
        let mut call = match self.method {
            "GET" => Call::get(Party::AuthorizationServer, self.in_query(endpoint)),
            _ => Call::post_form(
                Party::AuthorizationServer,
                endpoint.clone(),
                &self.parameters,
            ),
        };
        for (name, value) in &self.headers {
            call = call.header(name, value.clone());
        }
        call
    }

    fn in_query(&self, endpoint: &Url) -> Url {
        let mut url = endpoint.clone();
        url.query_pairs_mut().extend_pairs(&self.parameters);
        url
    }
}
