//! Notifications that the office takes as one of second filing.

use cucumber::{given, when};

use crate::actor::office::attempt::attempt;
use crate::stop::Step;
use crate::world::World;

#[given(expr = "the office awaits a notification")]
async fn awaits(world: &mut World) -> Step {
    let id = expect_another(world).await?;
    let document = world.office_server.document()?;
    world.office_server.awaited = Some((id, document));
    Ok(())
}

async fn expect_another(world: &World) -> Result<String, crate::stop::Stop> {
    let id = crate::randomness::identifier();
    let set_up = world.office_server.set_up;
    world.environment.expect_at_office(set_up, &id).await?;
    Ok(id)
}

#[given(expr = "WIPO has notified the office")]
async fn has_notified(world: &mut World) -> Step {
    notifies(world).await?;
    world
        .office_server
        .answer()?
        .served("the first notification")
        .map(drop)
}

#[when(expr = "WIPO notifies the office")]
async fn notifies(world: &mut World) -> Step {
    let (id, document) = world.office_server.awaited()?;
    let answer = world.wipo_at_office().await?.notify(&id, &document).await?;
    world.office_server.answer = Some(answer);
    Ok(())
}

#[when(expr = "WIPO notifies the office of a retrieval that it never requested")]
async fn notifies_unknown(world: &mut World) -> Step {
    let (id, document) = world.office_server.awaited()?;
    let wipo = world.wipo_at_office().await?;
    let unknown = crate::randomness::identifier();
    wipo.notify(&id, &document).await?.served("the control")?;
    let again = expect_another(world).await?;
    let another = async || wipo.notify(&again, &document).await;
    let answer = attempt(another, async || wipo.notify(&unknown, &document).await);
    world.office_server.answer = Some(answer.await?);
    Ok(())
}
