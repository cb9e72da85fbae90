//! Providers that ask a registry about recipients (FDX, 2C).

use cucumber::{given, then, when};

use crate::actor::authorization::attempt::{Decision, browser};
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::request::Carried;
use crate::actor::environment::clients::Delegation;
use crate::actor::registration::delegation::{Delegated, Manner};
use crate::actor::user_agent::Arrival;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What the registry tells of a recipient at first.
const NAME: &str = "The Careful Planner";
/// What it tells later.
const NEW_NAME: &str = "The Bold Planner";

#[given("a recipient of a platform, for whom a registry vouches")]
async fn of_a_platform(world: &mut World) -> Step {
    vouched(world, Delegation::ByPlatform).await
}

#[given("a direct recipient, for whom a registry vouches")]
async fn direct(world: &mut World) -> Step {
    vouched(world, Delegation::Direct).await
}

async fn vouched(world: &mut World, delegation: Delegation) -> Step {
    let delegated = Delegated::enrolled(&world.environment, delegation).await?;
    let told = delegated.as_vouched(NAME);
    world.environment.vouch_for(&told).await?;
    world.registry.delegated = Some(delegated);
    Ok(())
}

#[when(expr = "the recipient asks a user {}")]
async fn asks(world: &mut World, manner: Manner) -> Step {
    let delegated = world.registry.delegated()?.clone();
    if manner != Manner::Whole {
        demand_served(world, &delegated).await?;
    }
    let attempt = delegated.ask(&world.environment, manner).await?;
    if manner != Manner::Whole && attempt.outcome.code().is_none() {
        demand_served(world, &delegated).await?;
    }
    world.users.attempt = Some(attempt);
    Ok(())
}

#[when("another recipient asks a user, whom the registry does not know")]
async fn another_asks(world: &mut World) -> Step {
    let known = world.registry.delegated()?.clone();
    demand_served(world, &known).await?;
    let unknown = Delegated::enrolled(&world.environment, known.delegation).await?;
    let attempt = unknown.ask(&world.environment, Manner::Whole).await?;
    demand_served(world, &known).await?;
    world.users.attempt = Some(attempt);
    Ok(())
}

/// A page with the old name is the control.
#[when("the registry changes the name of the recipient, which asks a user again")]
async fn changes_its_name(world: &mut World) -> Step {
    let delegated = world.registry.delegated()?.clone();
    let page = consent_page(world, &delegated).await?;
    if !shows(&page, NAME) {
        return Err(Stop::inconclusive("the page does not name the recipient"));
    }
    let changed = delegated.as_vouched(NEW_NAME);
    world.environment.vouch_for(&changed).await?;
    world.registry.page = Some(consent_page(world, &delegated).await?);
    Ok(())
}

#[then("the page names the recipient as the registry does by now")]
fn names_it(world: &mut World) -> Step {
    let missing = || Stop::harness("no page was opened in this scenario");
    let page = world.registry.page.as_ref().ok_or_else(missing)?;
    if shows(page, NEW_NAME) {
        return Ok(());
    }
    Err(Stop::violated(
        Finding::new("the new name on the page", "a page without the new name").at(page.number),
    ))
}

/// A request with nothing wrong in it, which leads to a code or to no judgement.
async fn demand_served(world: &World, delegated: &Delegated) -> Step {
    let control = delegated.ask(&world.environment, Manner::Whole).await?;
    if control.outcome.code().is_some() {
        return Ok(());
    }
    let why = format!("the control was not accepted: {}", control.outcome);
    Err(Stop::inconclusive(why))
}

async fn consent_page(world: &World, delegated: &Delegated) -> Result<Exchange, Stop> {
    let flow = Flow::survey(&world.environment, delegated.client.clone()).await?;
    let request = delegated.request(&flow, Manner::Whole);
    let Carried::At(address) = request.carry(&world.environment, &flow).await? else {
        return Err(Stop::inconclusive("the request could not be pushed"));
    };
    let mut browser = browser(&world.environment, Decision::Leaves)?;
    match browser.visit(address).await? {
        Arrival::Page(page) => Ok(page),
        Arrival::SentTo(..) => Err(Stop::inconclusive("no page asks the user for consent")),
    }
}

fn shows(page: &Exchange, name: &str) -> bool {
    let body = page.response.as_ref().map(|response| &response.body);
    body.is_some_and(|body| String::from_utf8_lossy(body).contains(name))
}
