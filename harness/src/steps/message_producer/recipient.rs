//! Keys to which a careful producer does not encrypt.

use cucumber::{then, when};
use serde_json::{Value, json};

use crate::actor::counterparty::KeyHost;
use crate::actor::environment::Environment;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::forge::authority::{Authority, x5c};
use crate::actor::forge::foreign_key;
use crate::actor::forge::public_key::key_set;
use crate::actor::message::recipient::{Recipient, Wish, encryption_jwk};
use crate::actor::office::answer::Answer;
use crate::named::named;
use crate::oracle::jwe::agreement_key::Curve;
use crate::oracle::jwe::method::Method;
use crate::steps::message_consumer::message::KeyHostFlaw;
use crate::stop::{Step, Stop};
use crate::world::World;

/// A year, in seconds.
const YEAR: i64 = 365 * 86_400;
/// The key of the receiver as Part 4 prints it: one character of its abscissa is not what it was, and it lies on no curve.
const PRINTED: [&str; 2] = [
    "EWXLowDqRhiiSHkd3GCzpVZ4d1ucLH9mzOWZNWunILc",
    "a0t75FcX-P6HRRrQmBFvstOTIZFQRlYPDglskB676CQ",
];

named! {
    /// A key to which nobody should encrypt.
    pub enum RecipientKeyFlaw {
        /// Its use is `sig`.
        ForSignatures = "a key that is published for signatures",
        /// RSA, and too short.
        Short = "an RSA key of 1024 bits",
        /// No point of its curve.
        OffTheCurve = "a key that lies on no curve",
        /// The time of its certificate is over.
        Expired = "a key whose certificate has expired",
        /// Nobody knows who issued its certificate.
        UnknownAuthority = "a key whose certificate nobody trusted has issued",
    }
}

#[when(expr = "the recipient registers {}")]
async fn registers(world: &mut World, flaw: RecipientKeyFlaw) -> Step {
    let recipient = world.messages.recipient()?;
    let control = flaw.control(&world.environment, recipient)?;
    let wish = flaw.wish(&world.environment, recipient)?;
    world.messages.answer = Some(attempted(recipient, &control, &wish).await?);
    Ok(())
}

#[when(expr = "the recipient's keys are found {}")]
async fn publishes(world: &mut World, flaw: KeyHostFlaw) -> Step {
    let recipient = world.messages.recipient()?;
    let environment = &world.environment;
    let (_host, wish) = published(environment, recipient, flaw.manner()).await?;
    let (_proper, control) = published(environment, recipient, KeyHostManner::Proper).await?;
    recipient
        .ask(&control, false)
        .await?
        .served("the control")?;
    let answer = recipient.ask(&wish, false).await?;
    if !answer.is_served() {
        let control = recipient.ask(&control, false).await?;
        control.served("the control after the refusal")?;
    }
    world.messages.answer = Some(answer);
    Ok(())
}

#[when("the recipient publishes its keys instead of handing them over")]
async fn publishes_properly(world: &mut World) -> Step {
    let recipient = world.messages.recipient()?;
    let (_host, wish) = published(&world.environment, recipient, KeyHostManner::Proper).await?;
    let received = recipient.receive(&wish).await?;
    world.messages.received = vec![received];
    Ok(())
}

#[then("the producer encrypts nothing to it")]
fn encrypts_nothing(world: &mut World) -> Step {
    let answer = world.messages.answer()?;
    answer
        .demanded_refused("the producer encrypts nothing to the key")
        .map(drop)
}

async fn published(
    environment: &Environment,
    recipient: &Recipient,
    manner: KeyHostManner,
) -> Result<(KeyHost, Wish), Stop> {
    let host = environment
        .key_host_in(manner, recipient.key_set()?)
        .await?;
    let wish = Wish {
        keys: ("jwks_uri", json!(host.url().as_str())),
        ..recipient.wish()?
    };
    Ok((host, wish))
}

/// Registers with the usual keys, with a key that is in order and of the kind, with the key, and with the one that is in order again.
async fn attempted(recipient: &Recipient, control: &Wish, wish: &Wish) -> Result<Answer, Stop> {
    recipient.receive(&recipient.wish()?).await?;
    recipient.ask(control, false).await?.offered()?;
    let answer = recipient.ask(wish, false).await?;
    if !answer.is_served() {
        let control = recipient.ask(control, false).await?;
        control.served("the control after the refusal")?;
    }
    Ok(answer)
}

impl RecipientKeyFlaw {
    /// A key of the same kind with nothing wrong.
    fn control(self, environment: &Environment, recipient: &Recipient) -> Result<Wish, Stop> {
        let mut key = encryption_jwk(&recipient.keys.curved);
        match self {
            Self::ForSignatures | Self::OffTheCurve => {}
            Self::Short => {
                key = foreign_key::rsa_jwk("long").map_err(Stop::harness_bug)?;
                key["use"] = json!("enc");
            }
            Self::Expired | Self::UnknownAuthority => {
                let now = environment.clock().unix_now();
                let trusted = environment.message_authority()?;
                key["x5c"] = certified(trusted, recipient, (now - YEAR / 2, now + YEAR / 2))?;
            }
        }
        self.wish_for(key, recipient)
    }

    /// Messages under this key alone.
    fn wish_for(self, key: Value, recipient: &Recipient) -> Result<Wish, Stop> {
        let legal = recipient.wish()?;
        let method = if self == Self::Short {
            Method::RsaOaep256
        } else {
            legal.method
        };
        Ok(Wish {
            method,
            keys: ("jwks", key_set([key])),
            ..legal
        })
    }

    fn wish(self, environment: &Environment, recipient: &Recipient) -> Result<Wish, Stop> {
        let mut key = encryption_jwk(&recipient.keys.curved);
        let now = environment.clock().unix_now();
        match self {
            Self::ForSignatures => key["use"] = json!("sig"),
            Self::Short => {
                key = foreign_key::short_rsa_jwk("short").map_err(Stop::harness_bug)?;
                key["use"] = json!("enc");
            }
            Self::OffTheCurve if recipient.keys.curved.curve() == Curve::P256 => {
                key["x"] = json!(PRINTED[0]);
                key["y"] = json!(PRINTED[1]);
            }
            Self::OffTheCurve => key["y"] = key["x"].clone(),
            Self::Expired => {
                let trusted = environment.message_authority()?;
                key["x5c"] = certified(trusted, recipient, (now - 2 * YEAR, now - YEAR))?;
            }
            Self::UnknownAuthority => {
                let unknown = Authority::new("Authority of nobody").map_err(Stop::harness_bug)?;
                key["x5c"] = certified(&unknown, recipient, (now - YEAR, now + YEAR))?;
            }
        }
        self.wish_for(key, recipient)
    }
}

fn certified(
    authority: &Authority,
    recipient: &Recipient,
    validity: (i64, i64),
) -> Result<Value, Stop> {
    let chain = authority.chain(&recipient.keys.curved, "Message recipient", validity);
    Ok(x5c(&chain.map_err(Stop::harness_bug)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::jwe::agreement_key::AgreementKey;

    #[test]
    fn the_printed_key_lies_on_no_curve() {
        let own = AgreementKey::on(Curve::P256);
        let mut other = AgreementKey::on(Curve::P256).public_jwk();
        assert!(own.secret(&other).is_some());
        other.insert("x".to_owned(), json!(PRINTED[0]));
        other.insert("y".to_owned(), json!(PRINTED[1]));
        assert_eq!(own.secret(&other), None);
    }
}
