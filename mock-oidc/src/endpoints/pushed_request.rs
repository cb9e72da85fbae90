//! The pushed authorization request endpoint (RFC 9126), and taking up what was pushed.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::Server;
use crate::addresses::{PUSHED_REQUEST_PATH, TOKEN_PATH};
use crate::authorization::failure::{Failure, RequestError};
use crate::authorization::parameters::Parameters;
use crate::authorization::request::AuthorizationRequest;
use crate::authorization::{admission, client_status};
use crate::authorization_server::AuthorizationServer;
use crate::checks::audience;
use crate::checks::client_authentication::{self, Caller};
use crate::checks::form::Form;
use crate::faults::pushed_request::{
    ACCEPTS_EXPIRED_REQUEST_URIS, ACCEPTS_REQUEST_URIS_IN_PUSHED_REQUESTS,
    ACCEPTS_USED_REQUEST_URIS, ANSWERS_PUSHED_REQUESTS_BY_GET, ANSWERS_PUSHED_REQUESTS_WITH_200,
    DEMANDS_PARAMETERS_BESIDE_A_REQUEST_URI, LETS_ANY_CLIENT_USE_A_REQUEST_URI,
    LETS_REQUEST_URIS_LIVE_FOR_AN_HOUR, NUMBERS_REQUEST_URIS, OMITS_EXPIRES_IN_OF_PUSHED_REQUESTS,
    REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS,
    REFUSES_THE_ISSUER_AS_AUDIENCE_OF_PUSHED_REQUESTS,
    REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS,
    SERVES_PUSHED_REQUESTS_WITHOUT_AUTHENTICATION, USES_UP_REQUEST_URIS_WHEN_LOADED,
};
use crate::faults::stimuli::CALLS_OTHER_METHODS_UNKNOWN;
use crate::oauth_error::{Refusal, forbid_caching, json_body};
use crate::received::Received;
use crate::state::State as Remembered;
use crate::state::client::RegisteredClient;
use crate::state::pushed_request::{AFTERLIFE, PREFIX, PushedRequest};

/// Seconds for which requests live that live too long.
const HOUR: i64 = 3600;

/// Takes a request, and answers with the name that it can be taken up under.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match by_post(&server, request).await {
        Ok(pushed) => created(&server, pushed),
        Err(refusal) => server.refuse(&refusal),
    }
}

/// Refuses every other method (RFC 9126, 2.3).
pub async fn other_method(State(server): Server, request: Request) -> Response {
    match by_query(&server, request).await {
        Ok(pushed) => created(&server, pushed),
        Err(_) if server.faults.commits(&CALLS_OTHER_METHODS_UNKNOWN) => {
            StatusCode::NOT_FOUND.into_response()
        }
        Err(refusal) => server.refuse(&refusal),
    }
}

async fn by_post(server: &AuthorizationServer, request: Request) -> Result<Value, Refusal> {
    let received = Received::from(request).await?;
    let form = Form::read(&received, &server.faults)?;
    push(server, &received, &form).await
}

async fn by_query(server: &AuthorizationServer, request: Request) -> Result<Value, Refusal> {
    let read =
        *request.method() == Method::GET && server.faults.commits(&ANSWERS_PUSHED_REQUESTS_BY_GET);
    if !read {
        return Err(Refusal::MethodNotAllowed);
    }
    let received = Received::from(request).await?;
    let query = received.head.uri.query().unwrap_or_default();
    let form = Form::parse(query.as_bytes(), &server.faults)?;
    push(server, &received, &form).await
}

async fn push(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Value, Refusal> {
    let client = authenticate(server, received, form).await?;
    client_status::check(&client, &server.faults)?;
    let named = form.get("request_uri").is_some();
    if named
        && !server
            .faults
            .commits(&ACCEPTS_REQUEST_URIS_IN_PUSHED_REQUESTS)
    {
        return Err(RequestError::Malformed("request_uri").into());
    }
    let admitted = admission::admit(server, &client, Parameters::of_form(form), true).await;
    let request = admitted.map_err(|failure| failure.error)?;
    Ok(remembered(server, request))
}

async fn authenticate(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Result<Arc<RegisteredClient>, Refusal> {
    let careless = server
        .faults
        .commits(&SERVES_PUSHED_REQUESTS_WITHOUT_AUTHENTICATION);
    if careless
        && form.get("client_assertion").is_none()
        && let Some(client) = form.get("client_id").and_then(|name| server.client(name))
    {
        return Ok(client);
    }
    let caller = Caller::of(received, form);
    Ok(client_authentication::check(server, &caller, &audiences(server)).await?)
}

/// RFC 9126, 2: the issuer, the token endpoint and this endpoint are one as good as the other.
fn audiences(server: &AuthorizationServer) -> Vec<String> {
    let known = &server.addresses;
    let disliked = [
        (
            known.issuer_text(),
            &REFUSES_THE_ISSUER_AS_AUDIENCE_OF_PUSHED_REQUESTS,
        ),
        (
            known.below(TOKEN_PATH).to_string(),
            &REFUSES_THE_TOKEN_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS,
        ),
        (
            known.below(PUSHED_REQUEST_PATH).to_string(),
            &REFUSES_THE_ENDPOINT_AS_AUDIENCE_OF_PUSHED_REQUESTS,
        ),
    ];
    audience::liked(&known.audiences.pushed_requests, &server.faults, &disliked)
}

fn remembered(server: &AuthorizationServer, mut request: AuthorizationRequest) -> Value {
    let now = server.clock.unix_now();
    let lifetime = if server.faults.commits(&LETS_REQUEST_URIS_LIVE_FOR_AN_HOUR) {
        HOUR
    } else {
        server.request_uri_lifetime()
    };
    let mut state = server.state();
    state.pushed_requests.purge(now);
    let name = name(server, &mut state);
    request.request_uri = Some(name.clone());
    let expires_at = now + lifetime;
    let pushed = PushedRequest {
        request,
        expires_at,
    };
    state
        .pushed_requests
        .insert(name.clone(), pushed, expires_at + AFTERLIFE);
    json!({ "request_uri": name, "expires_in": lifetime })
}

/// RFC 9126, 2.2 and 7.1: a name that nobody can guess.
fn name(server: &AuthorizationServer, state: &mut Remembered) -> String {
    let numbered = server.faults.commits(&NUMBERS_REQUEST_URIS).then(|| {
        let mut names = (1..).map(|number: u64| format!("{PREFIX}{number}"));
        names.find(|name| state.pushed_requests.get_mut(name).is_none())
    });
    let unguessable = || format!("{PREFIX}{}", mock_kit::entropy::identifier());
    numbered.flatten().unwrap_or_else(unguessable)
}

fn created(server: &AuthorizationServer, mut pushed: Value) -> Response {
    if server.faults.commits(&OMITS_EXPIRES_IN_OF_PUSHED_REQUESTS)
        && let Value::Object(members) = &mut pushed
    {
        members.shift_remove("expires_in");
    }
    let mut response = json_body(&pushed);
    if !server.faults.commits(&ANSWERS_PUSHED_REQUESTS_WITH_200) {
        *response.status_mut() = StatusCode::CREATED;
    }
    forbid_caching(response.headers_mut());
    response
}

/// The request that was pushed under this name, for the client that pushed it (RFC 9126, 4). It stays where it is:
/// whoever only loads a page uses up nothing.
///
/// # Errors
/// When it is unknown, expired, used or that of another, or the client is no longer admitted.
pub fn taken_up(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    request_uri: &str,
    form: &Form<'_>,
) -> Result<AuthorizationRequest, Failure> {
    let faults = &server.faults;
    let bare = form.get("response_type").is_none() || form.get("scope").is_none();
    if bare && faults.commits(&DEMANDS_PARAMETERS_BESIDE_A_REQUEST_URI) {
        return Err(RequestError::Missing("scope").into());
    }
    let pushed = found(server, client, request_uri)?;
    let admitted = client_status::check(client, faults);
    admitted.map_err(|error| Failure {
        error,
        reply: Some(pushed.request.reply.clone()),
    })?;
    Ok(pushed.request)
}

fn found(
    server: &AuthorizationServer,
    client: &RegisteredClient,
    request_uri: &str,
) -> Result<PushedRequest, RequestError> {
    let (faults, now) = (&server.faults, server.clock.unix_now());
    let mut state = server.state();
    let pushed = state.pushed_requests.get_mut(request_uri);
    let pushed = pushed.ok_or(RequestError::RequestUri)?.clone();
    let own = pushed.request.reply.client.client_id == client.client_id
        || faults.commits(&LETS_ANY_CLIENT_USE_A_REQUEST_URI);
    let in_time = !pushed.is_expired(now) || faults.commits(&ACCEPTS_EXPIRED_REQUEST_URIS);
    if !own || !in_time {
        return Err(RequestError::RequestUri);
    }
    if faults.commits(&USES_UP_REQUEST_URIS_WHEN_LOADED) {
        state.pushed_requests.remove(request_uri);
    }
    Ok(pushed)
}

/// Uses up the pushed request that an authorization began with; false when that has happened before.
#[must_use]
pub fn used_up(server: &AuthorizationServer, request: &AuthorizationRequest) -> bool {
    let Some(request_uri) = &request.request_uri else {
        return true;
    };
    let tolerated = server.faults.commits(&ACCEPTS_USED_REQUEST_URIS)
        || server.faults.commits(&USES_UP_REQUEST_URIS_WHEN_LOADED);
    tolerated || server.state().pushed_requests.remove(request_uri).is_some()
}
