//! What the server says about itself: the discovery document (OIDC Discovery, 3 and 4) and the same below the other
//! well-known prefix (RFC 8414, 3).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::{Server, authorization_metadata};
use crate::addresses::{
    INTROSPECTION_PATH, KEY_SET_PATH, REGISTRATION_PATH, REVOCATION_PATH, TOKEN_PATH,
};
use crate::authorization_server::AuthorizationServer;
use crate::faults::metadata::{
    ADVERTISES_A_PLAIN_HTTP_TOKEN_ENDPOINT, ADVERTISES_ALG_NONE, ADVERTISES_ANOTHER_ISSUER,
    ADVERTISES_CLIENT_SECRETS, ADVERTISES_ITS_ISSUER_WITH_A_SLASH,
    ADVERTISES_NO_ALLOWED_AUTHENTICATION, DISAGREES_IN_THE_SECOND_METADATA_DOCUMENT,
    OMITS_THE_DISCOVERY_DOCUMENT, OMITS_THE_KEY_SET_LOCATION,
};
use crate::faults::registration_response::OMITS_THE_REGISTRATION_ENDPOINT;
use crate::faults::stimuli::NAMES_THE_TOKEN_ENDPOINT_AT_ANOTHER_HOST;
use crate::oauth_error::json_body;
use crate::settings::ClientAuthentication;

/// Answers with the discovery document.
pub async fn answer(State(server): Server) -> Response {
    if server.faults.commits(&OMITS_THE_DISCOVERY_DOCUMENT) {
        return StatusCode::NOT_FOUND.into_response();
    }
    cacheable(&metadata(&server))
}

/// Answers with the metadata of RFC 8414, which are the same.
pub async fn answer_second(State(server): Server) -> Response {
    let mut metadata = metadata(&server);
    if server
        .faults
        .commits(&DISAGREES_IN_THE_SECOND_METADATA_DOCUMENT)
    {
        metadata["token_endpoint"] = json!(server.addresses.below("/another/access_token"));
    }
    cacheable(&metadata)
}

fn cacheable(metadata: &Value) -> Response {
    let mut response = json_body(metadata);
    let kept = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

fn metadata(server: &AuthorizationServer) -> Value {
    let mut members = Map::new();
    addresses(&mut members, server);
    authentication(&mut members, server);
    capabilities(&mut members, server);
    if let Some(rules) = &server.variant.authorization {
        authorization_metadata::extend(&mut members, server, rules);
    }
    bend(&mut members, &server.faults);
    Value::Object(members)
}

fn addresses(members: &mut Map<String, Value>, server: &AuthorizationServer) {
    let known = &server.addresses;
    members.insert("issuer".into(), json!(known.issuer_text()));
    members.insert("token_endpoint".into(), json!(known.below(TOKEN_PATH)));
    members.insert("jwks_uri".into(), json!(known.below(KEY_SET_PATH)));
    members.insert(
        "introspection_endpoint".into(),
        json!(known.below(INTROSPECTION_PATH)),
    );
    members.insert(
        "revocation_endpoint".into(),
        json!(known.below(REVOCATION_PATH)),
    );
    let omitted = server.faults.commits(&OMITS_THE_REGISTRATION_ENDPOINT);
    if server.variant.registration.is_some() && !omitted {
        members.insert(
            "registration_endpoint".into(),
            json!(known.below(REGISTRATION_PATH)),
        );
    }
}

fn authentication(members: &mut Map<String, Value>, server: &AuthorizationServer) {
    let offered = &server.variant.client_authentication;
    let by_secret = offered.contains(&ClientAuthentication::ClientSecretJwt);
    let algorithms: Vec<_> = server
        .variant
        .assertion_algorithms
        .iter()
        .map(|one| one.name())
        .chain(by_secret.then_some("HS256"))
        .collect();
    for endpoint in ["token", "introspection", "revocation"] {
        members.insert(
            format!("{endpoint}_endpoint_auth_methods_supported"),
            json!(methods_at(endpoint, server)),
        );
        members.insert(
            format!("{endpoint}_endpoint_auth_signing_alg_values_supported"),
            json!(algorithms),
        );
    }
}

/// The ways to authenticate; introspection is not for public clients.
fn methods_at(endpoint: &str, server: &AuthorizationServer) -> Vec<&'static str> {
    let offered = server.variant.client_authentication.iter();
    offered
        .filter(|one| endpoint != "introspection" || **one != ClientAuthentication::None)
        .map(|one| one.name())
        .collect()
}

/// Where there is no authorization endpoint, there is no use for a response type; the member is required and may not be
/// empty, so it names what the deployed server names. ID tokens are not made there either.
fn capabilities(members: &mut Map<String, Value>, server: &AuthorizationServer) {
    members.insert(
        "grant_types_supported".into(),
        json!(["client_credentials"]),
    );
    members.insert("response_types_supported".into(), json!(["token"]));
    members.insert("subject_types_supported".into(), json!(["public"]));
    members.insert(
        "id_token_signing_alg_values_supported".into(),
        json!(["RS256"]),
    );
    let scopes = scopes(server);
    if !scopes.is_empty() {
        members.insert("scopes_supported".into(), json!(scopes));
    }
}

fn scopes(server: &AuthorizationServer) -> BTreeSet<String> {
    let state = server.state();
    state
        .clients
        .values()
        .flat_map(|client| client.scopes.iter().cloned())
        .collect()
}

fn bend(members: &mut Map<String, Value>, faults: &FaultPlan) {
    if faults.commits(&ADVERTISES_ANOTHER_ISSUER) {
        members.insert(
            "issuer".into(),
            json!("https://another-issuer.invalid/am/oauth2"),
        );
    }
    if faults.commits(&ADVERTISES_ITS_ISSUER_WITH_A_SLASH) {
        let issuer = members["issuer"].as_str().unwrap_or_default();
        let issuer = format!("{issuer}/");
        members.insert("issuer".into(), json!(issuer));
    }
    if faults.commits(&OMITS_THE_KEY_SET_LOCATION) {
        members.shift_remove("jwks_uri");
    }
    if faults.commits(&ADVERTISES_A_PLAIN_HTTP_TOKEN_ENDPOINT) {
        let secured = members["token_endpoint"].as_str().unwrap_or_default();
        let plain = secured.replacen("https:", "http:", 1);
        members.insert("token_endpoint".into(), json!(plain));
    }
    if faults.commits(&NAMES_THE_TOKEN_ENDPOINT_AT_ANOTHER_HOST) {
        let own = members["token_endpoint"].as_str().unwrap_or_default();
        let elsewhere = elsewhere(own);
        members.insert("token_endpoint".into(), json!(elsewhere));
    }
    bend_authentication(members, faults);
}

/// The same address under another name of this machine.
fn elsewhere(address: &str) -> String {
    if address.contains("//localhost") {
        return address.replacen("//localhost", "//127.0.0.1", 1);
    }
    address.replacen("//127.0.0.1", "//localhost", 1)
}

fn bend_authentication(members: &mut Map<String, Value>, faults: &FaultPlan) {
    let methods = "token_endpoint_auth_methods_supported";
    if faults.commits(&ADVERTISES_CLIENT_SECRETS) {
        members.insert(
            methods.into(),
            json!([
                "private_key_jwt",
                "client_secret_basic",
                "client_secret_post"
            ]),
        );
    }
    if faults.commits(&ADVERTISES_NO_ALLOWED_AUTHENTICATION) {
        members.insert(methods.into(), json!(["client_secret_jwt"]));
    }
    if faults.commits(&ADVERTISES_ALG_NONE) {
        members.insert(
            "token_endpoint_auth_signing_alg_values_supported".into(),
            json!(["ES256", "none"]),
        );
    }
}
