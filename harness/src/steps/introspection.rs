//! The introspection endpoint (RFC 7662).

use std::str::FromStr;

use cucumber::{then, when};
use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use crate::actor::Party;
use crate::actor::environment::clients::OauthClient;
use crate::actor::forge::{self, Jwt, encoding};
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::request::JWT_BEARER;
use crate::actor::oauth_client::{attacker, knock, legal_assertion, lifetime, post_authenticated};
use crate::exchange::call::Call;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

/// How long after its expiry a token is presented.
const WELL_PAST: SignedDuration = SignedDuration::from_hours(2);

/// What is the matter with a token, in the words of the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, cucumber::Parameter)]
#[param(name = "token_flaw", regex = ".+")]
pub enum TokenFlaw {
    /// It is text of no meaning.
    NeverIssued,
    /// One bit of its signature is turned over.
    ChangedSignature,
    /// It promises a longer life than it was given.
    ChangedClaims,
    /// It says the same, signed with a key of somebody else.
    SignedByTheAttacker,
    /// It says the same, with no signature.
    Unsigned,
    /// Its time is over.
    Expired,
}

impl FromStr for TokenFlaw {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "that was never issued" => Self::NeverIssued,
            "whose signature was changed" => Self::ChangedSignature,
            "whose claims were changed" => Self::ChangedClaims,
            "that an attacker has signed" => Self::SignedByTheAttacker,
            "that is not signed" => Self::Unsigned,
            "that has expired" => Self::Expired,
            _ => return Err(format!("there is no flaw `{text}` of a token")),
        })
    }
}

#[when("the client introspects its access token")]
async fn introspects_its_token(world: &mut World) -> Step {
    let token = world.held_token()?.to_owned();
    world.authorization.answer = Some(introspect(world, &token).await?);
    Ok(())
}

#[when(expr = "the client introspects an access token {token_flaw}")]
async fn introspects_a_flawed_token(world: &mut World, flaw: TokenFlaw) -> Step {
    let token = world.held_token()?.to_owned();
    demand_active_control(world, &token).await?;
    let flawed = flawed(world, &token, flaw).await?;
    world.authorization.answer = Some(introspect(world, &flawed).await?);
    Ok(())
}

#[when("somebody introspects the access token without authenticating")]
async fn introspects_anonymously(world: &mut World) -> Step {
    let token = world.held_token()?.to_owned();
    demand_active_control(world, &token).await?;
    let call = Call::post_form(
        Party::AuthorizationServer,
        endpoint(world).await?,
        &[("token", token)],
    );
    let sender = attacker(&world.environment)?;
    world.authorization.answer = Some(knock(&sender, call).await?);
    Ok(())
}

#[when("somebody introspects the access token with an assertion of another key")]
async fn introspects_with_a_forged_assertion(world: &mut World) -> Step {
    let token = world.held_token()?.to_owned();
    demand_active_control(world, &token).await?;
    let somebody = OauthClient {
        key: forge::new_key(),
        ..world.acting_client()?
    };
    let ground = world.ground().await?;
    let forged = legal_assertion(&somebody, ground.token_endpoint.as_str(), ground.now)
        .signed_by(&somebody.key);
    let form = [
        ("token", token),
        ("client_assertion_type", JWT_BEARER.to_owned()),
        ("client_assertion", forged),
    ];
    let call = Call::post_form(Party::AuthorizationServer, endpoint(world).await?, &form);
    let sender = attacker(&world.environment)?;
    world.authorization.answer = Some(knock(&sender, call).await?);
    Ok(())
}

#[then("the token is reported as active")]
fn is_reported_active(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    match active(answer) {
        Some(true) => Ok(()),
        Some(false) => violated(
            answer,
            "active true",
            "the live token is reported as inactive",
        ),
        None => violated(
            answer,
            "active true",
            format!("{answer}, so that the token counts as inactive"),
        ),
    }
}

#[then("the token is reported as inactive")]
fn is_reported_inactive(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    match active(answer) {
        Some(false) => Ok(()),
        Some(true) => violated(answer, "active false", "the token is reported as active"),
        None => violated(
            answer,
            "an answer with active false",
            format!("{answer}, without active"),
        ),
    }
}

#[then("nothing else is said about it")]
fn nothing_else_is_said(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    let members: Vec<&String> = answer
        .body()
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys())
        .collect();
    let others: Vec<&str> = members
        .into_iter()
        .map(String::as_str)
        .filter(|name| *name != "active")
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    violated(
        answer,
        "active and nothing else",
        format!("also {}", others.join(", ")),
    )
}

/// A refusal, or an answer that says nothing: the token counts as inactive for whoever may not ask.
#[then("the introspection endpoint tells the caller nothing")]
fn tells_nothing(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if active(answer) == Some(true) {
        return violated(
            answer,
            "a refusal",
            format!("accepted: {} with active true", answer.status()),
        );
    }
    Ok(())
}

/// Asks the introspection endpoint as the acting client.
pub(super) async fn introspect(world: &World, token: &str) -> Result<Answer, Stop> {
    let endpoint = endpoint(world).await?;
    post_authenticated(
        &world.environment,
        world.acting_client()?,
        endpoint,
        &[("token", token.to_owned())],
    )
    .await
}

/// What an introspection says, if it says anything.
pub(super) fn active(answer: &Answer) -> Option<bool> {
    answer
        .body()
        .get("active")
        .filter(|_| answer.succeeded())
        .and_then(Value::as_bool)
}

/// The control: the token as it was issued is active.
pub(super) async fn demand_active_control(world: &World, token: &str) -> Step {
    let answer = introspect(world, token).await?;
    if active(&answer) == Some(true) {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the control was not reported as active: {answer}"
    )))
}

async fn endpoint(world: &World) -> Result<Url, Stop> {
    let missing = || {
        Stop::untested(
            UntestedReason::NotObservable,
            "the authorization server has no introspection endpoint",
        )
    };
    world
        .environment
        .authorization_server()
        .await?
        .introspection_endpoint
        .ok_or_else(missing)
}

async fn flawed(world: &World, token: &str, flaw: TokenFlaw) -> Result<String, Stop> {
    if flaw == TokenFlaw::Expired {
        lifetime::outlive(&world.environment, world.held_tokens()?, WELL_PAST).await?;
        return Ok(token.to_owned());
    }
    if flaw == TokenFlaw::NeverIssued {
        return Ok(crate::randomness::identifier());
    }
    let unreadable = |_| {
        Stop::untested(
            UntestedReason::NotObservable,
            "the access token is opaque and cannot be forged",
        )
    };
    Ok(forged(
        token,
        &Compact::read(token).map_err(unreadable)?,
        flaw,
    ))
}

fn forged(token: &str, issued: &Compact, flaw: TokenFlaw) -> String {
    let same = Jwt::new(issued.header.clone().into(), issued.claims.clone().into());
    match flaw {
        TokenFlaw::ChangedSignature => {
            let changed = forge::signature::with_one_bit_flipped(issued.signature.clone());
            format!("{}.{}", issued.signing_input, encoding::base64url(&changed))
        }
        TokenFlaw::ChangedClaims => {
            let later = issued
                .claims
                .get("exp")
                .and_then(Value::as_i64)
                .unwrap_or_default()
                + 3600;
            same.with_claim("exp", later)
                .sealed(|_| issued.signature.clone())
                .compact()
        }
        TokenFlaw::SignedByTheAttacker => same
            .with_header("alg", "ES256")
            .signed_by(&forge::new_key()),
        TokenFlaw::Unsigned => same.with_header("alg", "none").unsigned(),
        TokenFlaw::NeverIssued | TokenFlaw::Expired => token.to_owned(),
    }
}

fn violated(answer: &Answer, expected: &str, received: impl Into<String>) -> Step {
    Err(Stop::violated(answer.finding(expected, received)))
}
