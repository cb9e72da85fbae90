//! The metadata of a client (RFC 7591, 2), as far as they mean something here.

use bytes::Bytes;
use mock_kit::{FaultPlan, strict_json};
use serde_json::{Map, Value};

use super::denial::Denial;
use crate::faults::registration_request::REFUSES_UNKNOWN_METADATA;

/// The members that are understood; all others are ignored (RFC 7591, 2).
const KNOWN: [&str; 27] = [
    "redirect_uris",
    "token_endpoint_auth_method",
    "token_endpoint_auth_signing_alg",
    "tls_client_auth_subject_dn",
    "tls_client_certificate_bound_access_tokens",
    "grant_types",
    "response_types",
    "client_name",
    "client_uri",
    "logo_uri",
    "tos_uri",
    "policy_uri",
    "scope",
    "contacts",
    "jwks_uri",
    "jwks",
    "software_id",
    "software_version",
    "request_object_signing_alg",
    "id_token_signed_response_alg",
    "authorization_signed_response_alg",
    "description",
    "intermediaries",
    "duration_type",
    "duration_period",
    "lookback_period",
    "registry_references",
];

/// What a client says of itself. Members without a value count as left out (RFC 7592, 2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(pub Map<String, Value>);

impl Metadata {
    /// Takes what is understood of these members.
    ///
    /// # Errors
    /// None of an honest server, which ignores the rest.
    pub fn of(members: Map<String, Value>, faults: &FaultPlan) -> Result<Self, Denial> {
        let told = members.into_iter().filter(|(_, value)| !value.is_null());
        let (known, unknown): (Map<_, _>, Map<_, _>) =
            told.partition(|(name, _)| KNOWN.contains(&name.as_str()));
        if !unknown.is_empty() && faults.commits(&REFUSES_UNKNOWN_METADATA) {
            return Err(Denial::Metadata("a member is not known"));
        }
        Ok(Self(known))
    }

    /// A member that is a text.
    ///
    /// # Errors
    /// [`Denial::Metadata`] for anything but a text.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Denial> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Denial::Metadata("a member that is a text is none")),
        }
    }

    /// The texts of a member that is an array of them; none where it is left out.
    ///
    /// # Errors
    /// [`Denial::Metadata`] for anything but texts.
    pub fn texts(&self, name: &str) -> Result<Vec<&str>, Denial> {
        let items = self.items(name)?.iter().map(Value::as_str);
        let texts: Option<Vec<&str>> = items.collect();
        texts.ok_or(Denial::Metadata("an array of texts holds something else"))
    }

    /// The items of a member that is an array; none where it is left out.
    ///
    /// # Errors
    /// [`Denial::Metadata`] for anything but an array.
    pub fn items(&self, name: &str) -> Result<&[Value], Denial> {
        match self.0.get(name) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(Denial::Metadata("a member that is an array is none")),
        }
    }

    /// Whether the member is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Gives a member this value where the client leaves it out (RFC 7591, 3.2.1).
    pub fn provision(&mut self, name: &str, value: Value) {
        self.0.entry(name).or_insert(value);
    }
}

/// The members of a request, which is a JSON object (RFC 7591, 3.1).
///
/// # Errors
/// [`Denial::Metadata`] for anything else.
pub fn members(body: &Bytes) -> Result<Map<String, Value>, Denial> {
    match strict_json::parse(body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Denial::Metadata("the body is no JSON object")),
    }
}
