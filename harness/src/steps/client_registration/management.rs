//! Reading and updating registrations (RFC 7592, 2.1 and 2.2).

use cucumber::{then, when};
use serde_json::{Value, json};

use super::refusal::decided;
use crate::actor::environment::clients::Who;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::registration::metadata::DifferenceName;
use crate::actor::registration::recipient::{Recipient, Registered, told};
use crate::stop::{Step, Stop};
use crate::world::World;

/// Another address for a logo.
const NEW_LOGO: &str = "https://budget.invalid/new-logo.png";

#[when("the partner reads the registration")]
async fn reads(world: &mut World) -> Step {
    let registered = world.registration.registered()?;
    let answer = world.partner().await?.read(registered).await?;
    world.registration.answer = Some(answer);
    Ok(())
}

#[when("the partner reads the registration with the token of another one")]
async fn reads_with_another_token(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let registered = world.registration.registered()?;
    let another = partner.register(world.recipient()).await?;
    demand_control(&partner.read(registered).await?)?;
    let read = partner.read(&another).await?;
    demand_control(&read)?;
    let another = another.after(&read);
    let answer = partner.read_with(registered, another.token()?).await?;
    world.registration.answer = Some(answer);
    Ok(())
}

#[when("the partner reads the registration over a connection of another client")]
async fn reads_over_another(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let registered = world.registration.registered()?;
    let read = partner.read(registered).await?;
    demand_control(&read)?;
    let another = world.environment.client(Who::AnotherClient)?;
    let other = partner.showing_that_of(&world.environment, &another)?;
    world.registration.answer = Some(other.read(&registered.after(&read)).await?);
    Ok(())
}

#[when("the partner gives the recipient another logo")]
async fn gives_another_logo(world: &mut World) -> Step {
    let registered = world.registration.registered()?;
    let changed = with_new_logo(registered.as_told());
    let answer = world.partner().await?.update(registered, &changed).await?;
    world.registration.answer = Some(answer);
    Ok(())
}

#[when("the partner names another client in an update")]
async fn names_another(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let registered = world.registration.registered()?;
    let another = partner.register(world.recipient()).await?;
    let own = partner.update(registered, &registered.as_told()).await?;
    demand_control(&own)?;
    let registered = registered.after(&own);
    let stated = with_new_logo(registered.as_told());
    let stated = stated.with("client_id", json!(another.client_id));
    let answer = partner.update(&registered, &stated).await?;
    world.registration.answer = Some(answer);
    Ok(())
}

#[when(expr = "the partner updates the recipient {registration_difference}")]
async fn updates_otherwise(world: &mut World, difference: DifferenceName) -> Step {
    let partner = world.partner().await?;
    let registered = world.registration.registered()?;
    let legal = difference.0.legal(registered.as_told());
    let own = partner.update(registered, &legal).await?;
    demand_control(&own)?;
    let registered = registered.after(&own);
    let changed = difference.0.of(registered.as_told());
    let answer = partner.update(&registered, &changed).await?;
    world.registration.answer = Some(answer);
    world.registration.difference = Some(difference.0);
    Ok(())
}

#[then("the registration is told as it is")]
fn is_told(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    let registered = world.registration.registered()?;
    let name = &registered.recipient.metadata["client_name"];
    let is_it = answer.text("client_id") == Some(&registered.client_id)
        && answer.body().get("client_name") == Some(name);
    if answer.status() == 200 && is_it {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "status 200 with client_id and client_name of the recipient",
        told(answer),
    )))
}

#[then("the registration has the other logo")]
async fn has_the_other_logo(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    if answer.status() != 200 {
        return Err(Stop::violated(answer.finding("status 200", told(answer))));
    }
    let registered = world.registration.registered()?;
    if waits_for_approval(registered, answer) {
        return Ok(());
    }
    demand_logo(answer)?;
    let registered = registered.after(answer);
    let read = world.partner().await?.read(&registered).await?;
    demand_control(&read)?;
    demand_logo(&read)
}

#[then("the status of the recipient is what it was")]
fn status_is_what_it_was(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    demand_control(answer)?;
    let registered = world.registration.registered()?;
    let before = registered.answer.body().get("status");
    match answer.body().get("status") {
        now if now == before => Ok(()),
        now => Err(Stop::violated(answer.finding(
            format!("status {}", before.unwrap_or(&Value::Null)),
            format!("status {}", now.unwrap_or(&Value::Null)),
        ))),
    }
}

#[then("the authorization server refuses access to the registration")]
fn refuses_access(world: &mut World) -> Step {
    let answer = decided(world)?;
    if !answer.succeeded() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding("a refusal", told(answer))))
}

/// A request that has to be served, or nothing can be said.
pub(super) fn demand_control(answer: &Answer) -> Step {
    if answer.succeeded() {
        return Ok(());
    }
    let why = format!("the control was {}", told(answer));
    Err(Stop::inconclusive(why))
}

fn demand_logo(answer: &Answer) -> Step {
    if answer.text("logo_uri") == Some(NEW_LOGO) {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("the new logo_uri", "the old logo_uri"),
    ))
}

/// FDX, 2B 5: that simple changes need no approval is recommended; until it is given the old logo may stand.
fn waits_for_approval(before: &Registered, answer: &Answer) -> bool {
    let pending = |told: &Answer| told.text("status") == Some("Pending");
    pending(answer) && !pending(&before.answer)
}

fn with_new_logo(recipient: Recipient) -> Recipient {
    recipient.with("logo_uri", json!(NEW_LOGO))
}
