//! Tokens that a user's consent has brought: what they are bound to, and what they give.

use cucumber::{then, when};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::id_token::of_token_response;
use crate::actor::Party;
use crate::actor::backchannel::request::without_certificate;
use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::forge::encoding::base64url;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{knock, post, role_of};
use crate::exchange::call::Call;
use crate::oracle::compact::Compact;
use crate::oracle::near_miss;
use crate::steps::introspection::{active, introspect};
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
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

/// What a token is bound to shows in itself or in its introspection, and neither may be open to the client (RFC 8705, 3).
#[then("the access token is bound to the certificate of the client")]
async fn is_bound(world: &mut World) -> Step {
    let own = own_thumbprint(world)?;
    let token = world.held_token()?.to_owned();
    let known = introspect(world, &token).await?;
    let carried = Compact::read(&token)
        .ok()
        .map(|jwt| Value::from(jwt.claims));
    let stated = [Some(known.body()), carried.as_ref()];
    match stated.into_iter().flatten().find_map(thumbprint) {
        Some(bound) => demand_thumbprint(&known, &own, bound),
        None if carried.is_some() && active(&known) == Some(true) => violated_binding(&known),
        None => {
            let userinfo = world.environment.authorization_server().await?;
            let client = world.acting_client()?;
            is_of_no_use_without_certificate(world, userinfo.userinfo_endpoint, &client, &token)
                .await
        }
    }
}

#[then("introspection tells to which certificate the access token is bound")]
async fn introspection_tells_the_binding(world: &mut World) -> Step {
    let own = own_thumbprint(world)?;
    let known = introspect(world, world.held_token()?).await?;
    match thumbprint(known.body()) {
        Some(bound) => demand_thumbprint(&known, &own, bound),
        None if active(&known) == Some(true) => violated_binding(&known),
        None => Err(unseen("the client is told nothing about its token")),
    }
}

/// What a token does not say shows where it is used: with the certificate it counts, and without it does not (RFC 8705, 3).
pub(in crate::steps) async fn is_of_no_use_without_certificate(
    world: &World,
    userinfo: Option<Url>,
    client: &OauthClient,
    token: &str,
) -> Step {
    let why = "the access token does not show what it is bound to";
    let userinfo = userinfo.ok_or_else(|| unseen(why))?;
    let call = Call::get(Party::AuthorizationServer, userinfo).bearer(token);
    if !knock_as(world, client, call.clone()).await?.succeeded() {
        return Err(unseen(why));
    }
    let used = knock_as(world, &without_certificate(client), call).await?;
    if used.succeeded() {
        let expected = "a token bound to the client's certificate";
        let received = "a token without cnf that counts without the certificate";
        return Err(Stop::violated(used.finding(expected, received)));
    }
    Ok(())
}

async fn knock_as(world: &World, client: &OauthClient, call: Call) -> Result<Answer, Stop> {
    let sender = world.environment.sender_as(role_of(client.who), client)?;
    knock(&sender, call).await
}

fn own_thumbprint(world: &World) -> Result<String, Stop> {
    let client = world.acting_client()?;
    let missing = || Stop::harness("the client of this scenario has no certificate");
    let identity = client.identity.as_ref().ok_or_else(missing)?;
    Ok(base64url(&Sha256::digest(identity.certificate())))
}

fn thumbprint(claims: &Value) -> Option<&str> {
    claims.pointer("/cnf/x5t#S256")?.as_str()
}

fn demand_thumbprint(known: &Answer, own: &str, bound: &str) -> Step {
    if bound == own {
        return Ok(());
    }
    let expected = format!("a token bound to the certificate {own}");
    let finding = known.finding(expected, format!("cnf with x5t#S256 {bound}"));
    let near = near_miss::of_texts(own, bound);
    Err(Stop::violated(finding.hinting_at(near)))
}

fn violated_binding(known: &Answer) -> Step {
    let finding = known.finding("a token bound to a certificate", "cnf absent");
    Err(Stop::violated(finding))
}

fn unseen(why: &str) -> Stop {
    Stop::untested(UntestedReason::NotObservable, why)
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
