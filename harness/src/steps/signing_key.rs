//! Keys of the authorization server that change, as DAS follows them.

use cucumber::{given, then, when};

use crate::actor::Party;
use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::SetUp;
use crate::actor::key_set;
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;
use crate::world::das::FormerKey;

const UNPUBLISHED: &str = "signs-with-an-unpublished-key";

#[given(expr = "DAS has served the office under a key that has since been replaced")]
async fn key_was_replaced(world: &mut World) -> Step {
    let token = obtain_access_token(&world.environment, Who::Client).await?;
    polled(world, &token)
        .await?
        .served("the poll before the rotation")?;
    let kid = world.environment.rotate_keys(SetUp::Wipo).await?;
    world.das.former_key = Some(FormerKey { kid, token });
    Ok(())
}

#[given(expr = "the key sets that DAS keeps have become stale")]
async fn caches_have_ended(world: &mut World) -> Step {
    world.environment.advance(key_set::BEYOND_ANY_CACHE).await
}

#[when(expr = "the office polls its retrievals under the new key")]
async fn polls_under_new_key(world: &mut World) -> Step {
    let token = obtain_access_token(&world.environment, Who::Client).await?;
    world.das.answer = Some(polled(world, &token).await?);
    Ok(())
}

#[when(expr = "the office polls its retrievals under the former key")]
async fn polls_under_former_key(world: &mut World) -> Step {
    let former = world.das.former_key()?;
    world.das.answer = Some(polled(world, &former.token).await?);
    Ok(())
}

/// The key is removed while the token under it is still valid, and caches end before the token does.
#[when(expr = "the office polls its retrievals under a key that was removed in an emergency")]
async fn polls_under_removed_key(world: &mut World) -> Step {
    let former = world.das.former_key()?;
    let server = world.environment.authorization_server().await?;
    let age = key_set::age(&world.environment, &server.jwks_uri).await?;
    world
        .environment
        .remove_key(SetUp::Wipo, &former.kid)
        .await?;
    world.environment.advance(age).await?;
    let token = obtain_access_token(&world.environment, Who::Client).await?;
    let answer = attempt(
        async || polled(world, &token).await,
        async || polled(world, &former.token).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "the office polls its retrievals under a key that is not published")]
async fn polls_under_unpublished_key(world: &mut World) -> Step {
    let environment = &world.environment;
    let server = environment.authorization_server().await?;
    let token = obtain_access_token(environment, Who::Client).await?;
    polled(world, &token).await?.served("the control")?;
    let before = key_set::fetches(environment, Party::Das, &server.jwks_uri);
    environment
        .stimulate(Party::AuthorizationServer, UNPUBLISHED)
        .await?;
    let other = obtain_access_token(environment, Who::Client).await?;
    environment
        .calm(Party::AuthorizationServer, UNPUBLISHED)
        .await?;
    let answer = polled(world, &other).await?;
    let fetches = key_set::fetches(environment, Party::Das, &server.jwks_uri) - before;
    if !answer.is_served() {
        polled(world, &token)
            .await?
            .served("the control after the refusal")?;
    }
    world.das.fetches = Some(fetches);
    world.das.answer = Some(answer);
    Ok(())
}

#[then(expr = "DAS has not fetched the key set more than twice for it")]
fn fetched_at_most_twice(world: &mut World) -> Step {
    let fetches = world.das.fetches;
    let fetches =
        fetches.ok_or_else(|| Stop::harness("no token under an unknown key was shown"))?;
    if fetches <= key_set::ENOUGH_FETCHES {
        return Ok(());
    }
    let received = format!("the key set was fetched {fetches} times for one token");
    Err(Stop::violated(Finding::new(
        "a key set fetched once more, not again and again",
        received,
    )))
}

/// What a poll with this access token comes to.
async fn polled(world: &World, token: &str) -> Result<Answer, Stop> {
    let office = Office::reach(&world.environment, Who::Client, token.to_owned()).await?;
    office.poll(None).await
}
