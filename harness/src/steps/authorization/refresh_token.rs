//! Refresh tokens (RFC 6749, 6).

use cucumber::{given, then, when};

use super::code::{demand_tokens, hold};
use super::token::demand_inactive;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::{Grant, send_as};
use crate::actor::authorization::redemption::RedemptionName;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::post_authenticated;
use crate::actor::oauth_client::request::TokenRequest;
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("the client holds a refresh token")]
async fn holds_one(world: &mut World) -> Step {
    let flow = world.flow().await?;
    world.users.refresh_token = Some(obtain(world, &flow).await?);
    Ok(())
}

#[when("the client refreshes its tokens")]
async fn refreshes(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let answer = refresh(world, &flow).await?;
    hold(world, answer);
    Ok(())
}

#[when(expr = "the refresh token is used {redemption}")]
async fn refreshes_otherwise(world: &mut World, redemption: RedemptionName) -> Step {
    let flow = world.flow().await?;
    let control = refresh(world, &flow).await?;
    if !control.issues_a_token() {
        return Err(Stop::inconclusive(format!(
            "the control before the deviation was not accepted: {control}"
        )));
    }
    let token = control
        .text("refresh_token")
        .map_or_else(|| held(world), |next| Ok(next.to_owned()))?;
    let answer = redemption
        .0
        .send(&world.environment, &flow, &flow.client, request(&token))
        .await?;
    hold(world, answer);
    Ok(())
}

async fn refresh(world: &World, flow: &Flow) -> Result<Answer, Stop> {
    send_as(
        &world.environment,
        flow,
        &flow.client,
        request(&held(world)?),
    )
    .await
}

async fn obtain(world: &World, flow: &Flow) -> Result<String, Stop> {
    let grant = Grant::obtain(&world.environment, flow).await?;
    let answer = grant.redeem(&world.environment, flow).await?;
    let none = || Stop::not_applicable("the server issues no refresh tokens");
    answer
        .text("refresh_token")
        .map(str::to_owned)
        .ok_or_else(none)
}

/// The token request of a refresh token, without authentication.
pub(super) fn request(token: &str) -> TokenRequest {
    TokenRequest::of_grant("refresh_token").with("refresh_token", token)
}

fn held(world: &World) -> Result<String, Stop> {
    let missing = || Stop::harness("the client holds no refresh token in this scenario");
    world.users.refresh_token.clone().ok_or_else(missing)
}

#[when("the client revokes its refresh token and refreshes its tokens")]
async fn revokes_and_refreshes(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let first = refresh(world, &flow).await?;
    demand_tokens(&first)?;
    let token = first
        .text("refresh_token")
        .map_or_else(|| held(world), |next| Ok(next.to_owned()))?;
    let endpoint = flow.server.revocation_endpoint.clone();
    let none = || Stop::not_applicable("the server has no revocation endpoint");
    let parameters = [
        ("token", token.clone()),
        ("token_type_hint", "refresh_token".to_owned()),
    ];
    let revoked = post_authenticated(
        &world.environment,
        flow.client.clone(),
        endpoint.ok_or_else(none)?,
        &parameters,
    )
    .await?;
    if !revoked.succeeded() {
        return Err(Stop::inconclusive(format!(
            "the refresh token could not be revoked: {revoked}"
        )));
    }
    world.users.earlier_token = first.access_token();
    let answer = send_as(&world.environment, &flow, &flow.client, request(&token)).await?;
    hold(world, answer);
    Ok(())
}

#[then("the access token of the revoked refresh token is of no use any more")]
async fn access_token_is_dead(world: &mut World) -> Step {
    let missing = || Stop::harness("no refresh token was revoked in this scenario");
    let token = world.users.earlier_token.clone().ok_or_else(missing)?;
    demand_inactive(world, &token).await
}
