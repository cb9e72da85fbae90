//! The routes.

use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};

use crate::addresses::{
    AUTHORIZATION_PATH, BACKCHANNEL_AUTHENTICATION_PATH, CONSENT_PATH, DEVICE_DECISION_PATH,
    DEVICE_PATH, DISCOVERY_PATH, HIDDEN_KEY_SET_PATH, INTROSPECTION_PATH, KEY_SET_PATH, LOGIN_PATH,
    PUSHED_REQUEST_PATH, REGISTRATION_PATH, REVOCATION_PATH, TOKEN_PATH, USERINFO_PATH, local_path,
};
use crate::authorization_server::AuthorizationServer;
use crate::endpoints::{
    authorization, backchannel_authentication, device, discovery, interaction, introspection, jwks,
    method_not_allowed, pushed_request, revocation, token, userinfo,
};
use crate::registration::{endpoint, management};
use crate::settings::{AuthorizationVariant, PushedRequestRule};

type Routes = Router<Arc<AuthorizationServer>>;

/// Every endpoint of `server`.
pub fn routes(server: Arc<AuthorizationServer>) -> Router {
    let issuer = local_path(&server.variant.issuer_path);
    let below = |path: &str| format!("{issuer}{path}");
    let mut routes = for_machines(&below);
    if let Some(rules) = &server.variant.authorization {
        routes = routes.merge(for_resource_owners(&below, rules));
        if rules.backchannel.is_some() {
            routes = routes.merge(over_the_back_channel(&below));
        }
    }
    if server.variant.registration.is_some() {
        routes = routes.merge(for_registrations(&below));
    }
    routes
        .route(
            &server.addresses.metadata_path(),
            get(discovery::answer_second),
        )
        .with_state(server)
}

fn for_machines(below: &dyn Fn(&str) -> String) -> Routes {
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
}

fn over_the_back_channel(below: &dyn Fn(&str) -> String) -> Routes {
    Router::new()
        .route(
            &below(BACKCHANNEL_AUTHENTICATION_PATH),
            post(backchannel_authentication::answer)
                .fallback(backchannel_authentication::other_method),
        )
        .route(&below(DEVICE_PATH), get(device::open).post(device::log_in))
        .route(&below(DEVICE_DECISION_PATH), post(device::decide))
}

fn for_resource_owners(below: &dyn Fn(&str) -> String, rules: &AuthorizationVariant) -> Routes {
    let routes = Router::new()
        .route(
            &below(AUTHORIZATION_PATH),
            get(authorization::by_get).post(authorization::by_post),
        )
        .route(&below(HIDDEN_KEY_SET_PATH), get(jwks::answer_hidden))
        .route(&below(LOGIN_PATH), post(interaction::log_in))
        .route(&below(CONSENT_PATH), post(interaction::decide))
        .route(
            &below(USERINFO_PATH),
            get(userinfo::answer).post(userinfo::answer),
        );
    if rules.pushed_requests == PushedRequestRule::NotOffered {
        return routes;
    }
    routes.route(
        &below(PUSHED_REQUEST_PATH),
        post(pushed_request::answer).fallback(pushed_request::other_method),
    )
}

fn for_registrations(below: &dyn Fn(&str) -> String) -> Routes {
    Router::new()
        .route(&below(REGISTRATION_PATH), post(endpoint::answer))
        .route(
            &below(&format!("{REGISTRATION_PATH}/{{client_id}}")),
            any(management::answer),
        )
}
