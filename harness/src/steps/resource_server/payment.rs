//! Payments: an act that has a scope of its own, and that must not have happened where it is refused.

use cucumber::{then, when};
use serde_json::Value;

use super::right::with_short_scope;
use crate::actor::Party;
use crate::actor::office::answer::Answer;
use crate::actor::resource::Consumer;
use crate::actor::resource::wish::Wish;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when("the client makes a payment")]
async fn pays(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let (own, _) = consumer.facts.two_of_its_own()?;
    world.resource_server.answer = Some(consumer.pay_from(&own.id).await?);
    Ok(())
}

#[when("the client makes a payment with a token whose scope does not cover it")]
async fn pays_without_scope(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let scope = &consumer.facts.paying()?.scope;
    let wish = |flow: &_, facts: &_| Wish::all_but(scope, flow, facts);
    let client = world.acting_client()?;
    let narrow = Consumer::reach_with(&world.environment, client, wish).await?;
    let (own, _) = consumer.facts.two_of_its_own()?;
    compare(world, (&consumer, &own.id), (&narrow, &own.id)).await
}

#[when("the client makes a payment with a token whose scope falls short of the consent")]
async fn pays_with_short_scope(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let short = with_short_scope(world, &consumer.facts.paying()?.scope).await?;
    let (own, _) = consumer.facts.two_of_its_own()?;
    compare(world, (&consumer, &own.id), (&short, &own.id)).await
}

#[when("the client makes a payment from the account of another user")]
async fn pays_from_another_s(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let (own, _) = consumer.facts.two_of_its_own()?;
    let foreign = &consumer.facts.another()?.resource.id;
    compare(world, (&consumer, &own.id), (&consumer, foreign)).await
}

/// The consent holds payments from one account, and everything else of the other.
#[when("the client makes a payment from an account that the consent holds for reading only")]
async fn pays_beyond_the_consent(world: &mut World) -> Step {
    let facts = world.resource_server.consumer()?.facts;
    let (held, lacking) = facts.two_of_its_own()?;
    let cluster = &facts.paying()?.scope;
    let wish = |flow: &_, known: &_| Wish::divided((held, lacking), cluster, flow, known);
    let client = world.acting_client()?;
    let consumer = Consumer::reach_with(&world.environment, client, wish).await?;
    compare(world, (&consumer, &held.id), (&consumer, &lacking.id)).await
}

/// A payment that has to be made, one that must not be, and the first again; how many there were around the second.
async fn compare(
    world: &mut World,
    (legal, own): (&Consumer, &str),
    (illegal, account): (&Consumer, &str),
) -> Step {
    legal.pay_from(own).await?.served("the control")?;
    let before = made(world).await?;
    let answer: Answer = illegal.pay_from(account).await?;
    world.resource_server.payments = Some((before, made(world).await?));
    if !answer.is_served() {
        let again = legal.pay_from(own).await?;
        again.served("the control after the refusal")?;
    }
    world.resource_server.answer = Some(answer);
    Ok(())
}

async fn made(world: &World) -> Result<usize, Stop> {
    let held = world.environment.inspect(Party::ResourceServer).await?;
    Ok(held["payments"].as_array().map_or(0, Vec::<Value>::len))
}

#[then("no payment is made")]
fn none_is_made(world: &mut World) -> Step {
    let (before, after) = world.resource_server.payments()?;
    if before == after {
        return Ok(());
    }
    let expected = "nothing is done that is refused";
    Err(Stop::violated(Finding::new(
        expected,
        "a payment was made, and refused afterwards",
    )))
}
