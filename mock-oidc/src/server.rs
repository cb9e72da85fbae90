//! The routes.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::addresses::{
    DISCOVERY_PATH, INTROSPECTION_PATH, KEY_SET_PATH, REVOCATION_PATH, TOKEN_PATH, local_path,
};
use crate::authorization_server::AuthorizationServer;
use crate::endpoints::{discovery, introspection, jwks, method_not_allowed, revocation, token};

/// Every endpoint of `server`.
pub fn routes(server: Arc<AuthorizationServer>) -> Router {
    let issuer = local_path(&server.variant.issuer_path);
    let below = |path: &str| format!("{issuer}{path}");
    Router::new()
        .route(
            &below(TOKEN_PATH),
            post(token::answer).fallback(token::other_method),
        )
        .route(
            &below(INTROSPECTION_PATH),
            post(introspection::answer).fallback(method_not_allowed),
        )
        .route(
            &below(REVOCATION_PATH),
            post(revocation::answer).fallback(method_not_allowed),
        )
        .route(&below(KEY_SET_PATH), get(jwks::answer))
        .route(&below(DISCOVERY_PATH), get(discovery::answer))
        .route(
            &server.addresses.metadata_path(),
            get(discovery::answer_second),
        )
        .with_state(server)
}
