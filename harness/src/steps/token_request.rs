//! Token requests, as they should be and otherwise.

use cucumber::when;

use crate::actor::oauth_client::attempt::{self, attempt};
use crate::actor::oauth_client::deviation::DeviationName;
use crate::stop::Step;
use crate::world::World;

#[when("the client requests a token")]
async fn requests_a_token(world: &mut World) -> Step {
    let ground = world.ground().await?;
    world.authorization.attempt = Some(attempt::honest(&world.environment, &ground).await?);
    Ok(())
}

#[when(expr = "the client requests a token {deviation}")]
async fn requests_a_token_otherwise(world: &mut World, deviation: DeviationName) -> Step {
    let ground = world.ground().await?;
    world.authorization.attempt = Some(attempt(&world.environment, &ground, deviation.0).await?);
    Ok(())
}
