//! The client is whom the subject of the assertion names (RFC 7523, 3 item 2B).

use std::sync::Arc;

use mock_kit::FaultPlan;

use super::AuthenticationFailure;
use super::compact_form::Assertion;
use crate::authorization_server::AuthorizationServer;
use crate::faults::assertion::{ACCEPTS_FOREIGN_SUBJECT, ACCEPTS_MISSING_SUBJECT};
use crate::faults::stimuli::KNOWS_NOBODY;
use crate::state::client::RegisteredClient;

/// Finds the client.
///
/// # Errors
/// [`AuthenticationFailure::OtherSubject`] without a subject, [`AuthenticationFailure::UnknownClient`] for a stranger.
pub fn find(
    server: &AuthorizationServer,
    assertion: &Assertion<'_>,
) -> Result<Arc<RegisteredClient>, AuthenticationFailure> {
    let name = named(assertion, &server.faults).ok_or(AuthenticationFailure::OtherSubject)?;
    let known = server.client(name);
    known
        .filter(|_| !server.faults.commits(&KNOWS_NOBODY))
        .ok_or(AuthenticationFailure::UnknownClient)
}

fn named<'a>(assertion: &'a Assertion<'_>, faults: &FaultPlan) -> Option<&'a str> {
    let subject = text(assertion, "sub");
    let disregarded = match subject {
        None => faults.commits(&ACCEPTS_MISSING_SUBJECT),
        Some(_) => faults.commits(&ACCEPTS_FOREIGN_SUBJECT),
    };
    if disregarded {
        text(assertion, "iss")
    } else {
        subject
    }
}

fn text<'a>(assertion: &'a Assertion<'_>, claim: &str) -> Option<&'a str> {
    assertion.claims.get(claim)?.as_str()
}
