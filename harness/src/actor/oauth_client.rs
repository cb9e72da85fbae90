//! The OAuth client that the judge plays: it asks for tokens as it should, and in every way in which it should not.

pub mod answer;
pub mod attempt;
pub mod deviation;
pub mod ground;
pub mod lifetime;
pub mod request;

use serde_json::json;

use self::answer::Answer;
use self::ground::Ground;
pub use self::ground::role_of;
use self::request::TokenRequest;
use super::environment::Environment;
use super::environment::clients::{Credential, OauthClient, Who};
use super::environment::facts::AuthorizationServerFacts;
use super::forge::Jwt;
use super::{Party, forge};
use crate::exchange::call::Call;
use crate::exchange::sender::Sender;
use crate::stop::Stop;

/// Seconds for which a legal assertion is valid.
const ASSERTION_LIFETIME: i64 = 60;

/// An access token for a client, asked for as the specification says.
///
/// A refusal is inconclusive: whatever the token was wanted for cannot be tried, and whether the refusal is right is judged elsewhere.
pub async fn obtain_access_token(environment: &Environment, who: Who) -> Result<String, Stop> {
    obtain_access_token_for(environment, environment.client(who)?).await
}

/// An access token for a client that a scenario has registered itself.
pub async fn obtain_access_token_for(
    environment: &Environment,
    client: OauthClient,
) -> Result<String, Stop> {
    let answer = obtain_tokens(environment, client).await?;
    Ok(answer.access_token().unwrap_or_default())
}

/// The answer that brings a client an access token, for whoever needs more of it than the token.
pub async fn obtain_tokens(environment: &Environment, client: OauthClient) -> Result<Answer, Stop> {
    let server = environment.authorization_server().await?;
    obtain_tokens_at(environment, client, &server).await
}

/// An access token for a client of this authorization server.
pub async fn obtain_access_token_at(
    environment: &Environment,
    client: OauthClient,
    server: &AuthorizationServerFacts,
) -> Result<String, Stop> {
    let answer = obtain_tokens_at(environment, client, server).await?;
    Ok(answer.access_token().unwrap_or_default())
}

async fn obtain_tokens_at(
    environment: &Environment,
    client: OauthClient,
    server: &AuthorizationServerFacts,
) -> Result<Answer, Stop> {
    let ground = Ground::survey_at(environment, client, server);
    let answer = send(environment, &ground, &ground.legal_request()).await?;
    if answer.issues_a_token() {
        return Ok(answer);
    }
    Err(Stop::inconclusive(format!(
        "the {} could not obtain an access token: {answer}",
        ground.role()
    )))
}

/// A client assertion with nothing wrong in it (RFC 7523, 3; OpenID Connect Core 9), not signed yet.
pub fn legal_assertion(client: &OauthClient, audience: &str, now: i64) -> Jwt {
    let mut header = json!({"alg": "ES256", "typ": "JWT"});
    if let Some(kid) = &client.kid {
        header["kid"] = json!(kid);
    }
    let claims = json!({
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": audience,
        "exp": now + ASSERTION_LIFETIME,
        "iat": now,
        "jti": crate::randomness::never_used_before(),
    });
    Jwt::new(header, claims)
}

/// Sends a token request and returns what came back.
pub async fn send(
    environment: &Environment,
    ground: &Ground,
    request: &TokenRequest,
) -> Result<Answer, Stop> {
    let call = request.to_call(&ground.token_endpoint);
    post(environment, ground.role(), &ground.client, call).await
}

/// Sends a request over a connection with the client's certificate.
pub async fn post(
    environment: &Environment,
    role: &str,
    client: &OauthClient,
    call: Call,
) -> Result<Answer, Stop> {
    let sender = environment.sender_as(role, client)?;
    sender.send(call).await.map(Answer::new)
}

/// Sends a request with which the connection itself may be refused, for the certificate that it shows or does not show.
pub async fn knock(sender: &Sender, call: Call) -> Result<Answer, Stop> {
    let exchange = sender.try_send(call).await?;
    match &exchange.failure {
        Some(failure) if !is_refusal_of_certificate(failure) => Err(Stop::inconclusive(format!(
            "{} could not be reached at {}: {failure}",
            exchange.to, exchange.request.url
        ))),
        _ => Ok(Answer::new(exchange)),
    }
}

/// Somebody who is not the client, over a connection with another client's certificate where there is one.
pub fn attacker(environment: &Environment) -> Result<Sender, Stop> {
    match environment.client(Who::AnotherClient) {
        Ok(another) => environment.sender_as("attacker", &another),
        Err(_) => Ok(environment.sender("attacker")),
    }
}

/// A server that wants another certificate ends the handshake with an alert (RFC 8446, 6.2), or with no more than a reset.
fn is_refusal_of_certificate(failure: &str) -> bool {
    let failure = failure.to_ascii_lowercase();
    failure.contains("alert") || failure.contains("reset by peer")
}

/// The parameters that prove who the client is, with this assertion or a legal one for `audience`.
pub fn authenticating(
    client: &OauthClient,
    audience: &str,
    now: i64,
    assertion: Option<&str>,
) -> Vec<(String, String)> {
    let own = || signed_assertion(client, audience, now);
    let named = |name: &str, value: String| (name.to_owned(), value);
    match assertion.map(str::to_owned).or_else(own) {
        Some(assertion) => vec![
            named("client_assertion_type", request::JWT_BEARER.to_owned()),
            named("client_assertion", assertion),
        ],
        None => vec![named("client_id", client.client_id.clone())],
    }
}

/// A legal assertion, signed as the client is registered; none where it proves itself otherwise.
pub fn signed_assertion(client: &OauthClient, audience: &str, now: i64) -> Option<String> {
    let draft = legal_assertion(client, audience, now);
    match &client.credential {
        Credential::PrivateKey => Some(draft.signed_by(&client.key)),
        Credential::Secret(secret) => Some(
            draft
                .without_header("kid")
                .with_header("alg", "HS256")
                .keyed_with(secret.as_bytes()),
        ),
        Credential::VouchedCertificate | Credential::OwnCertificate | Credential::Nothing => None,
    }
}

/// Sends a form to another endpoint of the authorization server, the client authenticated as at the token endpoint.
pub async fn post_authenticated(
    environment: &Environment,
    client: OauthClient,
    endpoint: url::Url,
    parameters: &[(&str, String)],
) -> Result<Answer, Stop> {
    let ground = Ground::survey(environment, client).await?;
    let audience = ground.token_endpoint.as_str();
    let mut form: Vec<(String, String)> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    form.extend(authenticating(&ground.client, audience, ground.now, None));
    let call = Call::post_form(Party::AuthorizationServer, endpoint, &form);
    post(environment, ground.role(), &ground.client, call).await
}

/// A client that a scenario makes up, with a fresh key: to be registered before use.
pub fn new_client(kid: Option<&str>, scope: &str) -> OauthClient {
    let client_id = format!("conformance-{}", crate::randomness::identifier());
    OauthClient {
        kid: kid.map(str::to_owned),
        scope: scope.to_owned(),
        ..OauthClient::new(Who::Client, client_id, forge::new_key())
    }
}
