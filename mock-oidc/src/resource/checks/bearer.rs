//! Which access token a request presents (RFC 6750, 2; FAPI 1.0 Baseline, 6.2.1-02 and -03): one, in the `Authorization` header.
//!
//! No body is read for a token.

use http::header::AUTHORIZATION;
use http::request::Parts;
use mock_kit::FaultPlan;
use url::form_urlencoded;

use crate::resource::faults::presentation as faulty;
use crate::resource::refusal::Refusal;

/// The access token of a request.
pub fn presented(request: &Parts, faults: &FaultPlan) -> Result<String, Refusal> {
    match (in_header(request, faults)?, in_query(request)) {
        (Some(_), Some(_)) => Err(Refusal::SeveralTokens),
        (None, Some(token)) if faults.commits(&faulty::ACCEPTS_TOKENS_IN_THE_QUERY) => Ok(token),
        (None, _) => Err(Refusal::NoToken),
        (Some(token), None) => Ok(token),
    }
}

fn in_header(request: &Parts, faults: &FaultPlan) -> Result<Option<String>, Refusal> {
    let mut fields = request.headers.get_all(AUTHORIZATION).iter();
    let Some(first) = fields.next() else {
        return Ok(None);
    };
    if fields.next().is_some() && !faults.commits(&faulty::ACCEPTS_TWO_AUTHORIZATION_HEADERS) {
        return Err(Refusal::SeveralTokens);
    }
    if faults.commits(&faulty::IGNORES_THE_AUTHORIZATION_HEADER) {
        return Ok(None);
    }
    let text = first.to_str().map_err(|_| MALFORMED)?;
    token_of(text, faults).map(Some)
}

/// RFC 6750, 2.1; the name of the scheme is read in any case (RFC 9110, 11.1).
fn token_of(field: &str, faults: &FaultPlan) -> Result<String, Refusal> {
    let (scheme, token) = field.split_once(' ').ok_or(Refusal::NoToken)?;
    let spelt_otherwise = scheme != "Bearer" && faults.commits(&faulty::DEMANDS_CAPITAL_BEARER);
    if !scheme.eq_ignore_ascii_case("bearer") || spelt_otherwise {
        return Err(Refusal::NoToken);
    }
    let token = token.trim_matches(' ');
    if token.is_empty() || !token.bytes().all(is_token_octet) {
        return Err(MALFORMED);
    }
    Ok(token.to_owned())
}

const MALFORMED: Refusal = Refusal::InvalidToken("it is malformed");

fn is_token_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"-._~+/=".contains(&octet)
}

fn in_query(request: &Parts) -> Option<String> {
    let query = request.uri.query()?;
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let found = parameters.find(|(name, _)| name == "access_token");
    found.map(|(_, token)| token.into_owned())
}
