//! How registrations are refused (RFC 7591, 3.2.2).

use cucumber::then;

use crate::actor::oauth_client::answer::Answer;
use crate::actor::registration::recipient::told;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then("the authorization server refuses to register the recipient")]
fn refuses(world: &mut World) -> Step {
    let answer = decided(world)?;
    if !answer.succeeded() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding("a refusal", told(answer))))
}

#[then("the refusal names its error")]
fn names_its_error(world: &mut World) -> Step {
    let answer = refused(world)?;
    if answer.status() == 400 && answer.error().is_some_and(str::is_ascii) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "status 400, and JSON with an error code",
        told(answer),
    )))
}

#[then(expr = "the refusal is called {string}")]
fn is_called(world: &mut World, code: String) -> Step {
    let answer = refused(world)?;
    if answer.error() == Some(code.as_str()) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(code, told(answer))))
}

/// The answer to the latest request, where it is one: who puts the caller off has decided nothing.
pub(super) fn decided(world: &World) -> Result<&Answer, Stop> {
    let answer = world.registration.answer()?;
    if answer.puts_off() {
        let why = format!("the request was put off: {}", told(answer));
        return Err(Stop::inconclusive(why));
    }
    Ok(answer)
}

/// The refusal; a server that registers something else instead has nothing to name.
fn refused(world: &World) -> Result<&Answer, Stop> {
    let answer = decided(world)?;
    if answer.succeeded() {
        let why = "the server registers something else instead of refusing";
        return Err(Stop::not_applicable(why));
    }
    Ok(answer)
}
