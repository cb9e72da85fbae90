//! Which access token a request presents (RFC 6750, section 2): one, in the `Authorization` header.

use http::header::AUTHORIZATION;
use http::request::Parts;
use mock_kit::FaultPlan;
use url::form_urlencoded;

use crate::das_error::DasError;
use crate::faults::access_token as faulty;

/// The access token of a request.
pub fn presented(request: &Parts, faults: &FaultPlan) -> Result<String, DasError> {
    let mut headers = request.headers.get_all(AUTHORIZATION).iter();
    let in_query = token_in_query(request);
    let Some(first) = headers.next() else {
        return in_query
            .filter(|_| faults.commits(&faulty::ACCEPTS_TOKENS_IN_THE_QUERY))
            .ok_or(DasError::NoToken);
    };
    let several = headers.next().is_some();
    if several && !faults.commits(&faulty::ACCEPTS_TWO_AUTHORIZATION_HEADERS) {
        return Err(DasError::SeveralTokens);
    }
    if in_query.is_some() {
        return Err(DasError::SeveralTokens);
    }
    let text = first
        .to_str()
        .map_err(|_| DasError::InvalidToken("the header is not ASCII"))?;
    token_of(text, faults)
}

/// RFC 6750, 2.1; the name of the scheme is read in any case (RFC 9110, 11.1).
fn token_of(header: &str, faults: &FaultPlan) -> Result<String, DasError> {
    let (scheme, token) = header.split_once(' ').ok_or(DasError::NoToken)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(DasError::NoToken);
    }
    if faults.commits(&faulty::DEMANDS_CAPITAL_BEARER) && scheme != "Bearer" {
        return Err(DasError::NoToken);
    }
    let token = token.trim_matches(' ');
    if token.is_empty() || !token.bytes().all(is_token_octet) {
        return Err(DasError::InvalidToken("the token is malformed"));
    }
    Ok(token.to_owned())
}

fn is_token_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"-._~+/=".contains(&octet)
}

fn token_in_query(request: &Parts) -> Option<String> {
    let query = request.uri.query()?;
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let found = parameters.find(|(name, _)| name == "access_token");
    found.map(|(_, token)| token.into_owned())
}
