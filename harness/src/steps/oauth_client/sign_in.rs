//! Who signs in, and what happens meanwhile.

use cucumber::when;

use crate::actor::environment::office_client::WrongCertificate;
use crate::actor::environment::web_client::Host;
use crate::actor::web_client::attempt::{attempt, attempt_delivery, control};
use crate::actor::web_client::deviation::Deviation;
use crate::actor::web_client::sign_in::{Delivery, SignIn};
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("a user signs in through the client")]
async fn signs_in(world: &mut World) -> Step {
    world.sign_in_plainly().await
}

#[when("two users sign in through the client")]
async fn two_sign_in(world: &mut World) -> Step {
    world.sign_in_plainly().await?;
    world.sign_in_plainly().await
}

#[when(expr = "a user signs in while {}")]
async fn signs_in_while(world: &mut World, deviation: Deviation) -> Step {
    let set_up = world.set_up_of_web_client()?;
    let sign_in = attempt(&world.environment, &set_up, &deviation).await?;
    keep_controlled(world, sign_in);
    Ok(())
}

fn keep_controlled(world: &mut World, sign_in: SignIn) {
    world.web_client.is_controlled = true;
    world.web_client.sign_ins.push(sign_in);
}

async fn deliver(world: &mut World, delivery: Delivery) -> Step {
    let set_up = world.set_up_of_web_client()?;
    let sign_in = attempt_delivery(&world.environment, &set_up, delivery).await?;
    keep_controlled(world, sign_in);
    Ok(())
}

#[when("another browser brings the response to the client")]
async fn deliver_in_another_browser(world: &mut World) -> Step {
    deliver(world, Delivery::InAnotherBrowser).await
}

#[when("the response is brought to another address of the client")]
async fn deliver_elsewhere(world: &mut World) -> Step {
    deliver(world, Delivery::Elsewhere).await
}

#[when("the response is brought to where the other server sends its responses")]
async fn deliver_to_the_other_address(world: &mut World) -> Step {
    deliver(world, Delivery::ToTheOtherServersAddress).await
}

#[when("the response is brought to the client twice")]
async fn deliver_twice(world: &mut World) -> Step {
    deliver(world, Delivery::Twice).await
}

#[when("a user signs in through each of the authorization servers")]
async fn signs_in_through_each(world: &mut World) -> Step {
    world.sign_in_plainly().await?;
    let client = world.web_client().await?;
    let none = || Stop::not_applicable("the client deals with one authorization server only");
    let start = client.start_elsewhere.as_ref().ok_or_else(none)?;
    let server = world.environment.other_authorization_server().await?;
    let (environment, usual) = (&world.environment, Delivery::Usual);
    let sign_in = SignIn::from(environment, &client, start, &server, usual).await?;
    world.web_client.sign_ins.push(sign_in);
    Ok(())
}

/// What cannot be undone within a scenario has its control before.
async fn demand_control(world: &World) -> Step {
    let set_up = world.set_up_of_web_client()?;
    let client = world.environment.web_client(&set_up).await?;
    control(&world.environment, &client, &set_up, "before").await?;
    Ok(())
}

#[when(expr = "a user signs in after the certificate of {} was replaced by one {}")]
async fn signs_in_under_wrong_certificate(
    world: &mut World,
    host: Host,
    wrong: WrongCertificate,
) -> Step {
    demand_control(world).await?;
    let environment = &world.environment;
    environment
        .show_wrong_certificate_to_web_client(host, wrong)
        .await?;
    let client = world.web_client().await?;
    let sign_in = SignIn::of(environment, &client, Delivery::Usual).await?;
    keep_controlled(world, sign_in);
    Ok(())
}

#[when("a user signs in after the authorization server has changed to other cipher suites")]
async fn signs_in_under_other_suites(world: &mut World) -> Step {
    demand_control(world).await?;
    world.environment.offer_other_cipher_suites().await?;
    let client = world.web_client().await?;
    let sign_in = SignIn::of(&world.environment, &client, Delivery::Usual).await?;
    keep_controlled(world, sign_in);
    Ok(())
}

#[when("a user signs in after the authorization server has changed its key")]
async fn signs_in_after_rotation(world: &mut World) -> Step {
    demand_control(world).await?;
    world.environment.rotate_key_for_web_client().await?;
    let client = world.web_client().await?;
    let sign_in = SignIn::of(&world.environment, &client, Delivery::Usual).await?;
    keep_controlled(world, sign_in);
    Ok(())
}
