//! The route table.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};

use super::endpoints::{notifications, retrievals, signed_urls, url_downloads};
use super::refusal;
use super::service::Shared;
use crate::das_error::DasError;

/// Every operation at its path, and the place to which signed URLs lead.
pub fn router(service: &Shared) -> Router {
    Router::new()
        .nest(&service.base_path, operations())
        .route("/storage/{place}/{identifier}", get(signed_urls::download))
        .fallback(async || DasError::NoSuchOperation)
        .method_not_allowed_fallback(async || DasError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(
            Shared::clone(service),
            render,
        ))
        .with_state(Shared::clone(service))
}

fn operations() -> Router<Shared> {
    Router::new()
        .route("/requests/retrievals", post(retrievals::forward))
        .route("/requests/notifications", post(notifications::take))
        .route(
            "/requests/files/url-downloads",
            post(url_downloads::request),
        )
        .route("/requests/url-downloads", post(url_downloads::request))
}

async fn render(State(service): State<Shared>, request: Request, next: Next) -> Response {
    refusal::rendered(&service, next.run(request).await)
}
