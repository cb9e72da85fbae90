//! Deleting registrations, and what ends with them (RFC 7592, 2.3; FDX, 2B 6).

use cucumber::{given, then, when};

use super::management::demand_control;
use crate::actor::authorization::attempt;
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::grant::Grant;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::post_authenticated;
use crate::actor::registration::recipient::{Registered, told};
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("the partner has registered a recipient that a user has granted access")]
async fn is_served(world: &mut World) -> Step {
    served(world).await.map(drop)
}

/// Registers a recipient and lets it go through a whole flow; it acts from then on.
pub(super) async fn served(world: &mut World) -> Result<Registered, Stop> {
    let partner = world.partner().await?;
    let registered = partner.register(world.recipient()).await?;
    let client = registered.as_client(&partner.client);
    let flow = Flow::survey(&world.environment, client.clone()).await?;
    let granted = attempt::control(&world.environment, &flow, "at first").await?;
    let tokens = Grant::of(&granted, &flow)?;
    let tokens = tokens.redeem(&world.environment, &flow).await?;
    world.registration.access_token = tokens.access_token();
    world.registration.registered = Some(registered.clone());
    world.authorization.client = Some(client);
    Ok(registered)
}

/// Whoever learns nothing of a token that is alive learns nothing of its end either.
#[given("the access token of the recipient is active")]
async fn token_is_active(world: &mut World) -> Step {
    let answer = introspected(world).await?;
    if answer.body()["active"] == true {
        return Ok(());
    }
    Err(Stop::inconclusive(
        "introspection does not call the token of the recipient active before the deletion",
    ))
}

/// What cannot be read before says nothing of the time after.
#[given("the registration can be read")]
async fn can_be_read(world: &mut World) -> Step {
    let registered = world.registration.registered()?;
    let answer = world.partner().await?.read(registered).await?;
    demand_control(&answer)?;
    world.registration.registered = Some(registered.after(&answer));
    Ok(())
}

#[when("the partner deletes the registration")]
async fn deletes(world: &mut World) -> Step {
    let registered = world.registration.registered()?;
    let answer = world.partner().await?.delete(registered).await?;
    world.registration.answer = Some(answer);
    Ok(())
}

#[then("the deletion is confirmed")]
fn is_confirmed(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    if answer.status() == 204 {
        return Ok(());
    }
    Err(Stop::violated(answer.finding("status 204", told(answer))))
}

#[then("the recipient is not served any more")]
async fn is_not_served(world: &mut World) -> Step {
    let flow = Flow::survey(&world.environment, world.acting_client()?).await?;
    let pushed = flow.legal_request().push(&world.environment, &flow).await?;
    if !pushed.succeeded() {
        return Ok(());
    }
    Err(Stop::violated(
        pushed.finding("the pushed request is refused", told(&pushed)),
    ))
}

#[then("the access token of the recipient is of no use any more")]
async fn token_is_of_no_use(world: &mut World) -> Step {
    demand_control(world.registration.answer()?)?;
    let answer = introspected(world).await?;
    if answer.body()["active"] == false {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("a token that has ended", "an active token"),
    ))
}

/// What the partner is told of the recipient's access token.
async fn introspected(world: &World) -> Result<Answer, Stop> {
    let none = || Stop::inconclusive("the recipient was given no access token");
    let token = world.registration.access_token.clone().ok_or_else(none)?;
    let asking = world.partner().await?.client;
    let server = world.environment.authorization_server().await?;
    let absent = || Stop::not_applicable("the server has no introspection endpoint");
    let endpoint = server.introspection_endpoint.ok_or_else(absent)?;
    let parameters = [("token", token)];
    let answer = post_authenticated(&world.environment, asking, endpoint, &parameters).await?;
    demand_control(&answer)?;
    Ok(answer)
}

#[then("the registration access token is of no use any more")]
async fn management_is_of_no_use(world: &mut World) -> Step {
    demand_control(world.registration.answer()?)?;
    let registered = world.registration.registered()?;
    let answer = world.partner().await?.read(registered).await?;
    if answer.status() == 401 {
        return Ok(());
    }
    Err(Stop::violated(answer.finding("status 401", told(&answer))))
}
