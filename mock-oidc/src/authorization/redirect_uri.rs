//! The redirect URI is present and equals a registered one, character for character (FAPI 1.0 Baseline, 5.2.2-8 to -10).

use mock_kit::tls::is_loopback;
use url::Url;

use super::admission::Admission;
use super::failure::{Failure, RequestError};
use super::request::Reply;
use super::response_type;
use crate::faults::authorization_request::{
    ACCEPTS_UNREGISTERED_REDIRECT_URIS, IGNORES_THE_CASE_OF_REDIRECT_URIS,
    MATCHES_REDIRECT_URIS_BY_PREFIX, REDIRECTS_ERRORS_TO_UNREGISTERED_URIS,
    SERVES_REQUESTS_WITHOUT_REDIRECT_URI,
};
use crate::faults::client_method::REGISTERS_LOOPBACK_REDIRECTS;

/// The redirect URI of the request.
///
/// # Errors
/// When it is missing or not registered.
pub fn check(admission: &Admission<'_>) -> Result<String, Failure> {
    let registered = &admission.client.redirect_uris;
    let Some(asked) = admission.parameters.text("redirect_uri")? else {
        let usual = registered.first().cloned();
        return usual
            .filter(|_| {
                admission
                    .faults()
                    .commits(&SERVES_REQUESTS_WITHOUT_REDIRECT_URI)
            })
            .ok_or(RequestError::Missing("redirect_uri").into());
    };
    let known = registered.iter().any(|known| known == asked);
    if known || is_overlooked(asked, admission) {
        return Ok(asked.to_owned());
    }
    Err(refused(asked, admission))
}

fn refused(asked: &str, admission: &Admission<'_>) -> Failure {
    let follows = admission
        .faults()
        .commits(&REDIRECTS_ERRORS_TO_UNREGISTERED_URIS);
    Failure {
        error: RequestError::OtherRedirectUri,
        reply: follows.then(|| Reply {
            client: admission.client.clone(),
            redirect_uri: asked.to_owned(),
            state: None,
            response: response_type::of_a_refusal(admission),
        }),
    }
}

fn is_overlooked(asked: &str, admission: &Admission<'_>) -> bool {
    let faults = admission.faults();
    let registered = &admission.client.redirect_uris;
    faults.commits(&ACCEPTS_UNREGISTERED_REDIRECT_URIS)
        || faults.commits(&MATCHES_REDIRECT_URIS_BY_PREFIX)
            && registered.iter().any(|known| asked.starts_with(known))
        || faults.commits(&IGNORES_THE_CASE_OF_REDIRECT_URIS)
            && registered
                .iter()
                .any(|known| asked.eq_ignore_ascii_case(known))
        || faults.commits(&REGISTERS_LOOPBACK_REDIRECTS)
            && registered
                .iter()
                .any(|known| is_alike_but_for_the_port(asked, known))
}

/// RFC 8252, 7.3, which the financial-grade profiles do not allow.
fn is_alike_but_for_the_port(asked: &str, known: &str) -> bool {
    let (Ok(mut asked), Ok(known)) = (Url::parse(asked), Url::parse(known)) else {
        return false;
    };
    known.host_str().is_some_and(is_loopback)
        && asked.set_port(known.port()).is_ok()
        && asked == known
}
