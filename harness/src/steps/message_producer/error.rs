//! Errors of a producer: in the clear, and without anything of the customer (Part 4, errors).

use cucumber::{then, when};
use serde_json::Value;

use crate::stop::{Step, Stop};
use crate::world::World;

#[when("somebody asks for a message without being registered")]
async fn asks_as_stranger(world: &mut World) -> Step {
    let recipient = world.messages.recipient()?;
    let control = recipient.receive(&recipient.wish()?).await?;
    let claims = Value::Object(control.demanded_jws()?.claims);
    world.messages.answer = Some(recipient.renamed().fetch(false).await?);
    world.messages.personal = personal(&claims);
    Ok(())
}

/// Octets of the shortest text that is not found everywhere by chance.
const TELLING: usize = 4;

/// Every text that says something of a person; the customer's number is none.
fn personal(claims: &Value) -> Vec<String> {
    match claims {
        Value::String(text) if text.len() < TELLING => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(personal).collect(),
        Value::Object(members) => {
            let told = members.iter().filter(|(name, _)| *name != "customerId");
            told.flat_map(|(_, value)| personal(value)).collect()
        }
        _ => Vec::new(),
    }
}

#[then("the producer tells an error in the clear")]
fn is_readable(world: &mut World) -> Step {
    let answer = world.messages.answer()?;
    let answer = answer.demanded_refused("an error for somebody who is not registered")?;
    if answer.body().is_object() || answer.octets().is_empty() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(answer.octets()).into_owned();
    let media_type = answer.header("Content-Type").unwrap_or_default();
    if media_type.starts_with("text/") {
        return Ok(());
    }
    let length = text.len();
    let words = format!("{length} octets of {media_type} that are no JSON");
    Err(Stop::violated(
        answer.finding("an error that can be read", words),
    ))
}

#[then("the error says nothing of the customer")]
fn is_impersonal(world: &mut World) -> Step {
    let answer = world.messages.answer()?;
    let personal = &world.messages.personal;
    if personal.is_empty() {
        return Err(Stop::inconclusive("the payload says nothing of a customer"));
    }
    let text = String::from_utf8_lossy(answer.octets()).into_owned();
    if !personal.iter().any(|told| text.contains(told)) {
        return Ok(());
    }
    let expected = "an error without personal data";
    let words = "an error with personal data of the customer";
    Err(Stop::violated(answer.finding(expected, words)))
}
