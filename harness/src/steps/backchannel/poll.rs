//! Asking for results (CIBA, 10.1 and 11).

use std::pin::Pin;
use std::time::Duration;

use cucumber::{given, then, when};
use jiff::SignedDuration;

use super::violated;
use crate::actor::backchannel::poll::{self, PollDeviationName};
use crate::actor::environment::Environment;
use crate::actor::oauth_client::answer::Answer;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// Longer than a poll may last (CIBA, 10.1).
const LONG_ENOUGH: SignedDuration = SignedDuration::from_secs(31);
/// How long a server that is not ours may take for an answer that is due, in real time.
const PATIENCE: Duration = Duration::from_secs(10);
/// How a poll before the decision is put off (CIBA, 11): the second is a variant of the first.
const PUT_OFF: [&str; 2] = ["authorization_pending", "slow_down"];
/// What a poll before the decision may be answered with (CIBA, 11).
const NOT_YET: [&str; 3] = ["authorization_pending", "slow_down", "invalid_request"];

#[given("the client has had its tokens")]
async fn has_had_tokens(world: &mut World) -> Step {
    ask(world).await?;
    let answer = world.last_poll()?;
    if answer.issues_a_token() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "there were no tokens: {answer}"
    )))
}

#[when("the client polls")]
async fn polls(world: &mut World) -> Step {
    ask(world).await
}

#[when("the client polls three times at once")]
async fn polls_hastily(world: &mut World) -> Step {
    for _ in 0..3 {
        ask(world).await?;
    }
    Ok(())
}

/// What the client itself gets afterwards is the control.
#[when(expr = "somebody polls {poll_deviation}")]
async fn polls_otherwise(world: &mut World, deviation: PollDeviationName) -> Step {
    let flow = world.backchannel_flow().await?;
    let asked = world.backchannel_attempt()?;
    let environment = &world.environment;
    let sending = deviation.0.send_after_decision(environment, &flow, asked);
    let answer = sending.await?;
    if !answer.issues_a_token() {
        let control = poll::poll_after_decision(environment, &flow, asked).await?;
        if !control.issues_a_token() {
            let why = format!("the control after the deviation was not accepted: {control}");
            return Err(Stop::inconclusive(why));
        }
    }
    world.backchannel.polls.push(answer);
    Ok(())
}

/// A server may refuse both, so that the tokens come with a poll of its own.
#[when("the client polls twice at the same moment")]
async fn polls_twice(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let asked = world.backchannel_attempt()?;
    let environment = &world.environment;
    let mut answers = poll::poll_twice_after_decision(environment, &flow, asked)
        .await?
        .to_vec();
    if !answers.iter().any(Answer::issues_a_token) {
        answers.push(poll::poll_after_decision(environment, &flow, asked).await?);
    }
    world.backchannel.polls.extend(answers);
    Ok(())
}

#[when("the client polls and half a minute passes")]
async fn polls_and_waits(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let name = world.auth_req_id()?;
    let environment = &world.environment;
    // The client is at work until it has its answer, but for the time for which the server keeps it waiting.
    let at_work = environment.clock().engage(environment.clock().now());
    let polling = poll::poll(environment, &flow, &name);
    let mut polling = std::pin::pin!(polling);
    let mut answered = unless_kept_waiting(environment, polling.as_mut()).await;
    if answered.is_none() {
        environment.advance(LONG_ENOUGH).await?;
        answered = unless_kept_waiting(environment, polling).await;
    }
    drop(at_work);
    let answered = answered.transpose()?;
    world.backchannel.held = Some(answered.is_none());
    // Whoever still waits is let go.
    environment.advance(LONG_ENOUGH).await?;
    world.backchannel.polls.extend(answered);
    Ok(())
}

/// What comes of something, or nothing where the server keeps its client waiting.
async fn unless_kept_waiting<T>(
    environment: &Environment,
    answer: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let kept_waiting = async {
        if !environment.idle().await {
            let _ = tokio::time::timeout(PATIENCE, std::future::pending::<()>()).await;
        }
    };
    tokio::select! {
        biased;
        answer = answer => Some(answer),
        () = kept_waiting => None,
    }
}

#[then("the poll has been answered")]
fn has_been_answered(world: &mut World) -> Step {
    match world.backchannel.held {
        Some(false) => Ok(()),
        Some(true) => {
            let finding = Finding::new("an answer within thirty seconds", "no answer");
            Err(Stop::violated(finding))
        }
        None => Err(Stop::harness("nobody waited for a poll in this scenario")),
    }
}

#[then("the client is told to wait")]
fn is_told_to_wait(world: &mut World) -> Step {
    told(world, &PUT_OFF)
}

/// A server may slow clients down, put them off, or call it senseless (CIBA, 10.1 and 11).
#[then("every poll is answered with what clients know")]
fn is_answered_with_what_is_known(world: &mut World) -> Step {
    for answer in &world.backchannel.polls {
        let known = answer.error().is_some_and(|code| NOT_YET.contains(&code));
        if !known && !answer.puts_off() {
            return violated(
                answer,
                "authorization_pending or slow_down",
                answer.to_string(),
            );
        }
    }
    Ok(())
}

#[then(expr = "the poll is refused with {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn is_refused_with(world: &mut World, codes: String) -> Step {
    let codes: Vec<&str> = codes.split(", ").collect();
    told(world, &codes)
}

#[then("the poll brings no tokens")]
fn brings_nothing(world: &mut World) -> Step {
    let answer = world.last_poll()?;
    if answer.issues_a_token() || answer.succeeded() {
        return violated(answer, "no tokens", answer.to_string());
    }
    Ok(())
}

#[then("the poll brings tokens")]
fn brings_tokens(world: &mut World) -> Step {
    let answer = world.last_poll()?;
    if answer.issues_a_token() {
        return Ok(());
    }
    let finding = answer.finding("tokens", answer.to_string());
    Err(Stop::violated(finding.turned_away()))
}

#[then("one of the polls brings tokens")]
fn one_brings_tokens(world: &mut World) -> Step {
    let polls = &world.backchannel.polls;
    let count = polls
        .iter()
        .filter(|answer| answer.issues_a_token())
        .count();
    match (count, polls.last()) {
        (1, _) => Ok(()),
        (0, Some(answer)) => Err(Stop::inconclusive(format!(
            "there were no tokens: {answer}"
        ))),
        (_, Some(answer)) => violated(answer, "1 access token", format!("{count} access tokens")),
        (_, None) => Err(Stop::harness("nobody polled in this scenario")),
    }
}

fn told(world: &World, codes: &[&str]) -> Step {
    let answer = world.last_poll()?;
    if !answer.succeeded() && answer.error().is_some_and(|code| codes.contains(&code)) {
        return Ok(());
    }
    let expected = format!("a refusal with {}", codes.join(" or "));
    violated(answer, &expected, answer.to_string())
}

async fn ask(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let name = world.auth_req_id()?;
    let environment = &world.environment;
    let answer = if world.backchannel.is_decided {
        poll::poll_after_decision(environment, &flow, world.backchannel_attempt()?).await?
    } else {
        poll::poll(environment, &flow, &name).await?
    };
    world.backchannel.polls.push(answer);
    Ok(())
}
