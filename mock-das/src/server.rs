//! The route table.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use http::header::ALLOW;

use crate::das::Shared;
use crate::das_error::{DasError, render};
use crate::endpoints::{
    download_urls, files, registration_certificates, registration_statuses, registrations,
    retrievals, signed_urls, upload_urls,
};
use crate::faults::errors as faulty;

/// Every operation at its path, and the places to which signed URLs lead.
pub fn router(das: Shared) -> Router {
    let base_path = das.variant.base_path.trim_end_matches('/').to_owned();
    let inner = Router::new()
        .nest(&base_path, operations())
        .route(
            "/storage/{place}/{identifier}",
            get(signed_urls::download).put(signed_urls::upload),
        )
        .fallback(async || DasError::NoSuchOperation)
        .method_not_allowed_fallback(async || DasError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(das.clone(), render))
        .with_state(das.clone());
    // The inner router adds `Allow` behind its own layers, so that it can be hidden from outside only.
    Router::new()
        .fallback_service(inner)
        .layer(middleware::from_fn_with_state(das, hide_allow))
}

fn operations() -> Router<Shared> {
    let download_url = post(download_urls::request);
    Router::new()
        .route(
            "/requests/files/url-uploads",
            post(upload_urls::request).put(upload_urls::renew),
        )
        .route("/requests/files", get(files::status).delete(files::delete))
        .route(
            "/requests/registrations",
            post(registrations::register)
                .put(registrations::amend)
                .delete(registrations::withdraw)
                .get(registrations::status),
        )
        .route(
            "/requests/registrations/certificates",
            get(registration_certificates::read),
        )
        .route(
            "/documents/registrations/statuses",
            get(registration_statuses::read),
        )
        .route(
            "/requests/retrievals",
            post(retrievals::request).get(retrievals::list),
        )
        .route("/requests/files/url-downloads", download_url.clone())
        .route("/requests/url-downloads", download_url)
}

/// A 405 answer names the methods that are allowed (RFC 9110, 15.5.6), unless a fault hides them.
async fn hide_allow(State(das): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if das.faults.commits(&faulty::OMITS_ALLOW) {
        response.headers_mut().remove(ALLOW);
    }
    response
}
