//! Who becomes known to the DAPS.

use cucumber::{then, when};

use crate::actor::environment::data_space::Which;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// A connector with nothing wrong is enrolled first.
#[when(expr = "{} is to be enrolled")]
async fn is_to_be_enrolled(world: &mut World, which: Which) -> Step {
    let environment = &world.environment;
    let control = environment.data_connector(Which::Unknown)?;
    if !environment.try_enrol(&control).await? {
        return Err(Stop::inconclusive("the control was not enrolled"));
    }
    let connector = environment.data_connector(which)?;
    world.data_space.enrolled = Some(environment.try_enrol(&connector).await?);
    Ok(())
}

#[then("the DAPS does not enrol it")]
fn is_not_enrolled(world: &mut World) -> Step {
    if world.data_space.enrolled()? {
        let finding = Finding::new("a refusal", "the certificate was enrolled");
        return Err(Stop::violated(finding));
    }
    Ok(())
}
