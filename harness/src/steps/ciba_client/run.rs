//! How the client is set up, and users who are authenticated through it.

use cucumber::{given, when};

use crate::actor::Party;
use crate::actor::ciba_client::run::{Run, User, conduct};
use crate::actor::ciba_client::stimulus::Stimulus;
use crate::actor::environment::backchannel::Decision;
use crate::requirement::backchannel_wire::DeliveryMode;
use crate::stop::{Step, Stop};
use crate::world::World;

/// A user who lets the client ask several times.
const SLOW: User = User {
    decision: Decision::Approves,
    after_polls: 3,
    after_seconds: 0,
};
/// A user who lets half of a long poll pass, and more.
const LATE: User = User {
    decision: Decision::Approves,
    after_polls: 0,
    after_seconds: 20,
};

#[given("a client under test that polls")]
fn polls(world: &mut World) -> Step {
    world.set_ciba_client_up(DeliveryMode::Poll, false)
}

#[given("a client under test that polls and signs its requests")]
fn signs(world: &mut World) -> Step {
    world.set_ciba_client_up(DeliveryMode::Poll, true)
}

#[given("a client under test that gives the encrypted ID tokens that it gets for hints")]
fn gives_id_tokens_for_hints(world: &mut World) -> Step {
    world.set_ciba_client_up_with_id_tokens()
}

#[given("a client under test that is pinged")]
fn is_pinged(world: &mut World) -> Step {
    world.set_ciba_client_up(DeliveryMode::Ping, false)
}

#[given("a client under test that is pushed to")]
fn is_pushed_to(world: &mut World) -> Step {
    world.set_ciba_client_up(DeliveryMode::Push, false)
}

#[when("a user is authenticated through the client")]
async fn plainly(world: &mut World) -> Step {
    keep(world, User::prompt(Decision::Approves)).await
}

#[when("two users are authenticated through the client")]
async fn two(world: &mut World) -> Step {
    keep(world, User::prompt(Decision::Approves)).await?;
    keep(world, User::prompt(Decision::Approves)).await
}

#[when("a user is authenticated through the client after some time")]
async fn slowly(world: &mut World) -> Step {
    keep(world, SLOW).await
}

#[when(expr = "a user is authenticated through the client while {}")]
async fn under_stimulus(world: &mut World, stimulus: Stimulus) -> Step {
    let prompt = User::prompt(Decision::Approves);
    let user = match world.set_up_of_ciba_client()?.mode {
        DeliveryMode::Poll if stimulus.fault == "long-polls" => LATE,
        DeliveryMode::Poll => SLOW,
        DeliveryMode::Ping | DeliveryMode::Push => prompt,
    };
    stimulated(world, stimulus, user).await
}

#[when(expr = "a user denies a request of the client while {}")]
async fn denied_under_stimulus(world: &mut World, stimulus: Stimulus) -> Step {
    stimulated(world, stimulus, User::prompt(Decision::Denies)).await
}

/// One with nothing wrong stands before and after, or nothing can be said.
async fn stimulated(world: &mut World, stimulus: Stimulus, user: User) -> Step {
    control(world, "before").await?;
    let party = Party::AuthorizationServer;
    world.environment.stimulate(party, stimulus.fault).await?;
    keep(world, user).await?;
    world.environment.calm(party, stimulus.fault).await?;
    control(world, "after").await.map(drop)
}

/// An authentication with nothing wrong.
pub(super) async fn control(world: &World, when: &str) -> Result<Run, Stop> {
    let set_up = world.set_up_of_ciba_client()?;
    let user = User::prompt(Decision::Approves);
    let run = conduct(&world.environment, set_up, user).await?;
    if run.is_done() {
        return Ok(run);
    }
    Err(Stop::inconclusive(format!(
        "nobody could be authenticated {when} the deviation although nobody misbehaved: {}",
        run.told()
    )))
}

async fn keep(world: &mut World, user: User) -> Step {
    let set_up = world.set_up_of_ciba_client()?;
    let run = conduct(&world.environment, set_up, user).await?;
    world.ciba_client.runs.push(run);
    Ok(())
}
