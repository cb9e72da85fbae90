//! Pages that users see.

use cucumber::{then, when};

use crate::actor::Party;
use crate::actor::authorization::attempt::{self, Attempt, Decision, browser};
use crate::actor::authorization::request::Carried;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[when("the client asks a user who denies it")]
async fn asks_in_vain(world: &mut World) -> Step {
    ask(world, Decision::Denies).await
}

#[when("the client asks a user who does not know the password")]
async fn asks_a_stranger(world: &mut World) -> Step {
    ask(world, Decision::FailsToLogIn).await
}

#[when("the client asks a user who logs in and leaves")]
async fn asks_somebody_in_a_hurry(world: &mut World) -> Step {
    ask(world, Decision::Leaves).await
}

/// A control with a user who agrees, then the same with another.
async fn ask(world: &mut World, decision: Decision) -> Step {
    let flow = world.flow().await?;
    attempt::control(&world.environment, &flow, "before").await?;
    let request = flow.legal_request();
    let outcome = attempt::send(&world.environment, &flow, &request, decision).await?;
    world.users.attempt = Some(Attempt {
        request,
        outcome,
        hint: None,
    });
    Ok(())
}

#[when("a user opens the page of a request")]
async fn opens(world: &mut World) -> Step {
    let address = address_of_a_request(world).await?;
    let page = browser(&world.environment, Decision::Approves)?
        .load(address)
        .await?;
    world.users.page = Some(page);
    Ok(())
}

#[when("a user opens the page of a request by POST")]
async fn opens_by_post(world: &mut World) -> Step {
    let mut address = address_of_a_request(world).await?;
    let parameters: Vec<(String, String)> = address.query_pairs().into_owned().collect();
    address.set_query(None);
    let call = Call::post_form(Party::AuthorizationServer, address, &parameters);
    world.users.page = Some(
        world
            .environment
            .sender("user's browser")
            .send(call)
            .await?,
    );
    Ok(())
}

#[then("the page is there")]
fn is_there(world: &mut World) -> Step {
    let page = page(world)?;
    match page.response.as_ref().map(|response| response.status) {
        Some(200..=399) => Ok(()),
        other => violated(
            page,
            "a page or a redirect",
            format!("{}", other.unwrap_or(0)),
        ),
    }
}

#[then(expr = "the page carries {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn carries(world: &mut World, field: String) -> Step {
    let page = page(world)?;
    let response = page.response.as_ref();
    match response.and_then(|response| response.header(&field)) {
        Some(value) if !value.trim().is_empty() => Ok(()),
        _ => violated(
            page,
            &format!("a page with {field}"),
            format!("a page without {field}"),
        ),
    }
}

async fn address_of_a_request(world: &World) -> Result<url::Url, Stop> {
    let flow = world.flow().await?;
    match flow
        .legal_request()
        .carry(&world.environment, &flow)
        .await?
    {
        Carried::At(address) => Ok(address),
        Carried::Refused(answer) => Err(Stop::inconclusive(format!(
            "the request could not be pushed: {}",
            answer.status()
        ))),
    }
}

fn page(world: &World) -> Result<&Exchange, Stop> {
    let missing = || Stop::harness("no page was opened in this scenario");
    world.users.page.as_ref().ok_or_else(missing)
}

fn violated(page: &Exchange, expected: &str, received: String) -> Step {
    Err(Stop::violated(
        Finding::new(expected, received).at(page.number),
    ))
}
