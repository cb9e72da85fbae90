//! What a registering party is set up for, and told to do.

use cucumber::{given, when};

use crate::actor::registration::portfolio::{Act, Way};
use crate::stop::Step;
use crate::world::World;

#[given("a platform with a recipient of two applications")]
fn platform(world: &mut World) {
    world.registering_party.way = Some(Way::ByPlatform);
}

#[given("a recipient of two applications that comes by itself")]
fn direct(world: &mut World) {
    world.registering_party.way = Some(Way::Direct);
}

#[when("the registering party registers the applications")]
async fn registers(world: &mut World) -> Step {
    act(world, &[Act::Register]).await
}

#[when("the registering party asks users for authorization")]
async fn asks(world: &mut World) -> Step {
    act(world, &[Act::Register, Act::AskUsers]).await
}

#[when("the intermediaries of the registering party change")]
async fn change(world: &mut World) -> Step {
    act(world, &[Act::Register, Act::ChangeIntermediaries]).await
}

#[when("the registering party reads its registrations")]
async fn reads(world: &mut World) -> Step {
    act(world, &[Act::Register, Act::Read]).await
}

#[when("the registering party updates its registrations")]
async fn updates(world: &mut World) -> Step {
    act(world, &[Act::Register, Act::Update]).await
}

#[when("the registering party deletes its registrations")]
async fn deletes(world: &mut World) -> Step {
    act(world, &[Act::Register, Act::Delete]).await
}

async fn act(world: &mut World, acts: &[Act]) -> Step {
    let way = world.way()?;
    let done = world.environment.let_register(way, acts).await?;
    world.registering_party.done = Some(done);
    Ok(())
}
