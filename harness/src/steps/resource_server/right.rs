//! What an access token entitles to: its scope, and whose it is.

use cucumber::{then, when};

use crate::actor::Party;
use crate::actor::office::attempt::attempt;
use crate::actor::resource::Consumer;
use crate::actor::resource::wish::Wish;
use crate::stop::{Step, Stop};
use crate::world::World;

/// Makes the authorization server grant less than the consent holds.
const FALLS_SHORT: &str = "accepts-scope-that-falls-short-of-the-consent";

#[when("the client reads the resource with a token whose scope does not cover it")]
async fn reads_without_scope(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let scope = &consumer.facts.reading.scope;
    let wish = |flow: &_, facts: &_| Wish::all_but(scope, flow, facts);
    let client = world.acting_client()?;
    let narrow = Consumer::reach_with(&world.environment, client, wish).await?;
    let answer = attempt(async || consumer.read().await, async || narrow.read().await);
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

#[when("the client reads the resource with a token whose scope falls short of the consent")]
async fn reads_with_short_scope(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let short = with_short_scope(world, &consumer.facts.reading.scope).await?;
    let answer = attempt(async || consumer.read().await, async || short.read().await);
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

/// The client with a token whose scope lacks this value, although the consent holds what it stands for. The authorization server
/// misbehaves for that one grant.
pub(super) async fn with_short_scope(world: &World, scope: &str) -> Result<Consumer, Stop> {
    let (environment, server) = (&world.environment, Party::AuthorizationServer);
    environment.stimulate(server, FALLS_SHORT).await?;
    let wish = |flow: &_, facts: &_| Wish::short_of(scope, flow, facts);
    let short = Consumer::reach_with(environment, world.acting_client()?, wish).await?;
    environment.calm(server, FALLS_SHORT).await?;
    Ok(short)
}

/// In the words in which a resource might be told: any other it would not understand either.
#[when("the client reads the resource, naming another user in the query")]
async fn reads_for_another(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let subject = &consumer.facts.another()?.subject;
    let mut call = consumer.reading();
    call.url.query_pairs_mut().append_pair("sub", subject);
    consumer.read().await?.served("the control")?;
    world.resource_server.answer = Some(consumer.ask(call).await?);
    Ok(())
}

#[when("the client reads what belongs to another user")]
async fn reads_what_is_another_s(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let foreign = &consumer.facts.another()?.resource.url;
    let answer = attempt(
        async || consumer.read().await,
        async || consumer.read_at(foreign).await,
    );
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

#[then("nothing of another user is in the answer")]
fn holds_nothing_of_another(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let answer = world.resource_server.answer()?;
    let foreign = &consumer.facts.another()?.resource.id;
    let body = String::from_utf8_lossy(answer.octets());
    if !body.contains(foreign.as_str()) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "nothing but what belongs to the user",
        "what belongs to another customer",
    )))
}
