//! The two layers of a message: what was encrypted, and what was signed.

use cucumber::then;
use openssl::x509::X509;
use serde_json::{Map, Value, json};

use crate::actor::message::received::Received;
use crate::actor::message::recipient::Recipient;
use crate::oracle::certified_key::certifies;
use crate::oracle::key_set::KeySet;
use crate::oracle::published_keys::{Key, numbers};
use crate::oracle::signature::{KnownAlgorithm, SignatureVerdict, of_jwt, verify};
use crate::stop::{Step, Stop};
use crate::world::World;

/// Parameters by which the key of a signature can be found (RFC 7515, 4.1.2 to 4.1.8).
const KEY_PARAMETERS: [&str; 7] = ["kid", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256"];

/// The algorithms that FDX permits (cryptography, item 2).
const LISTED: [&str; 3] = ["PS256", "ES256", "EdDSA"];
/// Algorithms by which somebody may have signed as well as by those, and that FDX does not permit (RFC 7518, 3.1; RFC 8812, 3.2). Nobody
/// is told that such a signature is wrong: the one thing wrong is its algorithm.
const UNLISTED: [&str; 7] = [
    "ES384", "ES512", "ES256K", "PS384", "PS512", "RS384", "RS512",
];

#[then("a signed payload is within the message")]
fn holds_a_jws(world: &mut World) -> Step {
    world.messages.received()?.demanded_jws().map(drop)
}

#[then("the signature is that of a published key")]
async fn verifies(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let jws = received.demanded_jws()?;
    let (keys, _) = world.messages.recipient()?.published().await?;
    if keys.is_empty() {
        return Err(Stop::not_applicable("the producer publishes no key set"));
    }
    let stated = jws.header_text("alg").unwrap_or("absent");
    if UNLISTED.contains(&stated) {
        return Err(Stop::inconclusive(format!(
            "alg is {stated}, which neither stack verifies, and which is not in the list of FDX"
        )));
    }
    let octets = json!({ "keys": keys }).to_string();
    let keys = KeySet::read(octets.as_bytes()).map_err(Stop::inconclusive)?;
    match of_jwt(&jws, &keys) {
        SignatureVerdict::Valid => Ok(()),
        SignatureVerdict::Invalid(why) => {
            let words = format!("the signature does not verify: {why}");
            Err(received.violated("a signature by a published key", words))
        }
        SignatureVerdict::Disputed(first, second) => Err(Stop::inconclusive(format!(
            "two stacks disagree about a signature: {first}; {second}"
        ))),
    }
}

#[then("the payload is signed by an algorithm of the list")]
fn is_listed(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let jws = received.demanded_jws()?;
    let stated = jws.header_text("alg").unwrap_or("absent");
    if LISTED.contains(&stated) {
        return Ok(());
    }
    let words = format!("alg {stated}");
    Err(received.violated("a signature by PS256, ES256 or EdDSA", words))
}

#[then("the signed header leads to the key")]
fn leads_to_the_key(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let header = received.demanded_jws()?.header;
    if KEY_PARAMETERS.iter().any(|name| header.contains_key(*name)) {
        return Ok(());
    }
    let words = "neither a name of the key nor an address nor a certificate";
    Err(received.violated("a signed header that leads to the key", words))
}

#[then("the first certificate in the signed header is that of the key")]
async fn certificate_comes_first(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let jws = received.demanded_jws()?;
    let Some(first) = first_certificate(&jws.header) else {
        return Err(Stop::not_applicable("the producer shows no certificates"));
    };
    let signer = signer_of(received, world.messages.recipient()?).await?;
    if certifies(&first, &signer) {
        return Ok(());
    }
    let words = "a first certificate for another key";
    Err(received.violated("the certificate of the signing key first", words))
}

fn first_certificate(header: &Map<String, Value>) -> Option<X509> {
    use base64ct::{Base64, Encoding as _};
    let first = header.get("x5c")?.as_array()?.first()?.as_str()?;
    X509::from_der(&Base64::decode_vec(first).ok()?).ok()
}

/// The published key by which the signature of a message verifies, whatever its header says.
pub(super) async fn signer_of(received: &Received, recipient: &Recipient) -> Result<Key, Stop> {
    let jws = received.demanded_jws()?;
    let (keys, _) = recipient.published().await?;
    let stated = jws.header_text("alg").unwrap_or_default();
    let algorithm = KnownAlgorithm::named(stated);
    let algorithm = algorithm.ok_or_else(|| Stop::inconclusive(format!("alg is {stated}")))?;
    let input = jws.signing_input.as_bytes();
    let verifies =
        |key: &Key| verify(algorithm, key, input, &jws.signature) == SignatureVerdict::Valid;
    let signer = keys.into_iter().find(verifies);
    signer.ok_or_else(|| Stop::inconclusive("no published key verifies the signature"))
}

#[then("they are signed with different keys")]
fn signers_differ(world: &mut World) -> Step {
    let received = world.messages.received()?;
    match &world.messages.signers[..] {
        [earlier, later] if numbers(earlier) != numbers(later) => Ok(()),
        _ => {
            let words = "a signature by a key that still signs after two years";
            Err(received.violated("another signing key after two years", words))
        }
    }
}

#[then("no ephemeral key signs")]
async fn ephemeral_does_not_sign(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let parts = received.demanded_parts()?;
    let Some(Value::Object(ephemeral)) = parts.header.get("epk") else {
        return Err(Stop::not_applicable("the message has no ephemeral key"));
    };
    let (keys, _) = world.messages.recipient()?.published().await?;
    if keys.iter().all(|key| numbers(key) != numbers(ephemeral)) {
        return Ok(());
    }
    let words = "an ephemeral key that also signs";
    Err(received.violated("a key pair for each use", words))
}

#[then("no two messages share a content key")]
fn content_keys_are_fresh(world: &mut World) -> Step {
    let keys = |received: &Received| Ok(received.demanded_content()?.key.clone());
    demand_different(
        world,
        keys,
        "a content key of its own",
        "the same content key",
    )
}

#[then("no two messages share an ephemeral key")]
fn ephemeral_keys_are_fresh(world: &mut World) -> Step {
    let keys = |received: &Received| {
        let epk = received.demanded_parts()?.header.get("epk").cloned();
        epk.ok_or_else(|| Stop::not_applicable("the messages have no ephemeral key"))
    };
    demand_different(
        world,
        keys,
        "an ephemeral key of its own",
        "the same ephemeral key",
    )
}

fn demand_different<T: PartialEq>(
    world: &World,
    of: impl Fn(&Received) -> Result<T, Stop>,
    expected: &str,
    otherwise: &str,
) -> Step {
    let mut seen = Vec::new();
    for received in &world.messages.received {
        let one = of(received)?;
        if seen.contains(&one) {
            return Err(received.violated(expected, format!("{otherwise} in two messages")));
        }
        seen.push(one);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_stacks_verify_is_never_left_undecided() {
        assert!(
            LISTED
                .iter()
                .all(|name| KnownAlgorithm::named(name).is_some())
        );
        assert!(
            UNLISTED
                .iter()
                .all(|name| KnownAlgorithm::named(name).is_none())
        );
        assert!(!UNLISTED.contains(&"none"));
    }
}
