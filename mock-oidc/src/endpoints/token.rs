//! The token endpoint (RFC 6749, 3.2).

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method, header};
use mock_kit::FaultPlan;
use serde::Serialize;
use serde_json::Value;

use super::Server;
use crate::authorization::client_status;
use crate::authorization_server::AuthorizationServer;
use crate::checks::client_authentication::{self, Caller};
use crate::checks::form::Form;
use crate::checks::grant_type::{self, Grant};
use crate::checks::token_binding;
use crate::faults::stimuli::{
    ADDS_A_MEMBER_TO_TOKEN_RESPONSES, STATES_MORE_SCOPE, STATES_NEITHER_SCOPE_NOR_LIFETIME,
};
use crate::faults::token_request::ANSWERS_TOKEN_REQUESTS_BY_GET;
use crate::faults::token_response::{
    ALLOWS_CACHING_OF_TOKENS, ANSWERS_TOKENS_AS_PLAIN_TEXT, OMITS_EXPIRES_IN, OMITS_TOKEN_TYPE,
};
use crate::grants::{
    Issued, TokenRequest, authorization_code, ciba, client_credentials, refresh_token,
};
use crate::oauth_error::{Refusal, forbid_caching};
use crate::received::Received;

/// Answers a token request.
pub async fn answer(State(server): Server, request: Request) -> Response {
    match by_post(&server, request).await {
        Ok(issued) => respond(&issued, &server.faults),
        Err(refusal) => server.refuse(&refusal),
    }
}

/// Refuses every other method.
pub async fn other_method(State(server): Server, request: Request) -> Response {
    match by_query(&server, request).await {
        Ok(issued) => respond(&issued, &server.faults),
        Err(refusal) => server.refuse(&refusal),
    }
}

async fn by_post(server: &Arc<AuthorizationServer>, request: Request) -> Result<Issued, Refusal> {
    let received = Received::from(request).await?;
    let form = Form::read(&received, &server.faults)?;
    grant(server, &received, &form).await
}

async fn by_query(server: &Arc<AuthorizationServer>, request: Request) -> Result<Issued, Refusal> {
    let read =
        *request.method() == Method::GET && server.faults.commits(&ANSWERS_TOKEN_REQUESTS_BY_GET);
    if !read {
        return Err(Refusal::MethodNotAllowed);
    }
    let received = Received::from(request).await?;
    let query = received.head.uri.query().unwrap_or_default();
    let form = Form::parse(query.as_bytes(), &server.faults)?;
    grant(server, &received, &form).await
}

async fn grant(
    server: &Arc<AuthorizationServer>,
    received: &Received,
    form: &Form<'_>,
) -> Result<Issued, Refusal> {
    let caller = Caller::of(received, form);
    let grant = grant_type::check(form, server.grants(), &server.faults)?;
    let client =
        client_authentication::check(server, &caller, &server.addresses.audiences.token).await?;
    client_status::check(&client, &server.faults)?;
    let request = TokenRequest {
        client: &client,
        form,
        certificate: token_binding::check(server, received)?,
    };
    match grant {
        Grant::ClientCredentials => client_credentials::grant(server, &request).await,
        Grant::AuthorizationCode => authorization_code::grant(server, &request).await,
        Grant::RefreshToken => refresh_token::grant(server, &request).await,
        Grant::Ciba => ciba::grant(server, &request).await,
    }
}

/// The token response of RFC 6749, 5.1.
#[derive(Serialize)]
struct TokenResponse<'a> {
    access_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization_details: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_nobody_knows: Option<bool>,
}

fn respond(issued: &Issued, faults: &FaultPlan) -> Response {
    let unstated = faults.commits(&STATES_NEITHER_SCOPE_NOR_LIFETIME);
    let scope = stated_scope(issued, faults).filter(|_| !unstated);
    let body = TokenResponse {
        access_token: &issued.access_token,
        token_type: (!faults.commits(&OMITS_TOKEN_TYPE)).then_some("Bearer"),
        expires_in: (!unstated && !faults.commits(&OMITS_EXPIRES_IN)).then_some(issued.expires_in),
        scope: scope.as_deref(),
        refresh_token: issued.refresh_token.as_deref(),
        id_token: issued.id_token.as_deref(),
        authorization_details: issued.authorization_details.as_ref(),
        what_nobody_knows: faults
            .commits(&ADDS_A_MEMBER_TO_TOKEN_RESPONSES)
            .then_some(true),
    };
    let mut response = axum::Json(body).into_response();
    mark(response.headers_mut(), faults);
    response
}

fn stated_scope<'a>(issued: &'a Issued, faults: &FaultPlan) -> Option<Cow<'a, str>> {
    let scope = issued.scope.as_deref()?;
    if faults.commits(&STATES_MORE_SCOPE) {
        return Some(Cow::Owned(format!("{scope} administration")));
    }
    Some(Cow::Borrowed(scope))
}

fn mark(headers: &mut HeaderMap, faults: &FaultPlan) {
    forbid_caching(headers);
    if faults.commits(&ALLOWS_CACHING_OF_TOKENS) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=3600"),
        );
        headers.remove(header::PRAGMA);
    }
    if faults.commits(&ANSWERS_TOKENS_AS_PLAIN_TEXT) {
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
    }
}
