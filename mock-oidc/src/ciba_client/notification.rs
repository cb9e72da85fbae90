//! Notifications: believed when they come with the token of their request (CIBA, 9, 10.2 and 10.3.1).

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{AUTHORIZATION, LOCATION};
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::client::{CibaClient, Shared};
use super::faults::notification as faulty;
use super::inbox::Doubt;

/// `POST /notifications`.
pub async fn receive(State(client): State<Shared>, headers: HeaderMap, body: String) -> Response {
    let body: Value = serde_json::from_str(&body).unwrap_or_default();
    let name = body["auth_req_id"].as_str().unwrap_or_default().to_owned();
    let doubt = client.inbox().doubt(&name, bearer(&headers));
    if !client.is_convinced(doubt) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    client.inbox().believe(&name, body);
    client.announce();
    client.thanks()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let stated = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = stated.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then_some(token)
}

impl CibaClient {
    fn is_convinced(&self, doubt: Doubt) -> bool {
        match doubt {
            Doubt::None => true,
            Doubt::Token => self.commits(&faulty::BELIEVES_ANY_TOKEN),
            Doubt::Request => self.commits(&faulty::BELIEVES_ANY_REQUEST),
        }
    }

    fn thanks(&self) -> Response {
        if self.commits(&faulty::REDIRECTS_NOTIFICATIONS) {
            return (StatusCode::FOUND, [(LOCATION, "/elsewhere")]).into_response();
        }
        if self.commits(&faulty::ANSWERS_WITH_202) {
            return StatusCode::ACCEPTED.into_response();
        }
        StatusCode::NO_CONTENT.into_response()
    }
}
