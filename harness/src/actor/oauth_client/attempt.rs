//! Minimal pairs: a deviation is sent between two controls, so that a refusal says something about the deviation.

use super::answer::Answer;
use super::deviation::Deviation;
use super::ground::Ground;
use super::send;
use crate::actor::environment::Environment;
use crate::stop::Stop;

/// What came of one act.
#[derive(Debug)]
pub struct Attempt {
    /// What came back for it.
    pub answer: Answer,
    /// What usually lies behind a wrong answer.
    pub hint: Option<&'static str>,
}

/// Sends the legal twin, then the deviation, then the twin again where the deviation was refused.
///
/// A control that is refused makes the scenario inconclusive: before, since the refusal may have any reason; after, since a lockout
/// or a firewall may have answered for the server.
pub async fn attempt(
    environment: &Environment,
    ground: &Ground,
    deviation: &Deviation,
) -> Result<Attempt, Stop> {
    control(environment, ground, "before").await?;
    let request = deviation.request(ground)?;
    let answer = send(environment, ground, &request).await?;
    if answer.puts_off() {
        return Err(Stop::inconclusive(format!(
            "the server put the request off: {answer}"
        )));
    }
    if !answer.issues_a_token() {
        control(environment, ground, "after").await?;
    }
    Ok(Attempt {
        answer,
        hint: deviation.hint,
    })
}

/// A request with nothing wrong in it, outside of any pair.
pub async fn honest(environment: &Environment, ground: &Ground) -> Result<Attempt, Stop> {
    let answer = send(environment, ground, &ground.legal_request()).await?;
    Ok(Attempt { answer, hint: None })
}

/// Two requests with one and the same assertion.
pub async fn twice(environment: &Environment, ground: &Ground) -> Result<(Attempt, Attempt), Stop> {
    let request = ground.legal_request();
    let first = send(environment, ground, &request).await?;
    let second = send(environment, ground, &request).await?;
    Ok((
        Attempt {
            answer: first,
            hint: None,
        },
        Attempt {
            answer: second,
            hint: None,
        },
    ))
}

async fn control(environment: &Environment, ground: &Ground, when: &str) -> Result<(), Stop> {
    let answer = send(environment, ground, &ground.legal_request()).await?;
    if answer.issues_a_token() {
        return Ok(());
    }
    Err(Stop::inconclusive(format!(
        "the control {when} the deviation was not accepted: {answer}"
    )))
}
