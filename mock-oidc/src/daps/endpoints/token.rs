//! Where DATs are issued (RFC 6749, 4.4 and 5.1).

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::json;

use crate::daps::dat::{self, Wanted};
use crate::daps::faults::token_request::ANSWERS_QUERIES;
use crate::daps::faults::token_response as faulty;
use crate::daps::form::{Parameters, TokenRequest};
use crate::daps::provisioning::{ProvisioningService, Shared};
use crate::daps::refusal::Refusal;
use crate::daps::{request_token, requested_claims};

/// Issues a DAT to the connector that has signed the request token of the form.
pub async fn answer(State(daps): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let parameters = Parameters::of_body(&daps, &headers, &body);
    answered(&daps, parameters).await
}

/// Refuses a request whose parameters stand in a query, unless the DAPS misbehaves.
pub async fn answer_to_query(State(daps): State<Shared>, RawQuery(query): RawQuery) -> Response {
    if !daps.commits(&ANSWERS_QUERIES) {
        return Refusal::MethodNotAllowed.into_response();
    }
    let query = query.unwrap_or_default();
    answered(&daps, Ok(Parameters::of_form(query.as_bytes()))).await
}

async fn answered(daps: &Shared, parameters: Result<Parameters, Refusal>) -> Response {
    let request = parameters.and_then(|parameters| parameters.request(daps));
    let issued = match request {
        Ok(request) => issue(daps, &request).await,
        Err(refusal) => Err(refusal),
    };
    issued.unwrap_or_else(|refusal| refused(daps, refusal))
}

/// Only a DAPS that misbehaves says nothing of why.
fn refused(daps: &ProvisioningService, refusal: Refusal) -> Response {
    if daps.commits(&faulty::REFUSES_WITHOUT_A_WORD) {
        return StatusCode::OK.into_response();
    }
    refusal.into_response()
}

async fn issue(daps: &Shared, request: &TokenRequest) -> Result<Response, Refusal> {
    let authenticated = request_token::authenticated(daps, &request.client_assertion)?;
    let scope = granted(daps, request.scope.as_deref())?;
    let wanted = Wanted {
        claims: requested_claims::of(daps, request.claims.as_deref()),
        scope: scope.clone(),
        authenticated,
    };
    let dat = dat::issue(daps, &wanted).await?;
    let lifetime = daps.variant.lifetime.as_secs();
    let mut body = json!({ "access_token": dat, "expires_in": lifetime, "scope": scope });
    if !daps.commits(&faulty::OMITS_TOKEN_TYPE) {
        body["token_type"] = json!("Bearer");
    }
    let mut response = Json(body).into_response();
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    Ok(response)
}

/// Of what is asked for, the scope that stands for attributes; nothing else can be had.
fn granted(daps: &ProvisioningService, asked: Option<&str>) -> Result<String, Refusal> {
    let known = &daps.variant.scope;
    if daps.commits(&faulty::GRANTS_ANY_SCOPE) {
        return Ok(asked.unwrap_or(known).to_owned());
    }
    let mut values = asked.unwrap_or_default().split_ascii_whitespace();
    let includes = values.any(|value| value == known);
    includes.then(|| known.clone()).ok_or(Refusal::UnknownScope)
}
