//! The authorization endpoint (RFC 6749, 3.1; OIDC Core, 3.1.2): a legal request leads to the login page.

use axum::extract::{Request, State};
use axum::response::Response;
use http::HeaderMap;

use super::{Server, pushed_request};
use crate::addresses::LOGIN_PATH;
use crate::authorization::failure::{Failure, RequestError};
use crate::authorization::parameters::Parameters;
use crate::authorization::request::AuthorizationRequest;
use crate::authorization::{admission, delivery};
use crate::authorization_server::AuthorizationServer;
use crate::checks::form::Form;
use crate::faults::authorization_request::REFUSES_AUTHORIZATION_REQUESTS_BY_POST;
use crate::oauth_error::Refusal;
use crate::received::Received;
use crate::state::interaction::{AwaitingLogin, Interaction, PATIENCE};
use crate::{browser, pages};

/// Answers a request in the query.
pub async fn by_get(State(server): Server, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let query = head.uri.query().unwrap_or_default();
    match Form::parse(query.as_bytes(), &server.faults) {
        Ok(form) => begin(&server, &form, &head.headers).await,
        Err(refusal) => turned_away(&server, &refusal),
    }
}

/// Answers a request in the body.
pub async fn by_post(State(server): Server, request: Request) -> Response {
    if server
        .faults
        .commits(&REFUSES_AUTHORIZATION_REQUESTS_BY_POST)
    {
        return server.refuse(&Refusal::MethodNotAllowed);
    }
    let received = match Received::from(request).await {
        Ok(received) => received,
        Err(refusal) => return turned_away(&server, &refusal),
    };
    match Form::read(&received, &server.faults) {
        Ok(form) => begin(&server, &form, &received.head.headers).await,
        Err(refusal) => turned_away(&server, &refusal),
    }
}

fn turned_away(server: &AuthorizationServer, refusal: &Refusal) -> Response {
    server.note(refusal.to_string());
    pages::refusal(
        "invalid_request",
        "the request is malformed",
        &server.faults,
    )
}

async fn begin(server: &AuthorizationServer, form: &Form<'_>, headers: &HeaderMap) -> Response {
    match examined(server, form).await {
        Ok(request) => login_page(server, request, headers),
        Err(failure) => refuse(server, failure).await,
    }
}

async fn examined(
    server: &AuthorizationServer,
    form: &Form<'_>,
) -> Result<AuthorizationRequest, Failure> {
    let client_id = form
        .get("client_id")
        .ok_or(RequestError::Missing("client_id"))?;
    let client = server
        .client(client_id)
        .ok_or(RequestError::UnknownClient)?;
    match form.get("request_uri") {
        Some(request_uri) => pushed_request::taken_up(server, &client, request_uri, form),
        None => admission::admit(server, &client, Parameters::of_form(form), false).await,
    }
}

fn login_page(
    server: &AuthorizationServer,
    request: AuthorizationRequest,
    headers: &HeaderMap,
) -> Response {
    let browser = server.browser(browser::of(headers));
    let awaiting = AwaitingLogin {
        request,
        browser: browser.clone(),
    };
    let interaction = opened(server, Interaction::AwaitingLogin(awaiting));
    let action = server.addresses.below(LOGIN_PATH);
    let mut response = pages::login(&action, &interaction, false, &server.faults);
    browser::remember(response.headers_mut(), &browser);
    response
}

/// Remembers what a page waits for, and returns the name that goes into its hidden field.
pub fn opened(server: &AuthorizationServer, interaction: Interaction) -> String {
    let name = mock_kit::entropy::identifier();
    let now = server.clock.unix_now();
    let mut state = server.state();
    state.interactions.purge(now);
    state
        .interactions
        .insert(name.clone(), interaction, now + PATIENCE);
    name
}

/// Tells the client by redirect, or the resource owner where the client's address is not known to be good.
pub async fn refuse(server: &AuthorizationServer, failure: Failure) -> Response {
    let Failure { error, reply } = failure;
    server.note(error.to_string());
    if let Some(reply) = &reply
        && let Ok(response) = delivery::redirect(server, reply, delivery::refusal(&error)).await
    {
        return response;
    }
    pages::refusal(error.code(), error.description(), &server.faults)
}
