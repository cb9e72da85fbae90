//! Beginning a flow.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use serde::Deserialize;

use crate::client::browser;
use crate::client::outcome::Outcome;
use crate::client::web_client::Shared;

/// What may stand in the query.
#[derive(Debug, Deserialize)]
pub struct Choice {
    /// The authorization server, where it is not the usual one.
    issuer: Option<String>,
}

/// `GET /start`: sends the browser to the authorization endpoint, in a session of its own.
pub async fn begin(State(client): State<Shared>, Query(choice): Query<Choice>) -> Response {
    let now = client.settings.clock.now();
    let record = client.state().record(now);
    let issuer = choice.issuer.as_deref();
    match client.request_authorization(record, issuer).await {
        Ok((session, address)) => {
            let fields = [
                (header::LOCATION, address.to_string()),
                (header::SET_COOKIE, browser::set_cookie(&session)),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (StatusCode::SEE_OTHER, fields).into_response()
        }
        Err(stop) => {
            let outcome = Outcome::from(stop);
            client.state().conclude(record, &outcome);
            outcome.into_response()
        }
    }
}
