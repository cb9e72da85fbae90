//! The routes.

use axum::Router;
use axum::routing::{get, post};

use super::endpoints::{again, callback, elsewhere, notification, start};
use super::web_client::Shared;

/// Every operation of `client`.
pub fn routes(client: Shared) -> Router {
    Router::new()
        .route("/start", get(start::begin))
        .route("/callback", get(callback::by_query).post(callback::by_form))
        .route(
            "/callback/{number}",
            get(callback::by_query).post(callback::by_form),
        )
        .route("/fragment.js", get(callback::script))
        .route("/again", post(again::read))
        .route("/notifications", post(notification::receive))
        .fallback(elsewhere::refuse)
        .with_state(client)
}
