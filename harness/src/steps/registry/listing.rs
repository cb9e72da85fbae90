//! Lists of recipients (FDX, 2C, registry APIs).

use cucumber::{then, when};
use serde_json::Value;

use crate::actor::Party;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("a provider lists the recipients")]
async fn lists(world: &mut World) -> Step {
    world.registry.answer = Some(list(world, &[]).await?);
    Ok(())
}

/// As the FDX API asks for pages.
#[when("a provider lists the recipients one by one")]
async fn lists_one_by_one(world: &mut World) -> Step {
    let whole = list(world, &[]).await?.served("the list")?;
    if recipients(&whole).is_none_or(|all| all.len() < 2) {
        let why = "the registry knows fewer than two recipients";
        return Err(Stop::inconclusive(why));
    }
    world.registry.answer = Some(list(world, &[("limit", "1")]).await?);
    Ok(())
}

#[when("somebody lists the recipients whom the registry does not know as a caller")]
async fn lists_as_a_stranger(world: &mut World) -> Step {
    let facts = world.environment.registry().await?;
    let stranger = crate::randomness::identifier();
    let url = facts.recipients()?;
    let sender = world.environment.sender("stranger");
    let control = async || list(world, &[]).await;
    let deviation = async || {
        let call = Call::get(Party::Registry, url.clone()).bearer(&stranger);
        Answer::of(sender.send(call).await?)
    };
    world.registry.answer = Some(attempt(control, deviation).await?);
    Ok(())
}

#[then("the registry refuses the caller")]
fn refuses(world: &mut World) -> Step {
    let answer = world.registry.answer()?;
    answer.demanded_refused("a refusal").map(drop)
}

#[then("the list holds recipients under their key")]
fn holds_recipients(world: &mut World) -> Step {
    let answer = served(world)?;
    if recipients(&answer).is_some() {
        return Ok(());
    }
    let received = "no array under recipients";
    Err(Stop::violated(
        answer.finding("an array under recipients", received),
    ))
}

#[then("the list comes in pages")]
async fn comes_in_pages(world: &mut World) -> Step {
    let answer = served(world)?;
    let body = answer.body();
    let held = recipients(&answer).map_or(0, |held| held.len());
    let next = body["page"]["nextOffset"].as_str().map(str::to_owned);
    let linked = body["links"]["next"]["href"].is_string();
    if held > 1 {
        return Err(Stop::violated(
            answer.finding("one recipient", "all at once"),
        ));
    }
    let Some(offset) = next else {
        return linked.then_some(()).ok_or_else(|| {
            Stop::violated(answer.finding("where the next page begins", "no next page"))
        });
    };
    let second = list(world, &[("limit", "1"), ("offset", &offset)]).await?;
    let second = second.served("the next page")?;
    if recipients(&second) != recipients(&answer) {
        return Ok(());
    }
    Err(Stop::violated(
        second.finding("another recipient", "the same page"),
    ))
}

/// A page of the list.
pub(super) async fn list(world: &World, query: &[(&str, &str)]) -> Result<Answer, Stop> {
    let facts = world.environment.registry().await?;
    let mut url = facts.recipients()?;
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    let call = Call::get(Party::Registry, url).bearer(&facts.access_token);
    let sender = world.environment.sender("provider");
    Answer::of(sender.send(call).await?)
}

/// What the list holds.
pub(super) fn recipients(answer: &Answer) -> Option<Vec<Value>> {
    answer.body()["recipients"].as_array().cloned()
}

/// The answer, which is demanded to serve the request.
pub(super) fn served(world: &World) -> Result<Answer, Stop> {
    let answer = world.registry.answer()?;
    answer.demanded_served("the registry serves the request")
}
