//! The states of retrieval requests, as polling shows them.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::environment::clients::Who;
use crate::actor::office::attempt::attempt;
use crate::actor::office::await_end;
use crate::actor::office::retrieval::Retrieval;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The states that a retrieval request can have (revision of 2024-01-14).
const STATES: [&str; 3] = ["pending", "success", "error"];

#[when(expr = "the office of second filing polls the retrieval until it is final")]
async fn polls_to_the_end(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let Retrieval { ack, answer, .. } = world.das.retrieval()?;
    if !answer.is_served() {
        return Ok(());
    }
    let mut states = Vec::new();
    await_end(&world.environment, async || {
        let state = second.retrieval_state(&ack).await?;
        let is_final = state
            .as_ref()
            .is_some_and(|state| state.is_final() || !STATES.contains(&state.word.as_str()));
        states.extend(state);
        Ok(is_final.then_some(()))
    })
    .await?;
    world.das.states = states;
    Ok(())
}

#[when(expr = "the office of second filing polls the state of the retrieval")]
pub async fn polls_the_state(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let state = second.retrieval_state(&ack).await?;
    let state = state.ok_or_else(|| Stop::inconclusive("polling does not show the retrieval"))?;
    world.das.states = vec![state];
    Ok(())
}

#[then(expr = "the( forwarded) retrieval has ended with an error")]
fn has_ended_with_an_error(world: &mut World) -> Step {
    let state = world.das.states.last();
    let state = state.ok_or_else(|| Stop::harness("the retrieval has not been polled"))?;
    if state.has_failed() {
        return Ok(());
    }
    let received = format!("requestStatusCategory {}", state.word);
    let expected = "a retrieval that has ended with an error";
    Err(Stop::violated(state.poll.finding(expected, received)))
}

#[then(expr = "every state is pending, success or error")]
fn states_are_known(world: &mut World) -> Step {
    let was_acknowledged = world.das.retrieval()?.answer.is_served();
    if world.das.states.is_empty() && was_acknowledged {
        return Err(Stop::inconclusive("polling did not show the retrieval"));
    }
    match world
        .das
        .states
        .iter()
        .find(|state| !STATES.contains(&state.word.as_str()))
    {
        None => Ok(()),
        Some(state) => {
            let received = format!("requestStatusCategory {:?}", state.word);
            Err(Stop::violated(
                state.poll.finding("pending, success or error", received),
            ))
        }
    }
}

#[given(expr = "a day has passed")]
async fn a_day_has_passed(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    second.settled_retrieval(&world.environment, &ack).await?;
    world
        .environment
        .advance(SignedDuration::from_hours(24))
        .await
}

#[when(expr = "the office of second filing polls the retrieval again")]
async fn polls_again(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    world.das.answer = Some(second.poll(Some(&ack)).await?);
    Ok(())
}

#[then(expr = "the retrieval has still succeeded")]
async fn has_still_succeeded(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let expected = "the retrieval is shown with the state success";
    let poll = second.poll(Some(&ack)).await?;
    let state = second.retrieval_state(&ack).await?;
    match state {
        Some(state) if state.has_succeeded() => Ok(()),
        Some(state) => {
            let received = format!("requestStatusCategory {}", state.word);
            Err(Stop::violated(state.poll.finding(expected, received)))
        }
        None => Err(Stop::violated(poll.finding(
            expected,
            format!("{poll}: the retrieval is not shown any more"),
        ))),
    }
}

#[when(expr = "another office polls its retrievals")]
async fn another_polls(world: &mut World) -> Step {
    let other = world.office_other_than(Who::AnotherClient).await?;
    world.das.answer = Some(other.poll(None).await?);
    Ok(())
}

#[when(expr = "another office polls the retrieval by its acknowledgement id")]
async fn another_polls_by_id(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let other = world.office_other_than(Who::AnotherClient).await?;
    let ack = world.das.retrieval()?.ack;
    let answer = attempt(
        async || second.poll(Some(&ack)).await,
        async || other.poll(Some(&ack)).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "the retrieval of the office of second filing is not shown")]
fn is_not_shown(world: &mut World) -> Step {
    let answer = world.das.answer()?;
    let ack = world.das.retrieval()?.ack;
    if !answer.is_served() || !String::from_utf8_lossy(answer.octets()).contains(&ack) {
        return Ok(());
    }
    let received = format!("{answer}, with the retrieval of another office");
    Err(Stop::violated(
        answer.finding("none but the office's own retrievals", received),
    ))
}
