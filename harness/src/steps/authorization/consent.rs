//! Consent in detail, and its end (RFC 9396; FDX, consent).

use cucumber::{given, then, when};

use super::code::{demand_tokens, hold};
use super::refresh_token;
use super::token::demand_inactive;
use crate::actor::authorization::attempt;
use crate::actor::authorization::grant::{Grant, send_as};
use crate::actor::oauth_client::answer::Answer;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then("the grant tells what the user has consented to")]
async fn tells_the_consent(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let grant = Grant::of(world.authorization_attempt()?, &flow)?;
    let answer = grant.redeem(&world.environment, &flow).await?;
    demand_tokens(&answer)?;
    hold(world, answer.clone());
    let tells = |answer: &Answer| answer.body().get("authorization_details").is_some();
    if tells(&answer) || tells(&introspect(world, world.held_token()?).await?) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "authorization_details of the grant",
        "authorization_details absent",
    )))
}

#[given("the client holds a refresh token of a consent")]
async fn holds_one_of_a_consent(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let request = flow
        .legal_request()
        .with("authorization_details", flow.consent_object());
    let attempt = attempt::of_request(&world.environment, &flow, request).await?;
    let answer = Grant::of(&attempt, &flow)?
        .redeem(&world.environment, &flow)
        .await?;
    demand_tokens(&answer)?;
    let none = || Stop::not_applicable("the server issues no refresh tokens");
    world.users.refresh_token = Some(answer.text("refresh_token").ok_or_else(none)?.to_owned());
    hold(world, answer);
    Ok(())
}

/// A refresh before the end of the consent is the control.
#[when("the user withdraws the consent and the client refreshes its tokens")]
async fn withdraws(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let held = world.users.refresh_token.clone().unwrap_or_default();
    let control = send_as(
        &world.environment,
        &flow,
        &flow.client,
        refresh_token::request(&held),
    )
    .await?;
    demand_tokens(&control)?;
    let token = control.access_token().unwrap_or_default();
    let known = introspect(world, &token).await?;
    let none = || Stop::inconclusive("introspection names no consent");
    let consent = known.text("consent_id").ok_or_else(none)?.to_owned();
    world.environment.withdraw_consent(&consent).await?;
    world.users.earlier_token = Some(token);
    let held = control.text("refresh_token").unwrap_or(&held).to_owned();
    let answer = send_as(
        &world.environment,
        &flow,
        &flow.client,
        refresh_token::request(&held),
    )
    .await?;
    hold(world, answer);
    Ok(())
}

#[then("the access token of the withdrawn consent is of no use any more")]
async fn access_token_is_dead(world: &mut World) -> Step {
    let missing = || Stop::harness("no consent was withdrawn in this scenario");
    let token = world.users.earlier_token.clone().ok_or_else(missing)?;
    demand_inactive(world, &token).await
}
