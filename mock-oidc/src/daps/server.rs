//! The routes.

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, get};

use super::endpoints::{jwks, metadata, token};
use super::provisioning::Shared;
use super::refusal::Refusal;

/// Every operation of `daps`: where it issues DATs, and where it publishes its keys; under the current text its metadata too (RFC 8414, 3).
pub fn routes(daps: &Shared) -> Router {
    let variant = &daps.variant;
    let key_set = format!("{}/.well-known/jwks.json", variant.issuer_path);
    let mut routes = Router::new()
        .route(&variant.token_path, issuing())
        .route(&key_set, get(jwks::answer));
    if daps.is_current() {
        let path = format!(
            "/.well-known/oauth-authorization-server{}",
            variant.issuer_path
        );
        routes = routes.route(&path, get(metadata::answer));
    }
    routes.with_state(Arc::clone(daps))
}

/// A DAT is asked for by POST; only a DAPS that misbehaves reads a query.
fn issuing() -> MethodRouter<Shared> {
    get(token::answer_to_query)
        .post(token::answer)
        .fallback(async || Refusal::MethodNotAllowed)
}
