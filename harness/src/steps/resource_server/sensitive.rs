//! What a resource server tells in the place of sensitive data (FDX, part 3).

use cucumber::{then, when};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::actor::Party;
use crate::actor::environment::resource::SensitiveAccount;
use crate::actor::forge::encoding::base64url;
use crate::actor::office::answer::Answer;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The algorithms that are recommended.
const RECOMMENDED: [&str; 5] = ["SHA-256", "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"];

#[when("the client reads an account")]
async fn reads_the_account(world: &mut World) -> Step {
    let url = sensitive(world)?.account.url;
    let answer = world.resource_server.consumer()?.read_at(&url).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when("the client reads where money is to be sent for the account")]
async fn reads_the_payment_networks(world: &mut World) -> Step {
    let url = below(&sensitive(world)?, "payment-networks")?;
    let answer = world.resource_server.consumer()?.read_at(&url).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when("the client has the number of the account hashed")]
async fn reads_the_hash(world: &mut World) -> Step {
    let url = below(&sensitive(world)?, "number-hash")?;
    let answer = world.resource_server.consumer()?.read_at(&url).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when("the client asks whether the account has its number")]
async fn asks_for_the_number(world: &mut World) -> Step {
    let number = sensitive(world)?.number;
    ask(world, &number).await
}

/// The right number is the control.
#[when("the client asks whether the account has another number")]
async fn asks_for_another_number(world: &mut World) -> Step {
    let number = sensitive(world)?.number;
    ask(world, &number).await?;
    let control = world.resource_server.answer()?;
    if control.body()["match"] != json!(true) {
        return Err(Stop::inconclusive("the number itself is no match"));
    }
    ask(world, &number.chars().rev().collect::<String>()).await
}

async fn ask(world: &mut World, number: &str) -> Step {
    let url = below(&sensitive(world)?, "verifications")?;
    let query = json!({ "accountNumber": number });
    let call = Call::json(Party::ResourceServer, "POST", url, &query);
    let answer = world.resource_server.consumer()?.ask(call).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[then("the answer does not show the whole number of the account")]
fn shows_no_number(world: &mut World) -> Step {
    demand_no_number(world, "the whole account number")
}

#[then("the answer gives a substitute for the number of the account")]
fn gives_a_substitute(world: &mut World) -> Step {
    let answer = served(world)?;
    if answer.text("identifier").is_none() {
        return Err(Stop::violated(
            answer.finding("an identifier", "identifier absent"),
        ));
    }
    demand_no_number(world, "the account number itself")
}

#[then("the answer says match and nothing of what is on record")]
fn says_match(world: &mut World) -> Step {
    demand_match(world, true)
}

#[then("the answer says no match and nothing of what is on record")]
fn says_no_match(world: &mut World) -> Step {
    demand_match(world, false)
}

#[then("the masked number can still be recognised")]
fn can_be_recognised(world: &mut World) -> Step {
    let answer = served(world)?;
    let number = sensitive(world)?.number;
    let none = || Stop::inconclusive("the answer shows no masked number");
    let masked = answer.text("accountNumberDisplay").ok_or_else(none)?;
    let shown: String = masked.chars().filter(char::is_ascii_digit).collect();
    let alike = masked.chars().count() == number.len() && number.ends_with(&shown);
    if alike && !shown.is_empty() {
        return Ok(());
    }
    let received = format!("a masked number of {} characters", masked.chars().count());
    Err(Stop::violated(answer.finding(
        "a number of the same length and with the same end",
        received,
    )))
}

#[then("the hash is made with an algorithm that is recommended")]
fn is_recommended(world: &mut World) -> Step {
    let answer = served(world)?;
    let algorithm = answer.text("algorithm").unwrap_or_default();
    if RECOMMENDED.contains(&algorithm.as_str()) {
        return Ok(());
    }
    let received = format!("algorithm {algorithm}");
    Err(Stop::violated(answer.finding("SHA-256 or SHA-3", received)))
}

#[then("the hash is made with a salt")]
fn is_salted(world: &mut World) -> Step {
    let answer = served(world)?;
    let number = sensitive(world)?.number;
    let bare = base64url(&Sha256::digest(number.as_bytes()));
    let salted = answer.text("salt").is_some();
    if salted && answer.text("digest").as_ref() != Some(&bare) {
        return Ok(());
    }
    Err(Stop::violated(
        answer.finding("a salted hash", "a hash without salt"),
    ))
}

fn demand_match(world: &World, expected: bool) -> Step {
    let answer = served(world)?;
    demand_no_number(world, "the account number itself")?;
    match answer.body().get("match") {
        Some(Value::Bool(told)) if *told == expected => Ok(()),
        told => Err(Stop::violated(answer.finding(
            &format!("match {expected}"),
            format!("match {}", told.unwrap_or(&Value::Null)),
        ))),
    }
}

fn demand_no_number(world: &World, received: &str) -> Step {
    let answer = served(world)?;
    let number = sensitive(world)?.number;
    let body = String::from_utf8_lossy(answer.octets());
    if !body.contains(&number) {
        return Ok(());
    }
    let expected = "an answer without the account number";
    Err(Stop::violated(answer.finding(expected, received)))
}

fn served(world: &World) -> Result<Answer, Stop> {
    let expected = "the resource server serves the request";
    world.resource_server.demand_served(expected)
}

fn sensitive(world: &World) -> Result<SensitiveAccount, Stop> {
    let facts = world.resource_server.consumer()?.facts;
    facts.sensitive().cloned()
}

fn below(sensitive: &SensitiveAccount, path: &str) -> Result<Url, Stop> {
    let mut url = sensitive.account.url.clone();
    let segments = url.path_segments_mut();
    let broken = |()| Stop::harness("the address of an account has no path");
    segments.map_err(broken)?.push(path);
    Ok(url)
}
