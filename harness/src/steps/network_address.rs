//! From where offices call DAS.

use std::net::{IpAddr, Ipv4Addr};

use cucumber::{given, when};

use crate::actor::environment::clients::Who;
use crate::actor::office::attempt::attempt;
use crate::stop::Step;
use crate::world::World;

/// From where the judge sends.
const LISTED: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// Another address of the same machine.
const UNLISTED: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

#[given(expr = "DAS serves the office at its network address only")]
async fn serves_at_one_address(world: &mut World) -> Step {
    world
        .environment
        .list_address_at_das(Who::Client, LISTED)
        .await
}

#[when(expr = "the office polls its retrievals from another network address")]
async fn polls_from_elsewhere(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let name = Who::Client.to_string();
    let elsewhere = office.sending_by(world.environment.sender_at(&name, UNLISTED)?);
    let answer = attempt(
        async || office.poll(None).await,
        async || elsewhere.poll(None).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}
