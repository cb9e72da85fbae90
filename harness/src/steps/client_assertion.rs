//! A client that authenticates with an assertion of its own making.

use cucumber::{then, when};

use crate::actor::environment::clients::{OauthClient, Who};
use crate::actor::oauth_client::attempt::{self, attempt};
use crate::actor::oauth_client::deviation::DeviationName;
use crate::actor::oauth_client::ground::Ground;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when(expr = "the client authenticates with a client assertion {deviation}")]
async fn authenticates_with_a_deviation(world: &mut World, deviation: DeviationName) -> Step {
    let ground = world.ground().await?;
    world.authorization.attempt = Some(attempt(&world.environment, &ground, deviation.0).await?);
    Ok(())
}

#[when("the client authenticates with a legal client assertion")]
async fn authenticates_legally(world: &mut World) -> Step {
    let client = world.acting_client()?;
    authenticate(world, client).await
}

#[when("another client authenticates with a legal client assertion")]
async fn another_authenticates_legally(world: &mut World) -> Step {
    let client = world.environment.client(Who::AnotherClient)?;
    authenticate(world, client).await
}

#[when("the client authenticates with the key that it has added since")]
async fn authenticates_with_the_later_key(world: &mut World) -> Step {
    let client = world.acting_client()?;
    authenticate(world, client).await?;
    demand_control(world)?;
    let later = rotation(world)?.later.clone();
    authenticate(world, later).await
}

#[when("the client authenticates with one assertion a second time")]
async fn authenticates_twice_alike(world: &mut World) -> Step {
    let ground = world.ground().await?;
    let (first, second) = attempt::twice(&world.environment, &ground).await?;
    world.authorization.attempt = Some(first);
    demand_control(world)?;
    world.authorization.attempt = Some(second);
    Ok(())
}

#[then("the authorization server fetches nothing from the attacker")]
fn nothing_is_fetched(world: &mut World) -> Step {
    let attacker = world.authorization.attacker.as_ref();
    let fetches = attacker.map_or(0, |attacker| attacker.key_host.fetches());
    if fetches == 0 {
        return Ok(());
    }
    let attempt = world.attempt()?;
    let received = format!("the attacker's key set was fetched, {fetches} time(s)");
    let finding = attempt
        .answer
        .finding("that no address of the header is looked up", received);
    Err(Stop::violated(with_hint(finding, attempt.hint)))
}

#[then("the key set of the client has been fetched again")]
fn fetched_again(world: &mut World) -> Step {
    let fetches = rotation(world)?.key_host.fetches();
    if fetches >= 2 {
        return Ok(());
    }
    let finding = Finding::new(
        "that the key set is fetched again for a kid that is not known",
        format!("fetched {fetches} time(s)"),
    );
    Err(Stop::violated(finding))
}

fn rotation(world: &World) -> Result<&crate::world::authorization::KeyRotation, Stop> {
    let missing = || Stop::harness("the client of this scenario has no key set at an address");
    world
        .authorization
        .key_rotation
        .as_ref()
        .ok_or_else(missing)
}

async fn authenticate(world: &mut World, client: OauthClient) -> Step {
    let ground = Ground::survey(&world.environment, client).await?;
    world.authorization.attempt = Some(attempt::honest(&world.environment, &ground).await?);
    Ok(())
}

fn demand_control(world: &World) -> Step {
    let answer = &world.attempt()?.answer;
    if answer.issues_a_token() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the control before was not accepted: {answer}"
    )))
}

fn with_hint(finding: Finding, hint: Option<&'static str>) -> Finding {
    match hint {
        Some(hint) => finding.hinting(hint),
        None => finding,
    }
}
