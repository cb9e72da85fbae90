//! Taking an answer to the client: through the browser, in the form that was asked for (RFC 6749, 4.1.2; OIDC Core, 3.3.2.5; JARM, 2.3.1).

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use url::form_urlencoded;

use super::failure::RequestError;
use super::request::Reply;
use super::response_jwt;
use crate::authorization_server::AuthorizationServer;
use crate::faults::authorization_response::{
    ALTERS_THE_STATE, ANSWERS_HYBRID_REQUESTS_IN_THE_QUERY, FORGETS_THE_STATE, INVENTS_A_STATE,
    REPEATS_PARAMETERS_OUTSIDE_THE_RESPONSE_JWT,
};
use crate::faults::stimuli::NAMES_ITSELF_BESIDE_SIGNED_RESPONSES;
use crate::faults::stimuli_in_jwts::{ADDS_A_PARAMETER_TO_RESPONSES, ANSWERS_OUTSIDE_OF_A_JWT};
use crate::oauth_error::forbid_caching;
use crate::settings::ResponseOption;
use crate::state::signing_key::KeyError;

/// The fields of a response, in order.
pub type Fields = Vec<(&'static str, String)>;

/// The fields of a refusal.
#[must_use]
pub fn refusal(error: &RequestError) -> Fields {
    vec![
        ("error", error.code().to_owned()),
        ("error_description", error.description().to_owned()),
    ]
}

/// Sends the browser to the client with `fields` and the state of the request.
///
/// # Errors
/// When a response JWT cannot be signed.
pub async fn redirect(
    server: &AuthorizationServer,
    reply: &Reply,
    mut fields: Fields,
) -> Result<Response, KeyError> {
    fields.extend(state(server, reply).map(|state| ("state", state)));
    fields.extend(unasked(server));
    let protected = reply.response == ResponseOption::CodeJwt
        && !server.faults.commits(&ANSWERS_OUTSIDE_OF_A_JWT);
    if protected {
        let response = response_jwt::of(server, reply, &fields).await?;
        if !server
            .faults
            .commits(&REPEATS_PARAMETERS_OUTSIDE_THE_RESPONSE_JWT)
        {
            fields.clear();
        }
        fields.insert(0, ("response", response));
        fields.extend(beside(server));
    }
    Ok(see_other(&address(server, reply, &fields)))
}

/// The issuer, which a signed response has inside (RFC 9207, 2.4).
fn beside(server: &AuthorizationServer) -> Option<(&'static str, String)> {
    let names = server.faults.commits(&NAMES_ITSELF_BESIDE_SIGNED_RESPONSES);
    names.then(|| ("iss", server.addresses.issuer_text()))
}

/// A parameter that nobody asked for and nobody knows.
fn unasked(server: &AuthorizationServer) -> Option<(&'static str, String)> {
    let adds = server.faults.commits(&ADDS_A_PARAMETER_TO_RESPONSES);
    adds.then(|| ("what_nobody_knows", "anything".to_owned()))
}

/// RFC 6749, 4.1.2: the state comes back as it was sent, and only if it was.
fn state(server: &AuthorizationServer, reply: &Reply) -> Option<String> {
    let faults = &server.faults;
    match reply.state.as_deref() {
        Some(_) if faults.commits(&FORGETS_THE_STATE) => None,
        Some(state) if faults.commits(&ALTERS_THE_STATE) => Some(format!("{state}~")),
        None if faults.commits(&INVENTS_A_STATE) => Some(mock_kit::entropy::identifier()),
        state => state.map(str::to_owned),
    }
}

fn address(server: &AuthorizationServer, reply: &Reply, fields: &Fields) -> String {
    let encoded = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let in_fragment = reply.response == ResponseOption::CodeIdToken
        && !server.faults.commits(&ANSWERS_HYBRID_REQUESTS_IN_THE_QUERY);
    let mark = match reply.redirect_uri.contains('?') {
        _ if in_fragment => '#',
        true => '&',
        false => '?',
    };
    format!("{}{mark}{encoded}", reply.redirect_uri)
}

fn see_other(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    if let Ok(location) = HeaderValue::from_str(address) {
        headers.insert(header::LOCATION, location);
    }
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    forbid_caching(headers);
    response
}
