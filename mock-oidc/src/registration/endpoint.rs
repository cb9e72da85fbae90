//! The client registration endpoint (RFC 7591, 3).

use axum::extract::{Request, State};
use axum::response::Response;
use http::StatusCode;

use super::denial::Denial;
use super::metadata::{Metadata, members};
use super::record::Registration;
use super::{access, admission, client_information};
use crate::authorization_server::AuthorizationServer;
use crate::checks::token_binding::thumbprint;
use crate::endpoints::Server;
use crate::faults::registration_request::{
    GIVES_THE_CLIENT_ID_OF_THE_SAME_NAME, REFUSES_REPEATED_NAMES,
};
use crate::faults::registration_response::ANSWERS_REGISTRATIONS_WITH_200;
use crate::received::Received;
use crate::settings::RegistrationVariant;

/// Registers a client.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match register(&server, request).await {
        Ok(registration) => created(&server, &registration),
        Err(denial) => deny(&server, &denial),
    }
}

/// Notes why a request is refused, and answers it.
pub fn deny(server: &AuthorizationServer, denial: &Denial) -> Response {
    server.note(denial.to_string());
    denial.answer(&server.faults)
}

async fn register(server: &AuthorizationServer, request: Request) -> Result<Registration, Denial> {
    let rules = rules(server)?;
    let received = Received::from(request).await?;
    access::to_register(server, rules, &received)?;
    let metadata = Metadata::of(members(&received.body)?, &server.faults)?;
    let metadata = admission::examine(metadata, rules, &server.faults)?;
    let client_id = client_id(server, &metadata)?;
    let status = server.state().registrations.first_status();
    let registration = Registration {
        client: admission::client(client_id, &metadata, status)?,
        metadata,
        issued_at: server.clock.unix_now(),
        access_token: mock_kit::entropy::identifier(),
        certificate: received.certificate().map(thumbprint),
    };
    keep(server, registration)
}

/// The rules for registrations.
///
/// # Errors
/// [`Denial::NoSuchOperation`] for a server that takes none.
pub fn rules(server: &AuthorizationServer) -> Result<&RegistrationVariant, Denial> {
    let rules = server.variant.registration.as_ref();
    rules.ok_or(Denial::NoSuchOperation)
}

/// Makes a registration known to the whole server, in the place of an earlier one of the same client.
///
/// # Errors
/// When the client cannot be registered.
pub fn keep(
    server: &AuthorizationServer,
    registration: Registration,
) -> Result<Registration, Denial> {
    server.register(registration.client.clone())?;
    let client_id = registration.client.client_id.clone();
    let mut state = server.state();
    let known = &mut state.registrations.by_client_id;
    known.insert(client_id, registration.clone());
    Ok(registration)
}

/// Every registration has an id of its own, whatever the client is called (FDX API Security Profile, 2B, compliance).
fn client_id(server: &AuthorizationServer, metadata: &Metadata) -> Result<String, Denial> {
    let fresh = mock_kit::entropy::identifier();
    let name = metadata.text("client_name")?.unwrap_or_default();
    let state = server.state();
    let Some(earlier) = state.registrations.of_name(name) else {
        return Ok(fresh);
    };
    if server.faults.commits(&REFUSES_REPEATED_NAMES) {
        return Err(Denial::Metadata("client_name"));
    }
    if server.faults.commits(&GIVES_THE_CLIENT_ID_OF_THE_SAME_NAME) {
        return Ok(earlier.client.client_id.clone());
    }
    Ok(fresh)
}

fn created(server: &AuthorizationServer, registration: &Registration) -> Response {
    let mut response = client_information::answer(server, registration);
    if !server.faults.commits(&ANSWERS_REGISTRATIONS_WITH_200) {
        *response.status_mut() = StatusCode::CREATED;
    }
    response
}
