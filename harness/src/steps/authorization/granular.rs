//! Consent to a part of the data (FDX, part 3, granular consent).

use std::collections::BTreeSet;

use cucumber::{then, when};

use super::code::{demand_tokens, hold};
use crate::actor::authorization::attempt;
use crate::actor::authorization::flow::consent_object;
use crate::actor::authorization::grant::Grant;
use crate::stop::{Step, Stop};
use crate::world::World;

/// A grant of everything is the control.
#[when("the client asks a user for one data cluster alone")]
async fn asks_for_one(world: &mut World) -> Step {
    let flow = world.flow().await?;
    attempt::control(&world.environment, &flow, "before").await?;
    let scopes = part(world)?;
    let request = flow.legal_request().with("scope", scopes.join(" "));
    let request = if flow.wire.authorization_details {
        request.with("authorization_details", consent_object(&scopes))
    } else {
        request
    };
    let attempt = attempt::of_request(&world.environment, &flow, request).await?;
    world.users.attempt = Some(attempt);
    Ok(())
}

#[then("the grant holds nothing beyond that data cluster")]
async fn holds_nothing_beyond(world: &mut World) -> Step {
    let flow = world.flow().await?;
    let grant = Grant::of(world.authorization_attempt()?, &flow)?;
    let answer = grant.redeem(&world.environment, &flow).await?;
    demand_tokens(&answer)?;
    hold(world, answer.clone());
    let asked: BTreeSet<String> = part(world)?.into_iter().collect();
    // RFC 6749, 5.1: a scope that is not stated is the one that was asked for.
    let stated = answer.text("scope").unwrap_or_default();
    let mut beyond = stated
        .split_whitespace()
        .filter(|value| !asked.contains(*value));
    match beyond.next() {
        None => Ok(()),
        Some(value) => Err(Stop::violated(answer.finding(
            "scope that was asked for",
            format!("scope beyond it: {value}"),
        ))),
    }
}

/// That a user is asked, and for what reading accounts takes.
fn part(world: &World) -> Result<Vec<String>, Stop> {
    let users = world
        .environment
        .wire()
        .authorization_server
        .authorization
        .as_ref();
    let none = || Stop::not_applicable("the profile has no data of users");
    let reading = &users.ok_or_else(none)?.resources.reading;
    Ok(vec!["openid".to_owned(), reading.clone()])
}
