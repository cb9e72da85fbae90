//! Recipients that a registry vouches for (FDX API Security Profile, 2C): the request names the registry, and behind a platform the
//! intermediaries; what is told of the recipient is what the registry says at that time.

use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding as _};
use http::header::USER_AGENT;
use mock_kit::{answer, strict_json};
use serde_json::Value;
use url::Url;

use super::admission::Admission;
use super::failure::RequestError;
use crate::authorization_server::AuthorizationServer;
use crate::faults::delegation::{
    ASKS_ANOTHER_REGISTRY, REFUSES_REQUESTS_WITH_A_REGISTRY, REMEMBERS_RECIPIENTS_FOR_EVER,
    SERVES_RECIPIENTS_THAT_THE_REGISTRY_DOES_NOT_KNOW, SERVES_RECIPIENTS_WITHOUT_A_REGISTRY,
    TAKES_INTERMEDIARIES_IN_THE_CLEAR, TAKES_INTERMEDIARIES_OF_DIRECT_RECIPIENTS,
};
use crate::registration::checks::intermediaries::demand_all;
use crate::registration::disclosure::Disclosure;
use crate::settings::Delegation;
use crate::state::registry::KnownRegistry;

/// As whom the server asks, by its `User-Agent`.
const PARTY: &str = "authorization-server";
/// The longest answer of a registry that is read, in octets.
const LENGTH_LIMIT: usize = 64 << 10;

/// Looks the recipient up, where a registry vouches for it.
///
/// # Errors
/// When the request does not say what it should, or the registry does not know the recipient.
pub async fn check(admission: &Admission<'_>) -> Result<Option<Disclosure>, RequestError> {
    let Some(delegation) = admission.client.delegation else {
        return Ok(None);
    };
    let faults = admission.faults();
    let chain = chain(admission, delegation)?;
    let Some(named) = admission.parameters.text("registry")? else {
        let careless = faults.commits(&SERVES_RECIPIENTS_WITHOUT_A_REGISTRY);
        return careless
            .then_some(None)
            .ok_or(RequestError::Missing("registry"));
    };
    if faults.commits(&REFUSES_REQUESTS_WITH_A_REGISTRY) {
        return Err(RequestError::UnknownParameter);
    }
    let server = admission.server;
    let registry = registry(server, named).ok_or(RequestError::Malformed("registry"))?;
    let client_id = &admission.client.client_id;
    let told = match told(server, &registry, client_id).await {
        None if faults.commits(&SERVES_RECIPIENTS_THAT_THE_REGISTRY_DOES_NOT_KNOW) => {
            Value::default()
        }
        told => told.ok_or(RequestError::UnknownRecipient)?,
    };
    Ok(Some(Disclosure::of(told.get("client_name"), &chain)))
}

/// The intermediaries: none of a direct recipient.
fn chain(admission: &Admission<'_>, delegation: Delegation) -> Result<Vec<Value>, RequestError> {
    let faults = admission.faults();
    let Some(text) = admission.parameters.text("intermediaries")? else {
        return Ok(Vec::new());
    };
    let fitting = delegation == Delegation::ByPlatform
        || faults.commits(&TAKES_INTERMEDIARIES_OF_DIRECT_RECIPIENTS);
    let plain = || {
        let lenient = faults.commits(&TAKES_INTERMEDIARIES_IN_THE_CLEAR);
        lenient.then(|| text.as_bytes().to_vec())
    };
    let octets = decoded(text).or_else(plain).filter(|_| fitting);
    let read = octets.and_then(|octets| strict_json::parse(&octets).ok());
    let Some(Value::Array(chain)) = read else {
        return Err(RequestError::Malformed("intermediaries"));
    };
    let readable = demand_all(&chain, faults);
    readable.map_err(|_| RequestError::Malformed("intermediaries"))?;
    Ok(chain)
}

/// The text says base64 and not which: either alphabet will do, with padding or without.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let one = Base64::decode_vec(text).or_else(|_| Base64Unpadded::decode_vec(text));
    let other = || Base64Url::decode_vec(text).or_else(|_| Base64UrlUnpadded::decode_vec(text));
    one.or_else(|_| other()).ok()
}

/// The registry of this name, among those that were agreed on: no name leads anywhere else.
fn registry(server: &AuthorizationServer, named: &str) -> Option<KnownRegistry> {
    let state = server.state();
    if server.faults.commits(&ASKS_ANOTHER_REGISTRY) {
        return state.registries.values().next().cloned();
    }
    state.registries.get(named).cloned()
}

/// What the registry says of a recipient now.
async fn told(
    server: &AuthorizationServer,
    registry: &KnownRegistry,
    client_id: &str,
) -> Option<Value> {
    if server.faults.commits(&REMEMBERS_RECIPIENTS_FOR_EVER) {
        let earlier = server.state().told_of_recipients.get(client_id).cloned();
        if earlier.is_some() {
            return earlier;
        }
    }
    let request = server.http.get(address(registry, client_id)?);
    let answered = request
        .header(USER_AGENT, PARTY)
        .bearer_auth(&registry.access_token)
        .send()
        .await
        .ok()?;
    if !answered.status().is_success() {
        return None;
    }
    let told = answer::json(answered, LENGTH_LIMIT).await?;
    let is_it = told["recipient_id"] == client_id;
    let mut state = server.state();
    state
        .told_of_recipients
        .insert(client_id.to_owned(), told.clone());
    is_it.then_some(told)
}

fn address(registry: &KnownRegistry, client_id: &str) -> Option<Url> {
    let mut address = registry.base.clone();
    let mut segments = address.path_segments_mut().ok()?;
    segments.pop_if_empty().extend(["recipient", client_id]);
    drop(segments);
    Some(address)
}
