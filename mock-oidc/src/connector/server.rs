//! The routes.

use axum::Router;
use axum::routing::post;

use super::data_connector::Shared;
use super::message;

/// Where `connector` takes messages.
pub fn routes(connector: Shared) -> Router {
    Router::new()
        .route("/messages", post(message::take))
        .with_state(connector)
}
