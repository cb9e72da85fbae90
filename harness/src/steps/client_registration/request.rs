//! Registrations, as they should be and otherwise.

use cucumber::{given, then, when};
use serde_json::json;

use super::refusal::decided;
use super::response::accepted;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::registration::metadata::DifferenceName;
use crate::actor::registration::partner::Partner;
use crate::actor::registration::recipient::{Recipient, Registered, told};
use crate::stop::{Step, Stop};
use crate::world::World;

#[given("the partner has registered a recipient")]
async fn has_registered(world: &mut World) -> Step {
    let registered = world.partner().await?.register(world.recipient()).await?;
    world.registration.registered = Some(registered);
    Ok(())
}

#[when("the partner registers a recipient")]
async fn registers(world: &mut World) -> Step {
    let recipient = world.recipient();
    let answer = world.partner().await?.ask(&recipient).await?;
    keep(world, recipient, answer);
    Ok(())
}

#[when(expr = "the partner registers a recipient {registration_difference}")]
async fn registers_otherwise(world: &mut World, difference: DifferenceName) -> Step {
    let partner = world.partner().await?;
    let recipient = difference.0.of(world.recipient());
    let legal = || difference.0.legal(world.recipient());
    let asked = between_controls(&partner, legal, async || partner.ask(&recipient).await);
    let answer = asked.await?;
    world.registration.difference = Some(difference.0);
    keep(world, recipient, answer);
    Ok(())
}

#[when("the partner registers another recipient under the same name")]
async fn registers_the_name_again(world: &mut World) -> Step {
    let earlier = world.registration.registered()?.clone();
    let recipient = world.recipient().named_like(&earlier.recipient);
    let recipient = recipient.with("description", json!("Files the taxes of a household"));
    let answer = world.partner().await?.ask(&recipient).await?;
    world.registration.earlier = Some(earlier);
    keep(world, recipient, answer);
    Ok(())
}

/// What is refused counts only beside twins that are not.
pub(super) async fn between_controls(
    partner: &Partner,
    legal: impl Fn() -> Recipient,
    act: impl AsyncFnOnce() -> Result<Answer, Stop>,
) -> Result<Answer, Stop> {
    partner.register(legal()).await?;
    let answer = act().await?;
    if !answer.succeeded() {
        partner.register(legal()).await?;
    }
    Ok(answer)
}

fn keep(world: &mut World, recipient: Recipient, answer: Answer) {
    world.registration.registered = Registered::of(recipient.clone(), answer.clone()).ok();
    world.registration.recipient = Some(recipient);
    world.registration.answer = Some(answer);
}

#[then("the authorization server registers the recipient")]
fn is_registered(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    if answer.succeeded() {
        return Ok(());
    }
    let finding = answer.finding("the recipient is registered", told(answer));
    Err(Stop::violated(finding.turned_away()))
}

/// RFC 7591, 2: what nobody has to take may be refused; then nothing is known of how it is taken.
#[then("the authorization server registers the recipient, if it takes such metadata")]
fn is_registered_if_taken(world: &mut World) -> Step {
    accepted(world).map(drop)
}

/// RFC 7591, 2: what cannot be registered is refused or replaced.
#[then("the authorization server does not register that")]
fn is_not_registered(world: &mut World) -> Step {
    let answer = decided(world)?;
    let missing = || Stop::harness("nothing differs in this scenario");
    let difference = world.registration.difference.ok_or_else(missing)?;
    match difference.registered_in(answer.body()) {
        Some(shown) if answer.succeeded() => Err(Stop::violated(answer.finding(
            "that it is refused, or something else is registered",
            format!("accepted with {shown}"),
        ))),
        _ => Ok(()),
    }
}

#[then("the registrations have client ids of their own")]
fn have_ids_of_their_own(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    let none = || Stop::inconclusive("the recipient was not registered a second time");
    let now = world.registration.registered.as_ref().ok_or_else(none)?;
    let missing = || Stop::harness("there is one registration only");
    let earlier = world.registration.earlier.as_ref().ok_or_else(missing)?;
    if now.client_id != earlier.client_id {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("another client_id", "the same client_id"),
    ))
}
