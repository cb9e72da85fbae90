//! Offices that try one access code after the other.

use cucumber::when;
use serde_json::Value;

use crate::actor::office::Office;
use crate::actor::office::answer::Answer;
use crate::actor::office::identity::Identity;
use crate::actor::office::inquiry::Inquiry;
use crate::stop::{Step, Stop};
use crate::world::World;

/// Tries that are no slips of the pen any more.
const GUESSES: usize = 20;

#[when(
    expr = "the office of second filing guesses twenty access codes and then states the right one"
)]
async fn guesses_and_states(world: &mut World) -> Step {
    let right = world.das.document()?.identity;
    let guesser = world.second_office().await?;
    guess(&guesser, &right).await?;
    let answer = asked(&guesser, &right).await?;
    served_to_the_other(world, &right).await?;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(
    expr = "the office of second filing guesses twenty access codes, and the office asks for the availability"
)]
async fn guesses_while_the_other_asks(world: &mut World) -> Step {
    let right = world.das.document()?.identity;
    let guesser = world.second_office().await?;
    guess(&guesser, &right).await?;
    let office = world.first_office().await?;
    world.das.answer = Some(asked(&office, &right).await?);
    Ok(())
}

/// The right code first, as the control; then wrong ones.
async fn guess(guesser: &Office, right: &Identity) -> Result<(), Stop> {
    guesser.availability(right).await?.served("the control")?;
    let codes = (0..).map(|number: u32| format!("{number:04X}"));
    let wrong = codes.filter(|code| *code != right.access_code);
    for access_code in wrong.take(GUESSES) {
        let stated = Identity {
            access_code,
            ..right.clone()
        };
        asked(guesser, &stated).await?;
    }
    Ok(())
}

/// A lock that holds for everybody is judged by a rule of its own; here it says only that DAS is still at work.
async fn served_to_the_other(world: &mut World, right: &Identity) -> Result<Answer, Stop> {
    let office = world.first_office().await?;
    asked(&office, right).await
}

/// 429 is what a lock may say, and here it is a refusal like any other.
async fn asked(office: &Office, identity: &Identity) -> Result<Answer, Stop> {
    let call = Inquiry::Availability.call(office, identity)?;
    let exchange = office.ask(call).await?;
    let status = exchange.response.as_ref().map(|answer| answer.status);
    if status == Some(429) {
        return Ok(Answer::late(exchange, &Value::Null));
    }
    Answer::of(exchange)
}
