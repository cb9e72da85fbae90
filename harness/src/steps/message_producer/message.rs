//! What a recipient registers for and fetches.

use cucumber::{given, then, when};

use super::layer::signer_of;
use crate::actor::message::recipient::Recipient;
use crate::named::named;
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::jwe::method::Method;
use crate::oracle::signature::KnownAlgorithm;
use crate::steps::message_consumer::message::Serialization;
use crate::steps::message_consumer::publication::BEYOND_TWO_YEARS;
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("a recipient of messages")]
async fn is_there(world: &mut World) -> Step {
    world.messages.recipient = Some(Recipient::reach(&world.environment).await?);
    Ok(())
}

/// The control is a recipient on the curve that both sides have agreed on; another need not be offered.
#[given(expr = "a recipient of messages with a key on {}")]
async fn is_there_on(world: &mut World, curve: Curve) -> Step {
    let usual = Recipient::reach(&world.environment).await?;
    usual.receive(&usual.wish()?).await?;
    let recipient = usual.on(curve);
    recipient.ask(&recipient.wish()?, false).await?.offered()?;
    world.messages.recipient = Some(recipient);
    Ok(())
}

#[when("the recipient fetches a message")]
async fn fetches(world: &mut World) -> Step {
    let recipient = world.messages.recipient()?;
    let received = recipient.receive(&recipient.wish()?).await?;
    world.messages.received = vec![received];
    Ok(())
}

#[when("the recipient fetches several messages")]
async fn fetches_several(world: &mut World) -> Step {
    let recipient = world.messages.recipient()?;
    let wish = recipient.wish()?;
    let mut received = Vec::new();
    for _ in 0..4 {
        received.push(recipient.receive(&wish).await?);
    }
    world.messages.received = received;
    Ok(())
}

/// The second recipient is another, since keys of recipients do not last for two years either.
#[when("recipients fetch messages that lie two years apart")]
async fn fetch_years_apart(world: &mut World) -> Step {
    let earlier = world.messages.recipient()?;
    let mut received = vec![earlier.receive(&earlier.wish()?).await?];
    let mut keys = vec![signer_of(&received[0], earlier).await?];
    world.environment.advance(BEYOND_TWO_YEARS).await?;
    let later = Recipient::reach(&world.environment).await?;
    received.push(later.receive(&later.wish()?).await?);
    keys.push(signer_of(&received[1], &later).await?);
    world.messages.received = received;
    world.messages.signers = keys;
    Ok(())
}

#[when("the recipient fetches a document with an encrypted field")]
async fn fetches_field(world: &mut World) -> Step {
    let recipient = world.messages.recipient()?;
    let received = recipient.receive_fields(&recipient.wish()?).await?;
    world.messages.received = vec![received];
    Ok(())
}

#[when(expr = "the recipient asks for messages signed with {} and encrypted with {}")]
async fn fetches_by(world: &mut World, signature: String, method: Method) -> Step {
    let recipient = world.messages.recipient()?;
    let mut wish = recipient.wish()?;
    let unknown = || Stop::harness(format!("{signature} is not known"));
    KnownAlgorithm::named(&signature).ok_or_else(unknown)?;
    wish.signature = match signature.as_str() {
        "PS256" => "PS256",
        "EdDSA" => "EdDSA",
        _ => "ES256",
    };
    wish.method = method;
    let received = recipient.receive_if_offered(&wish).await?;
    world.messages.received = vec![received];
    Ok(())
}

#[when(expr = "the recipient asks for messages in the {} serialization")]
async fn fetches_in(world: &mut World, serialization: Serialization) -> Step {
    let recipient = world.messages.recipient()?;
    let mut wish = recipient.wish()?;
    wish.serialization = Some(serialization.name());
    let received = recipient.receive_if_offered(&wish).await?;
    world.messages.received = vec![received];
    Ok(())
}

#[then("the recipient can open the message")]
fn can_be_opened(world: &mut World) -> Step {
    world.messages.received()?.demanded_content().map(drop)
}

named! {
    /// What an answer with a message is called.
    pub enum MediaType {
        /// A nested JWT.
        Jwt = "application/jwt",
        /// A document with encrypted fields.
        Json = "application/json",
    }
}

#[then(expr = "the message is called {}")]
fn is_called(world: &mut World, media_type: MediaType) -> Step {
    let received = world.messages.received()?;
    let stated = received.media_type();
    if stated == media_type.name() {
        return Ok(());
    }
    Err(received.violated(media_type.name(), format!("Content-Type {stated}")))
}

#[then("the message is in the compact form")]
fn is_compact(world: &mut World) -> Step {
    let received = world.messages.received()?;
    if received.answer.octets().first() != Some(&b'{') {
        return Ok(());
    }
    Err(received.violated(
        "five parts joined by full stops",
        "no compact form, but JSON",
    ))
}
