//! The keys that the parties of encrypted messages publish.

use cucumber::{then, when};
use jiff::SignedDuration;
use url::Url;

use crate::actor::Party;
use crate::actor::message::keys_of;
use crate::actor::office::answer;
use crate::exchange::call::Call;
use crate::named::named;
use crate::oracle::published_keys::{
    Key, both_uses, kept, private_members, short_key, without_certificate,
};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// The longest that a key is used (Part 4, crypto-period), and a day.
pub(in crate::steps) const BEYOND_TWO_YEARS: SignedDuration =
    SignedDuration::from_hours(24 * (2 * 366 + 1));

named! {
    /// What a party publishes keys for.
    pub enum Use {
        /// Those of a consumer.
        Encryption = "encryption",
        /// Those of a producer.
        Signing = "signing",
    }
}

impl Use {
    async fn address(self, world: &World) -> Result<(Party, Url), Stop> {
        let environment = &world.environment;
        Ok(match self {
            Self::Encryption => (
                Party::MessageConsumer,
                environment.message_consumer().await?.jwks_uri,
            ),
            Self::Signing => (
                Party::MessageProducer,
                environment.message_producer().await?.jwks_uri,
            ),
        })
    }
}

#[when(expr = "the {} keys are looked at")]
async fn are_looked_at(world: &mut World, usage: Use) -> Step {
    world.messages.published = Some(look(world, usage).await?);
    Ok(())
}

#[when(expr = "the {} keys are looked at again after two years")]
async fn are_looked_at_again(world: &mut World, usage: Use) -> Step {
    world.messages.published_earlier = look(world, usage).await?.0;
    world.environment.advance(BEYOND_TWO_YEARS).await?;
    world.messages.published = Some(look(world, usage).await?);
    Ok(())
}

async fn look(world: &World, usage: Use) -> Result<(Vec<Key>, u32), Stop> {
    let (party, url) = usage.address(world).await?;
    let sender = world.environment.sender("key reader");
    let exchange = sender.send(Call::get(party, url)).await?;
    let keys = keys_of(&answer::json(&exchange));
    if keys.is_empty() {
        return Err(Stop::not_applicable("no key set is published"));
    }
    Ok((keys, exchange.number))
}

#[then("no private key is among them")]
fn are_public(world: &mut World) -> Step {
    demand(world, "public keys only", private_members)
}

#[then("each of them has one use")]
fn have_one_use(world: &mut World) -> Step {
    demand(world, "a key for each use", both_uses)
}

#[then("each of them has a certificate")]
fn have_certificates(world: &mut World) -> Step {
    demand(world, "a certificate for each key", without_certificate)
}

#[then("none of them is too short")]
fn are_long(world: &mut World) -> Step {
    demand(world, "RSA keys of 2048 bits or more", short_key)
}

#[then("none of them was there before")]
fn are_new(world: &mut World) -> Step {
    let earlier = world.messages.published_earlier.clone();
    demand(world, "other keys after two years", |keys| {
        kept(&earlier, keys)
    })
}

fn demand(world: &World, expected: &str, defect: impl FnOnce(&[Key]) -> Option<String>) -> Step {
    let (keys, exchange) = world.messages.published()?;
    match defect(keys) {
        None => Ok(()),
        Some(received) => Err(Stop::violated(
            Finding::new(expected, received).at(*exchange),
        )),
    }
}
