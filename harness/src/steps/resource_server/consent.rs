//! The consent behind an access token, and what lies beyond it (FDX, resource server, items 2 and 3).

use cucumber::{then, when};

use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client;
use crate::actor::oauth_client::ground::Ground;
use crate::actor::office::attempt::attempt;
use crate::actor::resource::Consumer;
use crate::actor::resource::wish::Wish;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("the client reads the resource with a token of its own")]
async fn reads_for_itself(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let token = own_token(world, &consumer).await?;
    reads_under(world, &consumer, &token).await
}

/// A token of the client, for which no user was asked.
async fn own_token(world: &World, consumer: &Consumer) -> Result<String, Stop> {
    let client = OauthClient {
        scope: consumer.facts.reading.scope.clone(),
        ..consumer.caller.client.clone()
    };
    let ground = Ground::survey(&world.environment, client).await?;
    let request = ground.legal_request();
    let answer = oauth_client::send(&world.environment, &ground, &request).await?;
    let none = || Stop::not_applicable("the server gives clients no such token for themselves");
    answer.access_token().ok_or_else(none)
}

/// Where the server makes a consent in detail of its own accord, there is no such token.
#[when("the client reads the resource with a token of a grant without a consent object")]
async fn reads_without_consent(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let client = world.acting_client()?;
    let wish = Wish::without_consent_object;
    let bare = Consumer::reach_with(&world.environment, client, wish).await?;
    let token = bare.caller.access_token().to_owned();
    let known = introspect(world, &token).await?;
    if known.body().get("authorization_details").is_some() {
        let why = "every grant of this server stands for a consent in detail";
        return Err(Stop::not_applicable(why));
    }
    reads_under(world, &consumer, &token).await
}

async fn reads_under(world: &mut World, consumer: &Consumer, token: &str) -> Step {
    let other = consumer.with_access_token(token);
    let answer = attempt(async || consumer.read().await, async || other.read().await);
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

#[when("the client reads an account that the consent does not name")]
async fn reads_unnamed(world: &mut World) -> Step {
    let facts = world.resource_server.consumer()?.facts;
    let (named, unnamed) = facts.two_of_its_own()?;
    let consumer = consenting_to_one(world).await?;
    let answer = attempt(
        async || consumer.read_at(&named.url).await,
        async || consumer.read_at(&unnamed.url).await,
    );
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

#[when("the client reads an account of which the consent holds other data")]
async fn reads_other_data(world: &mut World) -> Step {
    let facts = world.resource_server.consumer()?.facts;
    let (held, lacking) = facts.two_of_its_own()?;
    let cluster = &facts.reading.scope;
    let wish = |flow: &_, known: &_| Wish::divided((held, lacking), cluster, flow, known);
    let client = world.acting_client()?;
    let consumer = Consumer::reach_with(&world.environment, client, wish).await?;
    let answer = attempt(
        async || consumer.read_at(&held.url).await,
        async || consumer.read_at(&lacking.url).await,
    );
    world.resource_server.answer = Some(answer.await?);
    Ok(())
}

#[when("the client lists accounts with the consent to one of them")]
async fn lists(world: &mut World) -> Step {
    let consumer = consenting_to_one(world).await?;
    world.resource_server.answer = Some(consumer.read().await?);
    Ok(())
}

#[then("the answer holds what the consent names and nothing else")]
fn holds_what_is_named(world: &mut World) -> Step {
    let facts = world.resource_server.consumer()?.facts;
    let (named, unnamed) = facts.two_of_its_own()?;
    let expected = "the account that the consent names, alone";
    let answer = world.resource_server.demand_served(expected)?;
    let body = String::from_utf8_lossy(answer.octets());
    let received = match (body.contains(&named.id), body.contains(&unnamed.id)) {
        (true, false) => return Ok(()),
        (_, true) => "an account beyond the consent",
        (false, false) => "no account at all",
    };
    Err(Stop::violated(answer.finding(expected, received)))
}

/// The client, after the user has consented to one of two accounts.
async fn consenting_to_one(world: &World) -> Result<Consumer, Stop> {
    let facts = world.resource_server.consumer()?.facts;
    let (named, _) = facts.two_of_its_own()?;
    let wish = |flow: &_, known: &_| Wish::of_one(named, flow, known);
    Consumer::reach_with(&world.environment, world.acting_client()?, wish).await
}
