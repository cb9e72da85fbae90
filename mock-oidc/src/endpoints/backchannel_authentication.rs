//! The backchannel authentication endpoint (CIBA, 7).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use http::{Method, StatusCode, header};
use serde_json::Value;
use url::form_urlencoded;

use super::Server;
use crate::addresses::{BACKCHANNEL_AUTHENTICATION_PATH, TOKEN_PATH};
use crate::authorization::client_status;
use crate::authorization::parameters::Parameters;
use crate::authorization_server::AuthorizationServer;
use crate::backchannel::{acknowledgement, admission};
use crate::checks::AuthenticationFailure;
use crate::checks::audience;
use crate::checks::client_authentication::{self, Caller};
use crate::checks::form::Form;
use crate::endpoints::presented_token::claims_alone;
use crate::faults::backchannel_acknowledgement::ACKNOWLEDGES_WITH_202;
use crate::faults::backchannel_request::{
    ANSWERS_AUTHENTICATION_REQUESTS_BY_GET, READS_AUTHENTICATION_REQUESTS_AS_JSON,
    REFUSES_CERTIFICATES_AT_THE_BACKCHANNEL_ENDPOINT,
    REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
    REFUSES_THE_ISSUER_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
    REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
    SERVES_UNPROVEN_AUTHENTICATION_REQUESTS,
};
use crate::faults::backchannel_signed_request::TAKES_ASSERTIONS_FROM_SIGNED_REQUESTS;
use crate::oauth_error::{Refusal, forbid_caching, json_body};
use crate::received::Received;
use crate::state::client::RegisteredClient;

/// Takes an authentication request, and answers before the user does anything.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match by_post(&server, request).await {
        Ok(acknowledged) => respond(&server, &acknowledged),
        Err(refusal) => server.refuse(&refusal),
    }
}

/// Refuses every other method (CIBA, 7.1).
pub async fn other_method(State(server): Server, request: Request) -> Response {
    match by_query(&server, request).await {
        Ok(acknowledged) => respond(&server, &acknowledged),
        Err(refusal) => server.refuse(&refusal),
    }
}

async fn by_post(server: &AuthorizationServer, request: Request) -> Result<Value, Refusal> {
    let received = Received::from(request).await?;
    if let Some(encoded) = out_of_json(server, &received) {
        let form = Form::parse(encoded.as_bytes(), &server.faults)?;
        return acknowledge(server, &received, &form).await;
    }
    let form = Form::read(&received, &server.faults)?;
    acknowledge(server, &received, &form).await
}

async fn by_query(server: &AuthorizationServer, request: Request) -> Result<Value, Refusal> {
    let read = *request.method() == Method::GET
        && server
            .faults
            .commits(&ANSWERS_AUTHENTICATION_REQUESTS_BY_GET);
    if !read {
        return Err(Refusal::MethodNotAllowed);
    }
    let received = Received::from(request).await?;
    let query = received.head.uri.query().unwrap_or_default();
    let form = Form::parse(query.as_bytes(), &server.faults)?;
    acknowledge(server, &received, &form).await
}

/// The form that a JSON body would be; an honest server has none.
fn out_of_json(server: &AuthorizationServer, received: &Received) -> Option<String> {
    let stated = received.head.headers.get(header::CONTENT_TYPE)?;
    let json = stated.as_bytes().starts_with(b"application/json")
        && server
            .faults
            .commits(&READS_AUTHENTICATION_REQUESTS_AS_JSON);
    let body: Value = serde_json::from_slice(&received.body).ok()?;
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().filter(|_| json)? {
        form.append_pair(name, value.as_str().unwrap_or_default());
    }
    Some(form.finish())
}

async fn acknowledge(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Value, Refusal> {
    let client = authenticate(server, received, form).await?;
    client_status::check(&client, &server.faults)?;
    let wish = admission::admit(server, &client, Parameters::of_form(form)).await?;
    Ok(acknowledgement::of(server, wish))
}

async fn authenticate(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Arc<RegisteredClient>, Refusal> {
    let unproven = form.get("client_assertion").is_none();
    if let Some(client) = believed(server, form).filter(|_| unproven) {
        return Ok(client);
    }
    let caller = Caller::of(received, form);
    let client = client_authentication::check(server, &caller, &audiences(server)).await?;
    let refused = server
        .faults
        .commits(&REFUSES_CERTIFICATES_AT_THE_BACKCHANNEL_ENDPOINT);
    if unproven && refused {
        return Err(AuthenticationFailure::MethodNotOffered.into());
    }
    Ok(client)
}

/// Whom only a server that misbehaves believes without proof.
fn believed(server: &AuthorizationServer, form: &Form<'_>) -> Option<Arc<RegisteredClient>> {
    let faults = &server.faults;
    if faults.commits(&SERVES_UNPROVEN_AUTHENTICATION_REQUESTS) {
        return server.client(form.get("client_id")?);
    }
    let inside = claims_alone(form.get("request")?)?;
    let asserted = inside.get("client_assertion").and(inside.get("iss"))?;
    faults
        .commits(&TAKES_ASSERTIONS_FROM_SIGNED_REQUESTS)
        .then(|| server.client(asserted.as_str()?))?
}

/// CIBA, 7.1: the issuer, the token endpoint and this endpoint are one as good as the other.
fn audiences(server: &AuthorizationServer) -> Vec<String> {
    let known = &server.addresses;
    let disliked = [
        (
            known.issuer_text(),
            &REFUSES_THE_ISSUER_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
        ),
        (
            known.below(TOKEN_PATH).to_string(),
            &REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
        ),
        (
            known.below(BACKCHANNEL_AUTHENTICATION_PATH).to_string(),
            &REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_AUTHENTICATION_REQUESTS,
        ),
    ];
    audience::liked(&known.audiences.backchannel, &server.faults, &disliked)
}

fn respond(server: &AuthorizationServer, acknowledged: &Value) -> Response {
    let mut response = json_body(acknowledged);
    if server.faults.commits(&ACKNOWLEDGES_WITH_202) {
        *response.status_mut() = StatusCode::ACCEPTED;
    }
    forbid_caching(response.headers_mut());
    response
}
