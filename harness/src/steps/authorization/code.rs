//! Codes: how they are redeemed, and how they should not be.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::{Grant, authenticated};
use crate::actor::authorization::redemption::RedemptionName;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::attempt::Attempt as TokenAttempt;
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("the client holds a code")]
async fn holds_a_code(world: &mut World) -> Step {
    let flow = world.flow().await?;
    world.users.grant = Some(Grant::obtain(&world.environment, &flow).await?);
    Ok(())
}

#[given("the client has redeemed a code")]
async fn has_redeemed(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let grant = Grant::obtain(&world.environment, &flow).await?;
    let answer = grant.redeem(&world.environment, &flow).await?;
    demand_tokens(&answer)?;
    world.users.grant = Some(grant);
    hold(world, answer);
    Ok(())
}

#[when("the client redeems the code")]
async fn redeems(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let answer = world
        .held_grant()?
        .redeem(&world.environment, &flow)
        .await?;
    hold(world, answer);
    Ok(())
}

#[when(expr = "a code is redeemed {redemption}")]
async fn redeems_otherwise(world: &mut World, redemption: RedemptionName) -> Step {
    let flow = world.flow().await?;
    control(world, &flow, "before").await?;
    let grant = Grant::obtain(&world.environment, &flow).await?;
    let answer = redemption
        .0
        .of_code(&world.environment, &flow, &grant)
        .await?;
    if !answer.issues_a_token() {
        control(world, &flow, "after").await?;
    }
    hold(world, answer);
    Ok(())
}

#[when("the client redeems the code again")]
async fn redeems_again(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let answer = world
        .held_grant()?
        .redeem(&world.environment, &flow)
        .await?;
    world.authorization.attempt = Some(of(answer));
    Ok(())
}

/// Codes of FDX live for 300 seconds at most.
#[when("the client redeems a code after its time")]
async fn redeems_late(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let beyond = flow.wire.code_lifetime + SignedDuration::from_mins(5);
    redeem_after(world, beyond).await
}

/// Ten minutes are recommended at most, and no limit is set (RFC 6749, 4.1.2).
#[when("the client redeems a code long after its time")]
async fn redeems_long_after(world: &mut World) -> Step {
    redeem_after(world, SignedDuration::from_hours(1)).await
}

async fn redeem_after(world: &mut World, beyond: SignedDuration) -> Step {
    let flow = world.flow().await?;
    control(world, &flow, "before").await?;
    let grant = Grant::obtain(&world.environment, &flow).await?;
    world.environment.advance(beyond).await?;
    let later = world.flow().await?;
    let answer = grant.redeem(&world.environment, &later).await?;
    hold(world, answer);
    Ok(())
}

#[when("one code is redeemed twice at once")]
async fn races(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let grant = Grant::obtain(&world.environment, &flow).await?;
    let sender = world
        .environment
        .sender_as("client", &flow.client)?
        .for_a_race()
        .await;
    let call = || {
        authenticated(&flow.client, &flow, grant.redemption()).to_call(&flow.server.token_endpoint)
    };
    let (one, other) = futures::join!(sender.send(call()), sender.send(call()));
    world.users.raced = vec![Answer::new(one?), Answer::new(other?)];
    Ok(())
}

#[then("one redemption yields tokens and the other none")]
fn one_wins(world: &mut World) -> Step {
    let won = world
        .users
        .raced
        .iter()
        .filter(|answer| answer.issues_a_token())
        .count();
    let Some(last) = world.users.raced.last() else {
        return Err(Stop::harness("nothing raced in this scenario"));
    };
    match won {
        1 => Ok(()),
        0 => Err(Stop::inconclusive("neither redemption was accepted")),
        _ => Err(Stop::violated(
            last.finding("that a code is redeemed once", "accepted twice"),
        )),
    }
}

/// That the code was issued and redeemed is the control; what came of it is looked at through introspection.
#[then("the tokens of the first redemption are of no use any more")]
async fn first_tokens_are_dead(world: &mut World) -> Step {
    let token = world.held_token()?.to_owned();
    super::token::demand_inactive(world, &token).await
}

/// A code of its own, redeemed as it should be.
async fn control(world: &World, flow: &Flow, when: &str) -> Step {
    let grant = Grant::obtain(&world.environment, flow).await?;
    let answer = grant.redeem(&world.environment, flow).await?;
    if answer.issues_a_token() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the control {when} the deviation was not accepted: {answer}"
    )))
}

/// Tokens that a later step needs; a refusal is judged elsewhere.
pub(super) fn demand_tokens(answer: &Answer) -> Step {
    if answer.issues_a_token() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the code could not be redeemed: {answer}"
    )))
}

/// Remembers what a token request brought.
pub(super) fn hold(world: &mut World, answer: Answer) {
    world.authorization.access_token = answer.access_token();
    world.users.tokens = Some(answer.clone());
    world.authorization.attempt = Some(of(answer));
}

fn of(answer: Answer) -> TokenAttempt {
    TokenAttempt { answer, hint: None }
}
