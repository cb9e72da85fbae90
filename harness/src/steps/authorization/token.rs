//! Tokens that a user's consent has brought: what they are bound to, and what they give.

use cucumber::{then, when};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::id_token::of_token_response;
use crate::actor::Party;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::forge::encoding::base64url;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{post, role_of};
use crate::exchange::call::Call;
use crate::oracle::near_miss;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("the client asks who the user is")]
async fn asks_who(world: &mut World) -> Step {
    ask(world).await
}

#[when("the client asks who the user is, the scheme name in small letters")]
async fn asks_in_small_letters(world: &mut World) -> Step {
    ask(world).await?;
    demand_user(world.endpoint_answer()?)?;
    let client = world.acting_client()?;
    let header = format!("bearer {}", world.held_token()?);
    let call = Call::get(Party::AuthorizationServer, userinfo_endpoint(world).await?);
    let call = call.header("Authorization", header);
    let answer = post(&world.environment, role_of(client.who), &client, call).await?;
    world.authorization.answer = Some(answer);
    Ok(())
}

#[then("the server tells who the user is")]
fn is_told(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if answer.succeeded() {
        return Ok(());
    }
    let received = format!("refused: {}", answer.status());
    Err(Stop::violated(answer.finding("the user", received)))
}

/// Asks the userinfo endpoint with the token held.
pub(super) async fn ask(world: &mut World) -> Step {
    let client = world.acting_client()?;
    let answer = userinfo(world, &client).await?;
    world.authorization.answer = Some(answer);
    Ok(())
}

#[when("another client asks who the user is with the token of the client")]
async fn another_asks_who(world: &mut World) -> Step {
    let own = userinfo(world, &world.acting_client()?).await?;
    demand_user(&own)?;
    let another = world.environment.client(Who::AnotherClient)?;
    let answer = userinfo(world, &another).await?;
    world.authorization.answer = Some(answer);
    Ok(())
}

#[then("the server tells the user whom the ID token names")]
fn same_user(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    let named = of_token_response(world)?;
    let told = answer.text("sub");
    if answer.succeeded()
        && told.is_some()
        && named.claims.get("sub").and_then(Value::as_str) == told
    {
        return Ok(());
    }
    let received = format!(
        "{} with sub {}",
        answer.status(),
        told.map_or("absent", |_| "of somebody else")
    );
    Err(Stop::violated(
        answer.finding("the sub of the ID token", received),
    ))
}

#[then("the server tells nothing of the user")]
fn nothing_told(world: &mut World) -> Step {
    let answer = world.endpoint_answer()?;
    if !answer.succeeded() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "a refusal",
        format!("accepted: {}", answer.status()),
    )))
}

/// Where tokens are opaque, introspection tells what they are bound to (RFC 8705, 3.2).
#[then("the access token is bound to the certificate of the client")]
async fn is_bound(world: &mut World) -> Step {
    let client = world.acting_client()?;
    let identity = client.identity.as_ref();
    let missing = || Stop::harness("the client of this scenario has no certificate");
    let own = base64url(&Sha256::digest(identity.ok_or_else(missing)?.certificate()));
    let token = world.held_token()?.to_owned();
    let known = introspect(world, &token).await?;
    let stated = known
        .body()
        .pointer("/cnf/x5t#S256")
        .and_then(Value::as_str);
    match stated {
        Some(bound) if bound == own => Ok(()),
        Some(bound) => {
            let expected = format!("a token bound to the certificate {own}");
            let finding = known.finding(expected, format!("cnf with x5t#S256 {bound}"));
            let near = near_miss::of_texts(&own, bound);
            Err(Stop::violated(finding.hinting_at(near)))
        }
        None => Err(Stop::violated(
            known.finding("a token bound to a certificate", "cnf absent"),
        )),
    }
}

/// That a token counts no more.
pub(super) async fn demand_inactive(world: &World, token: &str) -> Step {
    let known = introspect(world, token).await?;
    match known.body().get("active") {
        Some(Value::Bool(false)) => Ok(()),
        other => Err(Stop::violated(known.finding(
            "active false",
            format!("active {}", other.unwrap_or(&Value::Null)),
        ))),
    }
}

async fn userinfo(world: &World, client: &OauthClient) -> Result<Answer, Stop> {
    let call = Call::get(Party::AuthorizationServer, userinfo_endpoint(world).await?);
    let call = call.bearer(world.held_token()?);
    post(&world.environment, role_of(client.who), client, call).await
}

async fn userinfo_endpoint(world: &World) -> Result<Url, Stop> {
    let server = world.environment.authorization_server().await?;
    let none = || Stop::not_applicable("the server tells nothing about users");
    server.userinfo_endpoint.ok_or_else(none)
}

/// An answer about the user, without which nothing can be said.
pub(super) fn demand_user(answer: &Answer) -> Step {
    if answer.succeeded() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the control before the deviation was not accepted: {}",
        answer.status()
    )))
}
