//! The scope is asked for by name, and all of it is registered (RFC 6749, 3.3).

use super::admission::Admission;
use super::failure::RequestError;
use super::request::OPENID;
use crate::faults::authorization_request::{
    OFFERS_UNREGISTERED_SCOPE_TO_USERS, REFUSES_ANOTHER_SCOPE_ORDER,
};

/// The values asked for, each once.
///
/// # Errors
/// [`RequestError::Scope`] without any, and for one that is not registered.
pub fn check(admission: &Admission<'_>) -> Result<Vec<String>, RequestError> {
    let text = admission.parameters.text("scope")?.unwrap_or_default();
    let mut values: Vec<String> = Vec::new();
    for value in text.split(' ').filter(|value| !value.is_empty()) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    let faults = admission.faults();
    let registered = values
        .iter()
        .all(|value| admission.client.scopes.contains(value))
        || faults.commits(&OFFERS_UNREGISTERED_SCOPE_TO_USERS);
    let disliked = values.iter().skip(1).any(|value| value == OPENID)
        && faults.commits(&REFUSES_ANOTHER_SCOPE_ORDER);
    if values.is_empty() || !registered || disliked {
        return Err(RequestError::Scope);
    }
    Ok(values)
}
