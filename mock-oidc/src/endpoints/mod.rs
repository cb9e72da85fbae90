//! The endpoints, one file each. Each lists its checks in order.

pub mod authorization;
pub mod authorization_metadata;
pub mod backchannel_authentication;
pub mod description;
pub mod device;
pub mod discovery;
pub mod interaction;
pub mod introspection;
pub mod jwks;
pub mod presented_token;
pub mod pushed_request;
pub mod revocation;
pub mod token;
pub mod userinfo;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use crate::authorization_server::AuthorizationServer;
use crate::oauth_error::Refusal;

/// What a handler is given.
pub type Server = State<Arc<AuthorizationServer>>;

/// Refuses a method that an endpoint does not have.
pub async fn method_not_allowed(State(server): Server) -> Response {
    server.refuse(&Refusal::MethodNotAllowed)
}
