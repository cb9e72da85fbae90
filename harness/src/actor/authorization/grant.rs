//! What a client holds once a user has agreed, and how it turns that into tokens.

use super::attempt::{self, Attempt};
use super::flow::Flow;
use super::request::AuthorizationRequest;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::request::TokenRequest;
use crate::actor::oauth_client::{post, role_of, signed_assertion};
use crate::stop::Stop;

/// A code with what belongs to it.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The code.
    pub code: String,
    /// The request that it answers.
    pub request: AuthorizationRequest,
    /// The client that it was issued to.
    pub client: OauthClient,
}

impl Grant {
    /// A code for a legal request; a refusal is inconclusive, since it is judged elsewhere.
    pub async fn obtain(environment: &Environment, flow: &Flow) -> Result<Self, Stop> {
        let granted = attempt::honest(environment, flow).await?;
        Self::of(&granted, flow)
    }

    /// The code that came of an attempt.
    pub fn of(attempt: &Attempt, flow: &Flow) -> Result<Self, Stop> {
        let none = || {
            let why = format!("the client could not obtain a code: {}", attempt.outcome);
            Stop::inconclusive(why)
        };
        Ok(Self {
            code: attempt.outcome.code().ok_or_else(none)?.to_owned(),
            request: attempt.request.clone(),
            client: flow.client.clone(),
        })
    }

    /// The token request that redeems it (RFC 6749, 4.1.3; RFC 7636, 4.5), without authentication.
    pub fn redemption(&self) -> TokenRequest {
        let redirect_uri = self.request.value("redirect_uri").unwrap_or_default();
        let request = TokenRequest::of_grant("authorization_code")
            .with("code", self.code.as_str())
            .with("redirect_uri", redirect_uri);
        match self.request.value("code_challenge") {
            Some(_) => request.with("code_verifier", self.request.one_time.verifier.as_str()),
            None => request,
        }
    }

    /// Redeems the code as its client should.
    pub async fn redeem(&self, environment: &Environment, flow: &Flow) -> Result<Answer, Stop> {
        send_as(environment, flow, &self.client, self.redemption()).await
    }
}

/// Sends a token request, authenticated as this client should be.
pub async fn send_as(
    environment: &Environment,
    flow: &Flow,
    client: &OauthClient,
    request: TokenRequest,
) -> Result<Answer, Stop> {
    let request = authenticated(client, flow, request);
    let call = request.to_call(&flow.server.token_endpoint);
    post(environment, role_of(client.who), client, call).await
}

/// A token request with what proves who the client is.
pub fn authenticated(client: &OauthClient, flow: &Flow, request: TokenRequest) -> TokenRequest {
    let audience = flow.server.token_endpoint.as_str();
    match signed_assertion(client, audience, flow.now) {
        Some(assertion) => request.with_assertion(assertion),
        None => request.with("client_id", client.client_id.as_str()),
    }
}
