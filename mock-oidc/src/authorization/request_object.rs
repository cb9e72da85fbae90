//! Opening a request object (RFC 9101, 6): only what is inside a signed one counts (FAPI 1.0 Advanced, 5.2.2-10).

use std::sync::Arc;

use mock_kit::FaultPlan;
use serde_json::{Map, Value};

use super::failure::RequestError;
use super::parameters::Parameters;
use super::{request_object_claims, request_object_signature};
use crate::authorization_server::AuthorizationServer;
use crate::checks::compact_form::{self, Assertion};
use crate::faults::request_object::{
    ACCEPTS_NESTED_REQUESTS, COMPLETES_THE_REQUEST_OBJECT_FROM_OUTSIDE,
    IGNORES_ANOTHER_CLIENT_IN_THE_REQUEST_OBJECT, PREFERS_PARAMETERS_OUTSIDE_THE_REQUEST_OBJECT,
};
use crate::settings::AuthorizationVariant;
use crate::state::client::RegisteredClient;

/// What the checks of one request object look at.
pub struct Opening<'a> {
    /// The server.
    pub server: &'a AuthorizationServer,
    /// The rules in force.
    pub rules: &'a AuthorizationVariant,
    /// Whose request it should be.
    pub client: &'a Arc<RegisteredClient>,
    /// The object, taken apart and not yet believed.
    pub object: Assertion<'a>,
}

/// The parameters in `text`, after every check of the object itself.
///
/// # Errors
/// [`RequestError::RequestObject`].
pub async fn open(
    server: &AuthorizationServer,
    rules: &AuthorizationVariant,
    client: &Arc<RegisteredClient>,
    text: &str,
    outside: &Parameters,
) -> Result<Parameters, RequestError> {
    // No fault of the token endpoint makes this reader lenient.
    let object = compact_form::read(text, &FaultPlan::default());
    let opening = Opening {
        server,
        rules,
        client,
        object: object.map_err(|_| RequestError::RequestObject("it is no JWT"))?,
    };
    request_object_signature::check(&opening).await?;
    request_object_claims::check(&opening)?;
    is_of_this_client(&opening)?;
    is_not_nested(&opening)?;
    Ok(what_counts(opening.object.claims, outside, &server.faults))
}

/// RFC 9101, 5: `client_id` is the same inside and outside.
fn is_of_this_client(opening: &Opening<'_>) -> Result<(), RequestError> {
    let faults = &opening.server.faults;
    let named = ["client_id", "iss"].map(|claim| opening.object.claims.get(claim));
    let other = named
        .into_iter()
        .flatten()
        .any(|name| *name != opening.client.client_id.as_str());
    if other && !faults.commits(&IGNORES_ANOTHER_CLIENT_IN_THE_REQUEST_OBJECT) {
        return Err(RequestError::RequestObject("it is that of another client"));
    }
    Ok(())
}

/// RFC 9101, 4: `request` and `request_uri` do not stand in a request object.
fn is_not_nested(opening: &Opening<'_>) -> Result<(), RequestError> {
    let nested = ["request", "request_uri"]
        .iter()
        .any(|&claim| opening.object.claims.contains_key(claim));
    if nested && !opening.server.faults.commits(&ACCEPTS_NESTED_REQUESTS) {
        return Err(RequestError::RequestObject("there is a request in it"));
    }
    Ok(())
}

fn what_counts(
    mut inside: Map<String, Value>,
    sent: &Parameters,
    faults: &FaultPlan,
) -> Parameters {
    let outside = sent.0.iter().filter(|(name, _)| *name != "request");
    for (name, value) in outside {
        let missing = !inside.contains_key(name);
        if missing && faults.commits(&COMPLETES_THE_REQUEST_OBJECT_FROM_OUTSIDE)
            || faults.commits(&PREFERS_PARAMETERS_OUTSIDE_THE_REQUEST_OBJECT)
        {
            inside.insert(name.clone(), value.clone());
        }
    }
    Parameters(inside)
}
