//! The checks of an authorization request, in order. They are the same for a request that is pushed.

use std::sync::Arc;

use mock_kit::FaultPlan;

use super::failure::{Failure, RequestError};
use super::parameters::Parameters;
use super::request::{Arrival, AuthorizationRequest, OPENID, Reply};
use super::{
    acr, client_status, consent_object, delegation, proof_key, redirect_uri, request_object,
    response_type, scope,
};
use crate::authorization_server::AuthorizationServer;
use crate::faults::authorization_request::{
    DEMANDS_STATE, REFUSES_UNKNOWN_AUTHORIZATION_PARAMETERS, SERVES_OPENID_REQUESTS_WITHOUT_NONCE,
    SERVES_REQUESTS_WITHOUT_STATE, SHOWS_PAGES_IN_SPITE_OF_PROMPT_NONE,
};
use crate::faults::pushed_request::SERVES_REQUESTS_THAT_WERE_NOT_PUSHED;
use crate::faults::request_object::ACCEPTS_UNSIGNED_REQUESTS;
use crate::settings::{AuthorizationVariant, PushedRequestRule, RequestObjectRule};
use crate::state::client::RegisteredClient;

/// Parameters that mean something here, and claims that every request object has.
const KNOWN: [&str; 27] = [
    "response_type",
    "response_mode",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "request",
    "request_uri",
    "claims",
    "acr_values",
    "prompt",
    "max_age",
    "authorization_details",
    "registry",
    "intermediaries",
    "iss",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "sub",
    "client_assertion",
    "client_assertion_type",
];

/// What the checks of one request look at.
pub struct Admission<'a> {
    /// The server.
    pub server: &'a AuthorizationServer,
    /// The rules in force.
    pub rules: &'a AuthorizationVariant,
    /// Who asks.
    pub client: &'a Arc<RegisteredClient>,
    /// The parameters that count.
    pub parameters: &'a Parameters,
    /// On which way they came.
    pub arrival: Arrival,
}

impl Admission<'_> {
    /// The faults committed.
    #[must_use]
    pub fn faults(&self) -> &FaultPlan {
        &self.server.faults
    }
}

/// Examines what `client` asks for.
///
/// # Errors
/// The first check that failed.
pub async fn admit(
    server: &AuthorizationServer,
    client: &Arc<RegisteredClient>,
    sent: Parameters,
    pushed: bool,
) -> Result<AuthorizationRequest, Failure> {
    let rules = server.authorization_rules()?;
    let object = sent.text("request")?.map(str::to_owned);
    let signed = object.is_some();
    let parameters = match object {
        Some(object) => request_object::open(server, rules, client, &object, &sent).await?,
        None => sent,
    };
    let admission = Admission {
        server,
        rules,
        client,
        parameters: &parameters,
        arrival: Arrival { pushed, signed },
    };
    let reply = reply(&admission)?;
    vouched(&admission, &reply).await.map_err(|error| Failure {
        error,
        reply: Some(reply),
    })
}

/// What the request comes to, with what is known of a recipient that others vouch for.
async fn vouched(
    admission: &Admission<'_>,
    reply: &Reply,
) -> Result<AuthorizationRequest, RequestError> {
    let request = examine(admission, reply)?;
    let recipient = delegation::check(admission).await?;
    Ok(AuthorizationRequest {
        recipient,
        ..request
    })
}

/// Where the answer goes. Only what fails after this can be told to the client by redirect.
fn reply(admission: &Admission<'_>) -> Result<Reply, Failure> {
    Ok(Reply {
        client: Arc::clone(admission.client),
        redirect_uri: redirect_uri::check(admission)?,
        state: admission.parameters.text("state")?.map(str::to_owned),
        response: response_type::of_a_refusal(admission),
    })
}

fn examine(admission: &Admission<'_>, reply: &Reply) -> Result<AuthorizationRequest, RequestError> {
    client_status::check(admission.client, admission.faults())?;
    pushed(admission)?;
    signed(admission)?;
    known_parameters(admission)?;
    let response = response_type::check(admission)?;
    let scope = scope::check(admission)?;
    let nonce = nonce(admission, &scope)?;
    state(admission, &scope)?;
    prompt(admission)?;
    Ok(AuthorizationRequest {
        reply: Reply {
            response,
            ..reply.clone()
        },
        nonce,
        code_challenge: proof_key::check(admission)?,
        acr: acr::check(admission)?,
        authorization_details: consent_object::check(admission, &scope)?,
        recipient: None,
        request_uri: None,
        unprotected: !admission.arrival.pushed && !admission.arrival.signed,
        scope,
    })
}

/// FDX API Security Profile, authorization server 2a: only pushed requests start an authorization.
fn pushed(admission: &Admission<'_>) -> Result<(), RequestError> {
    let demanded = admission.rules.pushed_requests == PushedRequestRule::Required;
    let tolerated = admission.arrival.pushed
        || admission
            .faults()
            .commits(&SERVES_REQUESTS_THAT_WERE_NOT_PUSHED);
    (!demanded || tolerated)
        .then_some(())
        .ok_or(RequestError::NotPushed)
}

/// FAPI 1.0 Advanced, 5.2.2-1: a signed request object is compulsory.
fn signed(admission: &Admission<'_>) -> Result<(), RequestError> {
    let demanded = admission.rules.request_object == RequestObjectRule::Required;
    let tolerated =
        admission.arrival.signed || admission.faults().commits(&ACCEPTS_UNSIGNED_REQUESTS);
    (!demanded || tolerated)
        .then_some(())
        .ok_or(RequestError::NotSigned)
}

/// RFC 6749, 3.1: parameters that are not known are ignored.
fn known_parameters(admission: &Admission<'_>) -> Result<(), RequestError> {
    let mut names = admission.parameters.0.keys();
    let unknown = names.any(|name| !KNOWN.contains(&name.as_str()));
    if unknown
        && admission
            .faults()
            .commits(&REFUSES_UNKNOWN_AUTHORIZATION_PARAMETERS)
    {
        return Err(RequestError::UnknownParameter);
    }
    Ok(())
}

/// FAPI 1.0 Baseline, 5.2.2.2-1: with openid, the nonce is compulsory.
fn nonce(admission: &Admission<'_>, scope: &[String]) -> Result<Option<String>, RequestError> {
    let nonce = admission.parameters.text("nonce")?;
    let demanded = scope.iter().any(|value| value == OPENID)
        && !admission
            .faults()
            .commits(&SERVES_OPENID_REQUESTS_WITHOUT_NONCE);
    if demanded && nonce.is_none() {
        return Err(RequestError::Missing("nonce"));
    }
    Ok(nonce.map(str::to_owned))
}

/// FAPI 1.0 Baseline, 5.2.2.3-1: without openid, the state is compulsory.
fn state(admission: &Admission<'_>, scope: &[String]) -> Result<(), RequestError> {
    let faults = admission.faults();
    let demanded = if scope.iter().any(|value| value == OPENID) {
        faults.commits(&DEMANDS_STATE)
    } else {
        !faults.commits(&SERVES_REQUESTS_WITHOUT_STATE)
    };
    if demanded && admission.parameters.text("state")?.is_none() {
        return Err(RequestError::Missing("state"));
    }
    Ok(())
}

/// OIDC Core, 3.1.2.1: nobody stays logged in here, so that a request that forbids pages cannot be served.
fn prompt(admission: &Admission<'_>) -> Result<(), RequestError> {
    let silent = admission.parameters.text("prompt")? == Some("none");
    if silent
        && !admission
            .faults()
            .commits(&SHOWS_PAGES_IN_SPITE_OF_PROMPT_NONE)
    {
        return Err(RequestError::LoginRequired);
    }
    Ok(())
}
