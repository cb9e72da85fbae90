//! Who the user is, and how surely the server knows.

use cucumber::{given, then, when};
use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use super::code::{demand_tokens, hold};
use super::id_token::{half_hash_for, of_token_response, told};
use super::token;
use crate::actor::authorization::attempt;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::lifetime;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::verdict::UntestedReason;
use crate::world::World;

#[then("the ID token tells the level that was asked for")]
async fn tells_the_level(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let answer = Grant::of(world.authorization_attempt()?, &flow)?
        .redeem(&world.environment, &flow)
        .await?;
    demand_tokens(&answer)?;
    hold(world, answer);
    let wanted = flow.wire.acr_values.first().cloned().unwrap_or_default();
    let stated = of_token_response(world)?.claims.get("acr").cloned();
    match stated.as_ref().and_then(Value::as_str) {
        Some(level) if level == wanted => Ok(()),
        Some(level) => told(world, &format!("acr {wanted}"), format!("acr {level}")),
        None => told(world, &format!("acr {wanted}"), "acr absent".to_owned()),
    }
}

#[then("the ID token of the token response covers the access token or says nothing of it")]
fn covers_the_access_token(world: &mut World) -> Step {
    let jwt = of_token_response(world)?;
    match jwt.claims.get("at_hash") {
        None => Ok(()),
        Some(Value::String(hash)) if *hash == half_hash_for(&jwt, world.held_token()?)? => Ok(()),
        Some(_) => told(
            world,
            "at_hash of the access token",
            "another at_hash".to_owned(),
        ),
    }
}

#[then("the ID token of the token response is encrypted")]
fn is_encrypted(world: &mut World) -> Step {
    let answer = world.held_tokens()?;
    let text = answer.text("id_token").unwrap_or_default().to_owned();
    if text.split('.').count() != 5 {
        return told(
            world,
            "an encrypted ID token",
            "an ID token that is not encrypted".to_owned(),
        );
    }
    let header = Compact::header_of(&text).unwrap_or_default();
    match header.get("alg").and_then(Value::as_str) {
        Some("RSA1_5") => told(
            world,
            "a key encryption other than RSA1_5",
            "RSA1_5".to_owned(),
        ),
        Some(_) => Ok(()),
        None => told(
            world,
            "an encrypted ID token that names its algorithm",
            "alg absent".to_owned(),
        ),
    }
}

#[when("two clients learn who the user is")]
async fn two_clients_learn(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let other = flow.of_another()?;
    demand_two_sectors(&flow.client, &other.client)?;
    world.users.subjects = vec![subject(world, &flow).await?, subject(world, &other).await?];
    Ok(())
}

/// The host of its redirect URI is the sector of a client (OpenID Connect Core, 8.1).
fn demand_two_sectors(one: &OauthClient, other: &OauthClient) -> Step {
    let host = |client: &OauthClient| {
        let address = Url::parse(&client.redirect_uri).ok();
        address.and_then(|address| address.host_str().map(str::to_owned))
    };
    if host(one) != host(other) {
        return Ok(());
    }
    let why = "the redirect URIs of the two clients have one host, which makes them one sector";
    Err(Stop::untested(UntestedReason::NotObservable, why))
}

#[when("one client learns twice who the user is")]
async fn one_client_learns_twice(world: &mut World) -> Step {
    let flow = world.flow().await?;
    world.users.subjects = vec![subject(world, &flow).await?, subject(world, &flow).await?];
    Ok(())
}

#[then("they know the user by different names")]
fn by_different_names(world: &mut World) -> Step {
    match &world.users.subjects[..] {
        [one, other] if one != other => Ok(()),
        _ => told(
            world,
            "a sub of its own for each sector",
            "one sub for both".to_owned(),
        ),
    }
}

#[then("it knows the user by one name")]
fn by_one_name(world: &mut World) -> Step {
    match &world.users.subjects[..] {
        [one, other] if one == other => Ok(()),
        _ => told(
            world,
            "one sub for one sector",
            "another sub each time".to_owned(),
        ),
    }
}

async fn subject(world: &mut World, flow: &Flow) -> Result<String, Stop> {
    let grant = Grant::obtain(&world.environment, flow).await?;
    let answer = grant.redeem(&world.environment, flow).await?;
    demand_tokens(&answer)?;
    hold(world, answer);
    let jwt = of_token_response(world)?;
    Ok(jwt
        .claims
        .get("sub")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned())
}

#[given("the client holds a token without the scope openid")]
async fn holds_a_token_without_openid(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let others: Vec<&str> = flow
        .wire
        .scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| *scope != "openid")
        .collect();
    // A nonce belongs to requests for openid.
    let request = flow.legal_request().without("nonce");
    let request = request.with("scope", others.join(" "));
    let attempt = attempt::of_request(&world.environment, &flow, request).await?;
    let answer: Answer = Grant::of(&attempt, &flow)?
        .redeem(&world.environment, &flow)
        .await?;
    demand_tokens(&answer)?;
    hold(world, answer);
    Ok(())
}

/// That the token serves while it lives is the control.
#[when("the client asks who the user is after the token has expired")]
async fn asks_too_late(world: &mut World) -> Step {
    token::ask(world).await?;
    token::demand_user(world.endpoint_answer()?)?;
    let beyond = SignedDuration::from_mins(5);
    lifetime::outlive(&world.environment, world.held_tokens()?, beyond).await?;
    token::ask(world).await
}
