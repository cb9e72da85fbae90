//! A client proves who it is with `private_key_jwt` (RFC 7523, 2.2 and 3; OIDC Core, 9).

use std::sync::Arc;

use super::algorithm::{self, Judgement};
use super::compact_form::{self, Assertion};
use super::form::Form;
use super::{
    AuthenticationFailure, Check, Examination, assertion_type, audience, claim_names,
    client_id_parameter, critical_extensions, expiry, header_type, identity, issued_at, issuer,
    key_selection, not_before, one_time_use, other_methods, signature, subject, unproven,
};
use crate::authorization_server::AuthorizationServer;
use crate::state::client::RegisteredClient;

/// What is checked of header and claims, in order; algorithm, key, signature and repetition follow.
const CHECKS: &[Check] = &[
    header_type::check,
    critical_extensions::check,
    issuer::check,
    subject::check,
    client_id_parameter::check,
    audience::check,
    expiry::check,
    not_before::check,
    issued_at::check,
    claim_names::check,
];

/// Who asks, as far as the request says.
pub struct Caller<'a> {
    /// The `Authorization` header field.
    pub authorization: Option<&'a str>,
    /// The parameters.
    pub form: &'a Form<'a>,
}

/// Finds out which client asks.
///
/// # Errors
/// The first check that failed.
pub async fn check(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
    audiences: &[String],
) -> Result<Arc<RegisteredClient>, AuthenticationFailure> {
    if let Some(client) = unproven::instead_of_an_assertion(server, caller) {
        return Ok(client);
    }
    other_methods::check(caller)?;
    let text = caller.form.get("client_assertion");
    let text = text.ok_or(AuthenticationFailure::NoAssertion)?;
    assertion_type::check(caller.form, &server.faults)?;
    match compact_form::read(text, &server.faults) {
        Ok(assertion) => believe(server, caller, &assertion, audiences).await,
        Err(malformed) => {
            unproven::instead_of_a_malformed_assertion(server, caller).ok_or(malformed)
        }
    }
}

async fn believe(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
    assertion: &Assertion<'_>,
    audiences: &[String],
) -> Result<Arc<RegisteredClient>, AuthenticationFailure> {
    let client = identity::find(server, assertion)?;
    let examination = Examination {
        assertion,
        form: caller.form,
        client: &client,
        variant: &server.variant,
        faults: &server.faults,
        audiences,
        now: server.clock.unix_now(),
    };
    for check in CHECKS {
        check(&examination)?;
    }
    let judgement = algorithm::admit(&examination)?;
    if judgement != Judgement::Waived {
        let keys = key_selection::select(server, &examination, judgement).await?;
        signature::check(&examination, judgement, &keys)?;
    }
    one_time_use::check(server, &examination)?;
    Ok(client)
}
