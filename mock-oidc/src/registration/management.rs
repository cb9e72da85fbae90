//! The client configuration endpoint (RFC 7592, 2): reading, updating and deleting a registration.

use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use serde_json::{Map, Value};

use super::denial::Denial;
use super::disclosure::collect;
use super::endpoint::{deny, keep, rules};
use super::metadata::{Metadata, members};
use super::record::Registration;
use super::{access, admission, client_information, revocation};
use crate::authorization_server::AuthorizationServer;
use crate::endpoints::Server;
use crate::faults::client_management::{
    ANSWERS_DELETIONS_WITH_200, CALLS_DELETED_REGISTRATIONS_NOT_FOUND, CHANGES_CHAINS_IN_PLACE,
    HAS_NO_DELETIONS, HAS_NO_READS, HAS_NO_UPDATES, HOLDS_SIMPLE_EDITS_BACK, IGNORES_UPDATES,
    KEEPS_DELETED_CLIENTS, TAKES_ANOTHER_CLIENT_ID_IN_UPDATES, TAKES_INVALID_UPDATES,
};
use crate::received::Received;
use crate::settings::ClientStatus;

/// What only the server says of a registration; an update that says it is none (RFC 7592, 2.2).
const ISSUED: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
];

/// Answers a read, an update or a deletion.
pub async fn answer(
    State(server): Server,
    Path(client_id): Path<String>,
    request: Request,
) -> Response {
    match act(&server, &client_id, request).await {
        Ok(response) => response,
        Err(denial) => deny(&server, &denial),
    }
}

async fn act(
    server: &AuthorizationServer,
    client_id: &str,
    request: Request,
) -> Result<Response, Denial> {
    let faults = &server.faults;
    let method = request.method().clone();
    let received = Received::from(request).await?;
    let registration = admitted(server, client_id, &received)?;
    match method {
        Method::GET if !faults.commits(&HAS_NO_READS) => {
            Ok(client_information::answer(server, &registration))
        }
        Method::PUT if !faults.commits(&HAS_NO_UPDATES) => {
            let registration = update(server, registration, &received)?;
            Ok(client_information::answer(server, &registration))
        }
        Method::DELETE if !faults.commits(&HAS_NO_DELETIONS) => Ok(delete(server, &registration)),
        _ => Err(Denial::NoSuchOperation),
    }
}

/// The registration, for whoever may manage it. One that is not there is refused like a wrong token (RFC 7592, 2.1).
fn admitted(
    server: &AuthorizationServer,
    client_id: &str,
    received: &Received,
) -> Result<Registration, Denial> {
    let state = server.state();
    let registration = state.registrations.by_client_id.get(client_id).cloned();
    drop(state);
    let absent = if server
        .faults
        .commits(&CALLS_DELETED_REGISTRATIONS_NOT_FOUND)
    {
        Denial::NoSuchRegistration
    } else {
        Denial::InvalidToken
    };
    let registration = registration.ok_or(absent)?;
    access::to_manage(server, &registration, received)?;
    Ok(registration)
}

fn update(
    server: &AuthorizationServer,
    registration: Registration,
    received: &Received,
) -> Result<Registration, Denial> {
    let faults = &server.faults;
    if faults.commits(&IGNORES_UPDATES) {
        return Ok(registration);
    }
    let stated = members(&received.body)?;
    demand_own(server, &registration, &stated)?;
    let metadata = Metadata::of(stated, faults)?;
    let metadata = match admission::examine(metadata.clone(), rules(server)?, faults) {
        Err(_) if faults.commits(&TAKES_INVALID_UPDATES) => metadata,
        examined => examined?,
    };
    demand_same_chain(server, &registration, &metadata)?;
    let status = status_after(server, &registration);
    let client_id = registration.client.client_id.clone();
    let updated = Registration {
        client: admission::client(client_id, &metadata, status)?,
        metadata,
        ..registration
    };
    keep(server, updated)
}

/// RFC 7592, 2.2: an update names its own client, and nothing that is the server's to say.
fn demand_own(
    server: &AuthorizationServer,
    registration: &Registration,
    stated: &Map<String, Value>,
) -> Result<(), Denial> {
    let own = stated.get("client_id").and_then(Value::as_str);
    let same = own == Some(&registration.client.client_id);
    if !same && !server.faults.commits(&TAKES_ANOTHER_CLIENT_ID_IN_UPDATES) {
        return Err(Denial::Metadata("client_id"));
    }
    if ISSUED.iter().any(|name| stated.contains_key(*name)) {
        return Err(Denial::Metadata("members that the server issues"));
    }
    Ok(())
}

/// FDX API Security Profile, 2A 3: another chain is another registration.
fn demand_same_chain(
    server: &AuthorizationServer,
    registration: &Registration,
    metadata: &Metadata,
) -> Result<(), Denial> {
    let same = chain(&registration.metadata) == chain(metadata);
    (same || server.faults.commits(&CHANGES_CHAINS_IN_PLACE))
        .then_some(())
        .ok_or(Denial::Metadata("intermediaries are registered anew"))
}

/// The names of all intermediaries, from the top down; the rest of what is said of one is a simple matter.
fn chain(metadata: &Metadata) -> Vec<String> {
    let mut names = Vec::new();
    collect(
        metadata.items("intermediaries").unwrap_or_default(),
        &mut names,
    );
    names
}

/// FDX API Security Profile, 2B 5: simple changes take effect at once.
fn status_after(server: &AuthorizationServer, registration: &Registration) -> ClientStatus {
    if server.faults.commits(&HOLDS_SIMPLE_EDITS_BACK) {
        return ClientStatus::Pending;
    }
    registration.client.status
}

fn delete(server: &AuthorizationServer, registration: &Registration) -> Response {
    let client_id = &registration.client.client_id;
    if !server.faults.commits(&KEEPS_DELETED_CLIENTS) {
        server.remove(client_id);
        revocation::of_client(server, client_id);
        server.state().registrations.by_client_id.remove(client_id);
    }
    if server.faults.commits(&ANSWERS_DELETIONS_WITH_200) {
        return StatusCode::OK.into_response();
    }
    StatusCode::NO_CONTENT.into_response()
}
