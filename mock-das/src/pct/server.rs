//! The route table.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, post};
use http::StatusCode;
use http::header::WWW_AUTHENTICATE;
use serde_json::json;

use super::service::Shared;
use super::settings::Settings;
use super::{contents, faults, url_downloads};
use crate::das_error::DasError;
use crate::peer::refusal;

/// Where the one operation stands: as in the API of DAS, at the path of either variant.
const PATHS: [&str; 2] = ["/requests/files/url-downloads", "/requests/url-downloads"];

/// The one operation, and the place to which signed URLs lead.
pub fn router(service: Shared) -> Router {
    let operation = post(url_downloads::request);
    let [path, alias] = PATHS.map(|path| format!("{}{path}", Settings::BASE_PATH));
    Router::new()
        .route(&path, operation.clone())
        .route(&alias, operation)
        .route("/storage/{place}/{identifier}", any(contents::download))
        .fallback(async || DasError::NoSuchOperation)
        .method_not_allowed_fallback(async || DasError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(service.clone(), render))
        .with_state(service)
}

async fn render(State(service): State<Shared>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let refused = response.extensions().get::<DasError>().is_some();
    let mut response = refusal::rendered(response, service.guard.scope());
    if service
        .faults
        .commits(&faults::access_token::SENDS_NO_CHALLENGE)
    {
        response.headers_mut().remove(WWW_AUTHENTICATE);
    }
    if refused
        && service
            .faults
            .commits(&faults::document::REFUSES_WITHOUT_DETAILS)
    {
        return wordless(response.status());
    }
    response
}

fn wordless(status: StatusCode) -> Response {
    (status, axum::Json(json!({ "message": "no" }))).into_response()
}
