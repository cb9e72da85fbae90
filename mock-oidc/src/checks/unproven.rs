//! What a server that misbehaves takes in place of an assertion. An honest one finds nobody here.

use std::sync::Arc;

use base64ct::{Base64, Encoding as _};

use super::client_authentication::Caller;
use crate::authorization_server::AuthorizationServer;
use crate::faults::token_request::{
    ACCEPTS_CLIENT_SECRET, FALLS_BACK_WHEN_THE_ASSERTION_IS_MALFORMED, SERVES_WITHOUT_ASSERTION,
};
use crate::state::client::RegisteredClient;

/// The client that is taken for authenticated without an assertion.
pub fn instead_of_an_assertion(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
) -> Option<Arc<RegisteredClient>> {
    if caller.form.get("client_assertion").is_some() {
        return None;
    }
    by_name_alone(server, caller).or_else(|| by_secret(server, caller))
}

/// The client that is taken for authenticated by an assertion that cannot be read.
pub fn instead_of_a_malformed_assertion(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
) -> Option<Arc<RegisteredClient>> {
    if !server
        .faults
        .commits(&FALLS_BACK_WHEN_THE_ASSERTION_IS_MALFORMED)
    {
        return None;
    }
    match caller.form.get("client_id") {
        Some(client_id) => server.client(client_id),
        None => server.any_client(),
    }
}

fn by_name_alone(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
) -> Option<Arc<RegisteredClient>> {
    let client = server.client(caller.form.get("client_id")?)?;
    server
        .faults
        .commits(&SERVES_WITHOUT_ASSERTION)
        .then_some(client)
}

fn by_secret(server: &AuthorizationServer, caller: &Caller<'_>) -> Option<Arc<RegisteredClient>> {
    if !server.faults.commits(&ACCEPTS_CLIENT_SECRET) {
        return None;
    }
    let named = match caller.authorization {
        Some(authorization) => user_of(authorization)?,
        None => caller
            .form
            .get("client_secret")
            .and(caller.form.get("client_id"))?
            .to_owned(),
    };
    server.client(&named)
}

fn user_of(authorization: &str) -> Option<String> {
    let credentials = authorization.strip_prefix("Basic ")?;
    let pair = String::from_utf8(Base64::decode_vec(credentials).ok()?).ok()?;
    pair.split_once(':').map(|(user, _)| user.to_owned())
}
