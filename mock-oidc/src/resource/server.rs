//! The routes.

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::cors::CorsLayer;

use super::endpoints::{account_number, accounts, payments};
use super::refusal::Refusal;
use super::resource_server::Shared;
use super::{cross_origin, envelope};

/// Every operation of `resource`, open to the scripts that `origins` admits.
pub fn routes(resource: Shared, origins: CorsLayer) -> Router {
    Router::new()
        .route("/accounts", get(accounts::list))
        .route("/accounts/{id}", get(accounts::show))
        .route(
            "/accounts/{id}/payment-networks",
            get(account_number::payment_networks),
        )
        .route(
            "/accounts/{id}/verifications",
            post(account_number::verification),
        )
        .route(
            "/accounts/{id}/number-hash",
            get(account_number::number_hash),
        )
        .route("/payments", post(payments::make))
        .fallback(async || Refusal::NoSuchResource)
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(origins)
        .layer(middleware::from_fn_with_state(
            resource.clone(),
            cross_origin::bend,
        ))
        .layer(middleware::from_fn_with_state(
            resource.clone(),
            envelope::wrap,
        ))
        .with_state(resource)
}
