//! What the header of a message says.

use cucumber::then;

use crate::named::named;
use crate::oracle::jwe::method::Method;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A parameter that a header has to have.
    pub enum Parameter {
        /// The key management algorithm.
        Alg = "alg",
        /// The content encryption.
        Enc = "enc",
        /// The ephemeral key of an agreement.
        Epk = "epk",
        /// The producer as a party to the agreement.
        Apu = "apu",
        /// The recipient as a party to it.
        Apv = "apv",
    }
}

#[then(expr = "the header names {}")]
fn names(world: &mut World, parameter: Parameter) -> Step {
    demand_parameter(world, parameter.name())
}

#[then("the header says that the content is a JWT")]
fn says_jwt(world: &mut World) -> Step {
    demand_parameter(world, "cty")?;
    let received = world.messages.received()?;
    let stated = received.demanded_parts()?.text("cty").unwrap_or_default();
    if stated.eq_ignore_ascii_case("JWT") || stated.eq_ignore_ascii_case("application/jwt") {
        return Ok(());
    }
    Err(received.violated("cty JWT", format!("cty {stated}")))
}

fn demand_parameter(world: &World, name: &str) -> Step {
    let received = world.messages.received()?;
    if received.demanded_parts()?.header.contains_key(name) {
        return Ok(());
    }
    let expected = format!("a header with {name}");
    Err(received.violated(&expected, format!("a header without {name}")))
}

#[then("the content key is encrypted as recommended")]
fn is_recommended(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let stated = received.demanded_parts()?.text("alg").unwrap_or("absent");
    match stated.parse::<Method>() {
        Ok(Method::Rsa1_5) => {
            let expected = "an algorithm that is recommended";
            Err(received.violated(expected, format!("alg {stated}")))
        }
        Ok(_) => Ok(()),
        Err(_) => Err(Stop::inconclusive(format!("alg is {stated}"))),
    }
}

#[then("vector and tag have the lengths of A256GCM")]
fn have_lengths(world: &mut World) -> Step {
    let received = world.messages.received()?;
    let parts = received.demanded_parts()?;
    if parts.text("enc") != Some("A256GCM") {
        return Err(Stop::not_applicable("the content is encrypted otherwise"));
    }
    let (vector, tag) = (parts.vector.len(), parts.tag.len());
    if (vector, tag) == (12, 16) {
        return Ok(());
    }
    let words = format!("a vector of {vector} octets and a tag of {tag}");
    Err(received.violated("a vector of 12 octets and a tag of 16", words))
}
