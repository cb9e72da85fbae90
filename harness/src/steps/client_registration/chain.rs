//! The chain of intermediaries (FDX, 2A).

use cucumber::{given, then, when};
use serde_json::{Value, json};

use super::management::demand_control;
use super::response::accepted;
use crate::actor::authorization::attempt::{Decision, browser};
use crate::actor::authorization::flow::Flow;
use crate::actor::authorization::request::Carried;
use crate::actor::registration::metadata::intermediary;
use crate::actor::registration::recipient::Recipient;
use crate::actor::user_agent::Arrival;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given("the partner has registered a recipient with an intermediary")]
async fn has_registered_one(world: &mut World) -> Step {
    let recipient = with_chain(world.recipient(), &["One"]);
    let registered = world.partner().await?.register(recipient).await?;
    world.registration.registered = Some(registered);
    Ok(())
}

/// A simple update before is the control.
#[when("the partner adds an intermediary to the registration")]
async fn adds_one(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let registered = world.registration.registered()?.clone();
    if names(registered.answer.body()).is_empty() {
        let why = "the server tells no intermediaries, so that none can be changed";
        return Err(Stop::not_applicable(why));
    }
    let control = partner.update(&registered, &registered.as_told()).await?;
    demand_control(&control)?;
    let registered = registered.after(&control);
    let changed = with_chain(registered.as_told(), &["One", "Two"]);
    world.registration.answer = Some(partner.update(&registered, &changed).await?);
    Ok(())
}

#[when("the partner registers the recipient with another chain of intermediaries")]
async fn registers_anew(world: &mut World) -> Step {
    let earlier = world.registration.registered()?.clone();
    let changed = with_chain(earlier.recipient.clone(), &["One", "Two"]);
    let registered = world.partner().await?.register(changed).await?;
    world.registration.answer = Some(registered.answer.clone());
    world.registration.earlier = Some(earlier);
    world.registration.registered = Some(registered);
    Ok(())
}

#[then("the intermediaries are not changed under the same client id")]
fn are_not_changed(world: &mut World) -> Step {
    let answer = world.registration.answer()?;
    let registered = world.registration.registered()?;
    let same = answer.text("client_id") == Some(&registered.client_id);
    let changed = names(answer.body()) == ["Intermediary One", "Intermediary Two"];
    if answer.succeeded() && same && changed {
        return Err(Stop::violated(answer.finding(
            "a refusal, or another client_id",
            "another chain under the same client_id",
        )));
    }
    Ok(())
}

#[then("the whole chain of intermediaries is registered")]
fn is_whole(world: &mut World) -> Step {
    let answer = accepted(world)?;
    let recipient = world.registration.recipient.as_ref();
    let sent = recipient.map(|recipient| names(&recipient.metadata));
    let told = names(answer.body());
    if sent.as_ref() == Some(&told) {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "the intermediaries that were sent",
        format!("intermediaries {told:?}"),
    )))
}

#[then("the intermediary below stands below")]
fn stands_below(world: &mut World) -> Step {
    let answer = accepted(world)?;
    let below = &answer.body()["intermediaries"][0]["sub_intermediaries"];
    if below[0]["name"].is_string() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        "sub_intermediaries of the intermediary",
        "no sub_intermediaries below it",
    )))
}

#[when("a user is asked for consent by the recipient")]
async fn asks_for_consent(world: &mut World) -> Step {
    let partner = world.partner().await?;
    let client = world.registration.registered()?.as_client(&partner.client);
    let flow = Flow::survey(&world.environment, client).await?;
    let carried = flow
        .legal_request()
        .carry(&world.environment, &flow)
        .await?;
    let Carried::At(address) = carried else {
        return Err(Stop::inconclusive("the request could not be pushed"));
    };
    let mut browser = browser(&world.environment, Decision::Leaves)?;
    world.registration.page = match browser.visit(address).await? {
        Arrival::Page(page) => Some(page),
        Arrival::SentTo(..) => {
            return Err(Stop::inconclusive("no page asks the user for consent"));
        }
    };
    Ok(())
}

#[then("the page names the intermediary")]
fn page_names(world: &mut World) -> Step {
    let missing = || Stop::harness("no page was opened in this scenario");
    let page = world.registration.page.as_ref().ok_or_else(missing)?;
    if text_of(page).contains("Intermediary One") {
        return Ok(());
    }
    Err(Stop::violated(
        Finding::new("the intermediary on the page", "a page without it").at(page.number),
    ))
}

fn text_of(page: &Exchange) -> String {
    let body = page
        .response
        .as_ref()
        .map(|response| response.body.as_slice());
    String::from_utf8_lossy(body.unwrap_or_default()).into_owned()
}

fn with_chain(recipient: Recipient, chain: &[&str]) -> Recipient {
    let chain: Vec<Value> = chain.iter().map(|name| intermediary(name)).collect();
    recipient.with("intermediaries", json!(chain))
}

/// The intermediaries at the top of the chain.
fn names(body: &Value) -> Vec<&str> {
    let chain = body["intermediaries"].as_array();
    let named = chain.into_iter().flatten();
    named.filter_map(|each| each["name"].as_str()).collect()
}
