//! What the client is made to do.

use cucumber::{given, when};

use crate::stop::{Step, Stop};
use crate::world::World;

#[given("an office's client that registers documents")]
async fn registers(world: &mut World) -> Step {
    register(world).await?;
    demand_done(world)
}

#[given("an office's client that retrieves documents")]
async fn retrieves(world: &mut World) -> Step {
    retrieve(world).await?;
    demand_done(world)
}

#[given("an unpublished document that is encrypted to the office of the client")]
async fn is_encrypted(world: &mut World) -> Step {
    world.register_unpublished_document().await
}

#[given("the client has retrieved it")]
async fn has_retrieved(world: &mut World) -> Step {
    retrieve(world).await?;
    demand_done(world)
}

#[when("the client registers a document")]
async fn register(world: &mut World) -> Step {
    let order = world.registration_order()?;
    world.have_client(order).await
}

#[when("the client retrieves a document")]
async fn retrieve(world: &mut World) -> Step {
    let order = world.retrieval_order().await?;
    world.have_client(order).await
}

#[when("the client signs an assertion whose signature begins with a zero octet")]
async fn sign_with_leading_zero(world: &mut World) -> Step {
    let mut order = world.registration_order()?;
    order.leading_zero = true;
    world.have_client(order).await
}

#[when("the client registers a file that is no PDF")]
async fn register_text(world: &mut World) -> Step {
    let mut order = world.registration_order()?;
    order.content = Some(b"This is no PDF, whatever its name says.\n".to_vec());
    world.have_client(order).await
}

#[when("the client retrieves a document with a wrong access code")]
async fn retrieve_mistakenly(world: &mut World) -> Step {
    let order = world.mistaken_retrieval_order().await?;
    world.have_client(order).await
}

#[when("the client retrieves a document whose number has a quotation mark in it")]
async fn retrieve_with_quotation_mark(world: &mut World) -> Step {
    let mut order = world.retrieval_order().await?;
    order.number = order.number.replacen(' ', " \"", 1);
    world.have_client(order).await
}

/// The honest run is the control: a client that fails among honest parties cannot be judged among others.
fn demand_done(world: &World) -> Step {
    let ended = &world.office_client.run()?.ended;
    if ended.done {
        return Ok(());
    }
    let why = format!(
        "the client was not done although nobody misbehaved: {}",
        ended.how
    );
    Err(Stop::inconclusive(why))
}
