//! A client proves who it is: with an assertion (RFC 7523, 2.2 and 3; OIDC Core, 9) or with its certificate (RFC 8705, 2).

use std::sync::Arc;

use super::algorithm::{self, Judgement};
use super::compact_form::{self, Assertion};
use super::form::Form;
use super::{
    AuthenticationFailure, Check, Examination, assertion_type, audience, claim_names,
    client_certificate, client_id_parameter, client_secret, critical_extensions, expiry,
    header_type, identity, issued_at, issuer, key_selection, method, not_before, one_time_use,
    other_methods, signature, subject, unproven,
};
use crate::authorization_server::AuthorizationServer;
use crate::faults::stimuli::KNOWS_NOBODY;
use crate::received::Received;
use crate::settings::Authentication;
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
    /// The certificate shown in the handshake.
    pub certificate: Option<&'a [u8]>,
    /// The parameters.
    pub form: &'a Form<'a>,
}

impl<'a> Caller<'a> {
    /// Who sent `received` with these parameters.
    #[must_use]
    pub fn of(received: &'a Received, form: &'a Form<'a>) -> Self {
        Self {
            authorization: received.authorization(),
            certificate: received.certificate(),
            form,
        }
    }
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
    let Some(text) = caller.form.get("client_assertion") else {
        return without_assertion(server, caller);
    };
    assertion_type::check(caller.form, &server.faults)?;
    match compact_form::read(text, &server.faults) {
        Ok(assertion) => believe(server, caller, &assertion, audiences).await,
        Err(malformed) => {
            unproven::instead_of_a_malformed_assertion(server, caller).ok_or(malformed)
        }
    }
}

/// The client that `client_id` names, if its certificate proves it or if it has nothing to prove.
fn without_assertion(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
) -> Result<Arc<RegisteredClient>, AuthenticationFailure> {
    let named = caller.form.get("client_id");
    let named = named.ok_or(AuthenticationFailure::NoAssertion)?;
    let client = server
        .client(named)
        .filter(|_| !server.faults.commits(&KNOWS_NOBODY))
        .ok_or(AuthenticationFailure::UnknownClient)?;
    client_certificate::check(server, &client.authentication, caller.certificate)?;
    method::check(server, &client)?;
    Ok(client)
}

async fn believe(
    server: &AuthorizationServer,
    caller: &Caller<'_>,
    assertion: &Assertion<'_>,
    audiences: &[String],
) -> Result<Arc<RegisteredClient>, AuthenticationFailure> {
    let client = identity::find(server, assertion)?;
    method::check(server, &client)?;
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
    match &client.authentication {
        Authentication::PrivateKeyJwt => is_signed(server, &examination).await?,
        Authentication::ClientSecretJwt { secret } => client_secret::check(&examination, secret)?,
        _ => return Err(AuthenticationFailure::OtherMethodRegistered),
    }
    one_time_use::check(server, &examination)?;
    Ok(client)
}

async fn is_signed(
    server: &AuthorizationServer,
    examination: &Examination<'_>,
) -> Result<(), AuthenticationFailure> {
    let judgement = algorithm::admit(examination)?;
    if judgement != Judgement::Waived {
        let keys = key_selection::select(server, examination, judgement).await?;
        signature::check(examination, judgement, &keys)?;
    }
    Ok(())
}
