//! How authentications through the client end.

use cucumber::then;

use crate::stop::{Step, Stop};
use crate::world::World;

#[then("the client has its tokens")]
fn is_done(world: &mut World) -> Step {
    let run = world.last_acknowledged_run()?;
    if run.is_done() {
        return Ok(());
    }
    world.demand_a_word_of_ciba_client()?;
    let finding = world.of_ciba_client("tokens", run.told());
    Err(Stop::violated(finding.turned_away()))
}

#[then("the client does not take the tokens")]
fn is_not_done(world: &mut World) -> Step {
    let run = world.last_run()?;
    if run.is_done() {
        return world.blame_ciba_client("tokens that are not taken", run.told());
    }
    world.demand_a_word_of_ciba_client()
}

#[then("the client knows that it is over")]
fn is_over(world: &mut World) -> Step {
    let run = world.last_acknowledged_run()?;
    if run.outcome.is_some() {
        return Ok(());
    }
    world.demand_a_word_of_ciba_client()?;
    world.blame_ciba_client("an end", run.told())
}

#[then("the client does not poll")]
fn does_not_poll(world: &mut World) -> Step {
    let run = world.last_run()?;
    if run.polls.is_empty() {
        return Ok(());
    }
    world.blame_ciba_client("no poll", format!("polled {} times", run.polls.len()))
}

#[then("the client polls once and no more")]
fn polls_once(world: &mut World) -> Step {
    let run = world.last_run()?;
    if run.polls.len() <= 1 {
        return Ok(());
    }
    world.blame_ciba_client("no further poll", format!("polled again: {}", run.told()))
}

#[then("the client polls after its notification")]
fn polls_after_notification(world: &mut World) -> Step {
    let run = world.last_acknowledged_run()?;
    if run.polls.is_empty() {
        world.demand_a_word_of_ciba_client()?;
        return world.blame_ciba_client("a poll", format!("no poll: {}", run.told()));
    }
    Ok(())
}
