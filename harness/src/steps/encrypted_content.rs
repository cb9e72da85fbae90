//! Unpublished content that DAS encrypts to the office that fetches it.

use cucumber::{given, then, when};

use crate::actor::environment::clients::Who;
use crate::actor::message::received::Received;
use crate::actor::office::answer::Answer;
use crate::actor::office::encryption_keys::{EncryptionKeys, UnusableKey};
use crate::oracle::signature::{SignatureVerdict, of_jwt};
use crate::stop::{Step, Stop};
use crate::world::World;

/// What the header may call the JWS within: by its own type, or as Part 4 of the FDX security profile calls all of them.
const CONTENT_TYPES: [&str; 4] = ["JOSE", "application/jose", "JWT", "application/jwt"];

#[given("the office of second filing publishes an encryption key")]
async fn publishes(world: &mut World) -> Step {
    let office = Who::AnotherClient;
    let published = EncryptionKeys::publish(&world.environment, office).await?;
    world.das.encryption_keys = Some(published);
    Ok(())
}

/// The control is what arrives while a key can be used, before and afterwards.
#[when(expr = "the office of second filing retrieves the document while it publishes {}")]
async fn retrieves_without_a_key(world: &mut World, key: UnusableKey) -> Step {
    retrieved(world).await?.served("the control")?;
    let office = Who::AnotherClient;
    let unusable = EncryptionKeys::publish_unusable(&world.environment, office, key).await?;
    world.das.encryption_keys = Some(unusable);
    let answer = retrieved(world).await?;
    if !answer.is_served() {
        publishes(world).await?;
        let control = retrieved(world).await?;
        control.served("the control after the refusal")?;
    }
    world.das.answer = Some(answer);
    Ok(())
}

async fn retrieved(world: &mut World) -> Result<Answer, Stop> {
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    let (_, answer) = second
        .retrieve_content(&world.environment, &identity)
        .await?;
    Ok(answer)
}

/// The content as the office got it; one that was refused is no message.
fn received(world: &World) -> Result<Received, Stop> {
    let answer = world.das.answer()?.demanded_served("encrypted content")?;
    let missing = || Stop::harness("the scenario speaks of a key before there is one");
    let published = world.das.encryption_keys.as_ref().ok_or_else(missing)?;
    Ok(Received::of_payload(answer, &published.keys))
}

#[then("the content arrives encrypted")]
fn is_encrypted(world: &mut World) -> Step {
    received(world)?.demanded_parts().map(drop)
}

#[then("the office can open the content")]
fn opens(world: &mut World) -> Step {
    let received = received(world)?;
    received.demanded_content()?;
    received.demand_full_coordinates()
}

#[then("the content is signed by DAS")]
async fn is_signed(world: &mut World) -> Step {
    let received = received(world)?;
    let jws = received.demanded_jws()?;
    let second = world.second_office().await?;
    match of_jwt(&jws, &second.content_keys_of_das().await?) {
        SignatureVerdict::Valid => Ok(()),
        SignatureVerdict::Invalid(why) => {
            let words = format!("the signature does not verify: {why}");
            Err(received.violated("a signature by a key that DAS publishes", words))
        }
        SignatureVerdict::Disputed(first, second) => Err(Stop::inconclusive(format!(
            "two stacks disagree about a signature: {first}; {second}"
        ))),
    }
}

#[then("the header says that the content is a JWS")]
fn says_jws(world: &mut World) -> Step {
    let received = received(world)?;
    let stated = received.demanded_parts()?.text("cty").unwrap_or("absent");
    if CONTENT_TYPES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(stated))
    {
        return Ok(());
    }
    Err(received.violated("cty JOSE", format!("cty {stated}")))
}

#[then("the registered content is within")]
fn is_the_registered_one(world: &mut World) -> Step {
    let received = received(world)?;
    let document = world.das.document()?;
    if received.demanded_jws()?.payload() == document.content() {
        return Ok(());
    }
    Err(received.violated("the registered content", "other content"))
}
