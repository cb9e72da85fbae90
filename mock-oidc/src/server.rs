//! The routes.

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodRouter, any, get, post};

use crate::addresses::{
    AUTHORIZATION_PATH, BACKCHANNEL_AUTHENTICATION_PATH, CONSENT_PATH, DESCRIPTION_PATH,
    DEVICE_DECISION_PATH, DEVICE_PATH, DISCOVERY_PATH, HIDDEN_KEY_SET_PATH, INTROSPECTION_PATH,
    KEY_SET_PATH, LOGIN_PATH, MANAGEMENT_PATH, PUSHED_REQUEST_PATH, REGISTRATION_PATH,
    REVOCATION_PATH, TOKEN_PATH, USERINFO_PATH, local_path,
};
use crate::authorization_server::AuthorizationServer;
use crate::endpoints::{
    authorization, backchannel_authentication, description, device, discovery, interaction,
    introspection, jwks, method_not_allowed, pushed_request, revocation, token, userinfo,
};
use crate::registration::{endpoint, management};
use crate::settings::{AuthorizationVariant, PushedRequestRule, Variant};

/// An endpoint: its path below the issuer, and what answers there.
type Endpoint = (&'static str, MethodRouter<Arc<AuthorizationServer>>);

/// Every endpoint of `server`.
pub fn routes(server: Arc<AuthorizationServer>) -> Router {
    let issuer = local_path(&server.variant.issuer_path);
    let metadata = server.addresses.metadata_path();
    let endpoints = endpoints(&server.variant).into_iter();
    endpoints
        .fold(Router::new(), |routes, (path, answering)| {
            routes.route(&format!("{issuer}{path}"), answering)
        })
        .route(&metadata, get(discovery::answer_second))
        .with_state(server)
}

/// The paths below the issuer at which a server of this behaviour answers.
pub fn paths(variant: &Variant) -> impl Iterator<Item = &'static str> {
    endpoints(variant).into_iter().map(|(path, _)| path)
}

fn endpoints(variant: &Variant) -> Vec<Endpoint> {
    let mut endpoints = for_machines();
    if let Some(rules) = &variant.authorization {
        endpoints.extend(for_resource_owners(rules));
        if rules.backchannel.is_some() {
            endpoints.extend(over_the_back_channel());
        }
    }
    if variant.registration.is_some() {
        endpoints.extend(for_registrations());
    }
    endpoints
}

fn for_machines() -> Vec<Endpoint> {
    vec![
        (
            TOKEN_PATH,
            post(token::answer).fallback(token::other_method),
        ),
        (
            INTROSPECTION_PATH,
            post(introspection::answer).fallback(method_not_allowed),
        ),
        (
            REVOCATION_PATH,
            post(revocation::answer).fallback(method_not_allowed),
        ),
        (KEY_SET_PATH, get(jwks::answer)),
        (DISCOVERY_PATH, get(discovery::answer)),
        (DESCRIPTION_PATH, get(description::answer)),
    ]
}

fn over_the_back_channel() -> Vec<Endpoint> {
    vec![
        (
            BACKCHANNEL_AUTHENTICATION_PATH,
            post(backchannel_authentication::answer)
                .fallback(backchannel_authentication::other_method),
        ),
        (DEVICE_PATH, get(device::open).post(device::log_in)),
        (DEVICE_DECISION_PATH, post(device::decide)),
    ]
}

fn for_resource_owners(rules: &AuthorizationVariant) -> Vec<Endpoint> {
    let mut endpoints = vec![
        (
            AUTHORIZATION_PATH,
            get(authorization::by_get).post(authorization::by_post),
        ),
        (HIDDEN_KEY_SET_PATH, get(jwks::answer_hidden)),
        (LOGIN_PATH, post(interaction::log_in)),
        (CONSENT_PATH, post(interaction::decide)),
        (USERINFO_PATH, get(userinfo::answer).post(userinfo::answer)),
    ];
    if rules.pushed_requests != PushedRequestRule::NotOffered {
        endpoints.push((
            PUSHED_REQUEST_PATH,
            post(pushed_request::answer).fallback(pushed_request::other_method),
        ));
    }
    endpoints
}

fn for_registrations() -> Vec<Endpoint> {
    vec![
        (REGISTRATION_PATH, post(endpoint::answer)),
        (MANAGEMENT_PATH, any(management::answer)),
    ]
}
