//! Scripts of other origins (FAPI 1.0 Baseline, 6.2.1-14; the CORS protocol of the Fetch standard).
//!
//! A browser shows a client certificate only to requests with credentials, so those are allowed, and with them no wildcard is.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CONTENT_TYPE, DATE, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;
use url::Url;

use super::faults::cross_origin as faulty;
use super::interaction::INTERACTION_ID;
use super::resource_server::Shared;

/// How long a browser may keep the answer to a preflight.
const PREFLIGHT_LIFETIME: Duration = Duration::from_mins(10);
/// The header fields that a script may send.
const REQUEST_FIELDS: [HeaderName; 5] = [
    AUTHORIZATION,
    CONTENT_TYPE,
    INTERACTION_ID,
    HeaderName::from_static("x-fapi-auth-date"),
    HeaderName::from_static("x-fapi-customer-ip-address"),
];
/// What tells a browser to let a script have its answer.
const PERMISSIONS: [HeaderName; 4] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
];

/// A URL whose origin no browser would name.
#[derive(Debug, thiserror::Error)]
#[error("{0} has no origin")]
pub struct OpaqueOrigin(Url);

/// Answers preflights from these origins, and lets their scripts read answers.
///
/// # Errors
/// When one of them has no scheme and host.
pub fn layer(origins: &[Url]) -> Result<CorsLayer, OpaqueOrigin> {
    let origins: Result<Vec<HeaderValue>, _> = origins.iter().map(serialized).collect();
    Ok(CorsLayer::new()
        .allow_origin(origins?)
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(REQUEST_FIELDS)
        .expose_headers([INTERACTION_ID, DATE, WWW_AUTHENTICATE])
        .max_age(PREFLIGHT_LIFETIME))
}

fn serialized(origin: &Url) -> Result<HeaderValue, OpaqueOrigin> {
    let text = Some(origin.origin()).filter(url::Origin::is_tuple);
    text.and_then(|known| HeaderValue::from_str(&known.ascii_serialization()).ok())
        .ok_or_else(|| OpaqueOrigin(origin.clone()))
}

/// What faults make of the permissions; nothing on the honest path.
pub async fn bend(State(resource): State<Shared>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    if resource.faults.commits(&faulty::OMITS_PERMISSIONS) {
        withdraw(headers);
    }
    if resource.faults.commits(&faulty::ALLOWS_ANY_ORIGIN) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    answer
}

fn withdraw(headers: &mut HeaderMap) {
    for name in PERMISSIONS {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_without_a_host_is_no_origin() {
        let opaque = Url::parse("data:text/plain,script");
        assert!(opaque.is_ok_and(|url| layer(&[url]).is_err()));
    }
}
