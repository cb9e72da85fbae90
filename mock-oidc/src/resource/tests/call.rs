//! A call of the resource, and its answer.

use http::{HeaderMap, Method};
use serde_json::Value;

/// The token that a call presents unless it says otherwise: Alice's, for everything.
pub const TOKEN: &str = "alices-token";
/// An origin whose scripts may call.
pub const ORIGIN: &str = "https://app.example";
/// An interaction id of a client: the example of the specification.
pub const INTERACTION: &str = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a";

/// Which certificate a call shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    #[default]
    Own,
    Another,
    None,
}

/// A call, which is good until a test bends it.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    pub target: String,
    pub authorization: Vec<String>,
    pub fields: Vec<(&'static str, &'static str)>,
    pub body: Option<String>,
    pub certificate: Certificate,
}

impl Call {
    pub fn get(target: &str) -> Self {
        Self {
            method: Method::GET,
            target: target.to_owned(),
            authorization: vec![format!("Bearer {TOKEN}")],
            fields: Vec::new(),
            body: None,
            certificate: Certificate::Own,
        }
    }

    pub fn post(target: &str, body: &Value) -> Self {
        Self {
            method: Method::POST,
            body: Some(body.to_string()),
            ..Self::get(target).field("content-type", "application/json")
        }
    }

    pub fn authorized(self, authorization: &[&str]) -> Self {
        let authorization = authorization.iter().map(|&one| one.to_owned()).collect();
        Self {
            authorization,
            ..self
        }
    }

    pub fn with_token(self, token: &str) -> Self {
        self.authorized(&[&format!("Bearer {token}")])
    }

    pub fn field(mut self, name: &'static str, value: &'static str) -> Self {
        self.fields.push((name, value));
        self
    }

    pub fn showing(self, certificate: Certificate) -> Self {
        Self {
            certificate,
            ..self
        }
    }
}

/// An answer with what the tests look at.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub octets: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.octets).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The status, and the error code of the challenge.
    pub fn outcome(&self) -> String {
        let challenge = self.header("www-authenticate");
        let code = challenge.split("error=\"").nth(1).unwrap_or_default();
        let code = code.split('"').next().unwrap_or_default();
        format!("{} {code}", self.status).trim_end().to_owned()
    }
}
