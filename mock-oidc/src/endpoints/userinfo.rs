//! The userinfo endpoint (OIDC Core, 5.3): who the user of an access token is.

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::Server;
use super::presented_token::{self, PresentedToken};
use crate::authorization::request::OPENID;
use crate::authorization_server::AuthorizationServer;
use crate::checks::token_binding::thumbprint;
use crate::faults::client_certificate::IGNORES_THE_BINDING_AT_USERINFO;
use crate::faults::id_token::{
    INSISTS_ON_THE_CASE_OF_BEARER, NAMES_ANOTHER_USER_AT_USERINFO, SERVES_USERINFO_FOR_DEAD_TOKENS,
    SERVES_USERINFO_WITHOUT_OPENID,
};
use crate::oauth_error::{forbid_caching, json_body};
use crate::received::Received;

/// Why nothing is told (RFC 6750, 3.1).
enum Denial {
    NoToken,
    InvalidToken,
    InsufficientScope,
}

/// Answers with the subject.
pub async fn answer(State(server): Server, request: Request) -> Response {
    let told = match Received::from(request).await {
        Ok(received) => subject(&server, &received),
        Err(_) => Err(Denial::NoToken),
    };
    let mut response = match told {
        Ok(subject) => json_body(&json!({ "sub": subject })),
        Err(denial) => denied(&denial),
    };
    forbid_caching(response.headers_mut());
    response
}

fn subject(server: &AuthorizationServer, received: &Received) -> Result<Value, Denial> {
    let faults = &server.faults;
    let authorization = received.authorization();
    let text = authorization.and_then(|given| bearer(given, faults));
    let claims = live(server, text.ok_or(Denial::NoToken)?).ok_or(Denial::InvalidToken)?;
    if !fits(&claims, received) && !faults.commits(&IGNORES_THE_BINDING_AT_USERINFO) {
        return Err(Denial::InvalidToken);
    }
    if !is_openid(&claims) && !faults.commits(&SERVES_USERINFO_WITHOUT_OPENID) {
        return Err(Denial::InsufficientScope);
    }
    if faults.commits(&NAMES_ANOTHER_USER_AT_USERINFO) {
        return Ok(json!("somebody-else"));
    }
    Ok(claims.get("sub").cloned().unwrap_or_default())
}

/// The claims of a token that counts.
fn live(server: &AuthorizationServer, text: &str) -> Option<Map<String, Value>> {
    match PresentedToken::recognise(server, text) {
        Some(token) if token.is_live() => Some(token.claims),
        _ => {
            let careless = server.faults.commits(&SERVES_USERINFO_FOR_DEAD_TOKENS);
            (careless && presented_token::is_genuine(server, text))
                .then(|| presented_token::claims_alone(text))
                .flatten()
        }
    }
}

/// RFC 8705, 3: a bound token comes with its certificate.
fn fits(claims: &Map<String, Value>, received: &Received) -> bool {
    let bound = claims.get("cnf").and_then(|cnf| cnf["x5t#S256"].as_str());
    let shown = received.certificate().map(thumbprint);
    bound.is_none() || bound == shown.as_deref()
}

/// Whether the token speaks for a user who logged in; one that a client got for itself does not.
fn is_openid(claims: &Map<String, Value>) -> bool {
    let of_a_user = claims.contains_key("consent_id");
    let scope = claims.get("scope").and_then(Value::as_str);
    let mut values = scope.unwrap_or_default().split(' ');
    of_a_user && values.any(|value| value == OPENID)
}

/// RFC 9110, 11.1: the name of the scheme is case-insensitive.
fn bearer<'a>(authorization: &'a str, faults: &FaultPlan) -> Option<&'a str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let disliked = scheme != "Bearer" && faults.commits(&INSISTS_ON_THE_CASE_OF_BEARER);
    (scheme.eq_ignore_ascii_case("Bearer") && !disliked).then_some(token.trim())
}

fn denied(denial: &Denial) -> Response {
    let (status, challenge) = match denial {
        Denial::NoToken => (StatusCode::UNAUTHORIZED, "Bearer"),
        Denial::InvalidToken => (StatusCode::UNAUTHORIZED, r#"Bearer error="invalid_token""#),
        Denial::InsufficientScope => (
            StatusCode::FORBIDDEN,
            r#"Bearer error="insufficient_scope", scope="openid""#,
        ),
    };
    let mut response = status.into_response();
    let challenge = HeaderValue::from_static(challenge);
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}
