//! The routes.

use axum::Router;
use axum::routing::post;

use super::data_connector::Shared;
use super::{message, operator};

/// Where `connector` takes messages, and what makes it ask its DAPS.
pub fn routes(connector: Shared) -> Router {
    Router::new()
        .route("/messages", post(message::take))
        .route("/ask", post(operator::ask))
        .with_state(connector)
}
