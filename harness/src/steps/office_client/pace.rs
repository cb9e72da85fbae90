//! How fast the client comes back.

use cucumber::then;
use jiff::SignedDuration;

use super::shown_by;
use crate::actor::office_client::Operation;
use crate::actor::office_client::run::{Run, status};
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::world::World;

/// The shortest time between two looks that is no hurry; WIPO's samples take five seconds.
const NO_HURRY: SignedDuration = SignedDuration::from_secs(1);
/// How much earlier than asked is not held against anyone.
const TOLERANCE: SignedDuration = SignedDuration::from_millis(500);

fn looks(run: &Run) -> Vec<&Exchange> {
    match run.order.operation {
        Operation::Register => run.asking(|operations| &operations.file_state).collect(),
        Operation::Retrieve => run
            .asking(|operations| &operations.retrieval_states)
            .collect(),
    }
}

fn between(earlier: &Exchange, later: &Exchange) -> SignedDuration {
    later.at.duration_since(earlier.at)
}

#[then("the client lets some time pass between two looks")]
fn lets_time_pass(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let looks = looks(run);
    if looks.is_empty() {
        let why = format!("the client looked at nothing: {}", run.ended.how);
        return Err(Stop::inconclusive(why));
    }
    for pair in looks.windows(2) {
        let span = between(pair[0], pair[1]);
        if span < NO_HURRY {
            let received = format!("another look after {} s", span.as_secs_f64());
            return shown_by(pair[1], "some seconds between two looks", received);
        }
    }
    Ok(())
}

#[then("the client does not come back before the time that it was told")]
fn comes_back_in_time(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let orders: Vec<&Exchange> = match run.order.operation {
        Operation::Register => run.asking(|operations| &operations.registration).collect(),
        Operation::Retrieve => run.asking(|operations| &operations.retrieval).collect(),
    };
    for pair in orders.windows(2) {
        let Some(asked) = asked_to_wait(pair[0]) else {
            continue;
        };
        let span = between(pair[0], pair[1]);
        if span + TOLERANCE < asked {
            let expected = format!("nothing for {} s", asked.as_secs());
            let received = format!("the same request after {} s", span.as_secs_f64());
            return shown_by(pair[1], &expected, received);
        }
    }
    Ok(())
}

fn asked_to_wait(exchange: &Exchange) -> Option<SignedDuration> {
    let answer = exchange.response.as_ref()?;
    let seconds = answer.header("retry-after")?.parse().ok()?;
    [429, 503]
        .contains(&status(exchange))
        .then(|| SignedDuration::from_secs(seconds))
}
