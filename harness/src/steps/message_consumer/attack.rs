//! Messages with something wrong, each between two with nothing wrong.

use cucumber::when;

use super::message::KeyHostFlaw;
use crate::actor::message::deviation::Attack;
use crate::actor::message::deviation::certificate::{self, CertificateFlaw};
use crate::actor::message::deviation::content::ContentFlaw;
use crate::actor::message::deviation::form::FormFlaw;
use crate::actor::message::deviation::header::HeaderFlaw;
use crate::actor::message::deviation::layer::LayerFlaw;
use crate::actor::message::deviation::signature::{PayloadFlaw, SignatureFlaw};
use crate::actor::message::deviation::signing_key::SigningKeyFlaw;
use crate::actor::message::producer::Producer;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when(expr = "a message arrives whose header {}")]
async fn header(world: &mut World, flaw: HeaderFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose form {}")]
async fn form(world: &mut World, flaw: FormFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose content {}")]
async fn content(world: &mut World, flaw: ContentFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose layers {}")]
async fn layers(world: &mut World, flaw: LayerFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose signature {}")]
async fn signature(world: &mut World, flaw: SignatureFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose payload {}")]
async fn payload(world: &mut World, flaw: PayloadFlaw) -> Step {
    launch(world, |producer| flaw.attack(producer)).await
}

#[when(expr = "a message arrives whose signing key {}")]
async fn signing_key(world: &mut World, flaw: SigningKeyFlaw) -> Step {
    let producer = world.messages.producer()?;
    let attack = flaw.attack(&world.environment, producer).await?;
    world.messages.answer = Some(attack.attempted(producer).await?);
    Ok(())
}

#[when(expr = "a message arrives by a published key with a certificate that {}")]
async fn certified(world: &mut World, flaw: CertificateFlaw) -> Step {
    let (producer, attack) = flaw.attack(&world.environment).await?;
    world.messages.answer = Some(attack.attempted(&producer).await?);
    Ok(())
}

#[when("a message arrives by a published key whose certificate its authority has revoked")]
async fn revoked(world: &mut World) -> Step {
    let (producer, attack) = certificate::revoked(&world.environment).await?;
    world.messages.answer = Some(attack.attempted(&producer).await?);
    Ok(())
}

#[when(expr = "a message arrives from a producer whose keys are found {}")]
async fn key_host(world: &mut World, flaw: KeyHostFlaw) -> Step {
    let environment = &world.environment;
    let control = Producer::reach(environment).await?;
    control.send_legal().await?.served("the control")?;
    let other = Producer::reach_through(environment, flaw.manner(), []).await?;
    let answer = other.send_legal().await?;
    if !answer.is_served() {
        let control = Producer::reach(environment).await?.send_legal().await?;
        control.served("the control after the refusal")?;
    }
    world.messages.answer = Some(answer);
    Ok(())
}

async fn launch(world: &mut World, attack: impl FnOnce(&Producer) -> Result<Attack, Stop>) -> Step {
    let producer = world.messages.producer()?;
    let answer = attack(producer)?.attempted(producer).await?;
    world.messages.answer = Some(answer);
    Ok(())
}
